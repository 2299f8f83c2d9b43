import assert from "node:assert/strict";
import { test } from "node:test";
import { contents } from "../src/workbench/files/download.ts";
import type { Example } from "../src/workbench/state/config.ts";
import { FileSet } from "../src/workbench/state/files.ts";
import { sameAnswer, sameFailure, sameOutput } from "../src/workbench/verdict.ts";

const request = { method: "GET", path: "/x", headers: [], body: "" };
const example = {
  request,
  line: "report 7",
  expected: { status: "HTTP/1.1 200 OK", headers: ["a: 1"], body: ["{", '  "id": [..]', "}"], exitCode: 0 },
} as unknown as Example;

test("an answer is the recorded one if status, listed headers and body are", () => {
  const answer = { request, status: 200, phrase: "OK", headers: [["A", "1"], ["b", "2"]] as [string, string][], body: '{"id":5}' };
  assert.equal(sameAnswer(example, answer), true);
  assert.equal(sameAnswer(example, { ...answer, status: 500, phrase: "Internal Server Error" }), false);
  assert.equal(sameAnswer(example, { ...answer, headers: [] }), false);
  assert.equal(sameAnswer(example, { ...answer, body: '{"other":5}' }), false);
});

test("another request has nothing to be compared with", () => {
  assert.equal(sameAnswer(example, { request: { ...request, path: "/y" }, status: 200, phrase: "OK", headers: [], body: "" }), null);
  assert.equal(sameAnswer(example, null), null);
});

test("a command must end with the recorded exit code", () => {
  const recorded = { ...example, expected: { ...example.expected, body: ["no user"], exitCode: 6 } };
  assert.equal(sameOutput(recorded, { line: "report 7", text: "no user", exitCode: 6 }), true);
  assert.equal(sameOutput(recorded, { line: "report 7", text: "no user", exitCode: 0 }), false);
  assert.equal(sameOutput(recorded, { line: "health", text: "", exitCode: 6 }), null);
});

test("a refusal to start is found among the recorded lines", () => {
  const error = { type: "ConfigurationError", message: "x.py is wrong.", fix: "correct it.", settings: null, file: null, line: null, column: null, traceback: "" };
  const recorded = { ...example, expected: { ...example.expected, body: ["...", "[..] [error ] x.py is wrong. fix: correct it. [uvicorn.error]"] } };
  assert.equal(sameFailure(recorded, { ok: false, ms: 1, error }, []), true);
  assert.equal(sameFailure(recorded, { ok: false, ms: 1, error: { ...error, message: "y.py" } }, []), false);
  const traceback = { ...example, expected: { ...example.expected, body: ["...", "ImportError: cannot import [..]"] } };
  assert.equal(sameFailure(traceback, { ok: false, ms: 1, error: { ...error, type: "ImportError", message: "cannot import name 'x'", fix: "" } }, []), true);
});

test("a message that is only part of a recorded line is another failure", () => {
  const error = { type: "SystemExit", message: "3", fix: "", settings: null, file: null, line: null, column: null, traceback: "" };
  const body = ["", "[..] [error    ] startup/30_partner.py: port 3. fix: take 3 [uvicorn.error]", "KeyError: 3"];
  const recorded = { ...example, expected: { ...example.expected, body } };
  assert.equal(sameFailure(recorded, { ok: false, ms: 1, error }, []), false);
  assert.equal(sameFailure(recorded, { ok: false, ms: 1, error: { ...error, message: "" } }, []), false);
  assert.equal(sameFailure(recorded, { ok: false, ms: 1, error: { ...error, type: "KeyError" } }, []), true);
});

test("the download holds the app and its tests, with the edits and the settings", () => {
  const files = new FileSet({ "app/a.py": "a", "tests/t.py": "t", "pyproject.toml": "p" }, { "app/a.py": "changed" });
  assert.deepEqual(contents(files, { PORT: "9000", CORS_ORIGINS: `["it's"]` }), {
    "example_app/app/a.py": "changed",
    "example_app/pyproject.toml": "p",
    "example_app/tests/t.py": "t",
    "example_app/.env": `PORT=9000\nCORS_ORIGINS='["it\\'s"]'\n`,
  });
});
