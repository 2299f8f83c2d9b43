/**
 * Compares what ran here with what the page has recorded, by the rules of the guide's proof:
 * a line "..." matches any lines, "[..]" any text within a line, and of an answer only the
 * headers that the page lists are compared.
 */

const LINES = "...";
const WITHIN = "[..]";

/** Whether a line is what the page says. */
export function lineMatches(expected: string, actual: string): boolean {
  const parts = expected.split(WITHIN);
  if (parts.length === 1) return expected === actual;
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (!actual.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = actual.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return actual.length - last.length >= from && actual.endsWith(last);
}

/** Whether all lines are what the page says. */
export function matches(expected: readonly string[], actual: readonly string[]): boolean {
  let wanted = 0;
  let given = 0;
  let wildcard = -1;
  let resume = 0;
  while (given < actual.length) {
    const pattern = expected[wanted];
    if (pattern?.trim() === LINES) {
      wildcard = wanted;
      resume = given;
      wanted += 1;
    } else if (pattern !== undefined && lineMatches(pattern, actual[given] ?? "")) {
      wanted += 1;
      given += 1;
    } else if (wildcard >= 0) {
      wanted = wildcard + 1;
      resume += 1;
      given = resume;
    } else {
      return false;
    }
  }
  while (expected[wanted]?.trim() === LINES) wanted += 1;
  return wanted === expected.length;
}

/** The lines of a text as a terminal shows them: nothing after the last line break. */
export function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trimEnd());
  while (lines.length > 0 && lines.at(-1) === "") lines.pop();
  return lines;
}

/** Of the headers of an answer, those that the page lists, in its order. */
export function listed(headers: readonly [string, string][], recorded: readonly string[]): string[] {
  return recorded.flatMap((line) => {
    const name = line.split(":", 1)[0] ?? "";
    return headers
      .filter(([given]) => given.toLowerCase() === name.toLowerCase())
      .map(([, value]) => `${name}: ${value}`);
  });
}
