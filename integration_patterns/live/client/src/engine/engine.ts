/** The one engine of the visit: starts workers, hands them calls, ends them. */

import { keep, load, type Loaded } from "./assets.ts";
import { connection, mayPrepare } from "./connection.ts";
import type {
  Calls, CommandEnd, Fired, Jobs, Moved, ResponseChunk, ResponseEnd, ResponseHead, TestEnd,
  TestResult,
} from "../protocol/from_python.ts";
import type { FromWorker } from "../protocol/messages.ts";
import {
  type Assets, EngineError, type EngineEvents, type EngineState, type Files, type Output,
  type Request, type Started, type StartRequest, type Timed,
} from "../protocol/engine.ts";
import { Python } from "./python.ts";

/** Milliseconds without a call, after which the imports of the next start are done ahead. */
const AHEAD_AFTER = 150;
/** Milliseconds without a call, after which a second Python is made, for the time after a stop. */
const SPARE_AFTER = 2500;

const FIX = "fix: the log shows where; change it there, then press Run.";

interface Pending {
  resolve: (result: never) => void;
  reject: (error: EngineError) => void;
  on: ((event: never) => void) | undefined;
}

const stopped = (): EngineError => new EngineError("stopped", "Stopped.");

/** There is one for the whole visit, and it survives instant navigation. */
export class Engine extends EventTarget {
  #state: EngineState = "idle";
  #loaded: Promise<Loaded> | undefined;
  #isLoaded = false;
  #python: Promise<Python> | undefined;
  #spare: Promise<Python> | undefined;
  #isSpareReady = false;
  #idle: ReturnType<typeof setTimeout>[] = [];
  #started = false;
  #unlisted = false;
  #files: Files = {};
  #expected: string[] = [];
  #keeping = false;
  #calls = 0;
  #ended = new Ended();
  readonly #assets: Assets;
  readonly #pending = new Map<number, Pending>();

  constructor(assets: Assets) {
    super();
    this.#assets = assets;
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) this.#return();
    });
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Fetches and starts what the app needs, once; runs no code of the reader's. */
  async boot(): Promise<void> {
    await this.#unstopped();
  }

  /** Writes the files and starts the app with its lifespan, after stopping the one that runs. */
  async start({ files, env }: StartRequest): Promise<Started> {
    const paths = new Set([...Object.keys(files), ...Object.keys(this.#files)]);
    this.#expected = [...paths].filter((path) => files[path] !== this.#files[path]);
    this.#files = files;
    const started = await this.#call("start", { env }, undefined, files);
    this.#started ||= started.ok;
    this.#unlisted = started.ok;
    this.#rest();
    return started;
  }

  /** Says which file the reader works on: what doesn't depend on it is imported ahead. */
  expect(path: string): void {
    if (this.#started && !this.#expected.includes(path)) {
      this.#expected = [path];
      this.#rest();
    }
  }

  async request(request: Request, on: (event: ResponseHead | ResponseChunk) => void): Promise<Timed<ResponseEnd>> {
    return this.#call("request", { ...request }, on);
  }

  /** Runs one command line, such as "reports --json", over the in-page HTTP boundary. */
  async cli(line: string, on: (output: Output) => void): Promise<Timed<CommandEnd>> {
    return this.#call("cli", { line }, on);
  }

  async jobs(): Promise<Jobs> {
    return this.#call("jobs", {});
  }

  async runJob(id: string): Promise<Fired> {
    return this.#call("run_job", { id });
  }

  /** Moves the app's clock; each job that is due until then really fires. */
  async goTo(time: string): Promise<Moved> {
    return this.#call("go_to", { time });
  }

  async test(paths: string[], on: (result: TestResult) => void): Promise<Timed<TestEnd>> {
    return this.#call("test", { paths }, on);
  }

  /** Ends what runs or loads, at once; the next start() works again. */
  async stop(): Promise<void> {
    this.#end(stopped());
    // Not awaited: it may still have to load.
    void this.#current();
  }

  on<Type extends keyof EngineEvents>(type: Type, hear: (detail: EngineEvents[Type]) => void): void {
    this.addEventListener(type, (event) => hear((event as CustomEvent<EngineEvents[Type]>).detail));
  }

  #dispatch<Type extends keyof EngineEvents>(type: Type, detail: EngineEvents[Type]): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Ends the worker that runs; the spare takes its place. */
  #end(error: EngineError): void {
    this.#ended.reject(error);
    this.#ended = new Ended();
    const running = this.#python;
    this.#python = this.#spare;
    this.#spare = undefined;
    this.#unlisted = false;
    this.#become("stopped");
    if (this.#pending.size === 0 && error.kind !== "stopped") {
      this.#dispatch("ended", error);
    }
    for (const { reject } of this.#pending.values()) {
      reject(error);
    }
    this.#pending.clear();
    this.#work();
    void running?.then((python) => {
      python.end();
    }, () => undefined);
    if (this.#python) {
      void this.#adopt(this.#python);
    }
  }

  #current(): Promise<Python> {
    if (!this.#python) {
      this.#become("loading");
      this.#python = this.#makePython();
      void this.#adopt(this.#python);
    }
    return this.#python;
  }

  /** The Python that runs; fails if a stop comes while it is made. */
  async #unstopped(): Promise<Python> {
    const ended = this.#ended;
    const python = await Promise.race([this.#current(), ended.promise]);
    if (ended !== this.#ended) {
      throw stopped();
    }
    return python;
  }

  async #adopt(coming: Promise<Python>): Promise<void> {
    try {
      const python = await coming;
      if (this.#python === coming) {
        python.hear = (message) => {
          this.#hear(message);
        };
        this.#become(this.#pending.size > 0 ? "busy" : "ready");
      }
    } catch {
      if (this.#python === coming) {
        // The next call tries again.
        this.#python = this.#loaded = undefined;
        this.#isLoaded = false;
        this.#become("failed");
      }
    }
  }

  async #makePython(): Promise<Python> {
    this.#loaded ??= load(this.#assets);
    const loaded = await this.#loaded;
    const python = new Python(loaded);
    try {
      await python.ready;
      this.#isLoaded = true;
      return python;
    } catch (error) {
      python.end();
      await loaded.boot;
      if (loaded.ordinary) {
        throw error;
      }
      // Where the fetch failed, nothing is known of the snapshot: the next call tries again.
      await loaded.snapshot;
      // Made on another engine or version: from now on, start in the ordinary way.
      console.warn("The snapshot can't be used here:", error);
      loaded.ordinary = true;
      return this.#makePython();
    }
  }

  async #call<Op extends keyof Calls>(
    op: Op,
    args: Omit<Calls[Op]["args"], "changed">,
    on?: (event: never) => void,
    files?: Files,
  ): Promise<Timed<Calls[Op]["result"]>> {
    const python = await this.#unstopped();
    this.#work();
    const id = ++this.#calls;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as Pending["resolve"], reject, on });
      this.#become("busy");
      python.send({ t: "call", id, op, args, ...(files && { files }) });
    });
  }

  #hear(message: FromWorker): void {
    switch (message.t) {
      case "output":
        this.#output(message.id, { stream: message.stream, text: message.text });
        break;
      case "event":
        this.#pending.get(message.id)?.on?.(message.event as never);
        break;
      case "done":
        this.#settle(message.id)?.resolve({ ...message.result, ms: message.ms } as never);
        break;
      case "fail":
        this.#fail(message.id, new EngineError("internal", message.message, message.error));
        break;
      case "limit":
        this.#end(new EngineError("output-limit", "Stopped: it printed more than 1 MB."));
        break;
      case "memory":
        this.#dispatch("memory", message.megabytes);
        break;
      case "fatal":
        this.#end(new EngineError("internal", `${message.message} ${FIX}`));
        break;
      case "booted":
      case "unbootable":
    }
  }

  #output(id: number, output: Output): void {
    const pending = this.#pending.get(id);
    if (pending?.on) {
      pending.on(output as never);
    } else {
      this.#dispatch("output", output);
    }
  }

  #fail(id: number, error: EngineError): void {
    const pending = this.#settle(id);
    if (pending) {
      pending.reject(error);
    } else {
      console.warn("A call without a caller failed:", error);
    }
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    if (this.#pending.delete(id) && this.#pending.size === 0) {
      this.#become("ready");
      this.#rest();
    }
    return pending;
  }

  #work(): void {
    this.#idle.forEach(clearTimeout);
    this.#idle = [];
  }

  /** Plans what the next calls need, for when no call is running. */
  #rest(): void {
    this.#work();
    if (this.#started && this.#pending.size === 0) {
      this.#idle = [
        setTimeout(() => {
          void this.#list();
        }),
        setTimeout(() => {
          this.#lookAhead(this.#python, this.#expected);
        }, AHEAD_AFTER),
        setTimeout(() => {
          this.#prepareSpare();
          void this.#keepRest();
        }, SPARE_AFTER),
      ];
    }
  }

  async #list(): Promise<void> {
    if (this.#unlisted) {
      this.#unlisted = false;
      try {
        this.#dispatch("listing", await this.#call("lists", {}));
      } catch (error) {
        // Stopped, or ended otherwise: the next call reports it.
        console.warn("The lists of what the app has:", error);
      }
    }
  }

  #lookAhead(python: Promise<Python> | undefined, expected: string[]): void {
    void python?.then((found) => {
      found.send({ t: "call", id: 0, op: "ahead", args: { expected } });
    }, () => undefined);
  }

  #prepareSpare(): void {
    if (this.#python && !this.#spare) {
      const spare = this.#makePython();
      this.#spare = spare;
      this.#isSpareReady = false;
      const waits = (): boolean => this.#spare === spare;
      spare.then((python) => {
        if (waits()) {
          this.#isSpareReady = true;
          // What the browser compiles for it, every Python of the page uses.
          python.send({ t: "call", id: 0, op: "rehearse", args: {}, files: {} });
        }
      }, () => {
        // Without one, a stop takes longer.
        if (waits()) {
          this.#spare = undefined;
        }
      });
      this.#lookAhead(spare, Object.keys(this.#files));
    }
  }

  /** The browser shows the page again as it was left, and what was on its way may never arrive. */
  #return(): void {
    // Firefox forgets what it was compiling.
    if (!this.#isLoaded) {
      this.#loaded = undefined;
    }
    if (!this.#isSpareReady) {
      this.#dropSpare();
    }
    this.#keeping = false;
    if (this.#state === "loading") {
      this.#end(stopped());
    }
  }

  #dropSpare(): void {
    void this.#spare?.then((python) => {
      python.end();
    }, () => undefined);
    this.#spare = undefined;
  }

  /** From then on the visit needs no network. */
  async #keepRest(): Promise<void> {
    const loaded = await this.#loaded?.catch(() => undefined);
    if (!loaded || loaded.kept || this.#keeping || !mayPrepare(connection())) {
      return;
    }
    this.#keeping = true;
    try {
      loaded.kept = await keep(loaded);
      for (const made of await Promise.allSettled([this.#python, this.#spare])) {
        if (made.status === "fulfilled") {
          made.value?.supply(loaded.kept);
        }
      }
    } catch {
      // Each part is fetched when it is needed, or at the next rest.
    } finally {
      this.#keeping = false;
    }
  }

  #become(state: EngineState): void {
    if (state !== this.#state) {
      this.#state = state;
      this.#dispatch("state", state);
    }
  }
}

/** A promise that rejects when the Python that runs is ended. */
class Ended {
  reject: (error: EngineError) => void = () => undefined;
  readonly promise = new Promise<never>((_resolve, reject) => {
    this.reject = reject;
  });

  constructor() {
    this.promise.catch(() => undefined);
  }
}

/** Starts nothing: boot() does. */
export function createEngine(assets: Assets): Engine {
  return new Engine(assets);
}
