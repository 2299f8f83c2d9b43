import assert from "node:assert/strict";
import { test } from "node:test";

import { Disk, UnwritableError } from "../src/disk.ts";
import type { FileSystem } from "../src/emscripten.ts";

const ORIGINALS = { "app/a.py": "a = 1\n", "app/b.py": "b = 1\n" };

/** Files in memory, of which one place can't be written. */
function fileSystem(unwritable: string): FileSystem {
  const files = new Map<string, string | Uint8Array | null>();
  const inside = (folder: string): string[] => [...files.keys()].filter((path) => path.startsWith(`${folder}/`));
  return {
    mkdirTree: (path) => void files.set(path, null),
    writeFile: (path, content) => {
      if (path.endsWith(unwritable)) throw new Error("taken");
      files.set(path, content);
    },
    unlink: (path) => void files.delete(path),
    rmdir: (path) => void files.delete(path),
    readdir: (folder) => inside(folder).map((path) => path.slice(folder.length + 1)),
    stat: (path) => ({ mode: files.get(path) === null ? 1 : 0 }),
    isDir: (mode) => mode === 1,
    analyzePath: (path) => ({ exists: files.has(path) }),
    mount: () => undefined,
    filesystems: { NODEFS: null },
  };
}

function made(unwritable = "nothing"): Disk {
  const disk = new Disk(fileSystem(unwritable), ORIGINALS, new Uint8Array());
  disk.prepare({});
  return disk;
}

test("what was changed, and what was changed back, is told once", () => {
  const disk = made();

  assert.deepEqual(disk.prepare({ "app/a.py": "a = 2\n", "app/new.py": "" }), ["app/a.py", "app/new.py"]);
  assert.deepEqual(disk.prepare({ "app/a.py": "a = 2\n" }), ["app/new.py"]);
  assert.deepEqual(disk.prepare({}), ["app/a.py"]);
  assert.deepEqual(disk.prepare({}), []);
});

test("what a refused start had written is told to the next one", () => {
  const disk = made("taken.py");

  assert.throws(() => disk.prepare({ "app/a.py": "a = 2\n", "app/taken.py": "" }), UnwritableError);
  assert.deepEqual(disk.prepare({ "app/a.py": "a = 2\n" }), ["app/a.py"]);
});
