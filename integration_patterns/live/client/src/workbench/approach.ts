/** Notices when a reader comes near: then the engine may start, unless their connection is metered. */

import { connection, mayPrepare } from "../engine/connection.ts";

const NEAR = "300px";
/** Until one of these, the page was only opened: the example may be on the first screen by chance. */
const SIGNS_OF_A_READER = ["pointermove", "pointerdown", "keydown", "scroll"];

/**
 * Calls back once: when the reader does something while the element is near the viewport, or when
 * it is under the pointer or has the focus.
 */
export function onApproach(element: HTMLElement, callback: () => void): () => void {
  if (!mayPrepare(connection())) return () => undefined;
  const given = new AbortController();
  const { signal } = given;
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) whenIdle(arrive);
    },
    { rootMargin: NEAR },
  );
  const stop = (): void => {
    observer.disconnect();
    given.abort();
  };
  const arrive = (): void => {
    if (signal.aborted) return;
    stop();
    callback();
  };
  for (const event of SIGNS_OF_A_READER) {
    addEventListener(event, () => observer.observe(element), { once: true, passive: true, signal });
  }
  for (const event of ["pointerenter", "focusin"]) {
    element.addEventListener(event, arrive, { signal });
  }
  return stop;
}

/** After the page itself has loaded and is quiet: reading comes first. */
function whenIdle(callback: () => void): void {
  const ask = (): void => {
    if ("requestIdleCallback" in window) requestIdleCallback(callback, { timeout: 2000 });
    else setTimeout(callback, 200);
  };
  if (document.readyState === "complete") ask();
  else addEventListener("load", ask, { once: true });
}
