/** A sparse picture of Python's memory: only pages that differ from a fresh start. */

export const PAGE = 4096;
/** The plain form begins with the length of its JSON, in so many bytes. */
const HEADER = 4;
/** The packed form begins with its unpacked size, in so many bytes. */
export const SIZE = 4;

/** What to do with a run of pages. */
export const Run = { same: 0, zero: 1, data: 2 } as const;

interface Meta {
  /** What Pyodide itself restores: its table of references into JavaScript. */
  config: unknown;
  /** Bytes of memory when the snapshot was taken, and of a fresh start grown to that. */
  heap: number;
  fresh: number;
  /** Dynamic libraries that were open. */
  handles: [number, string][];
  /** Checksum of the pages that are left out because a fresh start has them too. */
  sum: number;
  /** [what, first byte, length] */
  runs: [number, number, number][];
}

export interface Snapshot {
  meta: Meta;
  data: Uint8Array;
}

export function encode({ meta, data }: Snapshot): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(meta));
  const all = new Uint8Array(HEADER + json.length + data.length);
  new DataView(all.buffer).setUint32(0, json.length, true);
  all.set(json, HEADER);
  all.set(data, HEADER + json.length);
  return all;
}

export function decode(all: Uint8Array): Snapshot {
  const view = new DataView(all.buffer, all.byteOffset, all.byteLength);
  const end = HEADER + view.getUint32(0, true);
  const meta = JSON.parse(new TextDecoder().decode(all.subarray(HEADER, end))) as Meta;
  return { meta, data: all.subarray(end) };
}

/** The sparse form of `heap`, given the memory of a fresh start. */
export function compare(heap: Uint8Array, fresh: Uint8Array): Pick<Meta, "runs" | "sum"> & { data: Uint8Array } {
  const runs: Meta["runs"] = [];
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < heap.length; at += PAGE) {
    const page = heap.subarray(at, at + PAGE);
    const what = kindOf(page, fresh.subarray(at, at + PAGE));
    if (what === Run.data) {
      chunks.push(page);
    }
    const last = runs.at(-1);
    if (last && last[0] === what) {
      last[2] += PAGE;
    } else {
      runs.push([what, at, PAGE]);
    }
  }
  if (fresh.length > heap.length) {
    runs.push([Run.zero, heap.length, fresh.length - heap.length]);
  }
  const data = new Uint8Array(chunks.length * PAGE);
  chunks.forEach((chunk, index) => {
    data.set(chunk, index * PAGE);
  });
  const words = new Uint32Array(fresh.buffer, fresh.byteOffset, fresh.length / 4);
  return { runs, sum: checksum(words, runs), data };
}

function kindOf(page: Uint8Array, fresh: Uint8Array): number {
  if (page.every((byte, index) => byte === fresh[index])) {
    return Run.same;
  }
  return page.every((byte) => byte === 0) ? Run.zero : Run.data;
}

/** Over the words of the pages that a snapshot leaves out. */
export function checksum(words: Uint32Array, runs: Meta["runs"]): number {
  let sum = 0;
  for (const [what, at, length] of runs) {
    if (what === Run.same) {
      const end = Math.min((at + length) / 4, words.length);
      for (let index = at / 4; index < end; index++) {
        sum = (Math.imul(sum, 31) + (words[index] as number)) | 0;
      }
    }
  }
  return sum;
}
