import assert from "node:assert/strict";
import { test } from "node:test";
import { zstdCompressSync } from "node:zlib";

import { unpack } from "../src/worker/packed.ts";
import { SIZE } from "../src/worker/snapshot.ts";

const plain = new Uint8Array(3_000_000).map((_, index) => (index * index) >> 3);

function packed(content: Uint8Array, size = content.length): Uint8Array {
  const body = zstdCompressSync(content);
  const all = new Uint8Array(SIZE + body.length);
  new DataView(all.buffer).setUint32(0, size, true);
  all.set(body, SIZE);
  return all;
}

test("what was packed is unpacked", async () => {
  assert.deepEqual(await unpack(packed(plain)), plain);
});

test("what ends too early is refused", async () => {
  const whole = packed(plain);
  const half = whole.subarray(0, whole.length / 2);
  await assert.rejects(unpack(half), /Incomplete/);
  await assert.rejects(unpack(packed(plain, plain.length + 1)), /ends after 3000000 of 3000001 bytes/);
});

test("what is longer than it says is refused", async () => {
  await assert.rejects(unpack(packed(plain, plain.length - 1)), /damaged/);
});

test("what was never packed is refused", async () => {
  for (const text of ["", "another version", "another version".repeat(1000)]) {
    await assert.rejects(unpack(new TextEncoder().encode(text)));
  }
});
