/** What a reader types into the terminal, without the parts that every command has in common. */

const START = /^\s*(?:\$\s*)?(?:uv\s+run\s+)?(?:python3?\s+-m\s+app\.cli(?=\s|$))?\s*/;

/** The arguments of a command line, which may be copied from a page with its prompt. */
export function argumentsOf(typed: string): string {
  return typed.replace(START, "").trimEnd();
}

export const PROMPT = "python -m app.cli";

/** A command as a terminal shows it: arguments follow the app's command, any other command is shown alone. */
export function echoed(line: string): string {
  return /^(?:python3?|app)(?:\s|$)/.test(line) ? line : `${PROMPT} ${line}`.trim();
}

/** The line with its last word completed as far as the names agree; null if there is nothing to add. */
export function completed(line: string, names: readonly string[]): string | null {
  if (line.trim() === "") return null;
  const fitting = names.filter((name) => name.startsWith(line));
  const first = fitting[0];
  if (first === undefined) return null;
  let end = first.length;
  for (const name of fitting) while (!name.startsWith(first.slice(0, end))) end -= 1;
  const whole = fitting.length === 1 ? `${first} ` : first.slice(0, end);
  return whole.length > line.length ? whole : null;
}

const KEPT = 100;

/** The lines that were run, to walk through with the arrow keys. */
export class History {
  readonly #lines: string[] = [];
  #at = 0;

  add(line: string): void {
    if (line !== "" && line !== this.#lines.at(-1)) this.#lines.push(line);
    if (this.#lines.length > KEPT) this.#lines.shift();
    this.#at = this.#lines.length;
  }

  /** The line before; null at the oldest. */
  back(): string | null {
    if (this.#at === 0) return null;
    this.#at -= 1;
    return this.#lines[this.#at] ?? null;
  }

  /** The line after; an empty one at the end. */
  forth(): string | null {
    if (this.#at >= this.#lines.length) return null;
    this.#at += 1;
    return this.#lines[this.#at] ?? "";
  }
}
