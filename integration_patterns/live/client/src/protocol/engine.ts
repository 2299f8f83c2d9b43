/** What the page gives to the engine that runs the example app, and what it gets from it. */

import type { AppError, Calls, Listing, NotRunning, Printed, Running } from "./from_python.ts";

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

/** The result of a call, and how long it took in milliseconds. */
export type Timed<Result> = Result & { ms: number };

export type Started = Timed<Running | NotRunning>;
export type Request = Calls["request"]["args"];
export type Output = Pick<Printed, "stream" | "text">;

export type EngineState = "idle" | "loading" | "ready" | "busy" | "stopped" | "failed";

/** What the engine's events carry. */
export interface EngineEvents {
  state: EngineState;
  output: Output;
  /** After a start that went well, as soon as nothing else is asked. */
  listing: Listing;
  /** Python asked for more megabytes than these. */
  memory: number;
  /** Python ended while no call was running; otherwise the call itself fails with the error. */
  ended: EngineError;
}

export type EngineErrorKind = "stopped" | "output-limit" | "load" | "internal";

/** Why a call to the engine gave no answer; `message` is fit to be shown, and that of a "load" says the fix. */
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
