/** Tells when a reader comes near: then the engine may start, unless their connection is metered. */

import { connection, mayPrepare } from "../connection.ts";

const NEAR = "300px";

/** Calls back once, when the element is near the viewport, under the pointer or has the focus. */
export function onApproach(element: HTMLElement, callback: () => void): () => void {
  if (!mayPrepare(connection())) return () => undefined;
  const given = new AbortController();
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
    if (given.signal.aborted) return;
    stop();
    callback();
  };
  observer.observe(element);
  for (const event of ["pointerenter", "focusin"]) {
    element.addEventListener(event, arrive, { signal: given.signal });
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
