/** The visit: one engine for all examples, started when a reader comes near one of them. */

import { json } from "../../engine/assets.ts";
import { createEngine, type Engine } from "../../engine/engine.ts";
import type { Example } from "./config.ts";
import { Workspace, type Visit } from "./workspace.ts";
import type { Originals } from "./files.ts";

const BASE = new URL(".", import.meta.url);

class Session implements Visit {
  readonly engine: Engine;
  current: Workspace | null = null;
  readonly #workspaces = new Map<string, Workspace>();
  readonly #originals = new Map<string, Promise<Originals>>();

  constructor(engine: Engine) {
    this.engine = engine;
    engine.on("output", (output) => this.current?.addOutput(output));
    engine.on("listing", (listing) => this.current?.setListing(listing));
    engine.on("memory", (megabytes) => this.current?.memoryExceeded(megabytes));
    engine.on("ended", (error) => this.current?.ended(error));
    engine.on("state", () => this.current?.notify("state"));
  }

  /** Fetches the app and its files; runs none of them. */
  async prepare(example: Example): Promise<void> {
    await Promise.all([this.engine.boot(), this.#read(example)]);
  }

  /** The state of an example, kept for the whole visit. */
  async workspace(example: Example): Promise<Workspace> {
    const known = this.#workspaces.get(example.id);
    if (known) return known;
    const workspace = new Workspace(this, example, await this.#read(example));
    this.#workspaces.set(example.id, workspace);
    return workspace;
  }

  #read(example: Example): Promise<Originals> {
    const known = this.#originals.get(example.sources);
    if (known) return known;
    const read = json<Originals>(new URL(example.sources, BASE));
    this.#originals.set(example.sources, read);
    read.catch(() => this.#originals.delete(example.sources));
    return read;
  }
}

let visit: Session | undefined;

/** The one session; instant navigation keeps it. `script` is what the page has loaded. */
export function session(script: string): Session {
  visit ??= new Session(createEngine({ base: BASE.href, script }));
  return visit;
}
