// Runs job-comparison.js.
import { start } from "/js/dashboard/job-comparison.js";
import { check, checkEqual, turns, until } from "./checks.js";

const isOver = ({ kind, way }) => kind === "done" || kind === "refused" || (kind === "failed" && way === undefined);

/** All items of a comparison, up to its end or the first item of kind `stopAt`. */
export async function compare(options, stopAt = null) {
  const items = [];
  const clients = start({ invokeMethodAsync: async (_, __, batch) => { items.push(...batch); } }, { limit: 1000, interval: 1, ...options });
  try {
    await until(
      () => items.some((item) => isOver(item) || item.kind === stopAt),
      () => `the comparison ends, or is ${stopAt}, after ${items.map(({ kind }) => kind).join(", ")}`);
    return items;
  } finally {
    clients.stop();
  }
}

/** Cancels a job at its first answer and returns all items up to the first failure. */
export async function cancel(options) {
  const items = [];
  const clients = start({ invokeMethodAsync: async (_, __, batch) => { items.push(...batch); } }, { limit: 1000, interval: 1, ...options });
  try {
    await until(() => items.some(({ kind }) => kind === "answer"), "a poll is answered");
    await clients.cancel();
    await until(() => items.some(({ kind }) => kind === "failed"), "the failure is reported");
    return items;
  } finally {
    clients.stop();
  }
}

/**
  * Runs a test with fake requests, streams and observers. `begin(name)` starts a comparison of the job with that name. Requests
  * to the paths in `held` are never answered.
 */
async function withFakes(held, test) {
  const real = { fetch: globalThis.fetch, EventSource: globalThis.EventSource, PerformanceObserver: globalThis.PerformanceObserver };
  const page = { requests: [], streams: [], observers: [] };
  globalThis.fetch = async (url, { signal }) => {
    const { pathname } = new URL(url, document.baseURI);
    page.requests.push({ pathname, signal });
    if (held.includes(pathname)) await new Promise((_, reject) => { signal.addEventListener("abort", () => reject(signal.reason)); });
    return Response.json({ id: "1", state: "running" }, { headers: { Location: pathname.replace("jobs", "job") } });
  };
  globalThis.EventSource = class extends EventTarget {
    constructor() {
      super();
      page.streams.push(this);
    }
    close() { this.closed = true; }
  };
  globalThis.PerformanceObserver = class {
    constructor() { page.observers.push(this); }
    observe() { this.observing = true; }
    takeRecords() { return []; }
    disconnect() { this.observing = false; }
  };
  page.begin = (name, options) => {
    const reported = [];
    const receiver = { invokeMethodAsync: async (_, __, batch) => { reported.push(...batch); } };
    return { reported, ...start(receiver, { url: `/jobs/${name}`, limit: 1000, interval: 20, ...options }) };
  };
  page.polls = (name) => page.requests.filter(({ pathname }) => pathname === `/job/${name}`);
  try {
    await test(page);
  } finally {
    Object.assign(globalThis, real);
  }
}

/** Starts another comparison and waits for its second poll and first batch. Those of an earlier one would have come first. */
async function outlast({ begin, polls }) {
  const other = begin("other");
  await until(() => polls("other").length >= 2 && other.reported.length > 0, "another comparison polls twice and reports");
  other.stop();
}

export const stopBeforeJobExistsAbortsRequest = () => withFakes(["/jobs/a"], async (page) => {
  const clients = page.begin("a");
  clients.stop();
  check(page.requests[0].signal.aborted, "the request for the job is aborted");
  await outlast(page);
  checkEqual([page.polls("a").length, page.streams.length, clients.reported.length], [0, 1, 0],
    "polls of the stopped comparison, streams of both, items of the stopped one");
});

export const stopEndsPollAndStream = () => withFakes(["/job/a"], async (page) => {
  const clients = page.begin("a");
  await until(() => page.polls("a").length === 1, "the job is polled");
  check(page.observers[0].observing, "resource timing is observed before the stop");
  clients.stop();
  check(page.polls("a")[0].signal.aborted, "the poll in flight is aborted");
  check(page.streams[0].closed, "the stream is closed");
  check(!page.observers[0].observing, "resource timing is no longer observed");
});

export const stopBetweenPollsSendsNoMore = () => withFakes([], async (page) => {
  const clients = page.begin("a");
  await until(() => page.polls("a").length === 1, "the job is polled");
  await turns(2); // the answer is read and the next poll is scheduled
  const before = page.polls("a").length;
  clients.stop();
  await outlast(page);
  checkEqual(page.polls("a").length, before, "polls after the stop");
});

export const stopReportsNothingMore = () => withFakes(["/job/a"], async (page) => {
  const clients = page.begin("a");
  await until(() => page.polls("a").length === 1, "the job is polled");
  clients.stop();
  page.streams[0].dispatchEvent(new MessageEvent("progress", { data: '{"state":"running"}' }));
  await outlast(page);
  checkEqual(clients.reported, [], "items after the stop");
});

export const nothingFollowsTheEnd = () => withFakes(["/job/a"], async (page) => {
  const { reported } = page.begin("a", { maxItems: 3 });
  await until(() => page.polls("a").length === 1, "the job is polled");
  page.streams[0].dispatchEvent(new MessageEvent("progress", { data: '{"state":"running"}' })); // the third item
  check(page.polls("a")[0].signal.aborted, "the poll in flight is aborted");
  await outlast(page);
  checkEqual(reported.map(({ kind }) => kind), ["started", "asked", "event", "bodies", "bodies", "failed"], "all items");
});
