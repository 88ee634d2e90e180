// Runs fetch-feed.js and tells the items it gave its sink.
import { delayBefore, retryAfter, wait } from "/js/back-off.js";
import { start } from "/js/fetch-feed.js";

// `random`, if given, is the number that the feed is to draw; `logs` gives each event a console line.
const prepare = ({ random, logs, ...options }) => ({
  ...options,
  ...(random === undefined ? {} : { random: () => random }),
  ...(logs ? { log: ({ type, data, lastEventId }) => `${type} ${data} ${lastEventId}` } : {}),
});

/**
 * All items of a feed, which is stopped at the `count`-th of the kind `until` unless it ends before. `heard` is requested at
 * each event.
 */
export async function follow({ heard, ...options }, until, count) {
  const items = [];
  let feed = null;
  let enough;
  const reached = new Promise((resolve) => { enough = resolve; });
  const sink = {
    push(item) {
      items.push(item);
      if (item.kind === "event" && heard) fetch(heard);
      const isLast = item.kind === until && items.filter(({ kind }) => kind === until).length === count;
      // Stopped within the push, so that what is parsed already must not follow.
      if (isLast) feed?.stop("enough");
      if (isLast || isEnd(item)) enough();
    },
    whenReady: () => Promise.resolve(),
  };
  feed = start(sink, prepare(options));
  await reached;
  feed.stop("enough");
  await nextTask(); // an item that comes too late would be here by now
  return items;
}

const LONG = 3_600_000; // an hour, in milliseconds

const isEnd = ({ kind }) => kind === "closed" || kind === "failed";

/** All items of a feed whose sink has room for one item at a time, and how many were pushed without room. */
export function followSlowly(options) {
  return new Promise((resolve) => {
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
  });
}

/** How many chunks are read before the sink has room, soon after it is full, and in the end; the sink takes one event first. */
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
  while (!makeRoom) await nextTask();
  for (let i = 0; i < 20; i++) await nextTask();
  const whileFull = reads;
  makeRoom();
  await ended;
  return { whileFull, atTheEnd: reads };
}

/** Stops a feed while it waits to reconnect; returns when another one, which waits as long, has reconnected. */
export async function stopWhileWaiting(options, other) {
  const items = await follow(options, "reconnecting", 1);
  await follow(other, "connecting", 2);
  return items;
}

export const delays = (cases) => cases.map(({ random, ...options }) => delayBefore({ ...options, random: () => random }));

export const retriesAfter = (values, now) =>
  values.map((value) => retryAfter(new Response(null, value === null ? {} : { headers: { "Retry-After": value } }), now));

/** Waits that are aborted, before and after they begin. */
export async function abortedWaits() {
  await wait(LONG, AbortSignal.abort());
  const aborter = new AbortController();
  const waiting = wait(LONG, aborter.signal);
  aborter.abort();
  await waiting;
}

function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
