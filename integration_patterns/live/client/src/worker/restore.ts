/** Puts a snapshot into a Python that has just been instantiated. */

import type { CreateModule, EmscriptenModule, Settings } from "./emscripten.ts";
import { placeSideModule } from "./sidemodule.ts";
import { checksum, Run, type Snapshot } from "./snapshot.ts";

/** What malloc keeps for itself: a request that much smaller still fits where it asks. */
const SLACK = 14e6;
/** As long as Pyodide's own header, all it looks at before it asks to restore. */
const PRETENDED = 64;

/** The archive of the standard library, where the snapshot holds it already. */
export const EMPTY_ZIP = new Uint8Array(22);
EMPTY_ZIP.set([0x50, 0x4b, 0x05, 0x06]);

/** Makes Pyodide ask for a snapshot, which `restoring` then puts in. */
export const pretendedSnapshot = (): Uint8Array => new Uint8Array(PRETENDED);

interface Options {
  sideModule: Promise<WebAssembly.Module> | WebAssembly.Module;
  /** Without one, Python starts in the ordinary way. */
  snapshot?: Promise<Snapshot>;
  /** For the build: sees the memory of a fresh start, grown to `heap` bytes. */
  onFresh?: { heap: number; see: (module: EmscriptenModule) => void };
  onModule?: (module: EmscriptenModule) => void;
}

/** Wraps Pyodide's module factory; goes in through its public option `createPyodideModule`. */
export function restoring(create: CreateModule, options: Options): CreateModule {
  return async (settings: Settings) => {
    placeSideModule(settings, options.sideModule);
    const module = await create(settings);
    options.onModule?.(module);
    const snapshot = await options.snapshot;
    const { onFresh } = options;
    if (onFresh) {
      module.API.restoreSnapshot = () => {
        grow(module, onFresh.heap);
        onFresh.see(module);
      };
    } else if (snapshot) {
      module.API.restoreSnapshot = () => restore(module, snapshot);
    }
    return module;
  };
}

function grow(module: EmscriptenModule, bytes: number): void {
  while (module.HEAPU8.length < bytes) {
    module._malloc(bytes - SLACK);
  }
}

function restore(module: EmscriptenModule, { meta, data }: Snapshot): unknown {
  // Each browser calls through its own trampoline; the snapshot holds the builder's.
  const offset = module.HEAP32[module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET / 4] as number;
  const slot = (module.__PyRuntime + offset) / 4;
  const trampoline = module.HEAP32[slot] as number;
  grow(module, meta.heap);
  check(module, meta);
  const memory = module.HEAPU8;
  let from = 0;
  for (const [what, at, length] of meta.runs) {
    if (what === Run.zero) {
      memory.fill(0, at, at + length);
    } else if (what === Run.data) {
      memory.set(data.subarray(from, from + length), at);
      from += length;
    }
  }
  module.HEAP32[slot] = trampoline;
  for (const [handle, name] of meta.handles) {
    const library = module.LDSO.loadedLibsByName[name];
    if (handle && library) {
      module.LDSO.loadedLibsByHandle[handle] = library;
    }
  }
  return meta.config;
}

function check(module: EmscriptenModule, meta: Snapshot["meta"]): void {
  const { length } = module.HEAPU8;
  if (length !== meta.fresh) {
    throw new Error(`A fresh start has ${length} bytes here; the snapshot needs ${meta.fresh}.`);
  }
  if (checksum(module.HEAPU32, meta.runs) !== meta.sum) {
    throw new Error("A fresh start's memory differs from the one that the snapshot was made on.");
  }
}
