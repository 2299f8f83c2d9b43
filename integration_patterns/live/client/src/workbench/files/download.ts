/** The app as a folder that works on its own, with the reader's edits and settings in it. */

import { strToU8, zipSync } from "fflate";
import type { FileSet } from "../state/files.ts";

const FOLDER = "example_app/";

/** The names and texts of what is downloaded. */
export function contents(files: FileSet, env: Readonly<Record<string, string>>): Record<string, string> {
  const all: Record<string, string> = {};
  for (const path of files.paths()) {
    all[FOLDER + path] = files.read(path) ?? "";
  }
  const settings = Object.entries(env).map(([name, value]) => `${name}=${quoted(value)}\n`);
  if (settings.length > 0) all[`${FOLDER}.env`] = settings.join("");
  return all;
}

/** Hands the browser a zip of the app. */
export function download(files: FileSet, env: Readonly<Record<string, string>>): void {
  const entries = Object.entries(contents(files, env)).map(([name, text]) => [name, strToU8(text)] as const);
  const zip = zipSync(Object.fromEntries(entries), { level: 6 });
  const address = URL.createObjectURL(new Blob([zip as Uint8Array<ArrayBuffer>], { type: "application/zip" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "example_app.zip";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A value as python-dotenv reads it back. */
function quoted(value: string): string {
  return /^[\w./:@+-]*$/.test(value) ? value : `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
