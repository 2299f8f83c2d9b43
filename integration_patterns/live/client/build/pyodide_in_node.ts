/** Starts Pyodide in Node.js, for the build. */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import type { CreateModule, LoadPyodide } from "../src/worker/emscripten.ts";

export interface Runtime {
  folder: string;
  loadPyodide: LoadPyodide;
  create: CreateModule;
}

/** The runtime in a folder. */
export async function runtimeIn(folder: string): Promise<Runtime> {
  const loader = (await import(pathToFileURL(`${folder}/pyodide.mjs`).href)) as {
    loadPyodide: LoadPyodide;
  };
  const module = (await import(pathToFileURL(`${folder}/pyodide.asm.mjs`).href)) as {
    default: CreateModule;
  };
  return { folder: `${folder}/`, loadPyodide: loader.loadPyodide, create: module.default };
}

/** What the build was asked to do: a JSON file, named on the command line. */
export function task<Task>(): Task {
  return JSON.parse(readFileSync(process.argv[2] as string, "utf8")) as Task;
}
