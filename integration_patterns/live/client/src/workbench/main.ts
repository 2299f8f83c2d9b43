/** Loaded by every page of the site; all else arrives when a reader comes near an example. */

import { LiveExample } from "./example.ts";
import { keepShortcutsFromFields } from "./shortcuts.ts";

if (!customElements.get("live-example")) {
  customElements.define("live-example", LiveExample);
  keepShortcutsFromFields(document);
}
