import assert from "node:assert/strict";
import { test } from "node:test";
import { mayPrepare } from "../src/engine/connection.ts";
import type { AppError } from "../src/protocol/from_python.ts";
import { argumentsOf, completed, echoed, History } from "../src/workbench/panels/command_line.ts";
import { fieldProblems } from "../src/workbench/panels/field_problems.ts";
import { LINES, Log } from "../src/workbench/state/log.ts";
import { shortNames } from "../src/workbench/files/short_names.ts";
import { failureOf, words } from "../src/workbench/state/errors.ts";
import { clock, hours, position } from "../src/workbench/panels/time.ts";

test("nothing is fetched ahead on a metered or slow connection", () => {
  assert.ok(mayPrepare(undefined));
  assert.ok(mayPrepare({ effectiveType: "4g", saveData: false }));
  for (const connection of [{ saveData: true }, { type: "cellular" }, { effectiveType: "3g" }, { effectiveType: "slow-2g" }]) {
    assert.ok(!mayPrepare(connection));
  }
});

test("a command may be typed in full, as a page shows it", () => {
  for (const typed of ["report 7", "$ uv run python -m app.cli report 7", "python -m app.cli report 7 "]) {
    assert.equal(argumentsOf(typed), "report 7");
  }
  assert.equal(argumentsOf("python -m app.client"), "python -m app.client");
});

test("Tab completes as far as the names agree", () => {
  const names = ["health", "report", "reports"];
  assert.equal(completed("he", names), "health ");
  assert.equal(completed("re", names), "report");
  assert.equal(completed("report", names), null);
  assert.equal(completed("", names), null);
  assert.equal(completed("x", names), null);
});

test("the arrow keys walk through earlier lines and end at an empty one", () => {
  const history = new History();
  history.add("a");
  history.add("b");
  history.add("b");
  assert.deepEqual([history.back(), history.back(), history.back()], ["b", "a", null]);
  assert.deepEqual([history.forth(), history.forth(), history.forth()], ["b", "", null]);
});

test("each part of a 422 belongs to a field", () => {
  const errors = [
    { loc: ["query", "user_id"], detail: "Input should be a valid integer" },
    { loc: ["body", "items", 0, "amount"], detail: "Field required" },
    { loc: ["header", "x-key"], detail: "Field required" },
  ];
  assert.deepEqual(fieldProblems(JSON.stringify({ errors })), [
    { field: "path", text: "user_id: Input should be a valid integer" },
    { field: "body", text: "items.0.amount: Field required" },
    { field: "headers", text: "x-key: Field required" },
  ]);
  assert.deepEqual(fieldProblems('{"detail":"Not Found"}'), []);
  assert.deepEqual(fieldProblems("oops"), []);
});

test("an endless print keeps the newest lines and says how many are gone", () => {
  const log = new Log();
  for (let n = 0; n < LINES + 10; n += 1) log.add({ stream: "stdout", text: `${n}\n` });
  log.add({ stream: "stdout", text: "x".repeat(1_000_000) });
  assert.equal(log.lines.length, LINES);
  assert.equal(log.dropped, 11);
  assert.ok((log.lines.at(-1)?.text.length ?? 0) < 3000);
});

test("parts of a line that arrive one by one are one line", () => {
  const log = new Log();
  for (const text of ["a", "b\n", "c\nd", "e"]) log.add({ stream: "stdout", text });
  assert.deepEqual(log.lines.map(({ text }) => text), ["ab", "c", "de"]);
});

test("tabs have the shortest names that differ", () => {
  const names = shortNames(["app/startup/10_database.py", "app/shutdown/10_database.py", "app/main.py"]);
  assert.deepEqual([...names.values()], ["startup/10_database.py", "shutdown/10_database.py", "main.py"]);
});

test("times are in UTC, and of another day with its date", () => {
  const now = "2026-11-23T07:41:05Z";
  assert.equal(clock("2026-11-23T09:00:00Z", now), "09:00");
  assert.equal(clock("2026-12-01T06:00:30Z", now), "1 Dec 06:00:30");
});

test("the line of time spans 24 hours from now", () => {
  const now = "2026-11-23T07:30:00Z";
  assert.equal(position("2026-11-23T19:30:00Z", now), 0.5);
  assert.equal(position("2026-11-25T00:00:00Z", now), null);
  assert.deepEqual(hours(now).map(({ label }) => label), ["09", "12", "15", "18", "21", "00", "03", "06"]);
});

const REFUSED: AppError = {
  type: "ConfigurationError",
  message: "Settings refused: CURRENCY: String should match pattern '^[A-Z]{3}$'.",
  fix: "correct the environment or /srv/example_app/.env.",
  settings: ["CURRENCY"],
  file: "app/core/config.py",
  line: 122,
  column: null,
  traceback: "",
};

test("an error is put into words with its fix, if it has one", () => {
  assert.equal(words({ ...REFUSED, message: "It is wrong.", fix: "correct it." }), "It is wrong. fix: correct it.");
  assert.equal(words({ ...REFUSED, message: "invalid syntax", fix: "" }), "invalid syntax");
});

test("a refused setting leads to its field, not to a file on a server", () => {
  const failure = failureOf(REFUSED, { CURRENCY: "euro", PORT: "80" });
  assert.deepEqual([failure.settings, failure.file, failure.line], [["CURRENCY"], null, null]);
  assert.equal(words(failure), "Settings refused: CURRENCY: String should match pattern '^[A-Z]{3}$'. fix: change CURRENCY in Settings, then press Run.");
});

test("a setting that another one makes necessary leads to those that the reader has set", () => {
  assert.deepEqual(failureOf({ ...REFUSED, settings: [] }, { ENVIRONMENT: "production" }).settings, ["ENVIRONMENT"]);
});

test("settings that are refused because of an edited file lead to that file", () => {
  assert.equal(failureOf(REFUSED, {}).file, "app/core/config.py");
});

test("an error of a file leads to that file, also when the reader has set something", () => {
  const failure = failureOf({ ...REFUSED, settings: null, file: "app/main.py" }, { PORT: "80" });
  assert.deepEqual([failure.settings, failure.file], [null, "app/main.py"]);
});

test("a command that is not the app's own is shown as it was typed", () => {
  assert.equal(echoed("report 7"), "python -m app.cli report 7");
  assert.equal(echoed(""), "python -m app.cli");
  assert.equal(echoed("python -c 'print(1)'"), "python -c 'print(1)'");
  assert.equal(echoed("python -m app.entrypoints.seed"), "python -m app.entrypoints.seed");
});
