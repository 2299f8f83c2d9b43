/** The one engine of the visit. */

import type { Assets, Engine } from "./protocol.ts";
import { EngineError } from "./protocol.ts";

/** Starts nothing: boot() does. */
export function createEngine(assets: Assets): Engine {
  throw new EngineError("load", `no engine is built yet for ${assets.base}`);
}
