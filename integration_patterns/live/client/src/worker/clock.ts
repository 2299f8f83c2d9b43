/** The one clock: Python's `time()` and `datetime.now()` read `Date.now()`. */

const machine = Date.now.bind(Date);
let now = machine;

Date.now = () => now();

/** Moves the clock to a POSIX timestamp in seconds, where it ticks on or stands; null undoes it. */
export function setClock(timestamp: number | null | undefined, ticks = true): void {
  if (timestamp == null) {
    now = machine;
  } else if (ticks) {
    const ahead = timestamp * 1000 - machine();
    now = () => machine() + ahead;
  } else {
    now = () => timestamp * 1000;
  }
}
