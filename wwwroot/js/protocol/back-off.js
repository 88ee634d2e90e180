// The delay before a feed's next request.
import { parseHttpDate } from "./http-date.js";

// setTimeout takes a signed 32-bit number of milliseconds; a longer delay would fire at once.
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/**
  * The delay before the next request, in milliseconds. It is never shorter than the reconnection time, doubles with each
  * consecutive failure, and is lengthened by a random share of up to half, so that clients do not all return at once after an
  * outage.
 *
 * @param {object} options
  *   - `reconnectionTime`: the server's `retry`, or the default.
  *   - `failures`: how many consecutive requests have failed to open a stream; 0 after a stream that ended.
  *   - `minDelay`: the lower bound. A server may send `retry: 0`, which would mean hundreds of requests a second.
  *   - `maxDelay`: the upper bound for doubling; a longer reconnection time still applies.
  *   - `atLeast`: the server's `Retry-After`.
  *   - `random`: returns a number in [0, 1).
 */
// excerpt: delay-with-jitter
export function delayBefore({ reconnectionTime, failures, minDelay, maxDelay, atLeast = 0, random = Math.random }) {
  // A `retry` of a few hundred digits parses as Infinity, and a random 0 times Infinity is NaN.
  const base = Math.min(LONGEST_TIMEOUT, Math.max(reconnectionTime, minDelay));
  const grown = Math.max(base, Math.min(maxDelay, base * 2 ** Math.max(0, failures - 1)));
  return Math.min(LONGEST_TIMEOUT, Math.max(grown, atLeast) + (random() * grown) / 2);
}
// end excerpt

/**
  * The value of a `Retry-After` header in milliseconds, given as seconds or as an HTTP-date (RFC 9110, section 10.2.3); null
  * if the header is missing or invalid.
 */
export function retryAfter(response, now = Date.now()) {
  const value = response.headers.get("Retry-After")?.trim() ?? "";
  if (/^[0-9]+$/.test(value)) return Number(value) * 1000;
  const date = parseHttpDate(value, now);
  return date === null ? null : Math.max(0, date - now);
}

/** Resolves after the given number of milliseconds, or as soon as the signal aborts. */
export function wait(milliseconds, signal) {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener("abort", finish);
    if (signal.aborted) finish();
  });
}
