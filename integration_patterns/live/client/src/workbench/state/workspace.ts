/** One example as a reader works on it: its files and settings, and the app that runs them. */

import type { AppError, Listing } from "../../protocol/from_python.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Files, Output, Request, Started } from "../../protocol/engine.ts";
import { EngineError, type EngineErrorKind } from "../../protocol/engine.ts";
import type { Example } from "./config.ts";
import { FileSet, type Originals } from "./files.ts";
import { Log } from "./log.ts";
import { failureOf } from "./errors.ts";

/** What changed. "busy" and "state" concern the buttons; "text" is a file that is still changed, new or the same as before. */
type Change = "files" | "text" | "env" | "started" | "listing" | "failure" | "busy" | "state" | "log" | "said" | "request";

interface Said {
  text: string;
  tone: "plain" | "good" | "bad";
  /** Why the engine gave no answer, if this says so. */
  kind: EngineErrorKind | null;
}

const STOPPED = "Stopped. Your edits are kept. Press Run to start again.";

/** What all examples of the visit share. */
export interface Visit {
  readonly engine: Engine;
  /** The example whose app runs. */
  current: Workspace | null;
}

export class Workspace extends EventTarget {
  readonly session: Visit;
  readonly example: Example;
  readonly files: FileSet;
  readonly log = new Log();
  env: Record<string, string>;
  request: Request;
  started: Started | null = null;
  /** What the app has; after a start, still that of the run before, until the new list arrives. */
  listing: Listing | null = null;
  /** What keeps the app from what was last asked of it. */
  failure: AppError | null = null;
  said: Said = { text: "Not started yet.", tone: "plain", kind: null };
  busy = false;
  #revision = 0;
  #startedRevision = -1;
  #memory = "";
  #unasked: Promise<unknown> | null = null;

  constructor(session: Visit, example: Example, originals: Originals) {
    super();
    this.session = session;
    this.example = example;
    this.files = new FileSet(originals, { ...example.overlay, ...remembered(example.id) });
    this.env = { ...example.env };
    this.request = structuredClone(
      example.request ?? { method: "GET", path: "/health", headers: [], body: "" },
    );
  }

  on(change: Change, listener: () => void, signal: AbortSignal): void {
    this.addEventListener(change, listener, { signal });
  }

  notify(change: Change): void {
    this.dispatchEvent(new Event(change));
  }

  say(text: string, tone: Said["tone"] = "plain", kind: Said["kind"] = null): void {
    this.said = { text, tone, kind };
    this.notify("said");
  }

  addOutput(output: Output): void {
    this.log.add(output);
    this.notify("log");
  }

  /** Python asked for more memory than it may take: the app gets a MemoryError, the reader a line in the log. */
  memoryExceeded(megabytes: number): void {
    this.#memory = `Python may take ${megabytes} MB in the page; it asked for more.`;
    this.addOutput({ stream: "stderr", text: `${this.#memory}\n` });
  }

  setListing(listing: Listing | null): void {
    this.listing = listing;
    this.notify("listing");
  }

  /** To be called after each change of `files` or `env`. */
  changed(change: "files" | "text" | "env"): void {
    this.#revision += 1;
    if (change !== "env") remember(this.example.id, this.files.edits());
    this.notify(change);
  }

  /** Whether the running app is this example's, as it is now. */
  get isFresh(): boolean {
    return this.session.current === this && this.#startedRevision === this.#revision;
  }

  /** Also while the app works without being asked, such as during an import that never ends. */
  get canStop(): boolean {
    return this.busy || (this.session.current === this && this.session.engine.state === "busy");
  }

  /** Puts the example back to where it began: with its files that are wrong on purpose, if any. */
  resetAll(): void {
    this.files.replace(this.example.overlay);
    this.changed("files");
  }

  /** Starts the app anew; null if that was stopped or is not possible. */
  async run(): Promise<Started | null> {
    const tooLarge = this.files.tooLarge();
    if (tooLarge !== null) {
      this.say(tooLarge, "bad");
      return null;
    }
    return this.work("Starting the app…", async () => {
      const revision = this.#revision;
      this.session.current = this;
      this.log.clear();
      this.notify("log");
      const started = await this.session.engine.start({ files: this.files.edits(), env: this.env }).catch((error: unknown) => {
        this.started = null;
        this.notify("started");
        this.setListing(null);
        throw error;
      });
      this.#startedRevision = started.ok ? revision : -1;
      this.started = started;
      this.notify("started");
      if (!started.ok) {
        this.setListing(null);
        this.#fail(started.error);
      }
      if (started.ok) this.say(`The app runs. It started in ${duration(started.ms)}.`, "good");
      else this.say("The app did not start.", "bad");
      return started;
    });
  }

  /** Starts the app unless it runs with the current edits; returns whether it runs. */
  async ensure(): Promise<boolean> {
    if (this.isFresh) return true;
    const started = await this.run();
    return started?.ok === true;
  }

  /** Does one thing at a time with the engine; null after a failure, which it shows. */
  async work<Result>(saying: string, action: () => Promise<Result>): Promise<Result | null> {
    if (this.busy && this.#unasked !== null) await this.#unasked;
    if (this.busy) {
      this.say("The app is still at work. fix: wait, or press Stop.", "bad");
      return null;
    }
    this.busy = true;
    this.#memory = "";
    this.notify("busy");
    this.#fail(null);
    const isThere = ["ready", "busy"].includes(this.session.engine.state);
    this.say(isThere ? saying : "Loading the app into this page…");
    try {
      await this.session.engine.boot();
      this.say(saying);
      return await action();
    } catch (error) {
      this.#startedRevision = -1;
      this.#explain(error);
      return null;
    } finally {
      this.busy = false;
      if (this.#memory !== "") this.say(`${this.said.text} ${this.#memory}`, "bad", this.said.kind);
      this.notify("busy");
    }
  }

  /** The same, where the reader has asked for nothing: what they then ask for waits for it. */
  async unasked<Result>(saying: string, action: () => Promise<Result>): Promise<void> {
    if (this.busy) return;
    this.#unasked = this.work(saying, action);
    await this.#unasked;
    this.#unasked = null;
  }

  #fail(error: AppError | null): void {
    if (error === null && this.failure === null) return;
    this.failure = error && failureOf(error, this.env);
    this.notify("failure");
  }

  #explain(error: unknown): void {
    const { kind, error: failed } = error instanceof EngineError ? error : { kind: null, error: null };
    const failure = failed?.file == null ? null : failed;
    this.#fail(failure);
    this.say(failure ? `It failed: ${failure.type} in ${failure.file ?? ""}.` : explained(error), "bad", kind);
  }

  /** Ends what runs, an infinite loop too; edits stay. */
  async stop(): Promise<void> {
    this.#startedRevision = -1;
    try {
      await this.session.engine.stop();
      this.say(STOPPED, "plain", "stopped");
    } catch (error) {
      this.#explain(error);
    }
  }

  /** The app ended while no call was running. */
  ended(error: EngineError): void {
    this.#startedRevision = -1;
    this.#explain(error);
  }

  /** Copies a text, and says so, or why not. */
  async copy(text: string, saying: string, tone: Said["tone"] = "plain"): Promise<void> {
    try {
      if (!("clipboard" in navigator)) {
        throw new Error("This browser copies on https addresses only. fix: select the text and copy it.");
      }
      await navigator.clipboard.writeText(text);
      this.say(saying, tone);
    } catch (error) {
      this.say(explained(error), "bad");
    }
  }
}

export function duration(ms: number): string {
  if (ms < 1) return "under 1 ms";
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function explained(error: unknown): string {
  if (error instanceof EngineError && error.kind === "stopped") {
    return STOPPED;
  }
  return error instanceof Error ? error.message : String(error);
}

const STORED = "live:";

function remember(id: string, edits: Files): void {
  try {
    sessionStorage.setItem(STORED + id, JSON.stringify(edits));
  } catch {
    // Full or closed storage only means that a reload forgets.
  }
}

function remembered(id: string): Files {
  try {
    return JSON.parse(sessionStorage.getItem(STORED + id) ?? "{}") as Files;
  } catch {
    return {};
  }
}
