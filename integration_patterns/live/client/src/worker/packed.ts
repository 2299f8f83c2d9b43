/** Unpacks what the build packed: Zstandard, a fifth smaller than gzip, which is all that browsers know. */

import { ZSTDDecoder } from "zstddec/stream";

import { SIZE } from "./snapshot.ts";

const PIECE = 1 << 20;
/** A decoder that fails goes on and on without giving anything. */
const EMPTY_PARTS = 64;

export async function unpack(packed: Uint8Array): Promise<Uint8Array> {
  const decoder = await makeDecoder();
  const size = new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
  const plain = new Uint8Array(size);
  let at = 0;
  let empty = 0;
  for (const part of decoder.decodeStreaming(pieces(packed))) {
    empty = part.length === 0 ? empty + 1 : 0;
    if (empty > EMPTY_PARTS || at + part.length > size) {
      throw new Error("What was fetched is damaged.");
    }
    plain.set(part, at);
    at += part.length;
  }
  if (at !== size) {
    throw new Error(`What was fetched ends after ${at} of ${size} bytes.`);
  }
  return plain;
}

function* pieces(packed: Uint8Array): Generator<Uint8Array> {
  for (let at = SIZE; at < packed.length; at += PIECE) {
    yield packed.subarray(at, at + PIECE);
  }
}

/** The decoder fetches its own code from a data: address, which the site's policy forbids. */
async function makeDecoder(): Promise<ZSTDDecoder> {
  const { fetch } = globalThis;
  const decoder = new ZSTDDecoder();
  globalThis.fetch = (address) => Promise.resolve(new Response(decoded(String(address))));
  const made = decoder.init();
  globalThis.fetch = fetch;
  await made;
  return decoder;
}

function decoded(address: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(address.slice(address.indexOf(",") + 1)), (letter) => letter.charCodeAt(0));
}
