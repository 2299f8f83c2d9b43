/** Every file of the app, in its folders: the playground's way to any of them. */

import type { Workspace } from "../state/workspace.ts";
import { h, refill } from "../parts/dom.ts";

export class Tree {
  readonly element = h("nav", { class: "tree", "aria-label": "All files" });
  readonly #workspace: Workspace;
  readonly #choose: (path: string) => void;
  readonly #closed = new Set(["tests"]);

  constructor(workspace: Workspace, choose: (path: string) => void, signal: AbortSignal) {
    this.#workspace = workspace;
    this.#choose = choose;
    workspace.on("files", () => this.#show(), signal);
    this.#show();
  }

  #show(): void {
    const { files } = this.#workspace;
    const deleted = Object.keys(files.edits()).filter((path) => files.state(path) === "deleted");
    const paths = [...files.paths().filter((path) => /^(app|tests)\//.test(path)), ...deleted].sort();
    const hadFocus = this.element.contains((this.element.getRootNode() as ShadowRoot | Document).activeElement);
    const focused = hadFocus ? (this.element.getRootNode() as ShadowRoot).activeElement?.getAttribute("title") : null;
    refill(this.element, this.#folder("", paths));
    if (focused) this.element.querySelector<HTMLElement>(`[title="${CSS.escape(focused)}"]`)?.focus();
  }

  #folder(prefix: string, paths: readonly string[]): HTMLElement {
    const folders = new Map<string, string[]>();
    const own: string[] = [];
    for (const path of paths) {
      const [first = "", ...rest] = path.slice(prefix.length).split("/");
      if (rest.length === 0) own.push(path);
      else folders.set(first, [...(folders.get(first) ?? []), path]);
    }
    return h(
      "ul",
      {},
      ...[...folders].map(([name, inside]) => this.#branch(prefix + name, name, inside)),
      ...own.map((path) => this.#leaf(path)),
    );
  }

  #branch(path: string, name: string, inside: readonly string[]): HTMLElement {
    const details = h(
      "details",
      { open: !this.#closed.has(path), toggle: () => (details.open ? this.#closed.delete(path) : this.#closed.add(path)) },
      h("summary", {}, name),
      this.#folder(`${path}/`, inside),
    );
    return h("li", {}, details);
  }

  #leaf(path: string): HTMLElement {
    const state = this.#workspace.files.state(path);
    const name = path.slice(path.lastIndexOf("/") + 1);
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: `file ${state}`, title: path, click: () => this.#choose(path) },
        ...breakable(name),
        state === "same" ? null : h("span", { class: "hidden" }, `, ${state}`),
      ),
    );
  }
}

/** A file's name that may go on in a second line after each of its words. */
function breakable(name: string): (string | HTMLElement)[] {
  return name.split(/(?<=_)/).flatMap((part, index) => (index === 0 ? [part] : [h("wbr"), part]));
}
