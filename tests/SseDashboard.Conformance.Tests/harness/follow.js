// Follows a feed and collects what it gives its sink.
import { within } from "./checks.js";

export const isEnd = ({ kind }) => kind === "closed" || kind === "failed";

/**
 * All items of a feed, which is stopped at the `count`-th of the kind `until` unless it ends before. `heard` is requested at
 * each event; `at` is called for each item, with the feed.
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
      // Stopped within the push, so that what is parsed already must not follow.
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
  await nextTask(); // an item that comes too late would be here by now
  return items;
}

/** Resolves after every task that is queued now. Faster than a timer, which a browser delays. */
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
