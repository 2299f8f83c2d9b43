// What is measured, in the page: the same calls to every engine.
const kind = new URLSearchParams(location.search).get("variant");
const base = new URL("live/", location.href).href;
const manifest = await (await fetch(`${base}manifest.json`, { cache: "no-cache" })).json();
const { createEngine } = await import(kind === "stock" ? "./stock_engine.js" : base + manifest["engine.js"].file);
const engine = createEngine({ base });

async function run(files = {}) {
  const began = performance.now();
  const started = await engine.start({ files, env: {} });
  if (!started.ok) {
    throw new Error(started.error.message);
  }
  let status;
  const asked = { method: "GET", path: "/health", headers: [], body: "" };
  await engine.request(asked, (event) => (status ??= event.status));
  if (status !== 200) {
    throw new Error(`/health answered ${status}`);
  }
  return performance.now() - began;
}

async function stopAndRun() {
  const began = performance.now();
  await engine.stop();
  await run();
  return performance.now() - began;
}

Object.assign(window, {
  run,
  stopAndRun,
  boot: () => engine.boot(),
  // What the page says when a reader begins to type.
  expect: (path) => engine.expect?.(path),
});
