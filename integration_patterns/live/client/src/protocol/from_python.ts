/** Written by `python -m integration_patterns.live.typescript` from the methods of `Calls`,
 * from runtime/protocol, and from front_matter.py: change them. */

/** What failed in the app. `file` is named as in `Files`, and null when no file of the app is at fault. `fix` is empty where only the app's author knows. `settings` are those that the app refuses, none if it misses one, and null when they aren't the reason. */
export interface AppError {
  type: string;
  message: string;
  fix: string;
  settings: string[] | null;
  file: string | null;
  line: number | null;
  column: number | null;
  traceback: string;
}

/** How a command ended. */
export interface CommandEnd {
  exitCode: number;
}

/** The answer to the call with this id. */
export interface Done {
  id: number;
  t: "done";
  result: Record<string, unknown> | null;
  ms: number;
}

/** A part of an answer. */
export interface Event {
  id: number;
  t: "event";
  event: ResponseHead | ResponseChunk | TestResult;
}

/** The call with this id has no answer. */
export interface Fail {
  id: number;
  t: "fail";
  kind: "memory" | "internal";
  message: string;
  error: AppError;
}

/** This Python is no more. */
export interface Fatal {
  id: number;
  t: "fatal";
  message: string;
}

/** One tick: "claimed" by this scheduler and still running, or how it ended. */
export interface Fired {
  job: string;
  scheduledFor: string;
  outcome: "claimed" | "ran" | "failed" | "skipped";
  message: string;
}

/** A file that discovery ran; `order` counts from 1 within its kind. */
export interface Hook {
  kind: "middleware" | "startup" | "shutdown";
  name: string;
  file: string;
  order: number;
}

/** A job; `next` has the next five times, ISO 8601 in UTC. */
export interface Job {
  id: string;
  name: string;
  trigger: string;
  next: string[];
}

/** Every job, and what the app's clock says. */
export interface Jobs {
  now: string;
  jobs: Job[];
}

/** It printed more than it may. */
export interface Limit {
  id: number;
  t: "limit";
}

/** What the app has, asked of it after each start. */
export interface Listing {
  hooks: Hook[];
  routes: Route[];
  settings: Setting[];
  commands: string[];
  jobs: Job[];
}

/** What fired while the clock was moved. */
export interface Moved {
  now: string;
  fired: Fired[];
}

/** The app did not start, and why. */
export interface NotRunning {
  ok: false;
  error: AppError;
}

/** What a program printed; `id` 0 is the app itself. */
export interface Printed {
  id: number;
  t: "output";
  stream: "stdout" | "stderr" | "log";
  text: string;
}

/** A part of its body. */
export interface ResponseChunk {
  kind: "chunk";
  text: string;
}

/** The end of an answer: how long its body was, and whether all of it was handed on. */
export interface ResponseEnd {
  bytes: number;
  truncated: boolean;
}

/** The beginning of an answer. */
export interface ResponseHead {
  kind: "head";
  status: number;
  phrase: string;
  headers: [string, string][];
}

/** A route; `body` is an example of the JSON that it takes, made from its schema. */
export interface Route {
  method: string;
  path: string;
  summary: string;
  body: string | null;
}

/** The app runs. */
export interface Running {
  ok: true;
}

/** A setting; `value` is what is in force, and a secret's is never shown. */
export interface Setting {
  name: string;
  value: string;
  default: string;
  secret: boolean;
  description: string;
}

/** How many tests came to what. */
export interface TestEnd {
  passed: number;
  failed: number;
  skipped: number;
}

/** One test; `text` is pytest's own report of a failure, with the assertion's difference. */
export interface TestResult {
  id: string;
  outcome: "passed" | "failed" | "skipped";
  ms: number;
  text: string;
  file: string | null;
  line: number | null;
}

/** What the page may ask, and what it is told. */
export interface Calls {
  ahead: { args: { expected: string[]; }; result: null };
  cli: { args: { line: string; }; result: CommandEnd };
  go_to: { args: { time: string; }; result: Moved };
  jobs: { args: { }; result: Jobs };
  lists: { args: { }; result: Listing };
  rehearse: { args: { }; result: null };
  request: { args: { method: string; path: string; headers: [string, string][]; body: string; }; result: ResponseEnd };
  run_job: { args: { id: string; }; result: Fired };
  start: { args: { env: Record<string, string>; changed: string[]; }; result: Running | NotRunning };
  test: { args: { paths: string[]; }; result: TestEnd };
}

export type FromPython = Done | Fail | Event | Printed | Limit | Fatal;

/** The tools of the workbench. */
export type Panel = "request" | "terminal" | "scheduler" | "settings" | "tests" | "log" | "frontend";
