// Follows a stream through a hop, to see when its events arrive.

const mostEvents = 200; // a lesson's stream has fewer

/**
 * Follows a stream to its `done` event, or until it ends or is refused.
 * @param options `withCredentials`, and `patience`, the longest time to wait, in milliseconds.
 * @returns when the stream opened and when its events arrived, in milliseconds since the request, and whether it `failed`.
 */
export function follow(url, { withCredentials, patience }) {
  return new Promise((resolve) => {
    const began = performance.now();
    const now = () => performance.now() - began;
    const seen = { opened: null, events: [], failed: false };

    // excerpt: follow-through-a-hop
    const source = new EventSource(url, { withCredentials });
    source.addEventListener("open", () => { seen.opened = now(); });
    source.addEventListener("message", () => { if (seen.events.push(now()) === mostEvents) finish(); });
    source.addEventListener("done", () => finish());
    // CLOSED before it was open: the browser may not read the response.
    source.addEventListener("error", () => finish(source.readyState === EventSource.CLOSED));

    function finish(failed = false) {
      clearTimeout(timer);
      source.close();
      resolve({ ...seen, failed });
    }
    // end excerpt

    const timer = setTimeout(finish, patience);
  });
}

// excerpt: sign-in
/** Signs in at another origin: its answer sets a cookie. */
export async function signIn(url) {
  const response = await fetch(url, { credentials: "include", cache: "no-store" });
  if (!response.ok) throw new Error(`The other origin answered ${response.status}.`);
}
// end excerpt
