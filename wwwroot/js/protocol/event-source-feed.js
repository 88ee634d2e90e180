// A feed over the browser's EventSource: every dispatched event and every readyState change becomes an item.
import { delayBefore, retryAfter, wait } from "./back-off.js";
import { now } from "./clock.js";
import { describeNoAnswer, describeRefusal, describeWrongType, NO_CONTENT } from "./refusal.js";

/**
 * Opens a stream.
 * @param sink    takes the items: { push(item) }
 * @param options
 *   - `url`; `types`: the event types to listen for besides `message`.
 *   - `closeOn`: the type on which the page closes the stream, as the document's client does on `final`, or null.
 *   - `reconnectionTime`, `minDelay`, `maxDelay` in milliseconds, `maxTries`, `random`: how to retry after a refusal. The
 *     browser handles the EventSource's own reconnects.
 *   - `log(event)`: called for each event that the page listens for, the browser's own `error` included; returns its console
 *     line or null.
 *   - `patience`: the timeout of the request that finds out why a stream was refused, in milliseconds.
 * @returns { closeOn(type), stop(reason) }: `closeOn` changes the option of that name; `stop` closes the stream and removes
 *          every listener.
 */
export function start(sink, {
  url,
  types = [],
  closeOn = null,
  reconnectionTime = 1000,
  minDelay = 100,
  maxDelay = 60_000,
  maxTries = 8, // then the feed fails, and the user may press Connect
  patience = 10_000, // ms; a refusal takes no work, so it comes at once
  log = () => null,
  random = Math.random,
}) {
  const wanted = new Set(["message", ...types]);
  const aborter = new AbortController();
  let source = null;
  let removals = [];
  let lastEventId = "";
  let failures = 0;
  let state = EventSource.CONNECTING;

  const report = (kind, more) => sink.push({ kind, state, time: now(), ...more });

  function listen(type, listener) {
    const current = source;
    current.addEventListener(type, listener);
    removals.push(() => current.removeEventListener(type, listener));
  }

  function silence() {
    for (const remove of removals.splice(0)) remove();
  }

  function open() {
    // A new EventSource has no last event ID, so pass it in the URL; a resumable stream accepts it there.
    const from = new URL(url, document.baseURI);
    if (lastEventId !== "") from.searchParams.set("lastEventId", lastEventId);
    // excerpt: open-event-source
    source = new EventSource(from);
    for (const type of wanted) {
      if (type !== "open" && type !== "error") listen(type, onDispatch);
    }
    listen("open", onOpen);
    listen("error", onError);
    // end excerpt
    report("connecting", { id: lastEventId });
  }

  // excerpt: on-dispatch
  function onDispatch(event) {
    lastEventId = event.lastEventId;
    report("event", { id: event.lastEventId, type: event.type, data: event.data, console: log(event) });
    if (event.type === closeOn) stop(event.type);
  }
  // end excerpt

  // A server may send events named "open" and "error". Those are MessageEvents; the browser's own are plain Events.
  const isFromServer = (event) => event instanceof MessageEvent;

  function onOpen(event) {
    if (isFromServer(event)) {
      if (wanted.has("open")) onDispatch(event);
      return;
    }
    failures = 0;
    state = EventSource.OPEN;
    report("open");
  }

  function onError(event) {
    if (isFromServer(event)) {
      if (wanted.has("error")) onDispatch(event);
      return;
    }
    const line = wanted.has("error") ? log(event) : null;
    if (source.readyState === EventSource.CLOSED) {
      silence();
      explain(now(), line).catch((error) => fail({ console: line, detail: error.message }));
    } else {
      state = EventSource.CONNECTING;
      report("reconnecting", { console: line });
    }
  }

  // The error event has neither status nor reason, and a closed EventSource never reconnects. A second request finds out why;
  // if the server says when to retry, the page opens a new EventSource then.
  async function explain(time, line) {
    const { again, atLeast, detail } = await ask();
    if (aborter.signal.aborted) return;
    failures += 1;
    if (!again) return fail({ time, console: line, detail });
    if (failures >= maxTries) return fail({ time, console: line, detail: `${detail} Given up after ${failures} tries.` });
    const delay = delayBefore({ reconnectionTime, failures, minDelay, maxDelay, atLeast, random });
    report("reconnecting", { time, console: line, delay, detail: `${detail} EventSource has given up; the page makes another.` });
    await wait(delay, aborter.signal);
    if (!aborter.signal.aborted) open();
  }

  async function ask() {
    const target = new URL(url, document.baseURI);
    target.searchParams.delete("watch"); // this request is not the watched stream
    const answered = new AbortController();
    const signal = AbortSignal.any([aborter.signal, answered.signal, AbortSignal.timeout(patience)]);
    try {
      return await judge(await fetch(target, { headers: { Accept: "text/event-stream" }, cache: "no-store", signal }));
    } catch (error) {
      return { detail: describeNoAnswer(error) };
    } finally {
      answered.abort(); // discard the rest of the body, which may be an endless stream
    }
  }

  async function judge(response) {
    if (response.status === 204) return { detail: NO_CONTENT };
    if (response.status === 200) {
      const wrongType = describeWrongType(response);
      return wrongType === null
        ? { again: true, atLeast: 0, detail: "The server refused the stream, but no longer does." }
        : { detail: wrongType };
    }
    const atLeast = response.status === 503 || response.status === 429 ? retryAfter(response) : null;
    return { again: atLeast !== null, atLeast, detail: await describeRefusal(response) };
  }

  function fail(more) {
    if (aborter.signal.aborted) return;
    state = EventSource.CLOSED;
    report("failed", more);
  }

  function stop(reason) {
    if (aborter.signal.aborted) return;
    aborter.abort();
    silence();
    source?.close();
    if (state === EventSource.CLOSED) return;
    state = EventSource.CLOSED;
    report("closed", { detail: reason });
  }

  try {
    open();
  } catch (error) {
    fail({ detail: error.message });
  }
  return { closeOn: (type) => { closeOn = type; }, stop };
}
