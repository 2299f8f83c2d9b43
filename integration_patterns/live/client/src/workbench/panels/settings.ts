/** The app's settings as environment variables; a changed one takes effect with a start. */

import type { Setting } from "../../protocol/from_python.ts";
import type { Workspace } from "../state/workspace.ts";
import { h, refill, unique } from "../parts/dom.ts";
import type { Panel, Tools } from "./panel.ts";

export class SettingsPanel implements Panel {
  readonly name = "settings";
  readonly label = "Settings";
  readonly element = h("form", { class: "settings", novalidate: true });
  readonly #workspace: Workspace;
  #known: readonly Setting[] = [];

  constructor(workspace: Workspace, { signal }: Pick<Tools, "signal">) {
    this.#workspace = workspace;
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void workspace.run();
    });
    workspace.on("listing", () => this.#list(), signal);
    workspace.on("env", () => this.#mark(), signal);
    workspace.on("failure", () => this.#mark(), signal);
    this.#show();
  }

  /** Puts the cursor into the field of a setting. */
  reveal(name: string): void {
    this.#show();
    const field = this.element.querySelector<HTMLInputElement>(`input[name="${CSS.escape(name)}"]`);
    field?.scrollIntoView({ block: "nearest" });
    field?.select();
    field?.focus();
  }

  /** The same settings as before leave the fields alone: a reader may be typing in one. */
  #list(): void {
    const { listing } = this.#workspace;
    if (!listing || JSON.stringify(listing.settings) === JSON.stringify(this.#known)) return;
    this.#known = listing.settings;
    this.#show();
  }

  #show(): void {
    const { env } = this.#workspace;
    const names = new Set(this.#known.map((setting) => setting.name));
    const others = Object.keys(env).filter((name) => !names.has(name));
    if (this.#known.length === 0 && others.length === 0) {
      refill(this.element, h("p", { class: "hint" }, "The app lists its settings when it runs. Press Run."));
      return;
    }
    const own = others.map((name) => ({ name, default: "", secret: false, description: "Set by you." }));
    refill(
      this.element,
      h("div", { class: "rows" }, ...[...this.#known, ...own].map((setting) => this.#row(setting))),
      h("p", { class: "buttons" }, h("button", { type: "submit" }, "Restart with these"), h("button", { type: "button", class: "quiet", click: () => this.#clear() }, "Back to the defaults")),
    );
    this.#mark();
  }

  #row(setting: Setting): HTMLElement {
    const id = unique("setting");
    const input = h("input", {
      id,
      name: setting.name,
      type: setting.secret ? "password" : "text",
      "aria-describedby": `${id}-about`,
      placeholder: setting.default === "" ? "unset" : setting.default,
      spellcheck: "false",
      autocapitalize: "off",
      autocomplete: "off",
      input: () => this.#set(setting.name, input.value),
    });
    input.value = this.#workspace.env[setting.name] ?? "";
    return h(
      "div",
      { class: "setting" },
      h("label", { for: id }, setting.name),
      input,
      h("p", { id: `${id}-about` }, ...coded(setting.description)),
    );
  }

  #set(name: string, value: string): void {
    const env = { ...this.#workspace.env };
    if (value === "") Reflect.deleteProperty(env, name);
    else env[name] = value;
    this.#workspace.env = env;
    this.#workspace.changed("env");
  }

  #mark(): void {
    for (const input of this.element.querySelectorAll("input")) {
      const { env, failure } = this.#workspace;
      input.classList.toggle("changed", Object.hasOwn(env, input.name));
      if (failure?.settings?.includes(input.name)) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  #clear(): void {
    this.#workspace.env = { ...this.#workspace.example.env };
    this.#workspace.changed("env");
    this.#show();
    this.#workspace.say("All settings are the defaults.");
  }
}

/** What stands between backticks, as code. */
function coded(text: string): (HTMLElement | string)[] {
  return text.split("`").map((part, index) => (index % 2 === 1 ? h("code", {}, part) : part));
}
