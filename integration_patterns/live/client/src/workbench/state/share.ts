/**
 * Packs the reader's changes into the fragment of an address, which no server ever sees.
 * A link may come from an attacker: its size is limited before and after it is unpacked, every
 * value is checked, and what comes out is only ever shown as text until the reader presses Run.
 */

import { deflateSync, inflateSync } from "fflate";
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
export function pack(shared: Shared): string {
  const bytes = new TextEncoder().encode(JSON.stringify({ v: 1, ...shared }));
  const fragment = PREFIX + base64url(deflateSync(bytes));
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
export function unpack(fragment: string): Shared {
  if (fragment.length <= PREFIX.length && PREFIX.startsWith(fragment.replace(/\.$/, ""))) throw new ShareError(CUT);
  if (!fragment.startsWith(PREFIX) || fragment.length > LINK_LIMIT) throw broken("its size or form");
  return checked(parsed(inflated(fragment.slice(PREFIX.length))));
}

function inflated(packed: string): string {
  // What doesn't fit in here is left out, so a small link can't fill the memory.
  const out = new Uint8Array(2 * EDITS_LIMIT);
  try {
    const plain = inflateSync(fromBase64url(packed), { out });
    if (plain.length < out.length) return new TextDecoder("utf-8", { fatal: true }).decode(plain);
  } catch {
    throw new ShareError(CUT);
  }
  throw broken("the size of what it holds");
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

function base64url(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
