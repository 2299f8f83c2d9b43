import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fired } from "../src/protocol/from_python.ts";
import { chronological, summary } from "../src/workbench/panels/fired.ts";

const tick = (outcome: Fired["outcome"], minute = 0): Fired => ({
  job: "daily-report",
  scheduledFor: new Date(Date.UTC(2026, 10, 23, 9, minute)).toISOString(),
  outcome,
  message: "",
});

test("a skipped tick is not counted as one that fired", () => {
  assert.equal(summary([tick("ran"), tick("ran"), tick("ran"), tick("skipped")]), "3 jobs fired, one was skipped.");
  assert.equal(summary([tick("skipped"), tick("skipped")]), "No job fired, 2 were skipped.");
});

test("what failed is counted among what fired", () => {
  assert.equal(summary([tick("failed"), tick("claimed"), tick("skipped")]), "2 jobs fired, 1 of them failed, one was skipped.");
  assert.equal(summary([tick("failed")]), "One job fired and failed.");
});

test("without a tick, no job was due", () => {
  assert.equal(summary([]), "No job was due.");
});

test("ticks are shown in the order of their times", () => {
  const ticks = [tick("ran", 30), tick("ran", 5), tick("skipped", 10)];
  assert.deepEqual(chronological(ticks).map(({ scheduledFor }) => scheduledFor.slice(14, 16)), ["05", "10", "30"]);
});
