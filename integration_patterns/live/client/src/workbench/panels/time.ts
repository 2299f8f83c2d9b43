/** Times as the app has them: UTC, to the minute where that is enough. */

const DAY = 24 * 3600_000;

/** "09:00" on the day itself, "1 Dec 06:00" on another. */
export function clock(time: string, now: string): string {
  const date = new Date(time);
  const text = date.toISOString();
  const seconds = text.slice(17, 19) === "00" ? "" : text.slice(16, 19);
  const hour = `${text.slice(11, 16)}${seconds}`;
  if (text.slice(0, 10) === new Date(now).toISOString().slice(0, 10)) return hour;
  const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
  return `${day} ${hour}`;
}

/** "Mon 23 Nov 2026, 09:41:05 UTC". */
export function full(time: string): string {
  const date = new Date(time);
  const day = date.toLocaleDateString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return `${day}, ${date.toISOString().slice(11, 19)} UTC`;
}

/** Where a time stands on a line of 24 hours that begins now: 0 to 1, or null outside. */
export function position(time: string, now: string): number | null {
  const share = (Date.parse(time) - Date.parse(now)) / DAY;
  return share >= 0 && share <= 1 ? share : null;
}

/** The full hours on that line that are worth a mark: every third. */
export function hours(now: string): { label: string; at: number }[] {
  const first = Math.ceil(Date.parse(now) / 3600_000) * 3600_000;
  return Array.from({ length: 24 }, (_, index) => new Date(first + index * 3600_000))
    .filter((date) => date.getUTCHours() % 3 === 0)
    .map((date) => ({
      label: String(date.getUTCHours()).padStart(2, "0"),
      at: (date.getTime() - Date.parse(now)) / DAY,
    }));
}
