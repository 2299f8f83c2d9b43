/** What an editor can do, and one that needs nothing: shown until the other has arrived. */

import { h } from "../parts/dom.ts";

export interface EditorEvents {
  change: (text: string) => void;
  run: () => void;
}

export interface Editor {
  show(path: string, text: string, original: string | null): void;
  /** Marks a line as wrong; null removes the mark. */
  mark(line: number | null, message: string): void;
  reveal(line: number): void;
  diff(isOn: boolean): void;
  focus(): void;
  destroy(): void;
}

export class PlainEditor implements Editor {
  readonly #area: HTMLTextAreaElement;

  constructor(parent: HTMLElement, events: EditorEvents) {
    this.#area = h("textarea", {
      class: "plain-editor",
      spellcheck: "false",
      autocapitalize: "off",
      wrap: "off",
      input: () => events.change(this.#area.value),
    });
    parent.append(this.#area);
  }

  show(path: string, text: string): void {
    this.#area.setAttribute("aria-label", path);
    if (this.#area.value !== text) this.#area.value = text;
  }

  mark(): void {
    // The failure above the tools names the line.
  }

  reveal(line: number): void {
    const at = this.#area.value.split("\n").slice(0, line - 1).join("\n").length;
    this.#area.setSelectionRange(at, at);
  }

  diff(): void {
    // Comes with the other editor.
  }

  focus(): void {
    this.#area.focus();
  }

  destroy(): void {
    this.#area.remove();
  }
}
