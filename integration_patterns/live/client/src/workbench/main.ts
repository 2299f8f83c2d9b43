/**
 * Loaded by every page of the site; all else arrives when a reader comes near an example.
 *
 * `state` holds the reader's changes and requests and the app's results, and calls the engine.
 * `files` shows and edits the app's files, and hands each change to the state.
 * `panels` are the tools: each shows a part of the state, and asks the engine through it.
 * `parts` are elements that know nothing of the app.
 */

import { LiveExample } from "./example.ts";
import { keepShortcutsFromFields } from "./shortcuts.ts";

if (!customElements.get("live-example")) {
  customElements.define("live-example", LiveExample);
  keepShortcutsFromFields(document);
}
