/** What a page may ask of the engine that runs the example app, and what it is told. */

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

/**
 * What failed in the app; `file` is named as in `Files`, and null when no file of the app is at fault.
 * `settings`: those that the app refuses, none if it misses one; null when they aren't the reason.
 */
export interface AppError {
  type: string;
  message: string;
  /** What to do about it; empty where only the app's author knows. */
  fix: string;
  settings: string[] | null;
  file: string | null;
  line: number | null;
  column: number | null;
  traceback: string;
}

export type Started =
  | { ok: true; ms: number }
  | { ok: false; ms: number; error: AppError };

/** What the app has, asked of it after each start. */
export interface Listing {
  hooks: Hook[];
  routes: Route[];
  settings: Setting[];
  commands: string[];
  jobs: Job[];
}

/** A file that discovery ran; `order` counts from 1 within its kind. */
export interface Hook {
  kind: "middleware" | "startup" | "shutdown";
  name: string;
  file: string;
  order: number;
}

/** `body`: an example of the JSON body that the route takes, made from its schema. */
export interface Route {
  method: string;
  path: string;
  summary: string;
  body: string | null;
}

/** `value` is what is in force; a secret's is never shown. */
export interface Setting {
  name: string;
  value: string;
  default: string;
  secret: boolean;
  description: string;
}

export interface Request {
  method: string;
  path: string;
  headers: [string, string][];
  body: string;
}

export type ResponseEvent =
  | { kind: "head"; status: number; phrase: string; headers: [string, string][] }
  | { kind: "chunk"; text: string };

export interface ResponseEnd {
  ms: number;
  bytes: number;
  truncated: boolean;
}

export interface CliEnd {
  exitCode: number;
  ms: number;
}

/** `next`: the next five times, ISO 8601 in UTC. */
export interface Job {
  id: string;
  name: string;
  trigger: string;
  next: string[];
}

/** One tick: "claimed" by this scheduler and still running, or how it ended. */
export interface Fired {
  job: string;
  scheduledFor: string;
  outcome: "claimed" | "ran" | "failed" | "skipped";
  message: string;
}

/** `text`: pytest's own report of a failure, with the assertion's difference. */
export interface TestResult {
  id: string;
  outcome: "passed" | "failed" | "skipped";
  ms: number;
  text: string;
  file: string | null;
  line: number | null;
}

export interface TestEnd {
  passed: number;
  failed: number;
  skipped: number;
  ms: number;
}

export interface Output {
  stream: "stdout" | "stderr" | "log";
  text: string;
}

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
  request(request: Request, on: (event: ResponseEvent) => void): Promise<ResponseEnd>;
  /** Runs one command line, such as "reports --json", over the in-page HTTP boundary. */
  cli(line: string, on: (output: Output) => void): Promise<CliEnd>;
  jobs(): Promise<{ now: string; jobs: Job[] }>;
  runJob(id: string): Promise<Fired>;
  /** Moves the app's clock; each job that is due until then really fires. */
  goTo(time: string): Promise<{ now: string; fired: Fired[] }>;
  test(paths: string[], on: (result: TestResult) => void): Promise<TestEnd>;
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
