/** Compares a live run with what the page has recorded. */

import type { Example } from "./state/config.ts";
import { pretty } from "./parts/json.ts";
import type { Answer } from "./panels/request.ts";
import type { Ran } from "./panels/terminal.ts";
import type { Started } from "../protocol/engine.ts";
import { linesOf, lineMatches, listed, matches } from "./state/comparison.ts";
import { words } from "./state/errors.ts";

/** A recorded line of the log: time and level stand before its message, the logger behind it. */
const LOGGED = /^\[\.\.\] \[\w+ *\] (.*?)(?: +\[[\w.]+\])?$/;

/** Whether the answer is the recorded one; null if something else was asked. */
export function sameAnswer(example: Example, answer: Answer | null): boolean | null {
  if (answer === null || JSON.stringify(answer.request) !== JSON.stringify(example.request)) return null;
  const { status, headers, body } = example.expected;
  return (
    status === `HTTP/1.1 ${answer.status} ${answer.phrase}` &&
    matches(headers, listed(answer.headers, headers)) &&
    matches(body, linesOf(pretty(answer.body)))
  );
}

/** Whether the command printed what is recorded. */
export function sameOutput(example: Example, ran: Ran | null): boolean | null {
  if (ran === null || ran.line !== example.line) return null;
  const { body, exitCode } = example.expected;
  return ran.exitCode === exitCode && matches(body, linesOf(ran.text));
}

/** Whether the app refuses to start with the recorded words, or its log is what is recorded. */
export function sameFailure(
  example: Example,
  started: Started | null,
  printed: readonly string[],
): boolean | null {
  if (started === null) return null;
  if (started.ok) return false;
  const { type, message } = started.error;
  if (matches(example.expected.body, printed)) return true;
  const text = words(started.error);
  const printable = message === "" ? [] : [text, `${type}: ${text}`];
  return example.expected.body.some((line) => printable.some((one) => lineMatches(line.replace(LOGGED, "$1"), one)));
}
