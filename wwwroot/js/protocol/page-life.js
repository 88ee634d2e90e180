// Tells a feed when its page is left, and when the back/forward cache restores it.

/**
 * Calls `onLeave` when the page is left, and `onReturn` when it comes back from the back/forward cache. Returns a function that
 * stops both.
 */
export function followPage({ onLeave, onReturn }) {
  const aborter = new AbortController();
  const options = { signal: aborter.signal };
  globalThis.addEventListener("pagehide", onLeave, options);
  globalThis.addEventListener("pageshow", ({ persisted }) => { if (persisted) onReturn(); }, options);
  return () => aborter.abort();
}
