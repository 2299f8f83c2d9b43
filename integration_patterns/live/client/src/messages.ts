/** Between the page and its worker. */

import type { AppError, EngineErrorKind, Files, Output } from "./protocol.ts";

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

export type Op = "start" | "rehearse" | "list" | "request" | "cli" | "jobs" | "run_job" | "go_to" | "test" | "ahead";

export interface Call {
  t: "call";
  id: number;
  op: Op;
  args: Record<string, unknown>;
  /** Only for "start". */
  files?: Files;
}

export type ToWorker = Boot | Memory | Supply | Call;

/** `id` 0 belongs to no call. */
export type FromWorker =
  | { id: 0; t: "booted" }
  | { id: 0; t: "unbootable"; message: string }
  | { id: 0; t: "limit" }
  | { id: 0; t: "memory"; megabytes: number }
  | { id: 0; t: "fatal"; message: string }
  | { id: number; t: "output"; stream: Output["stream"]; text: string }
  | { id: number; t: "event"; event: unknown }
  | { id: number; t: "done"; result: Record<string, unknown> }
  | { id: number; t: "fail"; kind: EngineErrorKind; message: string; error: AppError };
