/** Copies text; tells why where that is not allowed. */

export async function copyText(text: string): Promise<void> {
  if (!("clipboard" in navigator)) {
    throw new Error("This browser copies on https addresses only. fix: select the text and copy it.");
  }
  await navigator.clipboard.writeText(text);
}
