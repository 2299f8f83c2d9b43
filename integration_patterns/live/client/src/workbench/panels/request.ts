/** Sends a request to the app in the page, and shows what it answers while it arrives. */

import type { ResponseChunk, ResponseHead, Route } from "../../protocol/from_python.ts";
import type { Request } from "../../protocol/engine.ts";
import { duration } from "../state/workspace.ts";
import type { Workspace } from "../state/workspace.ts";
import { h, refill, unique } from "../parts/dom.ts";
import { fieldProblems } from "./field_problems.ts";
import type { FieldProblem } from "./field_problems.ts";
import { highlighted } from "../parts/highlighted.ts";
import type { Panel, Tools } from "./panel.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
const SHOWN = 200_000;
const BODY_LIMIT = 1024 * 1024;

export interface Answer {
  request: Request;
  status: number;
  phrase: string;
  headers: [string, string][];
  body: string;
}

type Field = "path" | "headers" | "body";

export class RequestPanel implements Panel {
  readonly name = "request";
  readonly label = "Request";
  readonly element: HTMLElement;
  /** The last whole answer. */
  answer: Answer | null = null;
  readonly #workspace: Workspace;
  readonly #method = h("select", { "aria-label": "Method" }, ...METHODS.map((name) => h("option", {}, name)));
  readonly #path: HTMLInputElement;
  readonly #headers: HTMLTextAreaElement;
  readonly #body: HTMLTextAreaElement;
  readonly #routes = h("select", { disabled: true });
  readonly #more: HTMLDetailsElement;
  readonly #summary = h("summary");
  readonly #bodyPart = h("div");
  readonly #problems: Record<Field, HTMLElement>;
  readonly #answer = h("div", { class: "answer" });

  constructor(workspace: Workspace, tools: Tools) {
    this.#workspace = workspace;
    const id = unique("request");
    this.#path = h("input", { id: `${id}-path`, "aria-label": "Path", spellcheck: "false", autocapitalize: "off", autocomplete: "off", required: true });
    this.#headers = h("textarea", { id: `${id}-headers`, rows: 2, spellcheck: "false", autocapitalize: "off", placeholder: "name: value" });
    this.#body = h("textarea", { id: `${id}-body`, rows: 5, spellcheck: "false", autocapitalize: "off", placeholder: "{ }" });
    this.#problems = { path: problemBox(), headers: problemBox(), body: problemBox() };
    this.#routes.id = `${id}-routes`;
    this.#routes.addEventListener("change", () => this.#choose());
    this.#more = h(
      "details",
      { class: "more" },
      this.#summary,
      h("label", { for: this.#headers.id }, "Headers, one a line"),
      this.#headers,
      this.#problems.headers,
      this.#bodyPart,
    );
    this.#bodyPart.append(h("label", { for: this.#body.id }, "Body"), this.#body, this.#problems.body);
    const form = h(
      "form",
      { class: "request", submit: (event: SubmitEvent) => (event.preventDefault(), void this.send()) },
      h("div", { class: "line" }, this.#method, this.#path, h("button", { type: "submit" }, "Send")),
      this.#problems.path,
      h("div", { class: "line routes" }, h("label", { for: this.#routes.id }, "Routes"), this.#routes),
      this.#more,
    );
    this.element = h("div", {}, form, this.#answer);
    this.#fill(workspace.request);
    this.#showRoutes();
    this.#showNothing();
    workspace.on("started", () => this.#started(), tools.signal);
    workspace.on("listing", () => this.#showRoutes(), tools.signal);
    workspace.on("request", () => this.#fill(workspace.request), tools.signal);
    form.addEventListener("input", () => {
      workspace.request = this.#read();
      this.#showBody();
    });
  }

  again(): Promise<void> {
    return this.send();
  }

  /** Sends what the form says, to an app that has every edit. */
  async send(): Promise<void> {
    this.#clearProblems();
    const request = this.#read();
    const wrong = wrongRequest(request);
    if (wrong) {
      this.#complain([wrong]);
      return;
    }
    if (!(await this.#workspace.ensure())) return;
    await this.#workspace.work("Waiting for the answer…", () => this.#exchange(request));
  }

  async #exchange(request: Request): Promise<void> {
    const answer: Answer = { request, status: 0, phrase: "", headers: [], body: "" };
    const body = h("pre", { class: "body", tabindex: 0, "aria-label": "Body of the answer" });
    const text = document.createTextNode("");
    body.append(text);
    const hear = (event: ResponseHead | ResponseChunk): void => {
      if (event.kind === "head") {
        ({ status: answer.status, phrase: answer.phrase, headers: answer.headers } = event);
        refill(this.#answer, this.#head(answer, "arriving…"), body, headerList(answer.headers));
      } else {
        answer.body += event.text;
        if (text.length < SHOWN) text.appendData(event.text.slice(0, SHOWN - text.length));
      }
    };
    this.answer = null;
    const end = await this.#workspace.session.engine.request(request, hear).catch((error: unknown) => {
      if (answer.status === 0) this.#showNothing("There was no answer.");
      else refill(this.#answer, this.#head(answer, "cut off"), body, headerList(answer.headers));
      throw error;
    });
    this.answer = answer;
    const size = `${duration(end.ms)}, ${bytes(end.bytes)}`;
    const isCut = end.truncated || answer.body.length > SHOWN;
    refill(
      this.#answer,
      this.#head(answer, size),
      isCut ? h("p", { class: "hint" }, "The answer is longer than is shown here.") : null,
      answer.body === "" ? null : body,
      headerList(answer.headers),
    );
    if (!isCut) refill(body, ...highlighted(answer.body));
    if (answer.status === 422) this.#complain(fieldProblems(answer.body));
    this.#workspace.say(
      `${request.method} ${request.path} answered ${answer.status} ${answer.phrase} in ${duration(end.ms)}.`,
      answer.status < 400 ? "good" : "plain",
    );
  }

  #head(answer: Answer, size: string): HTMLElement {
    const kind = answer.status < 400 ? "good" : "bad";
    return h(
      "p",
      { class: "status-line" },
      h("strong", { class: `status ${kind}` }, `${answer.status} ${answer.phrase}`),
      h("span", {}, size),
    );
  }

  #showNothing(text = "Send a request to see the answer here."): void {
    this.answer = null;
    refill(this.#answer, h("p", { class: "hint" }, text));
  }

  #started(): void {
    this.#clearProblems();
    if (this.#workspace.started?.ok === false) this.#showNothing("The app does not run, so there is no answer.");
    else this.#showNothing();
  }

  #showRoutes(): void {
    const routes = this.#workspace.listing?.routes ?? [];
    this.#routes.disabled = routes.length === 0;
    refill(
      this.#routes,
      h("option", { value: "" }, routes.length === 0 ? "listed when the app runs" : "choose one of the app's"),
      ...routes.map((route, index) => h("option", { value: index }, `${route.method} ${route.path}`)),
    );
  }

  #choose(): void {
    const route: Route | undefined = this.#workspace.listing?.routes[Number(this.#routes.value)];
    if (this.#routes.value === "" || !route) return;
    const headers: [string, string][] = route.body === null ? [] : [["content-type", "application/json"]];
    this.#fill({ method: route.method, path: route.path, headers, body: route.body ?? "" });
    this.#workspace.request = this.#read();
    this.#clearProblems();
    const placeholder = /\{\w+\}/.exec(route.path);
    this.#path.focus();
    if (placeholder) this.#path.setSelectionRange(placeholder.index, placeholder.index + placeholder[0].length);
  }

  #fill(request: Request): void {
    this.#method.value = request.method;
    this.#path.value = request.path;
    this.#headers.value = request.headers.map(([name, value]) => `${name}: ${value}`).join("\n");
    this.#body.value = request.body;
    this.#more.open = request.headers.length > 0 || request.body !== "";
    this.#showBody();
  }

  /** Where a request seldom has one, an empty field is only in the way. */
  #showBody(): void {
    const isUsual = !["GET", "HEAD", "OPTIONS"].includes(this.#method.value);
    this.#bodyPart.hidden = !isUsual && this.#body.value === "";
    this.#summary.textContent = this.#bodyPart.hidden ? "Headers" : "Headers and body";
  }

  #read(): Request {
    const headers = this.#headers.value
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line): [string, string] => {
        const [name = "", ...rest] = line.split(":");
        return [name.trim(), rest.join(":").trim()];
      });
    return { method: this.#method.value, path: this.#path.value.trim(), headers, body: this.#body.value };
  }

  #complain(problems: readonly FieldProblem[]): void {
    for (const { field, text } of problems) {
      const box = this.#problems[field];
      box.append(h("span", {}, text));
      const input = { path: this.#path, headers: this.#headers, body: this.#body }[field];
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", box.id);
      if (field !== "path") this.#more.open = true;
    }
  }

  #clearProblems(): void {
    for (const box of Object.values(this.#problems)) refill(box);
    for (const input of [this.#path, this.#headers, this.#body]) {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
  }
}

function wrongRequest(request: Request): FieldProblem | null {
  if (!request.path.startsWith("/") || /\s/.test(request.path)) {
    return { field: "path", text: "A path starts with / and has no spaces." };
  }
  const wrong = request.headers.find(([name]) => !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name));
  if (wrong) return { field: "headers", text: `"${wrong[0]}" is no header. fix: write "name: value".` };
  if (request.body.length > BODY_LIMIT) {
    return { field: "body", text: "The body is over 1 MB. fix: shorten it." };
  }
  return null;
}

function problemBox(): HTMLElement {
  return h("p", { class: "problem", id: unique("problem"), role: "alert" });
}

function headerList(headers: readonly [string, string][]): HTMLElement {
  return h(
    "details",
    { class: "headers" },
    h("summary", {}, `${headers.length} headers`),
    h("dl", {}, ...headers.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
  );
}

function bytes(count: number): string {
  return count < 10_000 ? `${count} bytes` : `${Math.round(count / 1024)} kB`;
}
