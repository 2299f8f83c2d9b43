/** Between the page and its worker. */

import type { Calls, FromPython } from "./from_python.ts";
import type { Files } from "./engine.ts";

export type Archive = "core" | "more" | "rest";

/** What every worker of a visit starts from; made once. */
export interface Image {
  /** Original texts, by the path that `Files` uses. */
  files: Record<string, string>;
  /** In which archive a module is that the snapshot leaves out. */
  archives: Record<Archive, string[]>;
  env: Record<string, string>;
  /** What Pyodide's lock says of itself. */
  pyodide: Record<string, string>;
  database: Uint8Array<ArrayBuffer>;
}

export interface Boot {
  t: "boot";
  runtime: WebAssembly.Module;
  sideModule: WebAssembly.Module;
  /** Start in the ordinary way: no snapshot follows. */
  ordinary: boolean;
  image: Image;
  /** Addresses of the archives. */
  archives: Record<Archive, string>;
}

/** Python's memory, compressed; on its way while Python is made. */
interface Memory {
  t: "snapshot";
  packed: Uint8Array<ArrayBuffer>;
}

/** An archive that the page keeps; read when Python first asks for a module in it. */
interface Supply {
  t: "supply";
  archive: Archive;
  content: Blob;
}

export interface Call {
  t: "call";
  id: number;
  op: keyof Calls;
  args: Record<string, unknown>;
  /** Only for "start". */
  files?: Files;
}

export type ToWorker = Boot | Memory | Supply | Call;

/** `id` 0 belongs to no call. */
export type FromWorker =
  | { id: 0; t: "booted" }
  | { id: 0; t: "unbootable"; message: string }
  | { id: 0; t: "memory"; megabytes: number }
  | FromPython;
