/** The runtime that the bundle takes from the installed distribution; the build gives esbuild its folder. */
declare module "pyodide-runtime/pyodide.mjs" {
  export const loadPyodide: import("./emscripten.ts").LoadPyodide;
}
declare module "pyodide-runtime/pyodide.asm.mjs" {
  const create: import("./emscripten.ts").CreateModule;
  export default create;
}
