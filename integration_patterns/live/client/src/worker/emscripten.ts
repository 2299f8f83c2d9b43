/** The parts of Pyodide's Emscripten module that a snapshot needs; it exports them, untyped. */
export interface EmscriptenModule {
  HEAPU8: Uint8Array<ArrayBuffer>;
  HEAP32: Int32Array;
  HEAPU32: Uint32Array;
  wasmTable: WebAssembly.Table;
  FS: FileSystem;
  API: Record<string, unknown> & { restoreSnapshot: (snapshot: Uint8Array) => unknown };
  LDSO: {
    loadedLibsByHandle: Record<number, { name: string }>;
    loadedLibsByName: Record<string, { name: string }>;
  };
  __PyRuntime: number;
  __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: number;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  addRunDependency(name: string): void;
  removeRunDependency(name: string): void;
  loadWebAssemblyModule(
    module: WebAssembly.Module | Uint8Array,
    flags: Record<string, boolean>,
    path: string,
    scope: Record<string, unknown>,
  ): Promise<Record<string, unknown>>;
  newDSO(path: string, handle: undefined, exports: Record<string, unknown>): { global: boolean };
}

export interface FileSystem {
  mkdirTree(path: string): void;
  writeFile(path: string, content: string | Uint8Array): void;
  unlink(path: string): void;
  readdir(path: string): string[];
  stat(path: string): { mode: number };
  isDir(mode: number): boolean;
  rmdir(path: string): void;
  analyzePath(path: string): { exists: boolean };
  mount(type: unknown, options: { root: string }, path: string): void;
  filesystems: { NODEFS: unknown };
}

export type Settings = Record<string, unknown> & {
  preRun: ((module: EmscriptenModule) => void | Promise<void>)[];
};

export type CreateModule = (settings: Settings) => Promise<EmscriptenModule>;

/** A running Python. */
export interface Pyodide {
  FS: FileSystem;
  runPython(code: string, options?: { globals?: unknown }): unknown;
  globals: { get(name: string): unknown; set(name: string, value: unknown): void };
  makeMemorySnapshot(): Uint8Array<ArrayBuffer>;
}

export interface LoadOptions {
  indexURL: string;
  stdLibURL?: string;
  lockFileContents?: unknown;
  env?: Record<string, string>;
  stdout?: (text: string) => void;
  stderr?: (text: string) => void;
  createPyodideModule?: CreateModule;
  _makeSnapshot?: boolean;
  _loadSnapshot?: Uint8Array | Promise<Uint8Array>;
}

export type LoadPyodide = (options: LoadOptions) => Promise<Pyodide>;
