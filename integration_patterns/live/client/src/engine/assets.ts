/** Fetches what a worker starts from: once for the visit, with compiled code kept. */

import type { Archive, Boot, Image } from "../protocol/messages.ts";
import { type Assets, EngineError } from "../protocol/engine.ts";

interface Entry {
  file: string;
  bytes: number;
}

type Manifest = Record<string, Entry>;

/** What a worker is made of, each on its way; a worker that is `ordinary` gets no snapshot. */
export interface Loaded {
  worker: URL;
  boot: Promise<Omit<Boot, "ordinary">>;
  snapshot: Promise<Uint8Array<ArrayBuffer>>;
  ordinary: boolean;
  /** There since `keep`. */
  kept: Kept | undefined;
}

/** What a visit may still need: kept by the browser, outside the page's memory. */
export interface Kept {
  script: Blob;
  archives: Map<Archive, Blob>;
}

const ALLOW = "fix: allow WebAssembly for this site and reload the page, or use another browser.";
const ARCHIVES: Archive[] = ["core", "more", "rest"];

/** Shown to a reader whose page was loaded before the site was published anew. */
const OLD_PAGE = "The site has changed since this page was loaded. fix: reload the page; your edits to files are kept.";

/** Begins to fetch everything. */
export async function load({ base, script }: Assets): Promise<Loaded> {
  if (typeof WebAssembly === "undefined") {
    throw new EngineError("load", `The app needs WebAssembly, which is off in this browser. ${ALLOW}`);
  }
  const manifest = await json<Manifest>(new URL("manifest.json", base), { cache: "no-cache" });
  if (script !== undefined && manifest["main.js"]?.file !== script.slice(script.lastIndexOf("/") + 1)) {
    throw new EngineError("load", OLD_PAGE);
  }
  const at = (name: string): URL => {
    const entry = manifest[name];
    if (!entry) {
      throw new EngineError("load", `The bundle has no ${name}. fix: run \`patterns bundle\`.`);
    }
    return new URL(entry.file, base);
  };
  const loaded = { worker: at("worker.js"), boot: parts(at), snapshot: get(at("snapshot.bin")).then(bytes), ordinary: false, kept: undefined };
  // A worker that is started with it reports the failure.
  loaded.snapshot.catch(() => undefined);
  return loaded;
}

/** Fetches what was not needed yet, so that a visit that goes offline misses nothing. */
export async function keep({ worker, boot }: Loaded): Promise<Kept> {
  const { archives } = await boot;
  const script = await (await get(worker, { cache: "force-cache" })).text();
  const kept: Kept = { script: new Blob([script], { type: "text/javascript" }), archives: new Map() };
  for (const archive of ARCHIVES) {
    kept.archives.set(archive, await (await get(archives[archive], { cache: "force-cache" })).blob());
  }
  return kept;
}

async function parts(at: (name: string) => URL): Promise<Omit<Boot, "ordinary">> {
  const [runtime, sideModule, image, database] = await Promise.all([
    compile(at("python.wasm")),
    compile(at("pydantic_core.wasm")),
    json<Omit<Image, "database">>(at("image.json")),
    get(at("app.db")).then(bytes),
  ]);
  const archives = Object.fromEntries(
    ARCHIVES.map((name) => [name, at(`${name}.zip`).href]),
  ) as Boot["archives"];
  return { t: "boot", runtime, sideModule, image: { ...image, database }, archives };
}

async function bytes(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await response.arrayBuffer());
}

async function get(address: URL | string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (error) {
    throw new EngineError("load", `${address} can't be fetched: ${String(error)}. fix: go online and try again.`);
  }
  if (!response.ok) {
    throw new EngineError("load", `${address} answered ${response.status}. fix: reload the page.`);
  }
  return response;
}

/** What an address holds; a proxy or a sign-in page may answer in its place. */
export async function json<Value>(address: URL, init?: RequestInit): Promise<Value> {
  const response = await get(address, init);
  try {
    return (await response.json()) as Value;
  } catch (error) {
    throw new EngineError("load", `${address} is not what the site published: ${reason(error)}. fix: reload the page.`);
  }
}

async function compile(address: URL): Promise<WebAssembly.Module> {
  const response = await get(address);
  try {
    if (response.headers.get("content-type")?.startsWith("application/wasm")) {
      return await WebAssembly.compileStreaming(response);
    }
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    // A connection that is lost on the way is a TypeError; all else is the browser's refusal.
    const fix = error instanceof TypeError ? "fix: go online and try again." : ALLOW;
    throw new EngineError("load", `The browser can't compile ${address}: ${reason(error)}. ${fix}`);
  }
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
}
