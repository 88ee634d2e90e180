// Runs event-source-feed.js and tells the items it gave its sink.
import { logAsDocument } from "/js/dashboard/document-console.js";
import { start } from "/js/protocol/event-source-feed.js";
import { turns, within } from "./checks.js";
import { followFeed } from "./follow.js";

// `random`, if given, is the number that the feed is to draw. `closeOnNext`, if given, is the type to close on from the first
// event on.
const prepare = ({ random, closeOnNext, ...options }) => ({
  log: logAsDocument,
  minDelay: 1,
  reconnectionTime: 1,
  ...options,
  ...(random === undefined ? {} : { random: () => random }),
  ...(closeOnNext === undefined ? {} : { at: ({ kind }, feed) => { if (kind === "event") feed.closeOn(closeOnNext); } }),
});

/** The items of a feed, as `followFeed` gives them. */
export const follow = (options, until, count) => followFeed(start, prepare(options), until, count);

/** Stops a feed while it waits after a refusal; returns when another one, which waits longer, has opened its second EventSource. */
export async function stopWhileWaiting(options, other) {
  const items = await follow(options, "reconnecting", 1);
  await follow(other, "connecting", 2);
  return items;
}

/** Stops a feed, twice, when the server answers `signal`, which it does when the feed is where the test wants it. */
export async function stopAtSignal(options, signal) {
  const items = [];
  const feed = start({ push: (item) => items.push(item) }, prepare(options));
  await within(fetch(signal), () => "the server has the request that the feed is stopped in");
  feed.stop("enough");
  feed.stop("again");
  await turns(5); // an item that comes too late would be here by now
  return items;
}
