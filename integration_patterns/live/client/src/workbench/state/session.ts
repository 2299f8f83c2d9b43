/** The visit: one engine for all examples, started when a reader comes near one of them. */

import { json } from "../../engine/assets.ts";
import { createEngine, type Engine } from "../../engine/engine.ts";
import type { Example } from "./config.ts";
import { Bench, type Visit } from "./bench.ts";
import type { Originals } from "./files.ts";

const BASE = new URL(".", import.meta.url);

export class Session implements Visit {
  readonly engine: Engine;
  current: Bench | null = null;
  readonly #benches = new Map<string, Bench>();
  readonly #originals = new Map<string, Promise<Originals>>();

  constructor(engine: Engine) {
    this.engine = engine;
    engine.on("output", (output) => this.current?.hear(output));
    engine.on("listing", (listing) => this.current?.list(listing));
    engine.on("memory", (megabytes) => this.current?.bound(megabytes));
    engine.on("ended", (error) => this.current?.ended(error));
    engine.on("state", () => this.current?.tell("state"));
  }

  /** Fetches the app and its files; runs none of them. */
  async prepare(example: Example): Promise<void> {
    await Promise.all([this.engine.boot(), this.#read(example)]);
  }

  /** The state of an example, kept for the whole visit. */
  async bench(example: Example): Promise<Bench> {
    const known = this.#benches.get(example.id);
    if (known) return known;
    const bench = new Bench(this, example, await this.#read(example));
    this.#benches.set(example.id, bench);
    return bench;
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
