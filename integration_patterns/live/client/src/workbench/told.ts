/** What Python says of an error, as it is told to a reader. */

import type { AppError } from "../protocol.ts";

const PLACE = /File "\/srv\/(?:example_app\/)?((?:app|tests)\/[^"]+)", line (\d+)/g;

/** The words of an error without the report around them, which the traceback holds. */
export function words(message: string): string {
  if (!message.trimStart().startsWith('File "')) return message;
  return message.trimEnd().split("\n").at(-1)?.replace(/^.*?\b\w+(?:Error|Exception): /, "") ?? message;
}

/** An error of a call as an error of a file, if it names one of the app's. */
export function placed(message: string): AppError | null {
  const last = [...message.matchAll(PLACE)].at(-1);
  const [, file, line] = last ?? [];
  if (file === undefined) return null;
  const type = /\b(\w+(?:Error|Exception))\b/.exec(message.slice((last?.index ?? 0) + (last?.[0].length ?? 0)))?.[1] ?? "Error";
  return { type, message: words(message), file, line: Number(line), column: null, traceback: message };
}
