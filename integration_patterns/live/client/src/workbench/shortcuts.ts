/**
 * Keeps the theme's shortcuts away from a reader who types. The theme listens on the window, and looks
 * for the focused field at most one shadow root deep; the fields of the workbench are deeper.
 */

/** Input types that take no text; their own keys (space, arrows) are no shortcuts. */
const NOT_TYPED_IN: ReadonlySet<string> = new Set(["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"]);

/** Whether a key pressed in this element is text, or chooses from a list. */
function isEditable(element: EventTarget | undefined): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element instanceof HTMLInputElement) return !NOT_TYPED_IN.has(element.type);
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement || element.isContentEditable;
}

/** Lets no key pressed in a field of a shadow root, however deep, reach the window. Call it once. */
export function keepShortcutsFromFields(page: Document): void {
  page.addEventListener("keydown", (event) => {
    const [pressedIn] = event.composedPath();
    // Fields of the page itself, such as the search, are the theme's own: it needs their keys.
    if (pressedIn !== event.target && isEditable(pressedIn)) event.stopPropagation();
  });
}
