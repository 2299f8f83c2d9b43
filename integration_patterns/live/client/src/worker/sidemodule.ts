/** Loads pydantic-core before Python starts, so that it lies at the same place in every browser. */

import type { EmscriptenModule, Settings } from "./emscripten.ts";

/** Where runtime/imports/archive_finder.py lets Python find it. */
const SIDE_MODULE = "/lib/pydantic_core.so";
/** Where its functions begin in the function table; Pyodide's own end well before. */
const TABLE_BASE = 16384;

/** Makes Python's later import of pydantic-core find it loaded. */
export function placeSideModule(
  settings: Settings,
  module: Promise<WebAssembly.Module> | WebAssembly.Module,
): void {
  settings.preRun.push(async (runtime: EmscriptenModule) => {
    runtime.addRunDependency("side-module");
    try {
      await load(runtime, await module);
    } finally {
      runtime.removeRunDependency("side-module");
    }
  });
}

async function load(runtime: EmscriptenModule, module: WebAssembly.Module): Promise<void> {
  const { length } = runtime.wasmTable;
  if (length > TABLE_BASE) {
    throw new Error(`The function table has ${length} entries. fix: raise TABLE_BASE.`);
  }
  runtime.wasmTable.grow(TABLE_BASE - length);
  runtime.FS.mkdirTree("/lib");
  runtime.FS.writeFile(SIDE_MODULE, "");
  const flags = { loadAsync: true, global: false, nodelete: true };
  const exported = await runtime.loadWebAssemblyModule(module, flags, SIDE_MODULE, {});
  runtime.newDSO(SIDE_MODULE, undefined, exported).global = false;
}
