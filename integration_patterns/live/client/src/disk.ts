/** The files that the app sees, and which of them differ from the original. */

import type { FileSystem } from "./emscripten.ts";
import type { Files } from "./protocol.ts";

const ROOT = "/srv";
const APP = `${ROOT}/example_app`;
const VAR = `${APP}/var`;

const placeOf = (path: string): string => (path.startsWith("tests/") ? `${ROOT}/${path}` : `${APP}/${path}`);

export class Disk {
  readonly #fs: FileSystem;
  readonly #originals: Record<string, string>;
  readonly #database: Uint8Array;
  readonly #now = new Map<string, string>();

  constructor(fs: FileSystem, originals: Record<string, string>, database: Uint8Array) {
    this.#fs = fs;
    this.#originals = originals;
    this.#database = database;
  }

  /** Makes the files what the reader sees, and the data what it was at first. */
  prepare(edits: Files): void {
    for (const path of this.#now.keys()) {
      if (!(path in this.#originals) && edits[path] == null) {
        this.#remove(path);
      }
    }
    for (const [path, text] of Object.entries({ ...this.#originals, ...edits })) {
      if (text === null) {
        this.#remove(path);
      } else if (this.#now.get(path) !== text || !this.#isThere(path)) {
        this.#write(path, text);
      }
    }
    this.#resetData();
  }

  #write(path: string, text: string): void {
    const place = placeOf(path);
    this.#fs.mkdirTree(place.slice(0, place.lastIndexOf("/")));
    this.#fs.writeFile(place, text);
    this.#now.set(path, text);
  }

  #isThere(path: string): boolean {
    return this.#fs.analyzePath(placeOf(path)).exists;
  }

  #remove(path: string): void {
    if (this.#now.delete(path) && this.#isThere(path)) {
      this.#fs.unlink(placeOf(path));
    }
  }

  #resetData(): void {
    this.#fs.mkdirTree(VAR);
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
