// The browser's end of the circuit's feed: owns the stream, the batcher, and the texts too large to send at once.
import { createBatcher } from "./batcher.js";
import { logAsDocument } from "./document-console.js";
import * as eventSourceFeed from "../protocol/event-source-feed.js";
import * as fetchFeed from "../protocol/fetch-feed.js";

// The longest texts sent, in bytes of JSON; one character may take six. They keep an item below half a batch.
const longestData = 4 * 1024;    // longer data is sent as a preview
const longestName = 512;         // an id, a type
const longestNote = 1024;        // a reason, a console line
const keptTexts = 64;            // how many large texts the page keeps, to show when their row is opened
const keptUnits = 4 * 1024 * 1024;

// The kinds that change the stream's state. Everything else comes from the server, in unbounded number.
const states = new Set(["connecting", "open", "reconnecting", "failed", "closed"]);

/** The browser's offset from UTC, in minutes, positive east of Greenwich. */
export const utcOffset = () => -new Date().getTimezoneOffset();

/**
  * Creates a feed that reports to a .NET object's OnBatch, one stream at a time. The queue and the kept texts outlive a stream,
  * so that a manual reconnect loses nothing.
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
      // EventSource supports only GET, and is what the document is about.
      stream = method === "GET"
        ? eventSourceFeed.start(sink, options)
        : fetchFeed.start(sink, { method, ...options, diagnostics: true });
    },
    stop,
    closeOn: (type) => stream?.closeOn(type),
    /** The full data of an event that was sent as a preview, as UTF-8; empty if no longer kept. */
    readText: texts.read,
    dispose() {
      stop("left");
      batcher.stop();
      texts.clear();
    },
  };
}

// The token tells the server which watcher gets the wire records. The log shows the URL without it.
function withWatch(url, token) {
  const watched = new URL(url, document.baseURI);
  watched.searchParams.set("watch", token);
  return watched.href;
}

const utf8 = new TextEncoder();

// Truncates a text, with an ellipsis, so that its JSON takes at most the given number of bytes.
function cut(text, bytes) {
  if (typeof text !== "string" || text.length * 6 <= bytes) return text;
  if (utf8.encode(JSON.stringify(text)).length <= bytes) return text;
  // .NET rejects JSON that contains half a surrogate pair.
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
      short.data = short.data.slice(0, -1); // the row indicates that there is more
      short.text = keep(item.data);
    }
    return short;
  }

  return {
    shorten,
    read: (number) => new Blob([kept.get(number) ?? ""]), // crosses as a stream; these texts may exceed SignalR's limit
    clear() {
      kept.clear();
      units = 0;
    },
  };
}
