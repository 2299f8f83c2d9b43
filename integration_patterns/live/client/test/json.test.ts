import assert from "node:assert/strict";
import { test } from "node:test";
import { pretty, tokens } from "../src/workbench/parts/json.ts";

test("JSON is laid out as Python's json.dumps does with an indent of two", () => {
  const given = '{"a":[1.0,{"b":[]},{}],"c":"x{,:}\\"","d":null}';
  const laid = '{\n  "a": [\n    1.0,\n    {\n      "b": []\n    },\n    {}\n  ],\n  "c": "x{,:}\\"",\n  "d": null\n}';
  assert.equal(pretty(given), laid);
  assert.equal(pretty(laid), laid);
});

test("a text that is no JSON stays as it is", () => {
  assert.equal(pretty("Invalid host header"), "Invalid host header");
  assert.equal(tokens("{"), null);
});

test("keys and strings differ in kind", () => {
  assert.deepEqual(
    tokens('{"a":"b"}')?.filter(({ kind }) => kind !== "space" && kind !== "mark").map(({ kind }) => kind),
    ["key", "string"],
  );
});
