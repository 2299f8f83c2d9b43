/** What happened while the clock was moved, in one sentence. */

import type { Fired } from "../../protocol/from_python.ts";

/** How many jobs fired, how many of them failed, and how many were skipped. */
export function summary(ticks: readonly Fired[]): string {
  const count = (outcome: Fired["outcome"]): number => ticks.filter((tick) => tick.outcome === outcome).length;
  const skipped = count("skipped");
  const failed = count("failed");
  const fired = ticks.length - skipped;
  if (ticks.length === 0) return "No job was due.";
  const parts = [fired === 0 ? "No job fired" : fired === 1 ? "One job fired" : `${fired} jobs fired`];
  if (failed > 0) parts.push(failed === fired ? "and failed" : `${failed} of them failed`);
  if (skipped > 0) parts.push(skipped === 1 ? "one was skipped" : `${skipped} were skipped`);
  return `${parts.join(", ").replace(", and", " and")}.`;
}

/** Oldest tick first; the scheduler reports them in the order in which they ended. */
export function chronological(ticks: readonly Fired[]): Fired[] {
  return ticks.toSorted((one, other) => Date.parse(one.scheduledFor) - Date.parse(other.scheduledFor));
}
