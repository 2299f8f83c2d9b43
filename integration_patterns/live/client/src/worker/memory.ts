/** Bounds the memory that Python may take: beyond it, Python raises MemoryError. */

export const MEGABYTES = 512;
const PAGE = 65536;

export function boundMemory(exceeded: () => void): void {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number): number {
    if (this.buffer.byteLength + pages * PAGE > MEGABYTES * 2 ** 20) {
      exceeded();
      throw new RangeError(`Python may take ${MEGABYTES} MB here.`);
    }
    return grow.call(this, pages);
  };
}
