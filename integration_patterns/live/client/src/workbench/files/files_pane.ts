/** The files as tabs, the editor, and what can be done with a file. */

import type { Workspace } from "../state/workspace.ts";
import { h, refill, unique } from "../parts/dom.ts";
import { wrongPath } from "../state/files.ts";
import { icon } from "../parts/icons.ts";
import type { Icon } from "../parts/icons.ts";
import { PlainEditor } from "./plain_editor.ts";
import type { Editor, EditorEvents } from "./plain_editor.ts";
import { Tabs } from "../parts/tabs.ts";
import { shortNames } from "./short_names.ts";
import { words } from "../state/errors.ts";

export class FilesPane {
  readonly element: HTMLElement;
  readonly #workspace: Workspace;
  readonly #tabs: Tabs;
  readonly #panel = h("div", { class: "editor" });
  readonly #actions = h("div", { class: "actions", role: "group", "aria-label": "This file" });
  readonly #form = h("form", { class: "path-form", hidden: true });
  #editor: Editor;
  #open: string[];
  #path = "";
  #showsDiff = false;
  #marked: { path: string; line: number; message: string } | null = null;

  constructor(workspace: Workspace, root: ShadowRoot, run: () => void, signal: AbortSignal) {
    this.#workspace = workspace;
    this.#tabs = new Tabs("Files", this.#panel, (path) => this.show(path));
    const events = { change: (text: string): void => this.#typed(text), run };
    this.#editor = new PlainEditor(this.#panel, events);
    const { example, files } = workspace;
    this.#open = [...new Set([...example.files, ...Object.keys(files.edits())])];
    const add = h("button", { type: "button", class: "quiet", "aria-label": "New file", title: "New file", click: () => this.#ask("New file") }, icon("add"));
    this.element = h(
      "section",
      { class: "files", "aria-label": "Files" },
      h("div", { class: "tab-row" }, this.#tabs.element, add),
      this.#form,
      this.#panel,
      this.#actions,
    );
    workspace.on("files", () => this.#refresh(), signal);
    workspace.on("failure", () => this.#markFailure(), signal);
    signal.addEventListener("abort", () => this.#editor.destroy());
    this.show(this.#open[0] ?? files.paths()[0] ?? "");
    void this.#load(root, events, signal);
  }

  get path(): string {
    return this.#path;
  }

  /** Shows a file, and puts the cursor on a line of it. */
  show(path: string, line?: number): void {
    if (!this.#open.includes(path)) this.#open.push(path);
    this.#path = path;
    this.#refresh();
    if (line !== undefined) {
      this.#editor.reveal(line);
      this.#editor.focus();
    }
  }

  async #load(root: ShadowRoot, events: EditorEvents, signal: AbortSignal): Promise<void> {
    // Offline, the plain one stays.
    const loaded = await import("./editor.ts").catch(() => null);
    if (loaded === null || signal.aborted) return;
    const plain = this.#editor;
    this.#editor = loaded.createEditor(this.#panel, root, events);
    plain.destroy();
    this.#refresh();
  }

  #typed(text: string): void {
    const { files } = this.#workspace;
    if (files.read(this.#path) === text) return;
    this.#workspace.session.engine.expect(this.#path);
    const before = files.state(this.#path);
    files.write(this.#path, text);
    // A key must cost little: the lists of files are drawn anew only if this one is listed otherwise.
    this.#workspace.changed(files.state(this.#path) === before ? "text" : "files");
  }

  #refresh(): void {
    const { files } = this.#workspace;
    for (const path of Object.keys(files.edits())) if (!this.#open.includes(path)) this.#open.push(path);
    this.#open = this.#open.filter((path) => files.read(path) !== null || files.state(path) === "deleted");
    if (!this.#open.includes(this.#path)) this.#path = this.#open[0] ?? "";
    const names = shortNames(this.#open);
    const tabs = this.#open.map((path) => {
      const state = files.state(path);
      const label = names.get(path) ?? path;
      return state === "same" ? { key: path, label } : { key: path, label, note: state };
    });
    this.#tabs.show(tabs, this.#path);
    this.#showActions();
    this.#showText();
  }

  #showText(): void {
    const { files } = this.#workspace;
    this.#editor.show(this.#path, files.read(this.#path) ?? "", files.original(this.#path));
    this.#mark();
  }

  #showActions(): void {
    const { files } = this.#workspace;
    const state = files.state(this.#path);
    const edits = Object.keys(files.edits()).length;
    refill(
      this.#actions,
      h("span", { class: "path" }, this.#path, state === "same" ? null : h("span", { class: `badge ${state}` }, state)),
      state === "changed" && action("diff", this.#showsDiff ? "Hide changes" : "Show changes", () => this.#toggleDiff(), this.#showsDiff),
      state !== "same" && action("reset", state === "deleted" ? "Restore" : "Reset", () => this.#reset()),
      edits > (state === "same" ? 0 : 1) && action("reset", "Reset all", () => this.#resetAll()),
      state !== "deleted" && action("copy", "Copy", () => void this.#workspace.copy(files.read(this.#path) ?? "", `${this.#path} is copied.`)),
      state !== "deleted" && action("rename", "Rename", () => this.#ask("Rename")),
      state !== "deleted" && action("remove", "Delete", () => this.#remove()),
    );
  }

  #toggleDiff(): void {
    this.#showsDiff = !this.#showsDiff;
    this.#editor.diff(this.#showsDiff);
    this.#showActions();
    this.#focusAction(this.#showsDiff ? "Hide changes" : "Show changes");
  }

  #focusAction(label: string): void {
    for (const button of this.#actions.querySelectorAll("button")) {
      if (button.textContent === label) button.focus();
    }
  }

  #reset(): void {
    const { files, example } = this.#workspace;
    files.reset(this.#path);
    this.#marked = null;
    if (files.read(this.#path) === null) this.#open = this.#open.filter((path) => path !== this.#path);
    const isWrongOnPurpose = Object.hasOwn(example.overlay, this.#path);
    this.#changed(`${this.#path} is ${isWrongOnPurpose ? "as the app has it" : "the original"} again.`);
  }

  #resetAll(): void {
    this.#marked = null;
    this.#workspace.resetAll();
    this.#refresh();
    this.#workspace.say("All files are as they were.");
  }

  #remove(): void {
    const path = this.#path;
    const isOwn = this.#workspace.files.original(path) === null;
    this.#workspace.files.write(path, null);
    this.#changed(isOwn ? `${path} is deleted.` : `${path} is deleted. Restore brings it back.`);
  }

  #changed(said: string): void {
    this.#workspace.changed("files");
    this.#refresh();
    this.#workspace.say(said);
    this.#tabs.element.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
  }

  #ask(title: "New file" | "Rename"): void {
    const folder = this.#path.slice(0, this.#path.lastIndexOf("/") + 1);
    const id = unique("path");
    const input = h("input", { id, value: title === "Rename" ? this.#path : `${folder}`, spellcheck: "false", autocapitalize: "off", autocomplete: "off", required: true });
    const problem = h("p", { class: "problem", id: `${id}-problem`, role: "alert" });
    refill(
      this.#form,
      h("label", { for: id }, title === "Rename" ? "New path" : "Path of the new file"),
      input,
      h("button", { type: "submit", class: "primary" }, title === "Rename" ? "Rename" : "Create"),
      h("button", { type: "button", click: () => this.#endAsking() }, "Cancel"),
      problem,
    );
    this.#form.hidden = false;
    this.#form.onsubmit = (event): void => {
      event.preventDefault();
      const wrong = this.#made(title, input.value.trim());
      if (wrong === null) return;
      refill(problem, wrong);
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", problem.id);
    };
    this.#form.onkeydown = (event): void => {
      if (event.key === "Escape") this.#endAsking();
    };
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
  }

  #made(title: "New file" | "Rename", path: string): string | null {
    const { files } = this.#workspace;
    const wrong = wrongPath(path);
    if (wrong !== null) return wrong;
    if (files.read(path) !== null) return `${path} is there already. fix: choose another name.`;
    const before = this.#path;
    if (title === "Rename") files.rename(before, path);
    else files.write(path, template(path));
    this.#endAsking();
    this.#workspace.changed("files");
    this.show(path);
    this.#workspace.say(title === "Rename" ? `${before} is now ${path}.` : `${path} is created.`);
    this.#editor.focus();
    return null;
  }

  #endAsking(): void {
    this.#form.hidden = true;
    refill(this.#form);
    this.#tabs.element.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
  }

  #markFailure(): void {
    const error = this.#workspace.failure;
    this.#marked =
      error?.file && error.line !== null && this.#workspace.files.read(error.file) !== null
        ? { path: error.file, line: error.line, message: words(error) }
        : null;
    if (this.#marked) {
      if (this.#marked.path !== this.#path) this.show(this.#marked.path);
      this.#editor.reveal(this.#marked.line);
    }
    this.#mark();
  }

  #mark(): void {
    if (this.#marked?.path === this.#path) this.#editor.mark(this.#marked.line, this.#marked.message);
    else this.#editor.mark(null, "");
  }
}

function action(name: Icon, label: string, act: () => void, isPressed?: boolean): HTMLElement {
  const pressed = isPressed === undefined ? null : String(isPressed);
  return h("button", { type: "button", class: "quiet", title: label, "aria-pressed": pressed, click: act }, icon(name), h("span", { class: "word" }, label));
}

/** What a new file of a folder that is discovered has to define. */
function template(path: string): string {
  if (path.includes("/middleware/")) {
    return [
      '"""Adds a header to every answer."""',
      "",
      "from fastapi import FastAPI",
      "from starlette.types import ASGIApp, Message, Receive, Scope, Send",
      "",
      "",
      "class Greeting:",
      '    """Says hello in a header."""',
      "",
      "    def __init__(self, app: ASGIApp) -> None:",
      "        self.app = app",
      "",
      "    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:",
      '        """Add the header to the start of each answer."""',
      "",
      "        async def greet(message: Message) -> None:",
      '            if message["type"] == "http.response.start":',
      '                message["headers"] = [*message["headers"], (b"x-greeting", b"hello")]',
      "            await send(message)",
      "",
      "        await self.app(scope, receive, greet)",
      "",
      "",
      "def register_middleware(app: FastAPI) -> None:",
      '    """Add it."""',
      "    app.add_middleware(Greeting)",
      "",
    ].join("\n");
  }
  if (path.includes("/startup/")) {
    return 'import structlog\n\n\ndef startup_hook() -> None:\n    """Say that it was found."""\n    structlog.get_logger(__name__).info("found_without_registration")\n';
  }
  if (path.includes("/shutdown/")) {
    return 'import structlog\n\n\ndef shutdown_hook() -> None:\n    """Say goodbye."""\n    structlog.get_logger(__name__).info("goodbye")\n';
  }
  return "";
}
