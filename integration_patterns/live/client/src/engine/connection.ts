/** What may be fetched ahead: nothing where the reader pays by the megabyte, or waits for each. */

interface Connection {
  saveData?: boolean;
  type?: string;
  effectiveType?: string;
}

/** The browser's word on it; most say nothing. */
export function connection(): Connection | undefined {
  return (navigator as Navigator & { connection?: Connection }).connection;
}

/** Whether megabytes may be fetched before the reader has asked for them. */
export function mayPrepare(over: Connection | undefined): boolean {
  if (over === undefined) return true;
  const isSlow = ["slow-2g", "2g", "3g"].includes(over.effectiveType ?? "");
  return over.saveData !== true && over.type !== "cellular" && !isSlow;
}
