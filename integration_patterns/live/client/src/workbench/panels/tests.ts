/** Runs the app's own tests in the page, against the files as they are edited. */

import type { TestResult } from "../../protocol/from_python.ts";
import { duration } from "../state/workspace.ts";
import type { Workspace } from "../state/workspace.ts";
import { h, refill, unique } from "../parts/dom.ts";
import { icon } from "../parts/icons.ts";
import type { Panel, Tools } from "./panel.ts";

const MARKS = { passed: "check", failed: "close", skipped: "clock" } as const;
const REPORT = 20_000;

export class TestsPanel implements Panel {
  readonly name = "tests";
  readonly label = "Tests";
  readonly element: HTMLElement;
  readonly #workspace: Workspace;
  readonly #tools: Tools;
  readonly #choice: HTMLSelectElement;
  readonly #sum = h("p", { class: "sum" });
  readonly #results = h("ul", { class: "results" });
  readonly #skips = h("ul", { class: "results" });
  readonly #skipped = h("details", { class: "skips", hidden: true }, h("summary"), this.#skips);

  constructor(workspace: Workspace, tools: Tools) {
    this.#workspace = workspace;
    this.#tools = tools;
    const id = unique("tests");
    this.#choice = h("select", { id });
    const form = h(
      "form",
      { class: "line", submit: (event: SubmitEvent) => (event.preventDefault(), void this.run()) },
      h("label", { for: id }, "Tests"),
      this.#choice,
      h("button", { type: "submit" }, "Run tests"),
      h("button", { type: "button", class: "quiet", click: () => this.#showSource() }, "Open"),
    );
    this.element = h("div", { class: "tests" }, form, this.#sum, this.#results, this.#skipped);
    refill(this.#sum, "The app's own pytest tests, unchanged, against the files as you edit them.");
    this.#showChoice();
    workspace.on("files", () => this.#showChoice(), tools.signal);
  }

  again(): Promise<void> {
    return this.run();
  }

  async run(): Promise<void> {
    const paths = this.#choice.value === "" ? this.#paths() : [this.#choice.value];
    const started = performance.now();
    let done = 0;
    refill(this.#results);
    refill(this.#skips);
    this.#skipped.hidden = true;
    if (!(await this.#workspace.ensure())) {
      refill(this.#sum, "The app does not start, so its tests can't run.");
      return;
    }
    await this.#workspace.work("Running the tests…", async () => {
      const end = await this.#workspace.session.engine.test(paths, (result) => {
        done += 1;
        this.#show(result);
        refill(this.#sum, `${done} done…`);
      });
      const ms = performance.now() - started;
      const parts = [`${end.passed} passed`, end.failed > 0 && `${end.failed} failed`, end.skipped > 0 && `${end.skipped} skipped`];
      const said = `${parts.filter(Boolean).join(", ")} in ${duration(end.ms || ms)}.`;
      refill(this.#sum, h("strong", { class: end.failed > 0 ? "bad" : "good" }, said));
      this.#workspace.say(`Tests: ${said}`, end.failed > 0 ? "bad" : "good");
    });
  }

  /** Skipped tests have a list of their own, because they say nothing of the reader's edits. */
  #show(result: TestResult): void {
    const row = this.#row(result);
    if (result.outcome !== "skipped") {
      this.#results.append(row);
      return;
    }
    this.#skips.append(row);
    this.#skipped.hidden = false;
    const summary = this.#skipped.querySelector("summary");
    if (summary) summary.textContent = `${this.#skips.childElementCount} skipped, and why`;
  }

  #row(result: TestResult): HTMLElement {
    const name = result.id.split("::").slice(1).join("::") || result.id;
    const { file, line } = result;
    const head = [
      h("span", { class: `mark ${result.outcome}` }, icon(MARKS[result.outcome]), h("span", { class: "hidden" }, result.outcome)),
      h("span", { class: "name" }, name.replaceAll("_", "_\u200b")),
      h("span", { class: "time" }, duration(result.ms)),
    ];
    if (result.outcome === "skipped") return h("li", { class: "skipped" }, h("div", { class: "head" }, ...head), h("p", { class: "hint" }, result.text));
    if (result.text === "") return h("li", { class: result.outcome }, h("div", { class: "head" }, ...head));
    return h(
      "li",
      { class: result.outcome },
      h("details", { open: result.outcome === "failed" }, h("summary", { class: "head" }, ...head), report(result.text)),
      file !== null && result.outcome === "failed"
        ? h("button", { type: "button", class: "quiet", click: () => this.#tools.reveal(file, line) }, `Open ${file}${line === null ? "" : `, line ${line}`}`)
        : null,
    );
  }

  /** Those of the example, or every test there is. */
  #paths(): string[] {
    const { example, files } = this.#workspace;
    if (example.tests.length > 0) return example.tests;
    return files.paths().filter((path) => /^tests\/.*\/test_\w+\.py$/.test(path));
  }

  #showChoice(): void {
    const chosen = this.#choice.value;
    const paths = this.#paths();
    const all = this.#workspace.example.tests.length > 0 ? "all of this page" : "all";
    refill(
      this.#choice,
      paths.length === 1 ? null : h("option", { value: "" }, `${all} (${paths.length})`),
      ...paths.map((path) => h("option", { value: path }, path.replace(/^tests\/app\//, ""))),
    );
    if (paths.includes(chosen)) this.#choice.value = chosen;
  }

  #showSource(): void {
    const path = this.#choice.value || this.#paths()[0];
    if (path !== undefined) this.#tools.reveal(path.split("::")[0] ?? path, null);
  }
}

/** The report of a failure, in which the expected and the actual value are coloured. */
function report(text: string): HTMLElement {
  const lines = text.slice(0, REPORT).split("\n");
  return h(
    "pre",
    { class: "report", tabindex: 0, "aria-label": "Report" },
    ...lines.map((line) => h("span", { class: lineKind(line) }, `${line}\n`)),
  );
}

function lineKind(line: string): string {
  if (/^E {3}\s*-(?!-)/.test(line)) return "minus";
  if (/^E {3}\s*\+(?!\+)/.test(line)) return "plus";
  if (line.startsWith("E ")) return "error";
  return line.startsWith(">") ? "culprit" : "";
}
