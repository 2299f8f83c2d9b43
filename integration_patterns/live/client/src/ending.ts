/** Why a Python is no more, in words for the reader. */

export function ending(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const [, code] = /^Program terminated with exit\((\d+)\)$/.exec(said) ?? [];
  if (code !== undefined) {
    return `The app ended its own process with exit code ${code}.`;
  }
  if (error instanceof RangeError) {
    return "Calls were nested too deep for the browser's stack, and Python ended.";
  }
  return `Python ended: ${said || "it did not say why"}.`;
}
