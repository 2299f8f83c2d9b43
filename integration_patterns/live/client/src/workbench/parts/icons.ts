/** The icons of the workbench, 16 by 16, drawn in the colour of the text. */

import { svg } from "./dom.ts";

const PATHS = {
  run: "M4.5 2.8v10.4l8.6-5.2z",
  stop: "M4 4h8v8H4z",
  share: "M6.5 9.5l3-3M7.5 4.5l1.2-1.2a2.6 2.6 0 0 1 3.9 3.9L11.2 8.6M8.5 11.4l-1.3 1.3a2.6 2.6 0 0 1-3.8-3.8l1.3-1.3",
  download: "M8 2.5v7.2M4.9 6.9 8 10l3.1-3.1M2.8 13.2h10.4",
  copy: "M5.5 5.5h7v7.7h-7zM3.2 10.5V2.8h7",
  add: "M8 3.2v9.6M3.2 8h9.6",
  close: "M4 4l8 8M12 4l-8 8",
  reset: "M3 7.6A5.1 5.1 0 1 1 4.5 11.7M2.6 4.3 3 7.8l3.4-.5",
  expand: "M9.5 2.8h3.7v3.7M13.2 2.8 9 7M6.5 13.2H2.8V9.5M2.8 13.2 7 9",
  check: "M3 8.5l3.2 3.2L13 5",
  clock: "M8 4.5V8l2.4 1.5M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2z",
  rename: "M3 13l.6-2.8L10.8 3l2.2 2.2-7.2 7.2zM9.6 4.2l2.2 2.2",
  remove: "M3.5 4.5h9M6.3 4.3V2.8h3.4v1.5M4.6 4.5l.5 8.7h5.8l.5-8.7",
  diff: "M5 2.8v6M2 5.8h6M9 12.5h5M2 12.5h5",
} as const;

const FILLED: ReadonlySet<string> = new Set(["run", "stop"]);

export type Icon = keyof typeof PATHS;

/** A drawing without a name of its own: the button around it has one. */
export function icon(name: Icon): SVGSVGElement {
  const path = FILLED.has(name)
    ? svg("path", { d: PATHS[name], fill: "currentColor" })
    : svg("path", {
        d: PATHS[name],
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 1.5,
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
      });
  return svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, path);
}
