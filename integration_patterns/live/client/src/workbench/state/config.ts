/** What the site's build says of one live example, in the attribute `data-live` of its element. */

import type { Panel } from "../../protocol/from_python.ts";
import type { Request } from "../../protocol/engine.ts";

/** `whole` is the playground: every file, and no recorded output. */
type Kind = "http" | "cli" | "start" | "whole";

export interface Example {
  kind: Kind;
  /** Names the example within the site: its edits are kept under it. */
  id: string;
  /** The files shown as tabs, as in `Files`. */
  files: string[];
  /** Files that are wrong on purpose, in the place of the original. */
  overlay: Record<string, string>;
  request: Request | null;
  /** The arguments of the command line. */
  line: string | null;
  /** What the page has recorded, line by line; of an answer only the headers that are listed. */
  expected: { status: string; headers: string[]; body: string[]; exitCode: number };
  tests: string[];
  panel: Panel;
  env: Record<string, string>;
  /** Addresses relative to the bundle's folder. */
  sources: string;
  playground: string;
  differs: string;
  picture: string;
  /** Whether this is the first example of its page, which says where the code runs. */
  first: boolean;
}

/** Reads the attribute that the build has written. */
export function exampleOf(element: HTMLElement): Example {
  return JSON.parse(element.dataset["live"] ?? "{}") as Example;
}
