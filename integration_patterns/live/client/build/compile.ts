/** Compiles Python files with the very Python that will run them. */

import { readFileSync } from "node:fs";

import { runtimeIn, task } from "./pyodide_in_node.ts";

interface Task {
  pyodide: string;
  /** compile.py */
  script: string;
  /** JSON: [[name in the archive, path on this machine], …] */
  list: string;
  /** The archive of the standard library, if it goes in, too. */
  stdlib: string | null;
  out: string;
}

const { pyodide, script, list, stdlib, out } = task<Task>();
const runtime = await runtimeIn(pyodide);
const python = await runtime.loadPyodide({
  indexURL: runtime.folder,
  env: { PYTHONNODEBUGRANGES: "1", PYTHONHASHSEED: "0" },
});
python.FS.mkdirTree("/host");
python.FS.mount(python.FS.filesystems.NODEFS, { root: "/" }, "/host");
python.globals.set("task", JSON.stringify({ list, stdlib, out }));
python.runPython(readFileSync(script, "utf8"));
process.exit(0);
