/** JSON laid out and coloured; any other text as it is. */

import { h } from "./dom.ts";
import { tokens } from "./json.ts";

export function highlighted(text: string): (Node | string)[] {
  const found = tokens(text);
  if (found === null) return [text];
  return found.map((token) =>
    token.kind === "space" || token.kind === "mark" ? token.text : h("span", { class: `json-${token.kind}` }, token.text),
  );
}
