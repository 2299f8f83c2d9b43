import assert from "node:assert/strict";
import { test } from "node:test";

import { checksum, compare, decode, encode, PAGE, Run } from "../src/worker/snapshot.ts";

const fresh = new Uint8Array(4 * PAGE).fill(7);
const heap = fresh.slice();
heap.fill(0, PAGE, 2 * PAGE);
heap.set([1, 2, 3], 2 * PAGE);
const { runs, sum, data } = compare(heap, fresh);
const meta = { config: { a: 1 }, heap: heap.length, fresh: fresh.length, handles: [], runs, sum };

test("only pages that differ are kept, and zeros are said, not sent", () => {
  assert.deepEqual(runs, [
    [Run.same, 0, PAGE],
    [Run.zero, PAGE, PAGE],
    [Run.data, 2 * PAGE, PAGE],
    [Run.same, 3 * PAGE, PAGE],
  ]);
  assert.deepEqual(data, heap.subarray(2 * PAGE, 3 * PAGE));
});

test("memory that grew on the way is cleared where the snapshot ends", () => {
  const larger = new Uint8Array(5 * PAGE);
  larger.set(fresh);
  assert.deepEqual(compare(heap, larger).runs.at(-1), [Run.zero, 4 * PAGE, PAGE]);
});

test("what is written is read again", () => {
  assert.deepEqual(decode(encode({ meta, data })), { meta, data });
});

test("a byte that differs in a page that is left out is noticed", () => {
  const other = fresh.slice();
  other[3 * PAGE + 5] = 8;
  assert.notEqual(checksum(new Uint32Array(other.buffer), runs), sum);
});

test("a byte that differs in a page that is overwritten is no matter", () => {
  const other = fresh.slice();
  other[PAGE + 5] = 8;
  assert.equal(checksum(new Uint32Array(other.buffer), runs), sum);
});

for (const content of [new Uint8Array(0), new TextEncoder().encode("another version")]) {
  test(`what is no snapshot is refused: ${content.length} bytes`, () => {
    assert.throws(() => decode(content));
  });
}
