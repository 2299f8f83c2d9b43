/** Imports what the app needs, lets it answer, and keeps the memory; then traces what else is used. */

import { readFileSync, writeFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, zstdCompressSync } from "node:zlib";

import type { EmscriptenModule, LoadOptions, Pyodide } from "../src/worker/emscripten.ts";
import { Disk } from "../src/worker/disk.ts";
import { EMPTY_ZIP, pretendedSnapshot, restoring } from "../src/worker/restore.ts";
import { compare, decode, encode, SIZE, type Snapshot } from "../src/worker/snapshot.ts";
import { type Runtime, runtimeIn, task } from "./pyodide_in_node.ts";
import { clearFreeMemory } from "./tidy.ts";

interface Task {
  pyodide: string;
  sideModule: string;
  archive: string;
  /** JSON: path below the root to text. */
  files: string;
  database: string;
  prepare: string;
  env: Record<string, string>;
  out: string;
}

/** Pyodide's own header of a snapshot, in 32-bit words. */
const HEADER_WORDS = 12;

const asked = task<Task>();
const machine = dirname(fileURLToPath(import.meta.url));
// Emscripten keeps it as the name of the program, which would be a path on this machine.
process.argv.splice(1, Infinity, "python");
const runtime = await runtimeIn(asked.pyodide);
const sideModule = new WebAssembly.Module(readFileSync(asked.sideModule));

function load(more: Partial<LoadOptions>): Promise<Pyodide> {
  return runtime.loadPyodide({ indexURL: runtime.folder, env: asked.env, ...more });
}

async function takeSnapshot({ create }: Runtime): Promise<void> {
  let module: EmscriptenModule | undefined;
  const python = await load({
    stdLibURL: asked.archive,
    _makeSnapshot: true,
    createPyodideModule: restoring(create, { sideModule, onModule: (made) => (module = made) }),
  });
  if (!module) {
    throw new Error("Pyodide did not make its module.");
  }
  writeFiles(python);
  const table = module.wasmTable.length;
  const say = (text: string): number => writeSync(2, `${text}\n`);
  python.globals.set("say", say);
  python.globals.set("environment", JSON.stringify(asked.env));
  python.runPython(readFileSync(asked.prepare, "utf8"));
  const core = python.runPython("reported(prepare)") as string;
  python.runPython("reported(leave_no_trace); del say, environment");
  if (module.wasmTable.length !== table) {
    throw new Error("The imports added functions, which a snapshot can't keep.");
  }
  clearFreeMemory(module);
  const stock = python.makeMemorySnapshot();
  const handles = Object.entries(module.LDSO.loadedLibsByHandle).map(
    ([handle, { name }]): [number, string] => [Number(handle), name],
  );
  const sparse = await makeSparse(stock, handles);
  const plain = encode(sparse);
  if (Buffer.from(plain.buffer).includes(machine)) {
    throw new Error(`The memory that is kept names ${machine}. fix: give Python another path.`);
  }
  writeFileSync(`${asked.out}/snapshot.plain`, plain);
  writeFileSync(`${asked.out}/snapshot.bin`, packed(plain));
  writeFileSync(`${asked.out}/core.json`, core);
  python.globals.set("say", say);
  writeFileSync(`${asked.out}/more.json`, python.runPython("reported(trace)") as string);
}

function writeFiles(python: Pyodide): void {
  const files = JSON.parse(readFileSync(asked.files, "utf8")) as Record<string, string>;
  new Disk(python.FS, files, readFileSync(asked.database)).prepare({});
}

async function makeSparse(stock: Uint8Array<ArrayBuffer>, handles: [number, string][]): Promise<Snapshot> {
  const header = new Uint32Array(stock.buffer, 0, HEADER_WORDS);
  const offset = header[1] as number;
  const json = stock.subarray(HEADER_WORDS * 4, HEADER_WORDS * 4 + (header[2] as number));
  const heap = stock.subarray(offset);
  const fresh = await freshMemory(heap.length);
  const { data, ...found } = compare(heap, fresh);
  const config = JSON.parse(new TextDecoder().decode(json)) as unknown;
  return { meta: { config, heap: heap.length, fresh: fresh.length, handles, ...found }, data };
}

class Seen extends Error {}

async function freshMemory(heap: number): Promise<Uint8Array> {
  let fresh: Uint8Array | undefined;
  const see = (module: EmscriptenModule): void => {
    fresh = module.HEAPU8.slice();
    throw new Seen();
  };
  const options = { sideModule, onFresh: { heap, see } };
  try {
    await load({
      stdLibURL: asked.archive,
      _loadSnapshot: pretendedSnapshot(),
      createPyodideModule: restoring(runtime.create, options),
    });
  } catch (error) {
    if (!(error instanceof Seen)) {
      throw error;
    }
  }
  if (!fresh) {
    throw new Error("Pyodide did not ask for a snapshot.");
  }
  return fresh;
}

/** Smaller than gzip makes it; the window bounds the memory that unpacking takes. */
function packed(plain: Uint8Array): Uint8Array {
  const { ZSTD_c_compressionLevel: level, ZSTD_c_windowLog: window } = constants;
  const body = zstdCompressSync(plain, { params: { [level]: 18, [window]: 23 } });
  const all = new Uint8Array(SIZE + body.length);
  new DataView(all.buffer).setUint32(0, plain.length, true);
  all.set(body, SIZE);
  return all;
}

/** The snapshot must restore here before anyone else is asked to. */
async function prove(): Promise<void> {
  const snapshot = decode(readFileSync(`${asked.out}/snapshot.plain`));
  const python = await load({
    stdLibURL: `${asked.out}/empty.zip`,
    _loadSnapshot: pretendedSnapshot(),
    createPyodideModule: restoring(runtime.create, {
      sideModule,
      snapshot: Promise.resolve(snapshot),
    }),
  });
  writeFiles(python);
  python.runPython("import integration_patterns.live.runtime.page.bridge");
}

writeFileSync(`${asked.out}/empty.zip`, EMPTY_ZIP);
try {
  await takeSnapshot(runtime);
  await prove();
} catch (error) {
  // Node.js would print the whole line of the minified runtime with it.
  writeSync(2, `${error instanceof Error ? error.message || error.stack : String(error)}\n`);
  process.exit(1);
}
process.exit(0);
