/** A terminal for the app's own commands, which ask the backend in the page over HTTP. */

import type { Output } from "../../protocol/engine.ts";
import type { Workspace } from "../state/workspace.ts";
import { h, refill, unique } from "../parts/dom.ts";
import { argumentsOf, completed, echoed, History, PROMPT } from "./command_line.ts";
import { Log } from "../state/log.ts";
import type { Panel, Tools } from "./panel.ts";

export interface Ran {
  line: string;
  text: string;
  exitCode: number;
}

export class TerminalPanel implements Panel {
  readonly name = "terminal";
  readonly label = "Terminal";
  readonly element: HTMLElement;
  last: Ran | null = null;
  readonly #workspace: Workspace;
  readonly #history = new History();
  readonly #screen = h("div", { class: "screen", role: "log", tabindex: 0, "aria-label": "What the commands print" });
  readonly #input: HTMLInputElement;
  readonly #commands = h("div", { class: "chips", role: "group", "aria-label": "Commands" });

  constructor(workspace: Workspace, tools: Tools) {
    this.#workspace = workspace;
    const id = unique("command");
    this.#input = h("input", {
      id,
      spellcheck: "false",
      autocapitalize: "off",
      autocomplete: "off",
      enterkeyhint: "go",
      keydown: (event: KeyboardEvent) => this.#key(event),
    });
    this.#input.value = workspace.example.line ?? "";
    const form = h(
      "form",
      { class: "prompt", submit: (event: SubmitEvent) => (event.preventDefault(), void this.run(this.#input.value)) },
      h("label", { for: id }, h("span", { "aria-hidden": "true" }, "$ "), PROMPT),
      this.#input,
      h("button", { type: "submit" }, "Enter"),
    );
    this.element = h("div", { class: "terminal" }, this.#screen, form, this.#commands, h("p", { class: "hint" }, "Up and down: earlier commands. Tab completes a name; on an empty line it moves on."));
    this.#showCommands();
    workspace.on("listing", () => this.#showCommands(), tools.signal);
  }

  async again(): Promise<void> {
    const line = this.last?.line ?? this.#workspace.example.line;
    if (line !== null && line !== undefined) await this.run(line);
  }

  /** Runs a command line, as typed or as a page shows it. */
  async run(typed: string): Promise<void> {
    const line = argumentsOf(typed);
    this.last = null;
    if (line === "clear") {
      refill(this.#screen);
      this.#input.value = "";
      return;
    }
    // At once, since a reader may type the next command while the app starts.
    this.#history.add(line);
    this.#input.value = "";
    if (!(await this.#workspace.ensure())) return;
    const output = h("pre", {});
    this.#screen.append(h("p", { class: "typed" }, h("span", { "aria-hidden": "true" }, "$ "), echoed(line)), output);
    while (this.#screen.childElementCount > 60) this.#screen.firstElementChild?.remove();
    await this.#workspace.work(`Running ${line}…`, async () => {
      const log = new Log();
      const hear = (printed: Output): void => {
        log.add(printed);
        const dropped = log.dropped > 0 ? [`(${log.dropped} earlier lines are gone)`] : [];
        output.textContent = [...dropped, ...log.lines.map(({ text }) => text)].join("\n");
        this.#screen.scrollTop = this.#screen.scrollHeight;
      };
      const end = await this.#workspace.session.engine.cli(line, hear);
      this.last = { line, text: log.lines.map(({ text }) => text).join("\n"), exitCode: end.exitCode };
      if (end.exitCode !== 0) this.#screen.append(h("p", { class: "exit" }, `[exit code: ${end.exitCode}]`));
      this.#workspace.say(`The command ended with exit code ${end.exitCode}.`, end.exitCode === 0 ? "good" : "plain");
    });
    this.#screen.scrollTop = this.#screen.scrollHeight;
  }

  #showCommands(): void {
    const commands = this.#workspace.listing?.commands ?? [];
    refill(
      this.#commands,
      ...["--help", ...commands].map((name) =>
        h("button", { type: "button", class: "chip", click: () => this.#take(name) }, name),
      ),
    );
  }

  #take(name: string): void {
    this.#input.value = name;
    this.#input.focus();
  }

  #key(event: KeyboardEvent): void {
    const input = this.#input;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      const line = event.key === "ArrowUp" ? this.#history.back() : this.#history.forth();
      if (line !== null) {
        input.value = line;
        event.preventDefault();
      }
    } else if (event.key === "Tab" && !event.shiftKey) {
      const whole = completed(input.value, this.#workspace.listing?.commands ?? []);
      if (whole !== null) {
        input.value = whole;
        event.preventDefault();
      }
    }
  }
}
