// Reads the playground's stream in the browser: with sse-parser.js, and with the browser's own EventSource.
import { createParser } from "../protocol/sse-parser.js";

const patience = 10_000; // ms; the host takes at most two seconds to send a stream
const longest = 24_000; // bytes of JSON; a message to the circuit may have 32 KB

const utf8 = new TextEncoder();
const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** What sse-parser.js makes of the chunks, which are in Base64. */
export function parse(chunks) {
  const events = [];
  let retry = null;
  // excerpt: parse-by-hand
  const parser = createParser({
    onEvent: ({ type, data, lastEventId }) => events.push({ type, data, lastEventId }),
    onRetry: (milliseconds) => { retry = milliseconds; },
  });
  for (const chunk of chunks) parser.push(bytesOf(chunk));
  parser.end();
  // end excerpt
  // A retry of some hundred digits is Infinity, which JSON does not have.
  return bounded({ events, lastEventId: parser.lastEventId, retry: retry === Infinity ? Number.MAX_VALUE : retry });
}

/**
 * What the browser's EventSource dispatches up to the end of its first connection.
 * @param url   the stream.
 * @param types the event types to listen for besides message.
 */
export function watch(url, types) {
  return new Promise((resolve) => {
    const events = [];
    const source = new EventSource(url);
    const timer = setTimeout(() => finish("The stream did not end within 10 s."), patience);

    function finish(problem = null) {
      clearTimeout(timer);
      source.close();
      resolve(bounded({ events, problem }));
    }

    function receive(event) {
      // The browser's own "open" and "error" events are plain Events; a server's are MessageEvents.
      if (event instanceof MessageEvent) events.push({ type: event.type, data: event.data, lastEventId: event.lastEventId });
      else if (event.type === "error") finish(source.readyState === EventSource.CLOSED ? "The browser refused the response." : null);
    }

    for (const type of new Set(["message", "open", "error", ...types])) source.addEventListener(type, receive);
  });
}

// Leaves out events from the end until the rest fits, and counts them.
function bounded(reading) {
  const size = (value) => utf8.encode(JSON.stringify(value)).length;
  const events = [...reading.events];
  let total = size({ ...reading, events });
  while (total > longest && events.length > 0) total -= size(events.pop()) + 1;
  return { ...reading, events, left: reading.events.length - events.length };
}

/** Inserts a text at the caret of the field of that name, as if it had been typed. */
export function insert(name, text) {
  const field = document.querySelector(`[name="${name}"]`);
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
