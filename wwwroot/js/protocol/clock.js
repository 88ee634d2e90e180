// The clock that stamps what happens in the browser, for the server to compare with its own.

// performance.now() is fine and never goes back, but it stands still while the machine sleeps, and does not know when somebody
// sets the clock. Date.now() knows, in whole milliseconds.
const tolerance = 2; // ms

let origin = performance.timeOrigin;

/** Milliseconds since 1970, with fractions. */
export function now() {
  const time = origin + performance.now();
  const behind = Date.now() - time;
  if (Math.abs(behind) <= tolerance) return time;
  origin += behind;
  return time + behind;
}
