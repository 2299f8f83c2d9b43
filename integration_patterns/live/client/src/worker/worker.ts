/** One worker is one Python. It runs the reader's code, and nothing on the page does. */

import create from "pyodide-runtime/pyodide.asm.mjs";
import { loadPyodide } from "pyodide-runtime/pyodide.mjs";

import { setClock } from "./clock.ts";
import { Disk, UnwritableError } from "./disk.ts";
import { ending } from "./ending.ts";
import type { LoadOptions, Pyodide } from "./emscripten.ts";
import { boundMemory, MEGABYTES } from "./memory.ts";
import type { Archive, Boot, Call, FromWorker, ToWorker } from "../protocol/messages.ts";
import { unpack } from "./packed.ts";
import { EMPTY_ZIP, pretendedSnapshot, restoring } from "./restore.ts";
import { decode, type Snapshot } from "./snapshot.ts";

interface Bridge {
  connect(post: unknown, later: unknown, setClock: unknown): void;
  install(): void;
  readonly call: (text: string) => void;
  readonly pump: () => void;
}

interface Finder {
  fetch: (name: string) => string | undefined;
}

/** The address of Pyodide's library when the snapshot holds it already. */
const NOTHING = "https://nothing.invalid/nothing.zip";
const BRIDGE = "integration_patterns.live.runtime.page.bridge";
const ARCHIVES = "integration_patterns.live.runtime.imports.archive_finder";

let arrived: (packed: Promise<Snapshot>) => void;
const snapshot = new Promise<Snapshot>((resolve) => (arrived = resolve));
let call: Bridge["call"];
let python: Pyodide;
let disk: Disk;
const supplies = new Map<Archive, Blob>();
const request = XMLHttpRequest;
const post: (text: string) => void = postMessage.bind(self);

const send = (message: FromWorker): void => {
  post(JSON.stringify(message));
};

async function boot(order: Boot): Promise<void> {
  python = await loadPyodide(await options(order));
  if (order.ordinary) {
    python.runPython(`from ${ARCHIVES} import install; install()`);
    const environment = JSON.stringify(JSON.stringify(order.image.env));
    python.runPython(`from ${BRIDGE} import bridge; bridge.install(${environment})`);
  }
  const finder = python.runPython(`from ${ARCHIVES} import ArchiveFinder; ArchiveFinder`) as Finder;
  finder.fetch = archiveOf(order);
  const bridge = python.runPython(`from ${BRIDGE} import bridge; bridge`) as Bridge;
  bridge.connect((text: string) => post(text), later(bridge.pump), setClock);
  call = bridge.call;
  disk = new Disk(python.FS, order.image.files, order.image.database);
  disk.prepare({});
  lockDown();
  send({ id: 0, t: "booted" });
}

async function options(order: Boot): Promise<LoadOptions> {
  handOver(order.runtime);
  const { ordinary, sideModule } = order;
  const common: LoadOptions = {
    indexURL: new URL("./", order.archives.core).href,
    lockFileContents: { info: order.image.pyodide, packages: {} },
    env: order.image.env,
    stdout: (text) => send({ id: 0, t: "output", stream: "stdout", text: `${text}\n` }),
    stderr: (text) => send({ id: 0, t: "output", stream: "stderr", text: `${text}\n` }),
  };
  if (ordinary) {
    const createPyodideModule = restoring(create, { sideModule });
    return { ...common, stdLibURL: order.archives.core, createPyodideModule };
  }
  return {
    ...common,
    stdLibURL: NOTHING,
    _loadSnapshot: pretendedSnapshot(),
    createPyodideModule: restoring(create, { sideModule, snapshot }),
  };
}

/** Gives Pyodide what is there already, where it would fetch and compile its own. */
function handOver(runtime: WebAssembly.Module): void {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  self.fetch = (input, init) => {
    const address = String(input);
    if (address === NOTHING) {
      return Promise.resolve(new Response(EMPTY_ZIP));
    }
    return address.endsWith("pyodide.asm.wasm") ? Promise.resolve(new Response()) : fetch(input, init);
  };
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    WebAssembly.instantiateStreaming = instantiateStreaming;
    return { module: runtime, instance: await WebAssembly.instantiate(runtime, imports) };
  };
}

function later(pump: () => void): (seconds: number) => void {
  const { port1, port2 } = new MessageChannel();
  const run = guarded(pump);
  port1.onmessage = run;
  return (seconds) => {
    if (seconds === 0) {
      port2.postMessage(null);
    } else {
      setTimeout(run, seconds * 1000);
    }
  };
}

/** Brings an archive when Python first asks for a module in it; Python waits meanwhile. */
function archiveOf({ image, archives }: Boot): Finder["fetch"] {
  const where = new Map<string, Archive>();
  for (const archive of ["rest", "core", "more"] as const) {
    for (const name of image.archives[archive]) {
      where.set(name, archive);
    }
  }
  return (name) => {
    const archive = where.get(name);
    if (archive === undefined) {
      return undefined;
    }
    const path = placeOf(archive);
    if (!python.FS.analyzePath(path).exists) {
      const kept = supplies.get(archive);
      const content = kept ? new FileReaderSync().readAsArrayBuffer(kept) : fetched(archives[archive]);
      python.FS.writeFile(path, new Uint8Array(content));
    }
    return path;
  };
}

function fetched(address: string): ArrayBuffer {
  const get = new request();
  get.open("GET", address, false);
  get.responseType = "arraybuffer";
  try {
    get.send();
  } catch {
    // As any answer but the right one.
  }
  if (get.status !== 200) {
    const fix = get.status === 0 ? "go online and try again" : "reload the page";
    throw new Error(`${address} can't be fetched. fix: ${fix}.`);
  }
  return get.response as ArrayBuffer;
}

const placeOf = (archive: Archive): string => `/lib/${archive}.zip`;

/** From here on the reader's code runs: it gets no way to the network or to stored data. */
function lockDown(): void {
  for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport",
    "importScripts", "indexedDB", "caches", "Worker", "BroadcastChannel", "FontFace", "WebSocketStream",
    "webkitRequestFileSystem", "webkitRequestFileSystemSync", "webkitResolveLocalFileSystemURL",
    "webkitResolveLocalFileSystemSyncURL", "close", "navigator", "postMessage"]) {
    for (let owner: object = self; owner !== Object.prototype; owner = Object.getPrototypeOf(owner) as object) {
      if (owner === self || Object.hasOwn(owner, name)) {
        Object.defineProperty(owner, name, { value: undefined, configurable: false });
      }
    }
  }
}

function guarded(work: () => void): () => void {
  return () => {
    try {
      work();
    } catch (error) {
      send({ id: 0, t: "fatal", message: ending(error) });
    }
  };
}

function run({ id, op, args, files }: Call): void {
  guarded(() => {
    try {
      const changed = files && disk.prepare(files);
      call(JSON.stringify({ id, op, args: op === "start" ? { ...args, changed } : args }));
    } catch (error) {
      if (!(error instanceof UnwritableError)) {
        throw error;
      }
      send({ id, t: "done", result: { ok: false, error: error.error }, ms: 0 });
    }
  })();
}

boundMemory(() => {
  send({ id: 0, t: "memory", megabytes: MEGABYTES });
});

onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  if (data.t === "call") {
    run(data);
  } else if (data.t === "snapshot") {
    arrived(unpack(data.packed).then(decode));
  } else if (data.t === "supply") {
    supplies.set(data.archive, data.content);
  } else {
    try {
      await boot(data);
    } catch (error) {
      send({ id: 0, t: "unbootable", message: error instanceof Error ? error.message : String(error) });
    }
  }
};
