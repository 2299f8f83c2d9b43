/** Overwrites memory that was freed, so that a snapshot carries no waste. */

import type { EmscriptenModule } from "../src/worker/emscripten.ts";

const LARGEST = 1 << 22;
const SMALLEST = 64;

/** Fills every free chunk of the C allocator with zeros. */
export function clearFreeMemory(module: EmscriptenModule): void {
  // The top of the heap: what lies above was never used.
  const top = module._malloc(LARGEST);
  const held: number[] = [];
  for (let size = LARGEST / 2; size >= SMALLEST; size /= 2) {
    for (;;) {
      const pointer = module._malloc(size);
      if (pointer > top) {
        module._free(pointer);
        break;
      }
      module.HEAPU8.fill(0, pointer, pointer + size);
      held.push(pointer);
    }
  }
  for (const pointer of held) {
    module._free(pointer);
  }
  module._free(top);
}
