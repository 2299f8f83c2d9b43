/** Compiles Python files with the very Python that will run them. */

import { readFileSync } from "node:fs";

import { runtimeIn, task } from "./python.ts";

/** `list`: JSON, [[name in the archive, path on this machine], …]; `script`: compile.py. */
const { pyodide, script, list, stdlib, out } = task<Record<string, string>>() as {
  pyodide: string;
  script: string;
  list: string;
  stdlib: string;
  out: string;
};
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
