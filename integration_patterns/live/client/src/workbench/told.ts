/** What Python says of an error, as it is told to a reader. */

import type { AppError } from "../protocol.ts";

const PLACE = /File "\/srv\/example_app\/((?:app|tests)\/[^"]+)", line (\d+)/g;

/** The words of an error without its type and the report around them, which the traceback holds. */
export function words(message: string, type = ""): string {
  if (message.trimStart().startsWith('File "')) {
    return message.trimEnd().split("\n").at(-1)?.replace(/^.*?\b\w+(?:Error|Exception): /, "") ?? message;
  }
  return type !== "" && message.startsWith(`${type}: `) ? message.slice(type.length + 2) : message;
}

/** An error that the reader's settings cause: which of them, and what to do about it in the page. */
export interface Failure extends AppError {
  settings: string[];
}

/** Leads from a refused setting to its field: the file that the app names is on a server. */
export function failureOf(error: AppError, env: Readonly<Record<string, string>>): Failure {
  const isRefused = error.type === "ConfigurationError" && Object.keys(env).length > 0;
  if (!isRefused) return { ...error, settings: [] };
  const named = Object.keys(env).filter((name) => new RegExp(`\\b${name}\\b`).test(error.message));
  const settings = named.length > 0 ? named : Object.keys(env);
  const [what] = error.message.split(/ ?\bfix: /);
  const message = `${what} fix: change ${settings.join(", ")} in Settings, then press Run.`;
  return { ...error, message, settings, file: null, line: null, column: null };
}

/** An error of a call as an error of a file, if it names one of the app's. */
export function placed(message: string): AppError | null {
  const last = [...message.matchAll(PLACE)].at(-1);
  const [, file, line] = last ?? [];
  if (file === undefined) return null;
  const type = /\b(\w+(?:Error|Exception))\b/.exec(message.slice((last?.index ?? 0) + (last?.[0].length ?? 0)))?.[1] ?? "Error";
  return { type, message: words(message), file, line: Number(line), column: null, traceback: message };
}
