/** The workbench of one example: what runs it, its files, and the tools around the running app. */

import type { Workspace } from "./state/workspace.ts";
import type { Panel as PanelName } from "../protocol/from_python.ts";
import { h, refill, styled } from "./parts/dom.ts";
import { download } from "./files/download.ts";
import { Failure } from "./failure.ts";
import { FilesPane } from "./files/files_pane.ts";
import { icon } from "./parts/icons.ts";
import type { Panel } from "./panels/panel.ts";
import { FrontendPanel } from "./panels/frontend.ts";
import { LogPanel } from "./panels/log.ts";
import { RequestPanel } from "./panels/request.ts";
import { SchedulerPanel } from "./panels/scheduler.ts";
import { SettingsPanel } from "./panels/settings.ts";
import { TerminalPanel } from "./panels/terminal.ts";
import { TestsPanel } from "./panels/tests.ts";
import { pack } from "./state/share.ts";
import { SharedNotice } from "./shared_notice.ts";
import controlStyles from "./styles/controls.css";
import panelStyles from "./styles/panels.css";
import workbenchStyles from "./styles/workbench.css";
import { Tabs } from "./parts/tabs.ts";
import { Tree } from "./files/tree.ts";
import { sameAnswer, sameFailure, sameOutput } from "./verdict.ts";

/** Where the playground is one column: then the request comes first, on the first screen of a phone. */
const NARROW = "(max-width: 62rem)";

export class Workbench extends HTMLElement {
  readonly #workspace: Workspace;
  readonly #ended = new AbortController();
  readonly #files: FilesPane;
  readonly #request: RequestPanel;
  readonly #terminal: TerminalPanel;
  readonly #panels: Panel[];
  readonly #tabs: Tabs;
  readonly #panel = h("div", { class: "panel" });
  readonly #run: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  readonly #said = h("p", { class: "said", role: "status" });
  readonly #verdict = h("span", { class: "verdict" });
  #shown: PanelName;
  hasRun = false;

  constructor(workspace: Workspace, showRecorded: () => void) {
    super();
    this.#workspace = workspace;
    const { example } = workspace;
    const { signal } = this.#ended;
    const root = this.attachShadow({ mode: "open" });
    styled(root, controlStyles, workbenchStyles, panelStyles);
    const settings: SettingsPanel = new SettingsPanel(workspace, { signal });
    const tools = {
      signal,
      reveal: (path: string, line: number | null): void => this.#reveal(path, line),
      revealSetting: (name: string): void => {
        this.#show("settings");
        settings.reveal(name);
      },
    };
    this.#files = new FilesPane(workspace, root, () => void this.runAgain(), signal);
    this.#request = new RequestPanel(workspace, tools);
    this.#terminal = new TerminalPanel(workspace, tools);
    this.#panels = [
      this.#request,
      this.#terminal,
      new SchedulerPanel(workspace, tools),
      settings,
      new TestsPanel(workspace, tools),
      new LogPanel(workspace, tools),
      new FrontendPanel(workspace),
    ];
    this.#tabs = new Tabs("Tools", this.#panel, (name) => this.#show(name as PanelName));
    this.#shown = example.panel;
    this.#run = h("button", { type: "button", class: "primary", title: "Ctrl Enter, or Cmd Enter", click: () => void this.runAgain() }, icon("run"), "Run");
    this.#stop = h("button", { type: "button", click: () => void this.#end() }, icon("stop"), "Stop");
    const isWhole = example.kind === "whole";
    this.classList.toggle("whole", isWhole);
    refill(
      root,
      h(
        "div",
        { class: "frame", keydown: (event: KeyboardEvent) => this.#key(event) },
        this.#bar(isWhole ? null : showRecorded),
        isWhole ? new SharedNotice(workspace, tools).element : null,
        new Failure(workspace, tools).element,
        this.#rooms(isWhole ? new Tree(workspace, (path) => this.#files.show(path), signal) : null),
      ),
    );
    this.#show(this.#shown);
    for (const change of ["busy", "state", "said", "files", "text", "env"] as const) workspace.on(change, () => this.#refresh(), signal);
    this.#refresh();
  }

  /** Removes every listener; the state of the example stays in its workspace. */
  close(): void {
    this.#ended.abort();
  }

  focusRun(): void {
    this.#run.focus();
  }

  /** What a press on the recorded block's Run asks for. */
  async runExample(): Promise<void> {
    this.hasRun = true;
    const { example } = this.#workspace;
    if (example.kind === "cli") await this.#terminal.run(example.line ?? "");
    else if (example.kind === "http") await this.#request.send();
    else await this.#workspace.run();
    this.#judge();
  }

  /** Starts the app anew, and does again what the shown tool does. */
  async runAgain(): Promise<void> {
    this.hasRun = true;
    const started = await this.#workspace.run();
    const panel = this.#panels.find(({ name }) => name === this.#shown);
    if (started?.ok === true) await panel?.again?.();
    this.#judge();
  }

  /** What an example is about comes first: what it answers, or the file that is wrong. */
  #rooms(tree: Tree | null): HTMLElement {
    const tools = h("section", { class: "tools", "aria-label": "Tools" }, h("div", { class: "tab-row" }, this.#tabs.element), this.#panel);
    const files = this.#files.element;
    const rooms = h("div", { class: "rooms" }, tools, files);
    if (this.#workspace.example.kind === "start") rooms.append(tools);
    if (tree === null) return rooms;
    const narrow = matchMedia(NARROW);
    const arrange = (): void => rooms.append(...(narrow.matches ? [tools, files, tree.element] : [tree.element, files, tools]));
    narrow.addEventListener("change", arrange, { signal: this.#ended.signal });
    arrange();
    return rooms;
  }

  async #end(): Promise<void> {
    await this.#workspace.stop();
    this.#run.focus();
  }

  #bar(showRecorded: (() => void) | null): HTMLElement {
    const { example } = this.#workspace;
    const label = example.kind === "whole" ? ["Runs in your browser"] : ["Live", word(", in your browser")];
    return h(
      "div",
      { class: "bar" },
      h("div", { class: "lead" }, h("span", { class: "kind" }, h("span", {}, ...label)), this.#verdict, showRecorded ? h("button", { type: "button", class: "quiet", click: showRecorded }, h("span", {}, "Show ", word("the "), "recorded", word(" one"))) : null),
      h(
        "div",
        { class: "controls", role: "toolbar", "aria-label": "Workbench" },
        this.#run,
        this.#stop,
        this.#said,
        h("button", { type: "button", class: "quiet", title: "Copy a link that holds your changes", click: () => this.#share() }, icon("share"), word("Share")),
        h("button", { type: "button", class: "quiet", title: "The app with your changes, as a zip", click: () => this.#download() }, icon("download"), word("Download")),
        example.kind === "whole" ? null : h("button", { type: "button", class: "quiet", title: "Go on in the playground, with every file", click: () => this.#enlarge() }, icon("expand"), word("Playground")),
      ),
    );
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    event.preventDefault();
    void this.runAgain();
  }

  #reveal(path: string, line: number | null): void {
    this.#files.show(path, line ?? 1);
    this.#files.element.scrollIntoView({ block: "nearest" });
  }

  #show(name: PanelName): void {
    this.#shown = name;
    this.#tabs.show(this.#panels.map(({ name: key, label }) => ({ key, label })), name);
    const panel = this.#panels.find((one) => one.name === name);
    if (!panel) return;
    refill(this.#panel, panel.element);
    panel.shown?.();
  }

  #refresh(): void {
    const workspace = this.#workspace;
    const { text, tone, kind } = workspace.said;
    const isStale = !workspace.busy && workspace.started !== null && !workspace.isFresh && tone !== "bad";
    this.#said.className = `said ${tone}`;
    const now = isStale && kind !== "stopped" ? `${text} Press Run to use your changes.` : text;
    if (this.#said.textContent !== now) this.#said.textContent = now;
    this.#run.setAttribute("aria-disabled", String(workspace.busy));
    this.#stop.disabled = !workspace.canStop;
    this.classList.toggle("busy", workspace.busy);
  }

  /** Says beside "Live" how the run compares with the page. */
  #judge(): void {
    const isSame = this.#isSame();
    this.#verdict.className = `verdict ${isSame === true ? "good" : "other"}`;
    refill(this.#verdict, isSame === null ? null : isSame ? icon("check") : null, isSame === null ? null : isSame ? "Same as recorded" : "Differs from the recorded one");
  }

  /** Null where there is nothing to compare: something else was asked, or it was stopped. */
  #isSame(): boolean | null {
    const { example, started, log } = this.#workspace;
    if (example.kind === "start") return sameFailure(example, started, log.lines.map(({ text }) => text.trimEnd()));
    if (example.kind === "whole") return null;
    if (started?.ok === false) return false;
    return example.kind === "http" ? sameAnswer(example, this.#request.answer) : sameOutput(example, this.#terminal.last);
  }

  #share(): void {
    const link = this.#link();
    if (link !== null) void this.#workspace.copy(link, "A link with your changes is copied. Nothing was sent anywhere.", "good");
  }

  #download(): void {
    const { files, env } = this.#workspace;
    download(files, env);
    this.#workspace.say("The app is downloaded. In its folder: uv run alembic upgrade head, then see README.md.", "good");
  }

  #enlarge(): void {
    const link = this.#link();
    if (link !== null) location.assign(link);
  }

  /** The playground's address with the reader's changes in it; null if they are too large, and says so. */
  #link(): string | null {
    const { files, env, request, example } = this.#workspace;
    try {
      const fragment = pack({ files: files.edits(), env, request });
      return new URL(`${example.playground}#${fragment}`, new URL(".", import.meta.url)).href;
    } catch (error) {
      this.#workspace.say(error instanceof Error ? error.message : String(error), "bad");
      return null;
    }
  }
}

/** A word for which there may be no room: then only a screen reader says it. */
function word(text: string): HTMLElement {
  return h("span", { class: "word" }, text);
}

customElements.define("live-workbench", Workbench);
