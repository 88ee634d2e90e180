// The connections that the feeds of this browser hold open to a server. Browsers open at most six to one origin over HTTP/1.1;
// a seventh request waits, without a word, until one of them ends. Each feed holds a Web Lock while its stream is open: the
// browser lists them across tabs, and releases those of a tab that crashes.

const MOST = 6;
const PATIENCE = 2_000; // ms; a host that is not full opens a stream at once
const PREFIX = "event stream of ";

/**
 * Follows the connections of one feed.
 * @param {URL} address the address of the stream.
 * @param report called with the number of streams that are open to its origin, if this one waits for one of them to end, or if
 *   it has taken the last connection. Never called where that is not certain: for HTTP/2, which has no such limit, or in a page
 *   that is not a secure context, which has no locks.
 * @param {number} patience how long a request may take before it counts as waiting, in milliseconds.
 * @returns `wait()` when a request begins, `open()` when its stream opens, `end()` when it ends.
 */
export function followConnections(address, report, patience = PATIENCE) {
  const prefix = `${PREFIX}${address.origin} `;
  let timer;
  let release = null;

  async function countOpen() {
    const { held } = await navigator.locks.query();
    return held.filter(({ name }) => name.startsWith(prefix)).length;
  }

  async function check(isCurrent) {
    const open = await countOpen();
    if (isCurrent() && open >= MOST && isLimited(address)) report(open);
  }

  function end() {
    clearTimeout(timer);
    release?.();
    release = null;
  }

  function wait() {
    end();
    const current = setTimeout(() => check(() => timer === current && release === null), patience);
    timer = current;
  }

  function open() {
    end();
    timer = undefined;
    const closed = new Promise((resolve) => { release = resolve; });
    const current = release;
    navigator.locks.request(`${prefix}${crypto.randomUUID()}`, () => {
      check(() => release === current);
      return closed;
    });
  }

  // A page of an opaque origin, such as a sandboxed frame, may not use them.
  const hasLocks = globalThis.navigator?.locks !== undefined && globalThis.origin !== "null";
  return hasLocks ? { wait, open, end } : { wait() {}, open() {}, end() {} };
}

// Browsers use HTTP/2 over TLS only. Over TLS, the page knows the version of its own origin.
function isLimited(address) {
  if (address.protocol === "http:") return true;
  const [navigation] = performance.getEntriesByType("navigation");
  return address.origin === location.origin && navigation?.nextHopProtocol === "http/1.1";
}
