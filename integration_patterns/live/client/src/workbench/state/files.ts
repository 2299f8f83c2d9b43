/** The app's files as the reader sees them: the originals, and what differs from them. */

import type { Files } from "../../protocol/engine.ts";

const PATH = /^(?:app|tests)(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/;
/** The texts of the app as it is published. */
export type Originals = Readonly<Record<string, string>>;

export const FILE_LIMIT = 256 * 1024;
export const EDITS_LIMIT = 1024 * 1024;

/** Why a path can't be used; null if it can. */
export function wrongPath(path: string): string | null {
  if (path.length > 200) return "The path is too long. fix: keep it under 200 characters.";
  if (!PATH.test(path)) {
    return "The path must start with app/ or tests/ and hold letters, digits, _ - and . only.";
  }
  if (!path.endsWith(".py")) return "The app loads Python files. fix: end the name with .py.";
  return null;
}

/** The edits of one example. */
export class FileSet {
  readonly originals: Originals;
  #edits: Map<string, string | null>;

  constructor(originals: Originals, edits: Files = {}) {
    this.originals = originals;
    this.#edits = new Map();
    this.replace(edits);
  }

  /** The text of a file, or null if there is none. */
  read(path: string): string | null {
    const edited = this.#edits.get(path);
    if (edited !== undefined) return edited;
    return this.original(path);
  }

  original(path: string): string | null {
    return Object.hasOwn(this.originals, path) ? (this.originals[path] ?? null) : null;
  }

  /** Changes or makes a file; the original text again is no edit. */
  write(path: string, text: string | null): void {
    if (text === this.original(path)) this.#edits.delete(path);
    else this.#edits.set(path, text);
  }

  rename(from: string, to: string): void {
    const text = this.read(from);
    this.write(from, null);
    this.write(to, text);
  }

  reset(path: string): void {
    this.#edits.delete(path);
  }

  replace(edits: Files): void {
    this.#edits.clear();
    for (const [path, text] of Object.entries(edits)) this.write(path, text);
  }

  state(path: string): "same" | "changed" | "new" | "deleted" {
    if (!this.#edits.has(path)) return "same";
    if (this.#edits.get(path) === null) return "deleted";
    return this.original(path) === null ? "new" : "changed";
  }

  /** What differs from the original, sorted by path. */
  edits(): Files {
    return Object.fromEntries([...this.#edits].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  /** Every file there is now, sorted by path. */
  paths(): string[] {
    const all = new Set([...Object.keys(this.originals), ...this.#edits.keys()]);
    return [...all].filter((path) => this.read(path) !== null).sort();
  }

  /** Why these files can't be run; null if they can. */
  tooLarge(): string | null {
    let total = 0;
    for (const [path, text] of this.#edits) {
      const size = text?.length ?? 0;
      total += size;
      if (size > FILE_LIMIT) {
        return `${path} has ${megabytes(size)}; a file may have ${megabytes(FILE_LIMIT)}. fix: shorten it, or reset it.`;
      }
    }
    return total > EDITS_LIMIT
      ? `All edits together have ${megabytes(total)}; ${megabytes(EDITS_LIMIT)} is the limit. fix: reset some files.`
      : null;
  }
}

function megabytes(characters: number): string {
  return characters >= 1024 * 1024
    ? `${(characters / 1024 / 1024).toFixed(1)} MB`
    : `${Math.round(characters / 1024)} kB`;
}
