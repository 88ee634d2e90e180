// Runs event-source-feed.js and returns its items.
import { logAsDocument } from "/js/dashboard/document-console.js";
import { start } from "/js/protocol/event-source-feed.js";
import { turns, until, within } from "./checks.js";
import { crowdOfFeeds, followFeed, isEnd, leaveAndReturnFeed, slowFeedWithoutCrowd } from "./follow.js";

// `random` fixes the feed's random number. `closeOnNext` becomes the type to close on at the first event.
const prepare = ({ random, closeOnNext, ...options }) => ({
  log: logAsDocument,
  minDelay: 1,
  reconnectionTime: 1,
  ...options,
  ...(random === undefined ? {} : { random: () => random }),
  ...(closeOnNext === undefined ? {} : { at: ({ kind }, feed) => { if (kind === "event") feed.closeOn(closeOnNext); } }),
});

/** See `followFeed`. */
export const follow = (options, until, count) => followFeed(start, prepare(options), until, count);

/** Stops a feed while it waits to retry; returns once another feed with a longer delay has opened its second EventSource. */
export async function stopWhileWaiting(options, other) {
  const items = await follow(options, "reconnecting", 1);
  await follow(other, "connecting", 2);
  return items;
}

/** Stops a feed twice once the server answers `signal`, which marks the point in the exchange to stop at. */
export async function stopAtSignal(options, signal) {
  const items = [];
  const feed = start({ push: (item) => items.push(item) }, prepare(options));
  await within(fetch(signal), () => "the server receives the request during which the feed is stopped");
  feed.stop("enough");
  feed.stop("again");
  await turns(5); // a late item would have arrived by now
  return items;
}

export const leaveAndReturn = (options) => leaveAndReturnFeed(start, prepare(options));
export const crowd = (url, count) => crowdOfFeeds(start, url, count);
export const slowWithoutCrowd = (openUrl, slowUrl) => slowFeedWithoutCrowd(start, openUrl, slowUrl);

/** Calls window.stop() at the first event. */
export async function stopWindow(options) {
  const items = [];
  const feed = start({ push: (item) => items.push(item) }, prepare(options));
  await until(() => items.some(({ kind }) => kind === "event"), "the first event arrives");
  window.stop();
  try {
    await until(() => items.some(isEnd), "the feed ends");
    await turns(5); // a question would have been asked by now
    return items;
  } finally {
    feed.stop("enough");
  }
}

/** Starts a feed that nobody stops. */
export const startOnly = (options) => { start({ push() {} }, prepare(options)); };
