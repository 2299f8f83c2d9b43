import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { lineMatches, linesOf, listed, matches } from "../src/workbench/state/comparison.ts";

/** tests/guide/runners/test_elision.py gives the same cases to the guide's proof. */
const cases = JSON.parse(readFileSync(new URL("elision_cases.json", import.meta.url), "utf8")) as {
  lines: [expected: string, actual: string, isMatch: boolean][];
  outputs: [expected: string[], actual: string[], isMatch: boolean][];
};

for (const [expected, actual, isMatch] of cases.lines) {
  test(`the line ${JSON.stringify(expected)} and ${JSON.stringify(actual)}`, () => {
    assert.equal(lineMatches(expected, actual), isMatch);
  });
}

for (const [expected, actual, isMatch] of cases.outputs) {
  test(`the output ${JSON.stringify(expected)} and ${JSON.stringify(actual)}`, () => {
    assert.equal(matches(expected, actual), isMatch);
  });
}

test("a line matches itself, and [..] any text within it", () => {
  assert.ok(lineMatches("a b", "a b"));
  assert.ok(lineMatches("[..] runs [..] jobs.", "ok localhost runs 4 jobs."));
  assert.ok(!lineMatches("[..] runs [..] jobs.", "ok localhost runs 4 job"));
  assert.ok(!lineMatches("a[..]a", "a"));
});

test("... matches any lines, none included", () => {
  assert.ok(matches(["...", "b", "..."], ["a", "b"]));
  assert.ok(matches(["a", "...", "z"], ["a", "m", "n", "z"]));
  assert.ok(matches(["..."], []));
  assert.ok(!matches(["a", "...", "z"], ["a", "m", "n"]));
  assert.ok(!matches(["a"], ["a", "b"]));
  assert.ok(!matches(["a", "b"], ["a"]));
});

test("a wildcard gives lines back when what follows needs them", () => {
  assert.ok(matches(["...", "x", "y"], ["x", "x", "y"]));
});

test("only listed headers are compared, in the order of the page", () => {
  const headers: [string, string][] = [["X-B", "2"], ["Date", "now"], ["x-a", "1"]];
  assert.deepEqual(listed(headers, ["x-a: ?", "x-b: ?"]), ["x-a: 1", "x-b: 2"]);
});

test("lines end where a terminal's do", () => {
  assert.deepEqual(linesOf("a \nb\n\n"), ["a", "b"]);
  assert.deepEqual(linesOf(""), []);
});
