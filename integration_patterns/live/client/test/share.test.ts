import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { isShared, LINK_LIMIT, pack, ShareError, unpack } from "../src/workbench/state/share.ts";

const SHARED = {
  files: { "app/a.py": "é = 1\n", "app/b.py": null },
  env: { PORT: "9000" },
  request: { method: "POST", path: "/api?x=1", headers: [["a", "b"]] as [string, string][], body: "{}" },
};

const link = (value: unknown): string => `live=1.${deflateRawSync(JSON.stringify(value)).toString("base64url")}`;

test("what is packed comes back", () => {
  const fragment = pack(SHARED);
  assert.ok(isShared(fragment));
  assert.match(fragment, /^live=1\.[\w-]+$/);
  assert.deepEqual(unpack(fragment), SHARED);
});

test("changes that are too large for a link say what to do instead", () => {
  const noise = Array.from({ length: 60_000 }, () => String.fromCharCode(33 + Math.floor(Math.random() * 90))).join("");
  assert.throws(() => pack({ ...SHARED, files: { "app/a.py": noise } }), /download the app instead/);
});

const whole = { v: 1, ...SHARED };
const HOSTILE: [string, unknown][] = [
  ["no object", "text"],
  ["another version", { ...whole, v: 2 }],
  ["a path outside the app", { ...whole, files: { "../../etc/passwd.py": "x" } }],
  ["a path of markup", { ...whole, files: { "app/<img src=x onerror=alert(1)>.py": "x" } }],
  ["files that are a list", { ...whole, files: ["x"] }],
  ["a text that is a number", { ...whole, files: { "app/a.py": 1 } }],
  ["a file over the limit", { ...whole, files: { "app/a.py": "x".repeat(300_000) } }],
  ["too many files", { ...whole, files: Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`app/f${n}.py`, ""])) }],
  ["a setting that is no name", { ...whole, env: { "PATH; rm": "x" } }],
  ["a setting without a value", { ...whole, env: { PORT: null } }],
  ["an address elsewhere", { ...whole, request: { ...SHARED.request, path: "https://evil.example/" } }],
  ["a header of two lines", { ...whole, request: { ...SHARED.request, headers: [["a", "b\r\nc: d"]] } }],
  ["a method that is none", { ...whole, request: { ...SHARED.request, method: "TRACE<" } }],
];

for (const [what, value] of HOSTILE) {
  test(`a link with ${what} is refused`, () => {
    assert.throws(() => unpack(link(value)), ShareError);
  });
}

test("__proto__ in a link changes no object", () => {
  const text = '{"v":1,"files":{"__proto__":"x"},"env":{},"request":null}';
  assert.throws(() => unpack(`live=1.${deflateRawSync(text).toString("base64url")}`), ShareError);
  assert.equal(({} as Record<string, unknown>)["0"], undefined);
});

test("a small link that unpacks to much is refused before it is unpacked whole", () => {
  const bomb = `live=1.${deflateRawSync("x".repeat(20_000_000)).toString("base64url")}`;
  assert.ok(bomb.length < LINK_LIMIT);
  assert.throws(() => unpack(bomb), /the size of what it holds/);
});

test("garbage and over-long links are refused", () => {
  for (const fragment of ["live=1.!!!", "live=1.AAAA", "live=2.x", `live=1.${"A".repeat(LINK_LIMIT)}`]) {
    assert.throws(() => unpack(fragment), ShareError);
  }
});

test("a link that was cut says so, wherever it was cut", () => {
  const fragment = pack(SHARED);
  for (const length of [4, 5, 6, 7, 8, 20, fragment.length - 10]) {
    const cut = fragment.slice(0, length);
    assert.ok(isShared(cut), cut);
    assert.throws(() => unpack(cut), /a part of it is missing or damaged. fix: copy the whole link/, cut);
  }
  assert.ok(!isShared("livestock") && !isShared("run-it"));
});
