// The circuit's end of a feed: owns the batcher, the texts too large to cross at once, and the stream itself.
import { createBatcher } from "./batcher.js";
import { logAsDocument } from "./document-console.js";
import * as eventSourceFeed from "../protocol/event-source-feed.js";
import * as fetchFeed from "../protocol/fetch-feed.js";

// The longest texts that cross, in bytes of JSON, where one character may take six. One item stays below half of a batch.
const longestData = 4 * 1024;    // longer data crosses as a preview
const longestName = 512;         // an id, a type
const longestNote = 1024;        // a reason, a console line
const keptTexts = 64;            // how many large texts the page keeps for a person who opens their row
const keptUnits = 4 * 1024 * 1024;

// What changes the state of the stream; everything else comes from the server, in any number.
const states = new Set(["connecting", "open", "reconnecting", "failed", "closed"]);

/** Minutes to add to UTC for this browser's local time. */
export const utcOffset = () => -new Date().getTimezoneOffset();

/**
 * A feed that reports to a .NET object's OnBatch, one stream at a time. What is queued or kept outlives a stream, so that a
 * reconnection by hand loses nothing.
 */
export function create(receiver) {
  const texts = createTexts();
  const batcher = createBatcher((items, number) => receiver.invokeMethodAsync("OnBatch", number, items), { onGone: () => stop("gone") });
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
        push: (item) => batcher.push(
          texts.shorten({ ...item, stream: number, ...(item.kind === "connecting" && { detail: label }) }), states.has(item.kind)),
        whenReady: batcher.whenReady,
      };
      const options = { ...rest, url: watch ? withWatch(url, watch) : url, log: logAsDocument };
      // EventSource knows GET only; it stays the first choice for it, being what the document is about.
      stream = method === "GET"
        ? eventSourceFeed.start(sink, options)
        : fetchFeed.start(sink, { method, ...options, diagnostics: true });
    },
    stop,
    closeOn: (type) => stream?.closeOn(type),
    /** The whole data of an event that crossed as a preview, as UTF-8; empty if it is no longer kept. */
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

const utf8 = new TextEncoder();

// A text whose JSON is at most so many bytes: itself, or its beginning and an ellipsis.
function cut(text, bytes) {
  if (typeof text !== "string" || text.length * 6 <= bytes) return text;
  if (utf8.encode(JSON.stringify(text)).length <= bytes) return text;
  // Half of a surrogate pair is no JSON that .NET reads.
  return text.slice(0, Math.floor(bytes / 6) - 1).replace(/[\ud800-\udbff]$/, "") + "…";
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

  function shorten(item) {
    const short = { ...item };
    for (const name of ["id", "type"]) short[name] = cut(item[name], longestName);
    for (const note of ["detail", "console"]) short[note] = cut(item[note], longestNote);
    if (typeof item.data !== "string") return short;
    short.length = item.data.length;
    short.data = cut(item.data, longestData);
    if (short.data !== item.data) {
      short.data = short.data.slice(0, -1); // the row says by itself that there is more
      short.text = keep(item.data);
    }
    return short;
  }

  return {
    shorten,
    read: (number) => new Blob([kept.get(number) ?? ""]), // what is kept is long
    clear() {
      kept.clear();
      units = 0;
    },
  };
}
