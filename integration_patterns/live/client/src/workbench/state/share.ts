/**
 * Packs the reader's changes into the fragment of an address, which no server ever sees.
 * Whoever made a link may be hostile: its size is limited before and after it is unpacked, every
 * value is checked, and what comes out is only ever shown as text until the reader presses Run.
 */

import type { Files, Request } from "../../protocol/engine.ts";
import { EDITS_LIMIT, FILE_LIMIT, wrongPath } from "./files.ts";

export interface Shared {
  files: Files;
  env: Record<string, string>;
  request: Request | null;
}

export class ShareError extends Error {}

const CUT = "This link can't be opened: a part of it is missing or damaged. fix: copy the whole link, up to its last letter.";

const PREFIX = "live=1.";
export const LINK_LIMIT = 48_000;
const METHODS: ReadonlySet<string> = new Set(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]);
const ENV_NAME = /^[A-Z][A-Z0-9_]{0,63}$/;
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/;
const MAX_ENTRIES = 64;

/** The fragment for these changes, without its `#`. */
export async function pack(shared: Shared): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify({ v: 1, ...shared }));
  const packed = await all(through(bytes, new CompressionStream("deflate-raw")), Infinity);
  const fragment = PREFIX + base64url(packed);
  if (fragment.length > LINK_LIMIT) {
    throw new ShareError("These changes are too large for a link. fix: download the app instead.");
  }
  return fragment;
}

/** Whether a fragment holds shared changes, or what is left of them. */
export function isShared(fragment: string): boolean {
  return /^live(?:=|$)/.test(fragment);
}

/** What a fragment holds; throws a ShareError with a text for the reader. */
export async function unpack(fragment: string): Promise<Shared> {
  if (fragment.length <= PREFIX.length && PREFIX.startsWith(fragment.replace(/\.$/, ""))) throw new ShareError(CUT);
  if (!fragment.startsWith(PREFIX) || fragment.length > LINK_LIMIT) throw broken("its size or form");
  let text: string;
  try {
    const bytes = fromBase64url(fragment.slice(PREFIX.length));
    const plain = through(bytes, new DecompressionStream("deflate-raw"));
    text = new TextDecoder("utf-8", { fatal: true }).decode(await all(plain, 2 * EDITS_LIMIT));
  } catch (error) {
    if (error instanceof ShareError) throw error;
    throw new ShareError(CUT);
  }
  return checked(parsed(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw broken("what it holds");
  }
}

function checked(value: unknown): Shared {
  const shared = record(value, "what it holds");
  if (shared["v"] !== 1) throw broken("its version");
  const files = strings(shared["files"], "its files", true);
  for (const [path, text] of Object.entries(files)) {
    if (wrongPath(path) !== null) throw broken("the path of a file");
    if (text !== null && text.length > FILE_LIMIT) throw broken("the size of a file");
  }
  const env = strings(shared["env"], "its settings", false) as Record<string, string>;
  if (!Object.keys(env).every((name) => ENV_NAME.test(name))) throw broken("the name of a setting");
  return { files, env, request: checkedRequest(shared["request"]) };
}

function checkedRequest(value: unknown): Request | null {
  if (value === null || value === undefined) return null;
  const { method, path, headers, body } = record(value, "its request");
  const isWhole =
    typeof method === "string" &&
    METHODS.has(method) &&
    typeof path === "string" &&
    /^\/[^\s]{0,2000}$/.test(path) &&
    typeof body === "string" &&
    body.length <= FILE_LIMIT &&
    Array.isArray(headers) &&
    headers.length <= MAX_ENTRIES &&
    headers.every(isHeader);
  if (!isWhole) throw broken("its request");
  return { method, path, body, headers: headers.map(([name, text]) => [name, text]) };
}

function isHeader(value: unknown): value is [string, string] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [name, text] = value as unknown[];
  return (
    typeof name === "string" &&
    HEADER_NAME.test(name) &&
    typeof text === "string" &&
    !/[\r\n\0]/.test(text) &&
    text.length <= 2000
  );
}

function strings(value: unknown, what: string, nullable: boolean): Record<string, string | null> {
  const entries = Object.entries(record(value, what));
  const isFit = entries.every(
    ([name, text]) =>
      name !== "__proto__" && (typeof text === "string" || (nullable && text === null)),
  );
  if (!isFit || entries.length > MAX_ENTRIES) throw broken(what);
  return Object.fromEntries(entries) as Record<string, string | null>;
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw broken(what);
  return value as Record<string, unknown>;
}

function broken(what: string): ShareError {
  return new ShareError(`This link can't be opened: ${what} is wrong. fix: ask for the link again.`);
}

function through(bytes: Uint8Array<ArrayBuffer>, change: GenericTransformStream): ReadableStream<Uint8Array> {
  return new Blob([bytes]).stream().pipeThrough(change as TransformStream<Uint8Array, Uint8Array>);
}

async function all(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw broken("the size of what it holds");
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function base64url(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
