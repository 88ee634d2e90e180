// The clock for the browser's timestamps, which the server compares with its own.

// performance.now() is precise and monotonic, but it stops while the machine sleeps and does not notice when the clock is
// set. Date.now() does, to the millisecond.
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
