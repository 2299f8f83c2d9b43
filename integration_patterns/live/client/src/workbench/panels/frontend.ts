/** The dashboard, which draws with a runtime of its own: a recorded picture, and how to run it. */

import type { Workspace } from "../state/workspace.ts";
import { h } from "../parts/dom.ts";
import type { Panel } from "./panel.ts";

const COMMAND = "uv run python -m app.entrypoints.webserver";

export class FrontendPanel implements Panel {
  readonly name = "frontend";
  readonly label = "Frontend";
  readonly element: HTMLElement;

  constructor(workspace: Workspace) {
    const picture = new URL(workspace.example.picture, new URL(".", import.meta.url)).href;
    const copy = (): void => void workspace.copy(COMMAND, "The command is copied.");
    this.element = h(
      "div",
      { class: "frontend" },
      h("p", {}, "The Flet dashboard is not part of this page: it needs ten seconds and 14 MB of its own. This is a picture that a test took of it. Download the app and run it:"),
      h("div", { class: "line" }, h("code", {}, COMMAND), h("button", { type: "button", class: "quiet", click: copy }, "Copy")),
      h("img", { src: picture, loading: "lazy", alt: "The dashboard: cards for database and scheduler, the newest reports, and a form that generates one." }),
    );
  }
}
