/** Shows what a link brings, and takes it over only when the reader says so; it never runs it. */

import type { Request } from "../protocol/engine.ts";
import type { Workspace } from "./state/workspace.ts";
import { h, refill } from "./parts/dom.ts";
import type { Tools } from "./panels/panel.ts";
import type { Shared } from "./state/share.ts";
import { isShared, ShareError, unpack } from "./state/share.ts";

export class SharedNotice {
  readonly element = h("div", { class: "shared", hidden: true });
  readonly #workspace: Workspace;
  readonly #tools: Tools;

  constructor(workspace: Workspace, tools: Tools) {
    this.#workspace = workspace;
    this.#tools = tools;
    const { signal } = tools;
    addEventListener("hashchange", () => this.#look(), { signal });
    this.#look();
  }

  #look(): void {
    const fragment = location.hash.slice(1);
    if (!isShared(fragment)) return;
    try {
      this.#offer(unpack(fragment));
    } catch (error) {
      if (!(error instanceof ShareError)) throw error;
      this.#show(h("p", { role: "alert" }, error.message), this.#button("Close", () => this.#close()));
    }
  }

  #offer(shared: Shared): void {
    const files = Object.entries(shared.files);
    const names = files.map(([path, text]) => h("li", {}, text === null ? `${path} (deleted)` : path));
    const settings = Object.keys(shared.env).map((name) => h("li", {}, `${name} (setting)`));
    const changes = names.length + settings.length;
    if (changes === 0) {
      // Nothing but a request: the reader's own edits stay.
      this.#ask(shared.request);
      this.#close();
      return;
    }
    const own = Object.keys(this.#workspace.files.edits()).length > 0 ? " Your own edits here give way to them." : "";
    this.#show(
      h("p", { role: "status" }, h("strong", {}, `This link brings ${changes} ${changes === 1 ? "change" : "changes"}. `), "Look at them before you press Run: the person who made the link wrote this code. It can only run in this page.", own),
      h("ul", {}, ...names, ...settings),
      this.#button("Open them", () => this.#take(shared), "primary"),
      this.#button("Leave them", () => this.#close()),
    );
  }

  #take(shared: Shared): void {
    this.#workspace.files.replace(shared.files);
    this.#workspace.env = { ...shared.env };
    this.#ask(shared.request);
    this.#workspace.changed("env");
    this.#workspace.changed("files");
    const changed = Object.entries(shared.files).find(([, text]) => text !== null);
    if (changed) this.#tools.reveal(changed[0], null);
    this.#workspace.say("The changes are open. Nothing has run.");
    this.#close();
  }

  #ask(request: Request | null): void {
    if (request === null) return;
    this.#workspace.request = request;
    this.#workspace.notify("request");
  }

  #show(...children: Node[]): void {
    this.element.hidden = false;
    refill(this.element, ...children);
  }

  #close(): void {
    this.element.hidden = true;
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  #button(label: string, act: () => void, kind = ""): HTMLElement {
    return h("button", { type: "button", class: kind, click: act }, label);
  }
}
