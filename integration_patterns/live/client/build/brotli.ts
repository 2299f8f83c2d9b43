/** Packs a file with Brotli, which browsers unpack and Python's standard library doesn't know. */

import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

import { task } from "./pyodide_in_node.ts";

const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_LGWIN: window } = constants;
// The best quality takes ten times as long, for a tenth less.
const PARAMS = { [quality]: 9, [window]: 24 };

const { plain, packed } = task<{ plain: string; packed: string }>();
writeFileSync(packed, brotliCompressSync(readFileSync(plain), { params: PARAMS }));
