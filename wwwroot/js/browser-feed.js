// The circuit's end of a feed: owns the batcher, the texts too large to cross at once, and the stream itself.
import { createBatcher } from "./batcher.js";
import { logAsDocument } from "./document-console.js";
import * as eventSourceFeed from "./event-source-feed.js";
import * as fetchFeed from "./fetch-feed.js";

const largeText = 4 * 1024;      // UTF-16 units; larger data crosses as a preview
const preview = 1024;
const longName = 256;            // an id or a type longer than this crosses shortened
const keptTexts = 64;            // how many large texts the page keeps for a person who opens their row
const keptUnits = 4 * 1024 * 1024;

/** Minutes to add to UTC for this browser's local time. */
export const utcOffset = () => -new Date().getTimezoneOffset();

/**
 * A feed that reports to a .NET object's OnBatch, one stream at a time. What is queued or kept outlives a stream, so that a
 * reconnection by hand loses nothing.
 */
export function create(receiver) {
  const texts = createTexts();
  const batcher = createBatcher((items) => receiver.invokeMethodAsync("OnBatch", items), { onGone: () => stop("gone") });
  let stream = null;
  let streams = 0;

  function stop(reason) {
    stream?.stop(reason);
    stream = null;
  }

  return {
    connect({ method, url, watch, ...rest }) {
      stop("replaced");
      const number = ++streams;
      const label = `${method} ${url}`;
      const sink = {
        push: (item) => batcher.push(texts.shorten({ ...item, stream: number, ...(item.kind === "connecting" && { detail: label }) })),
        whenReady: batcher.whenReady,
      };
      const options = { ...rest, url: watch ? withWatch(url, watch) : url };
      // EventSource knows GET only; it stays the first choice for it, being what the document is about.
      stream = method === "GET"
        ? eventSourceFeed.start(sink, options)
        : fetchFeed.start(sink, { method, ...options, diagnostics: true, log: logAsDocument });
    },
    stop,
    closeOn: (type) => stream?.closeOn(type),
    /** Whether the whole data of an event that crossed as a preview is still kept. */
    hasText: texts.has,
    readText: texts.read,
    dispose() {
      stop("left");
      batcher.stop();
      texts.clear();
    },
  };
}

// The token by which the server knows whom to tell what it wrote. The log shows the URL without it.
function withWatch(url, token) {
  const watched = new URL(url, document.baseURI);
  watched.searchParams.set("watch", token);
  return watched.href;
}

function createTexts() {
  const kept = new Map();
  let units = 0;
  let next = 1;

  function keep(text) {
    kept.set(next, text);
    units += text.length;
    for (const [oldest, old] of kept) {
      if (kept.size <= keptTexts && units <= keptUnits) break;
      kept.delete(oldest);
      units -= old.length;
    }
    return next++;
  }

  const shortName = (name) => (name?.length > longName ? name.slice(0, longName) + "…" : name);

  function shorten(item) {
    if (typeof item.data !== "string") return item;
    const short = { ...item, id: shortName(item.id), type: shortName(item.type), length: item.data.length };
    if (item.data.length > largeText) {
      short.text = keep(item.data);
      short.data = item.data.slice(0, preview);
      if (short.console) short.console = short.console.slice(0, preview) + "…";
    }
    return short;
  }

  return {
    shorten,
    has: (number) => kept.has(number),
    read: (number) => new Blob([kept.get(number)]),
    clear: () => kept.clear(),
  };
}
