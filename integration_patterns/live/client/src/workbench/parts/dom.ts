/** Builds elements without a line of HTML in a string, so nothing a reader typed can become markup. */

type Child = Node | string | null | false | undefined;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

/** An element; a function becomes a listener, true an empty attribute, null and false none. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  return filled(document.createElement(tag), attributes, children);
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for drawings. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[Tag] {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled<Made extends Element>(element: Made, attributes: Attributes, children: Child[]): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value as EventListener);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** Puts other children into an element. */
export function refill(parent: Element | ShadowRoot, ...children: Child[]): void {
  parent.replaceChildren(...children.filter((child): child is Node | string => Boolean(child)));
}

const sheets = new Map<string, CSSStyleSheet>();

/** Gives a shadow root its styles; the content policy allows sheets that are built, not inline ones. */
export function styled(root: ShadowRoot, ...styles: string[]): void {
  root.adoptedStyleSheets = [
    ...root.adoptedStyleSheets,
    ...styles.map((text) => {
      const sheet = sheets.get(text) ?? new CSSStyleSheet();
      if (!sheets.has(text)) {
        sheet.replaceSync(text);
        sheets.set(text, sheet);
      }
      return sheet;
    }),
  ];
}

let counted = 0;

/** A name for `id`, `for` and `aria-…`, of which there is one in the whole visit. */
export function unique(prefix: string): string {
  counted += 1;
  return `${prefix}-${counted}`;
}
