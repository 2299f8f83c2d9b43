/**
 * A recorded block of a page with a Run button above it. The recorded block stays in the page's own
 * HTML, so it is there without this script; a run puts the workbench in its place.
 */

import { EngineError } from "../protocol/engine.ts";
import { onApproach } from "./approach.ts";
import type { Example } from "./state/config.ts";
import { exampleOf } from "./state/config.ts";
import { h, refill, styled } from "./parts/dom.ts";
import { icon } from "./parts/icons.ts";
import exampleStyles from "./styles/example.css";
import controlStyles from "./styles/controls.css";
import type { Workbench } from "./workbench.ts";

export class LiveExample extends HTMLElement {
  #forget: () => void = () => undefined;
  #workbench: Workbench | null = null;

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    styled(root, controlStyles, exampleStyles);
    const example = exampleOf(this);
    this.#forget = onApproach(this, () => void prepare(example).catch(() => undefined));
    if (example.kind === "whole") void this.#open(root, example, false);
    else this.#showRecorded(root, example);
  }

  disconnectedCallback(): void {
    this.#forget();
    this.#workbench?.close();
  }

  #showRecorded(root: ShadowRoot, example: Example): void {
    const run = h(
      "button",
      { class: "primary", type: "button", click: () => void this.#open(root, example, true) },
      icon("run"),
      "Run it here",
    );
    if (this.#workbench) run.replaceChildren("Back to the live run");
    refill(
      root,
      h("div", { class: "bar" }, h("span", { class: "kind" }, icon("check"), "Recorded, and proven by tests"), run),
      h("slot"),
      note(example),
    );
  }

  async #open(root: ShadowRoot, example: Example, isAsked: boolean): Promise<void> {
    const button = root.querySelector("button");
    if (button) button.disabled = true;
    try {
      const opened = this.#workbench ?? (await this.#made(example));
      refill(root, opened);
      if (isAsked) opened.focusRun();
      if (isAsked && !opened.hasRun) await opened.runExample();
    } catch (error) {
      if (button) button.disabled = false;
      this.#showFailure(root, error);
    }
  }

  async #made(example: Example): Promise<Workbench> {
    const [{ Workbench }, { session }] = await Promise.all([
      import("./workbench.ts"),
      import("./state/session.ts"),
    ]).catch(missingPart);
    const workspace = await session(import.meta.url).workspace(example);
    this.#workbench = new Workbench(workspace, () => {
      if (this.shadowRoot) this.#showRecorded(this.shadowRoot, example);
    });
    return this.#workbench;
  }

  #showFailure(root: ShadowRoot, error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    const fix = error instanceof EngineError && error.kind === "load" ? "" : " fix: reload the page.";
    root.querySelector(".failure")?.remove();
    root.append(
      h("p", { class: "failure", role: "alert" }, `The app can't be loaded: ${text}${fix}`),
    );
  }
}

function note(example: Example): HTMLElement | null {
  if (!example.first) return null;
  return h(
    "p",
    { class: "note" },
    "The app runs in a worker of your browser. Nothing you type or run leaves this page. ",
    h("a", { href: new URL(example.differs, new URL(".", import.meta.url)).href }, "What differs from a server"),
    ".",
  );
}

async function prepare(example: Example): Promise<void> {
  const { session } = await import("./state/session.ts");
  await session(import.meta.url).prepare(example);
}

/** A part of the page that can't be fetched: because the site has other parts by now, or offline. */
async function missingPart(): Promise<never> {
  const names = new URL("manifest.json", import.meta.url);
  const isOnline = await fetch(names, { cache: "no-store" }).then(({ ok }) => ok, () => false);
  throw new EngineError(
    "load",
    isOnline
      ? "The site has changed since this page was loaded. fix: reload the page; your edits to files are kept."
      : "A part of this page can't be fetched. fix: go online and reload the page.",
  );
}
