/** The app's jobs on a line of time; moving its clock lets them really fire. */

import type { Fired, Job } from "../../protocol/from_python.ts";
import type { Workspace } from "../state/workspace.ts";
import { h, refill, svg, unique } from "../parts/dom.ts";
import { chronological, summary } from "./fired.ts";
import type { Panel, Tools } from "./panel.ts";
import { clock, full, hours, position } from "./time.ts";

const NARROWEST = 320;
const NAME = 150;
const ROW = 24;
const FIRED = 200;
const OUTCOMES: Record<Fired["outcome"], string> = {
  claimed: "claimed, still running",
  ran: "claimed and ran",
  failed: "claimed and failed",
  skipped: "skipped",
};

export class SchedulerPanel implements Panel {
  readonly name = "scheduler";
  readonly label = "Scheduler";
  readonly element: HTMLElement;
  readonly #workspace: Workspace;
  readonly #clock = h("p", { class: "now" });
  readonly #line = h("div", { class: "time-line" });
  readonly #jobs = h("tbody");
  readonly #table: HTMLElement;
  readonly #goal: HTMLInputElement;
  readonly #fired = h("ol", { class: "fired" });

  #known: { now: string; jobs: readonly Job[] } = { now: "", jobs: [] };
  #hasAsked = false;

  constructor(workspace: Workspace, tools: Tools) {
    this.#workspace = workspace;
    const id = unique("goal");
    this.#goal = h("input", { id, type: "datetime-local", required: true });
    const go = (event: SubmitEvent): void => {
      event.preventDefault();
      void this.goTo(`${this.#goal.value}Z`);
    };
    const column = (text: string): HTMLElement => h("th", { scope: "col" }, text);
    this.#table = h(
      "div",
      { class: "scrolls", tabindex: 0, role: "group", "aria-label": "Jobs" },
      h("table", {}, h("thead", {}, h("tr", {}, ...["Job", "Trigger", "Next", "Do it now"].map(column))), this.#jobs),
    );
    this.element = h(
      "div",
      { class: "scheduler" },
      h("form", { class: "line", submit: go }, this.#clock, h("label", { for: id }, "Go to (UTC)"), this.#goal, h("button", { type: "submit" }, "Go")),
      this.#line,
      this.#table,
      h("p", { class: "title" }, "What fired"),
      h("div", { class: "fired-box", role: "log", tabindex: 0, "aria-label": "What fired" }, this.#fired),
    );
    this.#showNothing();
    workspace.on("started", () => this.#started(), tools.signal);
    workspace.on("listing", () => this.#listed(), tools.signal);
    const observer = new ResizeObserver(() => this.#draw());
    observer.observe(this.#line);
    tools.signal.addEventListener("abort", () => observer.disconnect());
  }

  shown(): void {
    if (this.#workspace.isFresh && !this.#workspace.busy) void this.refresh();
  }

  /** Moves the app's clock to a time in UTC. */
  async goTo(time: string): Promise<void> {
    if (!(await this.#workspace.ensure())) return;
    await this.#workspace.work(`Moving the clock to ${clock(time, time)}…`, async () => {
      const { engine } = this.#workspace.session;
      const before = await engine.jobs();
      const { now, fired } = await engine.goTo(new Date(time).toISOString());
      const isBack = Date.parse(now) < Date.parse(before.now);
      if (isBack) this.#note(`The clock went back to ${full(now)}, and the scheduler started again.`);
      this.#append(chronological(fired));
      await this.#read();
      if (isBack) this.#workspace.say("The clock went back, and the scheduler started again. A tick that has run before is skipped: it stays claimed.");
      else this.#workspace.say(summary(fired), fired.some(({ outcome }) => outcome === "failed") ? "bad" : "good");
    });
  }

  async refresh(): Promise<void> {
    await this.#workspace.unasked("Asking for the jobs…", async () => {
      await this.#read();
      this.#workspace.say("The app runs.", "good");
    });
  }

  async #runNow(job: Job): Promise<void> {
    if (!(await this.#workspace.ensure())) return;
    await this.#workspace.work(`Running ${job.id}…`, async () => {
      const fired = await this.#workspace.session.engine.runJob(job.id);
      this.#append([fired]);
      await this.#read();
      this.#workspace.say(`${job.id}: ${OUTCOMES[fired.outcome]}.`, fired.outcome === "failed" ? "bad" : "good");
    });
  }

  #started(): void {
    refill(this.#fired, h("li", { class: "hint" }, "Nothing yet. Go to a later time, or run a job now."));
    this.#hasAsked = false;
  }

  /** If the scheduler was asked since the start, its jobs are newer than the list. */
  #listed(): void {
    const { listing } = this.#workspace;
    if (!listing) this.#showNothing();
    else if (!this.#hasAsked) this.#show(new Date().toISOString(), listing.jobs);
  }

  async #read(): Promise<void> {
    const { now, jobs } = await this.#workspace.session.engine.jobs();
    this.#hasAsked = true;
    this.#show(now, jobs);
  }

  #showNothing(): void {
    refill(this.#clock, "The app's clock stands still until it runs.");
    this.#known = { now: "", jobs: [] };
    this.#draw();
    this.#table.hidden = true;
    this.#goal.value = new Date().toISOString().slice(0, 16);
  }

  #show(now: string, jobs: readonly Job[]): void {
    refill(this.#clock, "The app's clock: ", h("time", { datetime: now }, full(now)));
    this.#table.hidden = false;
    const nextNine = new Date(now);
    nextNine.setUTCHours(nextNine.getUTCHours() >= 9 ? 33 : 9, 0, 0, 0);
    this.#goal.value = nextNine.toISOString().slice(0, 16);
    this.#known = { now, jobs };
    this.#draw();
    refill(this.#jobs, ...jobs.map((job) => this.#row(job, now)));
  }

  /** In pixels, so that its letters are as large as all others. */
  #draw(): void {
    const { now, jobs } = this.#known;
    const width = Math.max(NARROWEST, this.#line.clientWidth);
    refill(this.#line, jobs.length === 0 ? null : drawn(now, jobs, width));
  }

  #row(job: Job, now: string): HTMLElement {
    const next = job.next[0];
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, job.id),
      h("td", { class: "trigger" }, job.trigger),
      h("td", { class: "next" }, next === undefined ? "never" : clock(next, now)),
      h(
        "td",
        { class: "acts" },
        h("button", { type: "button", click: () => void this.#runNow(job), "aria-label": `Run ${job.id} now` }, "Run now"),
        next === undefined
          ? null
          : h("button", { type: "button", class: "quiet", click: () => void this.goTo(next), "aria-label": `Go to ${clock(next, now)}, the next time of ${job.id}` }, `Go to ${clock(next, now)}`),
      ),
    );
  }

  #note(text: string): void {
    this.#fired.querySelector(".hint")?.remove();
    this.#fired.append(h("li", { class: "note" }, text));
  }

  #append(fired: readonly Fired[]): void {
    if (fired.length > 0) this.#fired.querySelector(".hint")?.remove();
    for (const one of fired) {
      this.#fired.append(
        h(
          "li",
          { class: one.outcome },
          h("time", { datetime: one.scheduledFor }, full(one.scheduledFor)),
          h("strong", {}, one.job),
          h("span", {}, OUTCOMES[one.outcome]),
          one.message === "" ? null : h("span", { class: "message" }, one.message),
        ),
      );
    }
    while (this.#fired.childElementCount > FIRED) this.#fired.firstElementChild?.remove();
    const box = this.#fired.parentElement;
    if (box) box.scrollTop = box.scrollHeight;
  }
}

/** The next 24 hours: a row for each job, a mark for each of its next times. */
function drawn(now: string, jobs: readonly Job[], width: number): SVGElement {
  const height = jobs.length * ROW + 26;
  const at = (share: number): number => NAME + share * (width - NAME - 12);
  const times = jobs.map((job) => `${job.id} next at ${clock(job.next[0] ?? now, now)}`).join("; ");
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `The next 24 hours: ${times}` },
    ...hours(now).map(({ label, at: share }) =>
      svg("g", {}, svg("line", { class: "hour", x1: at(share), x2: at(share), y1: 4, y2: height - 20 }), svg("text", { class: "label", x: at(share), y: height - 6, "text-anchor": "middle" }, label)),
    ),
    svg("line", { class: "now-mark", x1: at(0), x2: at(0), y1: 0, y2: height - 20 }),
    ...jobs.map((job, index) => row(job, now, index * ROW + 16, at)),
  );
}

function row(job: Job, now: string, y: number, at: (share: number) => number): SVGElement {
  const shares = job.next.map((time) => position(time, now)).filter((share) => share !== null);
  const later = job.next[0];
  return svg(
    "g",
    {},
    svg("line", { class: "rail", x1: at(0), x2: at(shares.length === 0 ? 0.6 : 1), y1: y, y2: y }),
    svg("text", { class: "job", x: 0, y: y + 4 }, job.id),
    ...shares.map((share) => svg("circle", { class: "tick", cx: at(share), cy: y, r: 4.5 })),
    shares.length === 0 && later !== undefined
      ? svg("text", { class: "later", x: at(1), y: y + 4, "text-anchor": "end" }, `${clock(later, now)} →`)
      : null,
  );
}
