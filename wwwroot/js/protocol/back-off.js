// How long a feed waits before its next request.
import { parseHttpDate } from "./http-date.js";

// setTimeout takes a signed 32-bit number of milliseconds; a longer one would fire at once.
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/**
 * The delay before the next request, in milliseconds. It is never shorter than the reconnection time, doubles with each
 * failure in a row, and is spread by up to half, so that the clients of a server that went down do not all return at once.
 *
 * @param {object} options
 *   - `reconnectionTime`: what the server asked for with `retry`, or the default.
 *   - `failures`: how many requests in a row have brought no stream; 0 after a stream that ended.
 *   - `minDelay`: the floor. A server may say `retry: 0`, which would mean hundreds of requests a second.
 *   - `maxDelay`: where doubling stops; a longer reconnection time is still kept.
 *   - `atLeast`: what the server asked for with `Retry-After`.
 *   - `random`: gives a number in [0, 1).
 */
export function delayBefore({ reconnectionTime, failures, minDelay, maxDelay, atLeast = 0, random = Math.random }) {
  // A `retry` of some hundred digits is Infinity, of which no random share can be taken.
  const base = Math.min(LONGEST_TIMEOUT, Math.max(reconnectionTime, minDelay));
  const grown = Math.max(base, Math.min(maxDelay, base * 2 ** Math.max(0, failures - 1)));
  return Math.min(LONGEST_TIMEOUT, Math.max(grown, atLeast) + (random() * grown) / 2);
}

/**
 * The milliseconds that a `Retry-After` header asks for, given as whole seconds or as an HTTP-date (RFC 9110, section 10.2.3).
 * Null if there is no such header or its value is neither.
 */
export function retryAfter(response, now = Date.now()) {
  const value = response.headers.get("Retry-After")?.trim() ?? "";
  if (/^[0-9]+$/.test(value)) return Number(value) * 1000;
  const date = parseHttpDate(value, now);
  return date === null ? null : Math.max(0, date - now);
}

/** Resolves after that many milliseconds, or as soon as the signal is aborted. */
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
