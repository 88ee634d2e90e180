// Runs fetch-feed.js and returns its items.
import { delayBefore, retryAfter, wait } from "/js/protocol/back-off.js";
import { start } from "/js/protocol/fetch-feed.js";
import { describeRefusal } from "/js/protocol/refusal.js";
import { until, within } from "./checks.js";
import { crowdOfFeeds, followFeed, isEnd, leaveAndReturnFeed, nextTask, slowFeedWithoutCrowd } from "./follow.js";

// `random` fixes the feed's random number; `logs` gives each event a console line.
const prepare = ({ random, logs, ...options }) => ({
  ...options,
  ...(random === undefined ? {} : { random: () => random }),
  ...(logs ? { log: ({ type, data, lastEventId }) => `${type} ${data} ${lastEventId}` } : {}),
});

/** See `followFeed`. */
export const follow = (options, until, count) => followFeed(start, prepare(options), until, count);

const LONG = 3_600_000; // an hour, in milliseconds

/** Runs a feed whose sink has room for one event at a time; returns all items, and how many were pushed while it was full. */
export function followSlowly(options) {
  return within(new Promise((resolve) => {
    const items = [];
    let room = Promise.resolve();
    let full = false;
    let pushedWithoutRoom = 0;
    const sink = {
      push(item) {
        items.push(item);
        if (isEnd(item)) resolve({ items, pushedWithoutRoom });
        if (item.kind !== "event") return;
        if (full) pushedWithoutRoom++;
        full = true;
        room = nextTask().then(() => { full = false; });
      },
      whenReady: () => room,
    };
    start(sink, options);
  }), () => "the stream ends");
}

/** Returns how many chunks the feed has read while its sink is full, after one event, and at the end of the stream. */
export async function readsWhileFull(chunkCount) {
  let reads = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (reads === chunkCount) return controller.close();
      controller.enqueue(new TextEncoder().encode(`data: ${reads++}\n\n`));
    },
  }, { highWaterMark: 0 });

  let makeRoom;
  let room = Promise.resolve();
  let closed;
  const ended = new Promise((resolve) => { closed = resolve; });
  const sink = {
    push(item) {
      if (item.kind === "event" && item.data === "0") room = new Promise((resolve) => { makeRoom = resolve; });
      if (isEnd(item)) closed();
    },
    whenReady: () => room,
  };
  start(sink, {
    url: "/",
    reconnect: false,
    fetch: async () => new Response(body, { headers: { "Content-Type": "text/event-stream" } }),
  });
  await until(() => makeRoom, "the first event arrives");
  for (let i = 0; i < 20; i++) await nextTask();
  const whileFull = reads;
  makeRoom();
  await within(ended, () => "the stream ends");
  return { whileFull, atTheEnd: reads };
}

/** Stops a feed while it waits to reconnect; returns once another feed with the same delay has reconnected. */
export async function stopWhileWaiting(options, other) {
  const items = await follow(options, "reconnecting", 1);
  await follow(other, "connecting", 2);
  return items;
}

export const delays = (cases) => cases.map(({ random, ...options }) => delayBefore({ ...options, random: () => random }));

/** Describes a refusal whose body never ends. */
export function describeStalledRefusal() {
  const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"title":"The host')) });
  const response = new Response(body, { status: 503, headers: { "Content-Type": "application/problem+json" } });
  return within(describeRefusal(response, 10), () => "the refusal is described");
}

/** The delays after a stream and after failures, for a `retry` too large for a number. */
export const delaysOfEndlessTimes = (random) => delays([0, 2].map((failures) => (
  { reconnectionTime: Number("9".repeat(400)), failures, random, minDelay: 100, maxDelay: 60_000 })));

export const retriesAfter = (values, now) =>
  values.map((value) => retryAfter(new Response(null, value === null ? {} : { headers: { "Retry-After": value } }), now));

/** Aborts one wait before and one after it begins. */
export async function abortedWaits() {
  await wait(LONG, AbortSignal.abort());
  const aborter = new AbortController();
  const waiting = wait(LONG, aborter.signal);
  aborter.abort();
  await waiting;
}

export const leaveAndReturn = (options) => leaveAndReturnFeed(start, prepare(options));
export const crowd = (url, count) => crowdOfFeeds(start, url, count);
export const slowWithoutCrowd = (openUrl, slowUrl) => slowFeedWithoutCrowd(start, openUrl, slowUrl);
