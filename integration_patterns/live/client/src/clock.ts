/** The one clock: Python's `time()` and `datetime.now()` read `Date.now()`. */

const machine = Date.now.bind(Date);
let ahead = 0;

Date.now = () => machine() + ahead;

/** Moves the clock to a POSIX timestamp in seconds, from which it ticks on; null undoes it. */
export function setClock(timestamp: number | null | undefined): void {
  ahead = timestamp == null ? 0 : timestamp * 1000 - machine();
}
