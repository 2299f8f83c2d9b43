/** What the app prints, kept within bounds: the newest lines, and how many older ones are gone. */

import type { Output } from "../../protocol/engine.ts";

export const LINES = 1000;
const LINE_LENGTH = 2000;

interface LogLine {
  stream: Output["stream"];
  text: string;
}

export class Log {
  readonly lines: LogLine[] = [];
  dropped = 0;
  #open = false;

  /** Adds output, of which the last line may be unfinished. */
  add({ stream, text }: Output): void {
    const parts = text.split("\n");
    parts.forEach((part, index) => {
      const isRest = index === parts.length - 1;
      if (isRest && part === "") return;
      this.#append(stream, part);
      this.#open = isRest;
    });
    if (text.endsWith("\n")) this.#open = false;
    const excess = this.lines.length - LINES;
    if (excess > 0) {
      this.lines.splice(0, excess);
      this.dropped += excess;
    }
  }

  clear(): void {
    this.lines.length = 0;
    this.dropped = 0;
    this.#open = false;
  }

  #append(stream: Output["stream"], part: string): void {
    const last = this.lines.at(-1);
    if (this.#open && last?.stream === stream) last.text = cut(last.text + part);
    else this.lines.push({ stream, text: cut(part) });
  }
}

function cut(text: string): string {
  return text.length > LINE_LENGTH ? `${text.slice(0, LINE_LENGTH)}…` : text;
}
