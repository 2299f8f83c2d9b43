// Stock Pyodide with the same wheels, and the same code to start the app once they are there.
import { loadPyodide } from "./stock/pyodide.mjs";

const ROOT = "/srv";
let python, call, originals;

const bytes = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());
const json = async (address) => (await fetch(address)).json();
const tell = (message) => postMessage(JSON.stringify({ id: 0, ...message }));

function write(files) {
  for (const [path, text] of Object.entries({ ...originals.files, ...files })) {
    const place = path.startsWith("tests/") ? `${ROOT}/${path}` : `${ROOT}/example_app/${path}`;
    python.FS.mkdirTree(place.replace(/\/[^/]*$/, ""));
    python.FS.writeFile(place, text);
  }
  python.FS.mkdirTree(`${ROOT}/example_app/var`);
  python.FS.writeFile(`${ROOT}/example_app/var/app.db`, originals.database);
}

// As the engine's worker has it: browsers let a timer of 0 ms wait for 4.
function later(pump) {
  const { port1, port2 } = new MessageChannel();
  const run = () => {
    try {
      pump();
    } catch (error) {
      tell({ t: "fatal", message: String(error) });
    }
  };
  port1.onmessage = run;
  return (seconds) => (seconds === 0 ? port2.postMessage(null) : setTimeout(run, seconds * 1000));
}

async function boot(base) {
  const manifest = await json(`${base}manifest.json`);
  const names = await json("stock/wheels.json");
  const coming = Promise.all(names.map((name) => bytes(`stock/wheels/${name}`)));
  const app = Promise.all([json(base + manifest["image.json"].file), bytes(base + manifest["app.db"].file)]);
  python = await loadPyodide({ indexURL: new URL("stock/", import.meta.url).href });
  const extractDir = python.runPython("import site; site.getsitepackages()[0]");
  for (const wheel of await coming) {
    python.unpackArchive(wheel, "wheel", { extractDir });
  }
  const [image, database] = await app;
  originals = { files: image.files, database };
  write({});
  const bridge = python.runPython(
    "import importlib; importlib.invalidate_caches()\n" +
      "from integration_patterns.live.runtime.page.bridge import bridge; " +
      `bridge.install(${JSON.stringify(JSON.stringify(image.env))}); bridge`,
  );
  bridge.connect(postMessage.bind(self), later(bridge.pump), () => undefined);
  call = bridge.call;
  tell({ t: "booted" });
}

onmessage = async ({ data }) => {
  try {
    if (data.t === "boot") {
      await boot(data.base);
    } else {
      if (data.files) {
        write(data.files);
      }
      call(JSON.stringify(data));
    }
  } catch (error) {
    tell({ t: call ? "fatal" : "unbootable", message: String(error) });
  }
};
