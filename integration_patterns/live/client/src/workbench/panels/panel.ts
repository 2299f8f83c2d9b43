/** What every tool of the workbench is: an element, and what Run does while it is shown. */

import type { Panel as PanelName } from "../../protocol/from_python.ts";

export interface Panel {
  /** One of `Panel` in integration_patterns/live/front_matter.py, from which this type is written. */
  readonly name: PanelName;
  readonly label: string;
  readonly element: HTMLElement;
  /** After the app was started with the reader's edits; absent where starting is all there is. */
  again?(): Promise<void>;
  /** When its tab is chosen. */
  shown?(): void;
}

/** What panels need of the workbench around them. */
export interface Tools {
  /** Opens a file at a line. */
  reveal(path: string, line: number | null): void;
  /** Shows the field of a setting. */
  revealSetting(name: string): void;
  /** Ends with the workbench. */
  signal: AbortSignal;
}
