/** What a page may ask of the engine that runs the example app, and what it is told. */

import type {
  AppError, Calls, CommandEnd, Fired, Jobs, Listing, Moved, NotRunning, Printed, ResponseChunk, ResponseEnd,
  ResponseHead, Running, TestEnd, TestResult,
} from "./from_python.ts";

/** Address of the folder that holds the bundle's `manifest.json`: absolute, with a slash at its end. */
export interface Assets {
  base: string;
  /** Address of the script that the page has loaded: if the bundle has another one, the page is old. */
  script?: string;
}

/**
 * What differs from the original: path below the app's folder ("app/…" or "tests/…") to the new
 * text; null for a file that was deleted.
 */
export type Files = Record<string, string | null>;

export interface StartRequest {
  files: Files;
  env: Record<string, string>;
}

/** What a call came to, and how long that took in milliseconds. */
export type Timed<Result> = Result & { ms: number };

export type Started = Timed<Running | NotRunning>;
export type Request = Calls["request"]["args"];
export type Output = Pick<Printed, "stream" | "text">;

export type EngineState = "idle" | "loading" | "ready" | "busy" | "stopped" | "failed";

/** What the engine's events carry. */
interface EngineEvents {
  state: CustomEvent<EngineState>;
  output: CustomEvent<Output>;
  /** After a start that went well, as soon as nothing else is asked. */
  listing: CustomEvent<Listing>;
  /** Python asked for more megabytes than these. */
  memory: CustomEvent<number>;
  /** Python ended while nothing was asked of it; a call that waits is told by its own error. */
  ended: CustomEvent<EngineError>;
}

/** One for the whole visit; it survives instant navigation. */
export interface Engine {
  readonly state: EngineState;
  /** Fetches and starts what the app needs, once; runs no code of the reader's. */
  boot(): Promise<void>;
  /** Whether the visit has all it may need: it goes on without a network. */
  readonly selfContained: boolean;
  /** Writes the files and starts the app with its lifespan, after stopping the one that runs. */
  start(request: StartRequest): Promise<Started>;
  /** Says which file the reader works on: what doesn't depend on it is imported ahead. */
  expect(path: string): void;
  request(request: Request, on: (event: ResponseHead | ResponseChunk) => void): Promise<Timed<ResponseEnd>>;
  /** Runs one command line, such as "reports --json", over the in-page HTTP boundary. */
  cli(line: string, on: (output: Output) => void): Promise<Timed<CommandEnd>>;
  jobs(): Promise<Jobs>;
  runJob(id: string): Promise<Fired>;
  /** Moves the app's clock; each job that is due until then really fires. */
  goTo(time: string): Promise<Moved>;
  test(paths: string[], on: (result: TestResult) => void): Promise<Timed<TestEnd>>;
  /** Ends whatever runs or loads, at once; the next start() works again. */
  stop(): Promise<void>;
  addEventListener<Type extends keyof EngineEvents>(
    type: Type,
    listener: (event: EngineEvents[Type]) => void,
  ): void;
  removeEventListener<Type extends keyof EngineEvents>(
    type: Type,
    listener: (event: EngineEvents[Type]) => void,
  ): void;
}

export type EngineErrorKind = "stopped" | "memory" | "output-limit" | "load" | "internal";

/** Why a call to the engine gave no answer; `message` is fit to be shown. */
export class EngineError extends Error {
  readonly kind: EngineErrorKind;
  /** What failed in Python, if it was that. */
  readonly error: AppError | null;

  constructor(kind: EngineErrorKind, message: string, error: AppError | null = null) {
    super(message);
    this.name = "EngineError";
    this.kind = kind;
    this.error = error;
  }
}
