// Runs a feed and collects its items.
import { within } from "./checks.js";

export const isEnd = ({ kind }) => kind === "closed" || kind === "failed";

/**
  * Collects all items of a feed and stops it at the `count`-th item of kind `until`, unless it ends earlier. Fetches the URL
  * `heard` at each event; calls `at` with each item and the feed.
 */
export async function followFeed(start, { heard, at, ...options }, until, count) {
  const items = [];
  let feed = null;
  let enough;
  const reached = new Promise((resolve) => { enough = resolve; });
  const sink = {
    push(item) {
      items.push(item);
      if (item.kind === "event" && heard) fetch(heard);
      at?.(item, feed);
      const isLast = item.kind === until && items.filter(({ kind }) => kind === until).length === count;
      // Stop within push(), to check that events already parsed do not follow.
      if (isLast) feed?.stop("enough");
      if (isLast || isEnd(item)) enough();
    },
    whenReady: () => Promise.resolve(),
  };
  feed = start(sink, options);
  try {
    await within(reached, () => `item ${count} of the kind "${until}", after ${items.map(({ kind }) => kind).join(", ")}`);
  } finally {
    feed.stop("enough");
  }
  await nextTask(); // a late item would have arrived by now
  return items;
}

/** Resolves after all tasks now queued. Faster than a timer, which browsers throttle. */
export function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
