/** The words of a skip, which pytest gives with file and line around them. */
export function skipReason(text: string): string {
  return /'Skipped: (.*)'\)\s*$/.exec(text)?.[1]?.replaceAll("\\'", "'") ?? text;
}
