/** Why Python ended, in words for the reader. */

export function ending(error: unknown): string {
  if (error instanceof Error && "status" in error) {
    return `The app ended its own process with exit code ${String(error.status)}.`;
  }
  if (error instanceof RangeError) {
    return "Calls were nested too deep for the browser's stack, and Python ended.";
  }
  const said = error instanceof Error ? error.message : String(error);
  return `Python ended: ${said || "it did not say why"}.`;
}
