import assert from "node:assert/strict";
import { test } from "node:test";
import { EDITS_LIMIT, FileSet, FILE_LIMIT, wrongPath } from "../src/workbench/state/files.ts";

const HERE = { "app/a.py": "a", "app/b.py": "b", "pyproject.toml": "p" };

test("only what differs from the original is an edit", () => {
  const files = new FileSet(HERE);
  files.write("app/a.py", "changed");
  files.write("app/c.py", "new");
  files.write("app/b.py", null);
  assert.deepEqual(files.edits(), { "app/a.py": "changed", "app/b.py": null, "app/c.py": "new" });
  assert.deepEqual(["app/a.py", "app/b.py", "app/c.py"].map((path) => files.state(path)), ["changed", "deleted", "new"]);
  files.write("app/a.py", "a");
  assert.equal(files.state("app/a.py"), "same");
});

test("a renamed file is a deleted and a new one, and reset undoes each", () => {
  const files = new FileSet(HERE);
  files.rename("app/a.py", "app/z.py");
  assert.deepEqual(files.edits(), { "app/a.py": null, "app/z.py": "a" });
  files.reset("app/a.py");
  files.reset("app/z.py");
  assert.deepEqual(files.edits(), {});
});

test("deleting a file that was new leaves no trace", () => {
  const files = new FileSet(HERE, { "app/c.py": "new" });
  files.write("app/c.py", null);
  assert.deepEqual(files.edits(), {});
});

test("names that every object has are no files", () => {
  assert.equal(new FileSet(HERE).read("constructor"), null);
});

test("a path stays inside the app and its tests", () => {
  assert.equal(wrongPath("app/components/backend/middleware/05_mine.py"), null);
  for (const path of ["../x.py", "app/../x.py", "/app/x.py", "etc/x.py", "app/.x.py", "app/x.txt", "app/a b.py", `app/${"x".repeat(300)}.py`]) {
    assert.notEqual(wrongPath(path), null, path);
  }
});

test("what is too large to run says so, and which file", () => {
  const large = new FileSet(HERE, { "app/a.py": "x".repeat(10 * 1024 * 1024) });
  assert.match(large.tooLarge() ?? "", /^app\/a\.py has 10\.0 MB; a file may have 256 kB\. fix: /);
  const many = Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`app/f${n}.py`, "x".repeat(FILE_LIMIT)]));
  assert.ok(5 * FILE_LIMIT > EDITS_LIMIT);
  assert.match(new FileSet(HERE, many).tooLarge() ?? "", /^All edits together/);
});
