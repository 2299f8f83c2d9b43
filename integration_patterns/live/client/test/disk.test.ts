import assert from "node:assert/strict";
import { test } from "node:test";

import { Disk, UnwritableError } from "../src/worker/disk.ts";
import type { FileSystem } from "../src/worker/emscripten.ts";

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
    readdir: (folder) => {
      if (files.get(folder) !== null) throw new Error("not a folder");
      return inside(folder).map((path) => path.slice(folder.length + 1));
    },
    stat: (path) => ({ mode: files.get(path) === null ? 1 : 0 }),
    isDir: (mode) => mode === 1,
    analyzePath: (path) => ({ exists: files.has(path) }),
    mount: () => undefined,
    filesystems: { NODEFS: null },
  };
}

function made(unwritable = "nothing", fs = fileSystem(unwritable)): Disk {
  const disk = new Disk(fs, ORIGINALS, new Uint8Array());
  disk.prepare({});
  return disk;
}

test("a file that was changed, or changed back, is reported once", () => {
  const disk = made();

  assert.deepEqual(disk.prepare({ "app/a.py": "a = 2\n", "app/new.py": "" }), ["app/a.py", "app/new.py"]);
  assert.deepEqual(disk.prepare({ "app/a.py": "a = 2\n" }), ["app/new.py"]);
  assert.deepEqual(disk.prepare({}), ["app/a.py"]);
  assert.deepEqual(disk.prepare({}), []);
});

test("what a refused start had written is reported by the next one", () => {
  const disk = made("taken.py");

  assert.throws(() => disk.prepare({ "app/a.py": "a = 2\n", "app/taken.py": "" }), UnwritableError);
  assert.deepEqual(disk.prepare({ "app/a.py": "a = 2\n" }), ["app/a.py"]);
});

test("what the app deleted is there again, and reported", () => {
  const fs = fileSystem("nothing");
  const disk = made("nothing", fs);

  fs.unlink("/srv/example_app/app/a.py");

  assert.deepEqual(disk.prepare({}), ["app/a.py"]);
  assert.ok(fs.analyzePath("/srv/example_app/app/a.py").exists);
});

test("a file that the app put in the place of a folder is refused", () => {
  const fs = fileSystem("app/a.py");
  const disk = new Disk(fs, { "app/b.py": "" }, new Uint8Array());
  disk.prepare({});

  fs.unlink("/srv/example_app/app/b.py");
  fs.writeFile("/srv/example_app/app", "a file");

  assert.throws(() => disk.prepare({ "app/a.py": "" }), UnwritableError);
});
