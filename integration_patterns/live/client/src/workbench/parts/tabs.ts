/** A row of tabs with one stop for the keyboard, as the ARIA practices have it. */

import { h, refill, unique } from "./dom.ts";

interface Tab {
  key: string;
  label: string;
  /** Said after the label, to all: "changed", "new". */
  note?: string;
}

export class Tabs {
  readonly element: HTMLElement;
  readonly #panel: HTMLElement;
  readonly #choose: (key: string) => void;
  readonly #id = unique("tabs");
  #tabs: readonly Tab[] = [];
  #selected = "";

  /** `panel` is the one element that shows the content of the selected tab. */
  constructor(label: string, panel: HTMLElement, choose: (key: string) => void) {
    this.#panel = panel;
    this.#choose = choose;
    this.element = h("div", { role: "tablist", "aria-label": label, class: "tabs", keydown: (event: KeyboardEvent) => this.#move(event) });
    panel.setAttribute("role", "tabpanel");
    panel.id = `${this.#id}-panel`;
  }

  show(tabs: readonly Tab[], selected: string): void {
    const hadFocus = this.element.contains((this.element.getRootNode() as ShadowRoot).activeElement);
    this.#tabs = tabs;
    this.#selected = selected;
    refill(this.element, ...tabs.map((tab, index) => this.#button(tab, index)));
    const index = tabs.findIndex((tab) => tab.key === selected);
    this.#panel.setAttribute("aria-labelledby", `${this.#id}-${index}`);
    const current = this.element.querySelector<HTMLElement>("[aria-selected=true]");
    if (current) this.#reveal(current);
    if (hadFocus) current?.focus();
  }

  #button(tab: Tab, index: number): HTMLElement {
    const isSelected = tab.key === this.#selected;
    return h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `${this.#id}-${index}`,
        "aria-selected": String(isSelected),
        "aria-controls": this.#panel.id,
        tabindex: isSelected ? 0 : -1,
        title: tab.key,
        "data-note": tab.note,
        click: () => this.#choose(tab.key),
      },
      tab.label,
      tab.note ? h("span", { class: "hidden" }, `, ${tab.note}`) : null,
    );
  }

  #move(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const count = this.#tabs.length;
    const now = this.#tabs.findIndex((tab) => tab.key === this.#selected);
    const next = Number.isFinite(step) ? (now + step + count) % count : step < 0 ? 0 : count - 1;
    const tab = this.#tabs[next];
    if (tab) this.#choose(tab.key);
  }

  /** Scrolls the row of tabs, never the page. */
  #reveal(tab: HTMLElement): void {
    const start = tab.offsetLeft - this.element.offsetLeft;
    const end = start + tab.offsetWidth;
    if (start < this.element.scrollLeft) this.element.scrollLeft = start;
    else if (end > this.element.scrollLeft + this.element.clientWidth) this.element.scrollLeft = end - this.element.clientWidth;
  }
}
