/** The files that the app sees, and which of them differ from the original. */

import type { FileSystem } from "./emscripten.ts";
import type { AppError } from "../protocol/from_python.ts";
import type { Files } from "../protocol/engine.ts";

const APP = "/srv/example_app";
const VAR = `${APP}/var`;

const placeOf = (path: string): string => `${APP}/${path}`;

const folderOf = (place: string): string => place.slice(0, place.lastIndexOf("/"));

/** A folder is where the file should be, or a file where its folder should. */
export class UnwritableError extends Error {
  readonly error: AppError;

  constructor(file: string) {
    super(`${file} can't be written: its name is taken.`);
    const { message } = this;
    this.error = { type: "OSError", message, fix: "rename it.", settings: null, file, line: null, column: null, traceback: message };
  }
}

export class Disk {
  readonly #fs: FileSystem;
  readonly #originals: Record<string, string>;
  readonly #database: Uint8Array;
  readonly #now = new Map<string, string>();
  /** Since the last `prepare` that succeeded: a refused start has written files, too. */
  readonly #changed = new Set<string>();

  constructor(fs: FileSystem, originals: Record<string, string>, database: Uint8Array) {
    this.#fs = fs;
    this.#originals = originals;
    this.#database = database;
  }

  /** Makes the files what the reader sees, and the data what it was at first; which files that changed. */
  prepare(edits: Files): string[] {
    for (const path of this.#now.keys()) {
      if (!(path in this.#originals) && edits[path] == null) {
        this.#remove(path);
        this.#changed.add(path);
      }
    }
    const present = this.#present();
    for (const [path, text] of Object.entries({ ...this.#originals, ...edits })) {
      if (text !== (this.#now.get(path) ?? null) || (text !== null && !present.has(placeOf(path)))) {
        if (text === null) {
          this.#remove(path);
        } else {
          this.#write(path, text);
        }
        this.#changed.add(path);
      }
    }
    this.#resetData();
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  /** What is where it was written; the app may have deleted some. To look for each alone takes longer. */
  #present(): Set<string> {
    const folders = new Set([...this.#now.keys()].map((path) => folderOf(placeOf(path))));
    const present = new Set<string>();
    for (const folder of folders) {
      if (this.#isThere(folder) && this.#fs.isDir(this.#fs.stat(folder).mode)) {
        for (const name of this.#fs.readdir(folder)) {
          present.add(`${folder}/${name}`);
        }
      }
    }
    return present;
  }

  #write(path: string, text: string): void {
    const place = placeOf(path);
    try {
      this.#makeFolder(folderOf(place));
      this.#fs.writeFile(place, text);
    } catch {
      throw new UnwritableError(path);
    }
    this.#now.set(path, text);
  }

  #isThere(path: string): boolean {
    return this.#fs.analyzePath(path).exists;
  }

  #makeFolder(folder: string): void {
    // To make what is there already takes longer than to look.
    if (!this.#isThere(folder)) {
      this.#fs.mkdirTree(folder);
    }
  }

  #remove(path: string): void {
    if (this.#now.delete(path) && this.#isThere(placeOf(path))) {
      this.#fs.unlink(placeOf(path));
    }
  }

  #resetData(): void {
    this.#makeFolder(VAR);
    this.#empty(VAR);
    this.#fs.writeFile(`${VAR}/app.db`, this.#database);
  }

  #empty(folder: string): void {
    for (const name of this.#fs.readdir(folder)) {
      if (name !== "." && name !== "..") {
        const path = `${folder}/${name}`;
        if (this.#fs.isDir(this.#fs.stat(path).mode)) {
          this.#empty(path);
          this.#fs.rmdir(path);
        } else {
          this.#fs.unlink(path);
        }
      }
    }
  }
}
