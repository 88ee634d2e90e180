// A feed over fetch: any method, headers and body, which EventSource does not offer. It reads the response with our own
// parser and does what a browser does for an EventSource (HTML Living Standard, section 9.2.3, "Processing model"):
// sends Last-Event-ID, reconnects after the reconnection time, stops for good on any status but 200 and on any other type.
// It deviates on purpose in three points: it spreads and grows the delays; it tries again after a refusal that has a
// Retry-After; and it repeats a request on its own only if that is safe or asked for.
import { delayBefore, retryAfter, wait } from "./back-off.js";
import { now } from "./clock.js";
import { describeNoAnswer, describeRefusal, describeWrongType, NO_CONTENT } from "./refusal.js";
import { createParser } from "./sse-parser.js";

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

/**
 * Opens a stream.
 * @param sink Takes the items: `push(item)`, and `whenReady()`, which resolves when it has room. While it has none, nothing
 *   is read, so that the server's writes wait. An item is `{ kind, state, time, ... }`, its kind one of connecting, open,
 *   event (with id, type, data and the line that `log` gave), comment (data), reconnecting (delay in ms), failed, closed;
 *   with `diagnostics` also discarded and ignored, as the parser tells them. `detail` says why, in plain words; a closed item
 *   has `byServer` if the server ended the stream rather than the page.
 * @param options
 *   - `url`, `method`, `headers`, `body` (text or a Blob), `credentials`: the request, sent again as it is on a reconnect.
 *   - `lastEventId`: where to resume from.
 *   - `closeOn`: the event type on which the page closes the stream, or null.
 *   - `reconnect`: whether to send the request again when the stream ends or the connection breaks. On for GET, as in a
 *     browser; off for the rest, since to repeat a POST may repeat what it did.
 *   - `reconnectionTime`, `minDelay`, `maxDelay`: milliseconds; the first holds until the stream has a `retry`.
 *   - `maxTries`: how many requests in a row may bring no stream before the feed has failed.
 *   - `maxBufferSize`: the longest event, in characters.
 *   - `log(event)`: called for each event; gives its console line or null.
 *   - `fetch`, `random`: the browser's, unless replaced.
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
  reconnectionTime = 3000, // what Chromium takes
  minDelay = 100, // at most ten requests a second, whatever the server says
  maxDelay = 60_000,
  maxTries = 8,
  maxBufferSize = undefined,
  diagnostics = false,
  log = () => null,
  fetch = globalThis.fetch.bind(globalThis),
  random = Math.random,
}) {
  const aborter = new AbortController();
  const { signal } = aborter;
  let state = CONNECTING;

  const item = (kind, more) => ({ kind, state, time: now(), ...more });
  const report = (kind, more) => sink.push(item(kind, more));

  function finish(kind, more) {
    if (state === CLOSED) return;
    state = CLOSED;
    report(kind, more);
    aborter.abort();
  }

  async function run() {
    for (let failures = 0; !signal.aborted; ) {
      const { end, again, opened, atLeast, detail } = await connect();
      if (signal.aborted) return;
      failures = opened ? 0 : failures + 1;
      if (!again) return finish(end, { detail, byServer: end === "closed" });
      if (failures >= maxTries) return finish("failed", { detail: `${detail} Given up after ${failures} tries.` });

      state = CONNECTING;
      const delay = delayBefore({ reconnectionTime, failures, minDelay, maxDelay, atLeast, random });
      report("reconnecting", { delay, detail });
      await wait(delay, signal);
    }
  }

  // One request and its response. Tells whether it was a stream (`opened`), and whether to send it `again` or how to `end`.
  async function connect() {
    const request = createRequest();
    report("connecting", { id: lastEventId });
    let response;
    try {
      response = await fetch(request);
    } catch (error) {
      return { again: reconnect, end: "failed", detail: describeNoAnswer(error) };
    }

    if (response.status === 204) return { end: "closed", detail: NO_CONTENT };
    if (response.status !== 200) return refused(response);
    const wrongType = describeWrongType(response);
    if (wrongType !== null) return { end: "failed", detail: wrongType };
    if (signal.aborted) return {};
    state = OPEN;
    report("open");
    return read(response.body.getReader());
  }

  function createRequest() {
    const all = new Headers(headers);
    if (!all.has("Accept")) all.set("Accept", "text/event-stream");
    // 9.2.3: the id goes out "encoded as UTF-8"; the value of a header in fetch has one character for each byte.
    const idBytes = Array.from(new TextEncoder().encode(lastEventId), (byte) => String.fromCharCode(byte));
    if (lastEventId !== "") all.set("Last-Event-ID", idBytes.join(""));
    return new Request(url, { method, headers: all, body, credentials, cache: "no-store", signal });
  }

  // A server that is full has not begun the work, and says when to come back: to ask again repeats nothing, even for a POST.
  async function refused(response) {
    const atLeast = response.status === 503 || response.status === 429 ? retryAfter(response) : null;
    return { again: atLeast !== null, end: "failed", atLeast: atLeast ?? 0, detail: await describeRefusal(response) };
  }

  async function read(reader) {
    const parsed = []; // the items of one chunk; the sink takes them at its own pace
    const add = (kind, more) => parsed.push(item(kind, more));
    const parser = createParser({
      onEvent: ({ type, data, lastEventId: id }) => add("event", { id, type, data }),
      onComment: (text) => add("comment", { data: text }),
      onRetry: (milliseconds) => { reconnectionTime = milliseconds; },
      onDiscard: ({ reason, type, id }) => { if (diagnostics) add("discarded", { id, type, detail: reason }); },
      onIgnored: ({ field, value, reason }) => { if (diagnostics) add("ignored", { type: field, data: value, detail: reason }); },
    }, { lastEventId, maxBufferSize });

    for (;;) {
      await sink.whenReady();
      const { done, value, error } = await reader.read().catch((broken) => ({ done: true, error: broken }));
      try {
        if (done) parser.end();
        else parser.push(value);
      } finally {
        await deliver(parsed); // if an event is too long, those before it are not lost
        lastEventId = parser.lastEventId;
      }
      if (error) return { opened: true, again: reconnect, end: "failed", detail: `The connection broke (${error.message}).` };
      if (done) return { opened: true, again: reconnect, end: "closed", detail: "The server ended the stream." };
    }
  }

  async function deliver(parsed) {
    for (const next of parsed.splice(0)) {
      await sink.whenReady();
      if (signal.aborted) return;
      if (next.kind === "event") next.console = log({ type: next.type, data: next.data, lastEventId: next.id });
      sink.push(next);
      if (next.kind === "event" && next.type === closeOn) stop(next.type);
    }
  }

  const stop = (reason) => finish("closed", { detail: reason });
  run().catch((error) => finish("failed", { detail: error.message }));
  return { closeOn: (type) => { closeOn = type; }, stop };
}
