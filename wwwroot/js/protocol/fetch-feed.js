// A feed over fetch, which unlike EventSource allows any method, headers and body. It reads the response with our own parser
// and follows the processing model of EventSource (HTML Living Standard, section 9.2.3): it sends Last-Event-ID, reconnects
// after the reconnection time, and fails permanently on any status other than 200 and on any other content type. It deviates
// on purpose in three ways: delays grow and are randomised; a refusal with Retry-After is retried; and a request is repeated
// automatically only if that is safe or was asked for.
import { headerOfId, resolveAddress } from "./address.js";
import { delayBefore, retryAfter, wait } from "./back-off.js";
import { now } from "./clock.js";
import { followConnections } from "./connections.js";
import { followPage } from "./page-life.js";
import { describeNoAnswer, describeRefusal, describeWrongType, NO_CONTENT } from "./refusal.js";
import { createParser } from "./sse-parser.js";

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

/**
 * Opens a stream.
  * @param sink Receives the items: `push(item)`, and `whenReady()`, which resolves when it has room. Until then nothing is
  *   read, so the server's writes wait. An item is `{ kind, state, time, ... }`. Its kind is one of connecting, open, event
  *   (with id, type, data and the line from `log`), comment (data), reconnecting (delay in ms), failed and closed; discarded,
  *   for an event that is too long; with `diagnostics` also any other discarded block and ignored field, as the parser reports
  *   them; crowded, when `count` streams are open to this origin, all that the browser opens over HTTP/1.1. `detail` gives the
  *   reason in plain words, `status` the status of a refusal, and `nextTry` when the next request goes out, in milliseconds
  *   since 1970. A closed item has `byServer` set if the server, not the page, ended the stream.
 * @param options
  *   - `url`, `method`, `headers`, `body` (text or a Blob), `credentials`: the request, repeated unchanged on a reconnect.
 *   - `lastEventId`: where to resume from.
 *   - `closeOn`: the event type on which the page closes the stream, or null.
  *   - `reconnect`: whether to repeat the request when the stream ends or the connection breaks. True for GET, as in a browser;
  *     false for other methods, because repeating a POST may repeat its effect.
  *   - `reconnectionTime`, `minDelay`, `maxDelay`: milliseconds; a `retry` in the stream replaces the first.
  *   - `maxTries`: how many consecutive requests may fail to open a stream before the feed fails.
 *   - `maxBufferSize`: the longest event, in characters; a longer one is discarded.
  *   - `crowdPatience`: how long a request may wait for a connection before the feed looks for the reason, in milliseconds.
  *   - `log(event)`: called for each event; returns its console line or null.
  *   - `fetch`, `random`: default to the browser's.
  * @returns {{ closeOn(type: string | null): void, stop(reason?: string): void }} `closeOn` changes the option of that name;
  *   `stop` aborts the request and any wait; no item follows its "closed".
 */
export function start(sink, {
  url,
  method = "GET",
  headers = {},
  body = undefined,
  credentials = "same-origin",
  lastEventId = "",
  closeOn = null,
  reconnect = method.toUpperCase() === "GET",
  reconnectionTime = 3000, // Chromium's default
  minDelay = 100, // at most ten requests a second, whatever the server asks for
  maxDelay = 60_000,
  maxTries = 8,
  maxBufferSize = undefined,
  diagnostics = false,
  crowdPatience = undefined,
  log = () => null,
  fetch = globalThis.fetch.bind(globalThis),
  random = Math.random,
}) {
  let state = CONNECTING;
  let attempt = new AbortController(); // aborted when the feed stops or its page is left
  let address = null;
  let connections = null;
  let unfollow = () => {};
  const parsed = []; // the items of one chunk, waiting for room in the sink
  const add = (kind, more) => parsed.push(item(kind, more));
  const parser = createParser({
    onEvent: ({ type, data, lastEventId: id }) => add("event", { id, type, data }),
    onComment: (text) => add("comment", { data: text }),
    onRetry: (milliseconds) => { reconnectionTime = milliseconds; },
    // An event that is too long is lost, which the log must say even without diagnostics.
    onDiscard: ({ reason, type, id }) => { if (diagnostics || reason === "too long") add("discarded", { id, type, detail: reason }); },
    onIgnored: ({ field, value, reason }) => { if (diagnostics) add("ignored", { type: field, data: value, detail: reason }); },
  }, { lastEventId, maxBufferSize });

  const item = (kind, more) => ({ kind, state, time: now(), ...more });
  const report = (kind, more) => sink.push(item(kind, more));

  function finish(kind, more) {
    if (state === CLOSED) return;
    state = CLOSED;
    report(kind, more);
    unfollow();
    onLeave();
  }

  function onLeave() {
    attempt.abort();
    connections?.end();
  }

  function onReturn() {
    parser.reset();
    parsed.length = 0;
    if (!reconnect) return finish("closed", { detail: "left" });
    attempt = new AbortController();
    state = CONNECTING;
    report("reconnecting", { detail: "The page is back from the back/forward cache." });
    begin();
  }

  async function run(signal) {
    for (let failures = 0; !signal.aborted; ) {
      const { end, again, opened, atLeast, detail, status } = await connect(signal);
      if (signal.aborted) return;
      connections.end();
      failures = opened ? 0 : failures + 1;
      if (!again) return finish(end, { detail, status, byServer: end === "closed" });
      if (failures >= maxTries) return finish("failed", { detail: `${detail} Given up after ${failures} tries.`, status });

      state = CONNECTING;
      const delay = delayBefore({ reconnectionTime, failures, minDelay, maxDelay, atLeast, random });
      report("reconnecting", { delay, nextTry: now() + delay, detail, status });
      await wait(delay, signal);
    }
  }

  // Sends one request. Returns whether it opened a stream (`opened`), and whether to repeat it (`again`) or how to `end`.
  async function connect(signal) {
    const request = createRequest(signal);
    connections.wait();
    report("connecting", { id: parser.lastEventId });
    let response;
    try {
      response = await fetch(request);
    } catch (error) {
      return { again: reconnect, end: "failed", detail: describeNoAnswer(error) };
    }

    const { status } = response;
    if (status === 204) return { end: "closed", detail: NO_CONTENT, status };
    if (status !== 200) return refused(response);
    const wrongType = describeWrongType(response);
    if (wrongType !== null) return { end: "failed", detail: wrongType, status };
    if (signal.aborted) return {};
    state = OPEN;
    connections.open();
    report("open");
    return read(response.body.getReader(), signal);
  }

  // excerpt: fetch-request
  function createRequest(signal) {
    const all = new Headers(headers);
    if (!all.has("Accept")) all.set("Accept", "text/event-stream");
    if (parser.lastEventId !== "") all.set("Last-Event-ID", headerOfId(parser.lastEventId));
    return new Request(address, { method, headers: all, body, credentials, cache: "no-store", signal });
  }
  // end excerpt

  // A server that answers 503 or 429 with Retry-After has not begun the work, so even a POST is safe to repeat.
  async function refused(response) {
    const { status } = response;
    const atLeast = status === 503 || status === 429 ? retryAfter(response) : null;
    return { again: atLeast !== null, end: "failed", atLeast: atLeast ?? 0, detail: await describeRefusal(response), status };
  }

  // excerpt: fetch-read
  async function read(reader, signal) {
    for (;;) {
      await sink.whenReady();
      const { done, value, error } = await reader.read().catch((broken) => ({ done: true, error: broken }));
      if (signal.aborted) return {};
      if (done) parser.reset();
      else parser.push(value);
      await deliver(signal);
      if (error) return { opened: true, again: reconnect, end: "failed", detail: `The connection broke (${error.message}).` };
      if (done) return { opened: true, again: reconnect, end: "closed", detail: "The server ended the stream." };
    }
  }
  // end excerpt

  async function deliver(signal) {
    for (const next of parsed.splice(0)) {
      await sink.whenReady();
      if (signal.aborted) return;
      if (next.kind === "event") next.console = log({ type: next.type, data: next.data, lastEventId: next.id });
      sink.push(next);
      if (next.kind === "event" && next.type === closeOn) stop(next.type);
    }
  }

  const stop = (reason) => finish("closed", { detail: reason });
  const begin = () => run(attempt.signal).catch((error) => finish("failed", { detail: error.message }));

  try {
    address = resolveAddress(url);
    connections = followConnections(address, (count) => report("crowded", { count }), crowdPatience);
    unfollow = followPage({ onLeave, onReturn });
    begin();
  } catch (error) {
    finish("failed", { detail: error.message });
  }
  return { closeOn: (type) => { closeOn = type; }, stop };
}
