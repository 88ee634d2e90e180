// The browser's end of the circuit's feed: owns the stream, the store of what happened, and the reports to the circuit.
import { watchBehind } from "./behind.js";
import { crossing, longestRow, sizeOf } from "./crossing.js";
import { createDocumentConsole } from "./document-console.js";
import { createStore } from "./event-store.js";
import { copy, copyData, save } from "./log/export.js";
import { createReporter } from "./reporter.js";
import * as eventSourceFeed from "../protocol/event-source-feed.js";
import * as fetchFeed from "../protocol/fetch-feed.js";

const answerBytes = 16 * 1024; // half of SignalR's 32 KB limit; a larger answer ends the circuit

// The kinds that change the stream's state. Everything else comes from the server, in unbounded number.
const states = new Set(["connecting", "open", "crowded", "reconnecting", "failed", "closed"]);

/** The browser's offset from UTC, in minutes, positive east of Greenwich. */
export const utcOffset = () => -new Date().getTimezoneOffset();

/**
  * Creates a feed that reports to a .NET object's OnReport, one stream at a time. The store outlives a stream, so that a manual
  * reconnect loses nothing.
  * @param bounds the bounds of the store, for tests.
  */
export function create(receiver, bounds) {
  const store = createStore(bounds);
  const reporter = createReporter(
    store, (report, number) => receiver.invokeMethodAsync("OnReport", number, report), { onGone: () => stop("gone") });
  const documentConsole = createDocumentConsole(reporter.print);
  const behind = watchBehind(store);
  let stream = null;
  let streams = 0;
  let closing = null; // the type on which the stream is closed

  function stop(reason) {
    stream?.stop(reason);
    stream = null;
  }

  return {
    /**
      * Opens a stream. `notable` lists the event types that the page must see one by one, whatever the rate; `console` says
      * whether the console gets the document's lines.
      */
    connect({ method, url, watch, notable, console: hasConsole, ...rest }) {
      stop("replaced");
      const number = ++streams;
      const label = `${method} ${url}`;
      const types = new Set(notable);
      closing = rest.closeOn;
      const sink = {
        push(item) {
          const isState = states.has(item.kind);
          if (item.kind === "connecting") item.detail = label;
          reporter.add(item, number, isState || (item.kind === "event" && (types.has(item.type) || item.type === closing)), isState);
        },
        whenReady: reporter.whenReady,
      };
      const options = { ...rest, url: watch ? withWatch(url, watch) : url, ...(hasConsole && { log: documentConsole.log }) };
      // EventSource supports only GET, and is what the document is about.
      stream = method === "GET"
        ? eventSourceFeed.start(sink, options)
        : fetchFeed.start(sink, { method, ...options, diagnostics: true });
    },
    stop,
    closeOn(type) {
      closing = type;
      stream?.closeOn(type);
    },
    /** The rows from that number on: as many of `count` as fit into a message, fewer if the page no longer holds them. */
    rows(from, count) {
      const first = Math.max(from, store.oldest);
      const items = [];
      for (let bytes = 0, number = first; number < from + count && store.holds(number); number++) {
        const row = crossing(store.item(number), longestRow);
        bytes += sizeOf(row);
        if (bytes > answerBytes && items.length > 0) break;
        items.push(row);
      }
      return { from: first, oldest: store.oldest, items };
    },
    /** Sets what the filtered view shows; null shows all rows. Reports name the filter by its version. */
    filter: reporter.setFilter,
    /** The rows of the filtered view from that position on, as `rows` returns them; null if the filter is another by now. */
    matches: (version, position, count) => reporter.filter.page(version, position, count, answerBytes),
    /** The position of a row in the filtered view; -1 if it is not there. */
    positionOf: reporter.filter.positionOf,
    /** Saves the rows of the filtered view, or all, as a file. */
    save: async (format) => save(store, await reporter.filter.numbers(), format),
    /** Copies them to the clipboard. */
    copy: async (format) => copy(store, await reporter.filter.numbers(), format),
    /** Copies a single row: in a format, or only its data. */
    copyRow: (number, format) => (format === "data" ? copyData(store, number) : copy(store, [number], format)),
    /** The whole data of an item, as UTF-8; empty if the page no longer holds it. It crosses as a stream, which has no limit. */
    text: (number) => new Blob([store.textOf(number) ?? ""]),
    /** Forgets the items before that number. */
    clear: store.clear,
    dispose() {
      stop("left");
      behind.stop();
      documentConsole.stop();
      reporter.stop();
      store.clear(store.next);
    },
  };
}

// The token tells the server which watcher gets the wire records. The log shows the URL without it.
function withWatch(url, token) {
  const watched = new URL(url, document.baseURI);
  watched.searchParams.set("watch", token);
  return watched.href;
}
