// Runs a feed and collects its items.
import { checkEqual, turns, until, within } from "./checks.js";

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

const transition = (type) => globalThis.dispatchEvent(new PageTransitionEvent(type, { persisted: true }));

/** Follows a feed through the back/forward cache: its page is left at the first event, and its second event ends it. */
export async function leaveAndReturnFeed(start, options) {
  const items = [];
  const events = () => items.filter(({ kind }) => kind === "event").length;
  const feed = start({ push: (item) => items.push(item), whenReady: () => Promise.resolve() }, options);
  try {
    await until(() => events() === 1, "the first event arrives");
    transition("pagehide");
    await turns(5); // an item of the page that was left would have arrived by now
    transition("pageshow");
    await until(() => events() === 2 || items.some(isEnd), "the second event arrives, or the feed ends");
  } finally {
    feed.stop("enough");
  }
  return items;
}

/** Opens `count` feeds over one server, one after the other, and checks what the last two of them say. */
export async function crowdOfFeeds(start, url, count) {
  const feeds = [];
  try {
    for (let i = 1; i <= count; i++) {
      const items = [];
      const feed = start({ push: (item) => items.push(item), whenReady: () => Promise.resolve() }, { url, crowdPatience: 50 });
      feeds.push({ items, feed });
      if (i < count) await until(() => items.some(({ kind }) => kind === "open"), `stream ${i} opens`);
    }
    const { items } = feeds.at(-1);
    const crowded = ({ kind }) => kind === "crowded";
    await until(() => items.some(crowded), "the last feed says that it waits");
    checkEqual(items.map(({ kind, count, state }) => [kind, count, state]), [["connecting", undefined, 0], ["crowded", 6, 0]], "what the last feed says");
    await until(() => feeds.at(-2).items.some(crowded), "the feed before it says that it has the last connection");
    checkEqual(feeds.slice(0, -2).filter((other) => other.items.some(crowded)).length, 0, "earlier feeds that say so");
    feeds[0].feed.stop("enough");
    await until(() => items.some(({ kind }) => kind === "open"), "the last stream opens once another has ended");
  } finally {
    for (const { feed } of feeds) feed.stop("enough");
  }
}

/** Checks that a feed whose server does not answer claims nothing while few streams are open. */
export async function slowFeedWithoutCrowd(start, openUrl, slowUrl) {
  const sink = (items) => ({ push: (item) => items.push(item), whenReady: () => Promise.resolve() });
  const [opened, slow] = [[], []];
  const feeds = [start(sink(opened), { url: openUrl })];
  try {
    await until(() => opened.some(({ kind }) => kind === "open"), "the other stream opens");
    feeds.push(start(sink(slow), { url: slowUrl, crowdPatience: 1 }));
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    await navigator.locks.query(); // the feed's own query has been answered by now
    await turns(2);
    checkEqual(slow.map(({ kind }) => kind), ["connecting"], "what the slow feed says");
  } finally {
    for (const feed of feeds) feed.stop("enough");
  }
}
