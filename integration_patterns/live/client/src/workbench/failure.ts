/** Why the app did not start, in its own words, and the way to the line. */

import type { AppError } from "../protocol/from_python.ts";
import type { Workspace } from "./state/workspace.ts";
import { h, refill } from "./parts/dom.ts";
import type { Tools } from "./panels/panel.ts";
import { words } from "./state/errors.ts";

export class Failure {
  readonly element = h("div", { class: "failure", hidden: true });

  constructor(workspace: Workspace, tools: Tools) {
    const show = (): void => {
      const error = workspace.failure;
      this.element.hidden = error === null;
      refill(this.element, ...(error === null ? [] : described(error, tools)));
      if (error !== null) this.element.scrollIntoView({ block: "nearest" });
    };
    workspace.on("failure", show, tools.signal);
    show();
  }
}

function described(error: AppError, tools: Tools): (HTMLElement | null)[] {
  const { file, line } = error;
  return [
    h("p", { role: "alert" }, h("strong", {}, `${error.type}: `), words(error)),
    h(
      "div",
      { class: "buttons" },
      ...(error.settings ?? []).map((name) => h("button", { type: "button", click: () => tools.revealSetting(name) }, `Open ${name} in Settings`)),
      file === null
        ? null
        : h("button", { type: "button", click: () => tools.reveal(file, line) }, line === null ? `Open ${file}` : `Show line ${line} of ${file.slice(file.lastIndexOf("/") + 1)}`),
      error.traceback === ""
        ? null
        : h("details", {}, h("summary", {}, "Traceback"), h("pre", { tabindex: 0, "aria-label": "Traceback" }, error.traceback)),
    ),
  ];
}
