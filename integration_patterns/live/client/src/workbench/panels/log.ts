/** The hooks that were discovered, in their order, and what the app prints. */

import type { Hook } from "../../protocol/from_python.ts";
import type { Workspace } from "../state/workspace.ts";
import { h, refill } from "../parts/dom.ts";
import type { Panel, Tools } from "./panel.ts";

const KINDS: [Hook["kind"], string][] = [
  ["middleware", "Middleware, outermost first"],
  ["startup", "Startup, first to last"],
  ["shutdown", "Shutdown, first to last"],
];

export class LogPanel implements Panel {
  readonly name = "log";
  readonly label = "Log";
  readonly element: HTMLElement;
  readonly #workspace: Workspace;
  readonly #tools: Tools;
  readonly #hooks = h("div", { class: "hooks" });
  readonly #lines = h("pre", { class: "lines", tabindex: 0, "aria-label": "Log of the app" });
  #isDue = false;

  constructor(workspace: Workspace, tools: Tools) {
    this.#workspace = workspace;
    this.#tools = tools;
    this.element = h("div", { class: "log" }, this.#hooks, this.#lines);
    workspace.on("listing", () => this.#showHooks(), tools.signal);
    workspace.on("log", () => this.#later(), tools.signal);
    this.#showHooks();
    this.#showLines();
  }

  /** Once a frame, however much the app prints. */
  #later(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#showLines();
    });
  }

  #showHooks(): void {
    const hooks = this.#workspace.listing?.hooks ?? [];
    refill(this.#hooks, ...KINDS.map(([kind, title]) => this.#list(title, hooks.filter((hook) => hook.kind === kind))));
  }

  #list(title: string, hooks: readonly Hook[]): HTMLElement | null {
    if (hooks.length === 0) return null;
    return h(
      "div",
      {},
      h("p", { class: "title" }, title),
      h("ol", {}, ...hooks.map((hook) => h("li", {}, h("button", { type: "button", class: "link", click: () => this.#tools.reveal(hook.file, null) }, hook.file.slice(hook.file.lastIndexOf("/") + 1))))),
    );
  }

  #showLines(): void {
    const { lines, dropped } = this.#workspace.log;
    const wasAtEnd = this.#lines.scrollTop + this.#lines.clientHeight >= this.#lines.scrollHeight - 4;
    refill(
      this.#lines,
      dropped > 0 ? h("span", { class: "gone" }, `${dropped} earlier lines are gone; the newest ${lines.length} are kept.\n`) : null,
      lines.length === 0 ? "The app has printed nothing." : null,
      ...lines.map((line) => h("span", { class: line.stream }, `${line.text}\n`)),
    );
    if (wasAtEnd) this.#lines.scrollTop = this.#lines.scrollHeight;
  }
}
