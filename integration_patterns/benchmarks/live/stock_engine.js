// The ordinary way: a worker that loads stock Pyodide; a stop begins anew.
export const createEngine = ({ base }) => {
  let worker, ready, calls = 0;
  const pending = new Map();
  const failAll = (message) => {
    for (const { fail } of pending.values()) fail(new Error(message));
    pending.clear();
  };
  const boot = () => {
    worker ??= new Worker(new URL("stock_worker.js", import.meta.url), { type: "module" });
    ready ??= new Promise((resolve, reject) => {
      worker.onerror = ({ message }) => reject(new Error(`The worker can't start: ${message || "refused"}.`));
      worker.onmessage = ({ data }) => {
        const { id, t, ...more } = JSON.parse(data);
        const { done, fail, on } = pending.get(id) ?? {};
        ({ booted: resolve, unbootable: () => reject(new Error(more.message)), done: () => done(more.result),
          fail: () => fail(new Error(more.message)), event: () => on?.(more.event),
          fatal: () => failAll(more.message), limit: () => failAll("It printed too much.") })[t]?.();
      };
      worker.postMessage({ t: "boot", base });
    });
    return ready;
  };
  const call = async (op, args, on, files) => {
    await boot();
    const id = ++calls;
    return new Promise((done, fail) => {
      pending.set(id, { done, fail, on });
      worker.postMessage({ t: "call", id, op, args, files });
    });
  };
  return {
    boot,
    start: ({ files, env }) => call("start", { env, changed: [] }, undefined, files),
    request: (request, on) => call("request", request, on),
    stop: async () => {
      worker.terminate();
      worker = ready = undefined;
    },
  };
};
