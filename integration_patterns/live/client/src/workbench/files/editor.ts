/** The editor, in a bundle of its own because few readers of a page need it. */

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { unifiedMergeView } from "@codemirror/merge";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import type { Extension, Transaction } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Editor, EditorEvents } from "./plain_editor.ts";

const HIGHLIGHT = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword], color: "var(--hl-keyword)" },
  { tag: [tags.string, tags.special(tags.string), tags.docString], color: "var(--hl-string)" },
  { tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName)), tags.className, tags.definition(tags.className)], color: "var(--hl-function)" },
  { tag: [tags.number, tags.bool, tags.null, tags.self], color: "var(--hl-number)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--hl-comment)", fontStyle: "italic" },
  { tag: [tags.meta, tags.annotation], color: "var(--warm)" },
]);

const LOOK = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--code-ground)", fontSize: "inherit", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--md-code-font-family)", lineHeight: "1.58", overflow: "auto" },
  ".cm-content": { caretColor: "var(--accent)", padding: "0.5em 0" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--accent) 26%, transparent)" },
  ".cm-gutters": { backgroundColor: "var(--code-ground)", color: "var(--hl-comment)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  ".cm-activeLineGutter": { color: "var(--ink)" },
  ".cm-matchingBracket": { backgroundColor: "var(--accent-soft)", outline: "1px solid var(--accent)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--raised)", border: "1px solid var(--line-strong)", borderRadius: "0.25rem", maxWidth: "34rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--on-accent)", backgroundColor: "var(--accent)" },
  ".cm-diagnostic": { borderLeft: "3px solid var(--bad)", padding: "0.3em 0.6em", whiteSpace: "pre-wrap" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad)", textUnderlineOffset: "3px" },
  ".cm-deletedChunk": { backgroundColor: "var(--bad-soft)", paddingLeft: "6px" },
  ".cm-deletedChunk .cm-deletedText": { background: "color-mix(in srgb, var(--bad) 28%, transparent)" },
  ".cm-changedLine": { backgroundColor: "var(--accent-soft) !important" },
  ".cm-changedText": { background: "color-mix(in srgb, var(--accent) 28%, transparent) !important" },
  ".cm-changeGutter": { width: "3px", paddingLeft: "1px" },
  ".cm-changedLineGutter": { background: "var(--accent)" },
  ".cm-deletedLineGutter": { background: "var(--bad)" },
});

/** An editor in this element, whose styles go into the shadow root. */
export function createEditor(parent: HTMLElement, root: ShadowRoot, events: EditorEvents): Editor {
  return new CodeEditor(parent, root, events);
}

class CodeEditor implements Editor {
  readonly #view: EditorView;
  readonly #events: EditorEvents;
  readonly #states = new Map<string, EditorState>();
  readonly #diff = new Compartment();
  #path = "";
  #original: string | null = null;
  #showsDiff = false;

  constructor(parent: HTMLElement, root: ShadowRoot, events: EditorEvents) {
    this.#events = events;
    this.#view = new EditorView({ parent, root });
  }

  show(path: string, text: string, original: string | null): void {
    if (path === this.#path && this.#view.state.doc.toString() === text) return;
    if (this.#path) this.#states.set(this.#path, this.#view.state);
    this.#path = path;
    this.#original = original;
    const kept = this.#states.get(path);
    const state = kept?.doc.toString() === text ? kept : this.#fresh(path, text);
    this.#view.setState(state);
    this.diff(this.#showsDiff);
  }

  mark(line: number | null, message: string): void {
    const { doc } = this.#view.state;
    const isThere = line !== null && line >= 1 && line <= doc.lines;
    const found = isThere ? doc.line(line) : null;
    const diagnostics = found
      ? [{ from: found.from + indentation(found.text), to: found.to, severity: "error" as const, message }]
      : [];
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics));
  }

  reveal(line: number): void {
    const { doc } = this.#view.state;
    const at = doc.line(Math.max(1, Math.min(line, doc.lines))).from;
    this.#view.dispatch({ selection: { anchor: at } });
    // The editor's own effect would scroll the page too, away from what is said above it.
    const { scrollDOM } = this.#view;
    scrollDOM.scrollTop = this.#view.lineBlockAt(at).top - scrollDOM.clientHeight / 2;
  }

  diff(isOn: boolean): void {
    this.#showsDiff = isOn;
    this.#view.dispatch({ effects: this.#diff.reconfigure(this.#merge()) });
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }

  #merge(): Extension {
    if (!this.#showsDiff) return [];
    return unifiedMergeView({ original: this.#original ?? "", mergeControls: false, allowInlineDiffs: true });
  }

  #fresh(path: string, text: string): EditorState {
    return EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (this.#events.run(), true) }])),
        lineNumbers(),
        lintGutter(),
        highlightActiveLineGutter(),
        highlightActiveLine(),
        drawSelection(),
        history(),
        indentUnit.of("    "),
        indentOnInput(),
        bracketMatching(),
        autocompletion({ activateOnTyping: false }),
        path.endsWith(".py") ? python() : [],
        syntaxHighlighting(HIGHLIGHT),
        LOOK,
        this.#diff.of(this.#merge()),
        EditorView.domEventHandlers({ beforeinput: replaceSelection }),
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({
          tabindex: "0",
          "aria-label": `${path}. Escape, then Tab, leaves the editor.`,
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) this.#events.change(update.state.doc.toString());
        }),
      ],
    });
  }
}

function indentation(text: string): number {
  return text.length - text.trimStart().length;
}

/**
 * Types over a selection by the editor's own means. Left to itself, Chromium would keep the style of
 * what it replaces, as an inline style, which the site's content policy refuses.
 */
function replaceSelection(event: InputEvent, view: EditorView): boolean {
  const { main, ranges } = view.state.selection;
  const text = event.data;
  if (event.inputType !== "insertText" || text === null || main.empty || ranges.length > 1) return false;
  const insert = (): Transaction => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
  event.preventDefault();
  const isHandled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, main.from, main.to, text, insert));
  if (!isHandled) view.dispatch(insert());
  return true;
}
