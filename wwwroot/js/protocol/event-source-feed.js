// A feed over the browser's EventSource: every dispatched event and every readyState change becomes an item.
import { resolveAddress } from "./address.js";
import { delayBefore, wait } from "./back-off.js";
import { now } from "./clock.js";
import { followConnections } from "./connections.js";
import { followPage } from "./page-life.js";
import { askWhy } from "./question.js";

/**
 * Opens a stream.
 * @param sink    takes the items: { push(item) }. An item is `{ kind, state, time, ... }`; `state` is the readyState. A refused
 *   request has its `status`, if it was answered. If the page will open another EventSource, because EventSource has given up,
 *   the state is CLOSED and `nextTry` says when, in milliseconds since 1970. A crowded item says that `count` streams are open
 *   to this origin: all that the browser opens over HTTP/1.1.
 * @param options
 *   - `url`; `types`: the event types to listen for besides `message`.
 *   - `closeOn`: the type on which the page closes the stream, as the document's client does on `final`, or null.
 *   - `reconnectionTime`, `minDelay`, `maxDelay` in milliseconds, `maxTries`, `random`: how to retry after a refusal. The
 *     browser handles the EventSource's own reconnects.
 *   - `log(event)`: called for each event that the page listens for, the browser's own `error` included; returns its console
 *     line or null.
 *   - `patience`: the timeout of the request that finds out why a stream was refused, in milliseconds.
 *   - `crowdPatience`: how long a request may wait for a connection before the feed looks for the reason, in milliseconds.
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
  crowdPatience = undefined,
  log = () => null,
  random = Math.random,
}) {
  const wanted = new Set(["message", ...types]);
  let address = null;
  let connections = null;
  let unfollow = () => {};
  let attempt = new AbortController(); // aborted when the feed stops or its page is left
  let source = null;
  let removals = [];
  let lastEventId = "";
  let failures = 0;
  let state = EventSource.CONNECTING;
  let isFinished = false;

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
    const from = new URL(address);
    if (lastEventId !== "") from.searchParams.set("lastEventId", lastEventId);
    state = EventSource.CONNECTING;
    // excerpt: open-event-source
    source = new EventSource(from);
    for (const type of wanted) {
      if (type !== "open" && type !== "error") listen(type, onDispatch);
    }
    listen("open", onOpen);
    listen("error", onError);
    // end excerpt
    connections.wait();
    report("connecting", { id: lastEventId });
  }

  // excerpt: on-dispatch
  function onDispatch(event) {
    lastEventId = event.lastEventId;
    report("event", { id: event.lastEventId, type: event.type, data: event.data, console: log(event) });
    if (event.type === closeOn) stop(event.type);
  }
  // end excerpt

  // excerpt: on-error
  // A server may send events named "open" and "error". Those are MessageEvents; the browser's own are plain Events.
  const isFromServer = (event) => event instanceof MessageEvent;

  function onError(event) {
    if (isFromServer(event)) {
      if (wanted.has("error")) onDispatch(event);
      return;
    }
    const line = wanted.has("error") ? log(event) : null;
    if (source.readyState === EventSource.CLOSED) {
      const wasOpen = state === EventSource.OPEN;
      state = EventSource.CLOSED;
      close();
      giveUp(wasOpen, { time: now(), console: line }).catch((error) => finish("failed", { detail: error.message }));
    } else {
      state = EventSource.CONNECTING;
      connections.wait();
      report("reconnecting", { console: line });
    }
  }
  // end excerpt

  function onOpen(event) {
    if (isFromServer(event)) {
      if (wanted.has("open")) onDispatch(event);
      return;
    }
    failures = 0;
    state = EventSource.OPEN;
    connections.open();
    report("open");
  }

  // A closed EventSource never reconnects. If it was refused, the page asks why, and opens another if the server says when.
  async function giveUp(wasOpen, more) {
    const { signal } = attempt;
    await wait(0, signal); // when the page is left, this error comes just before its pagehide event
    if (signal.aborted) return;
    // Neither a server nor the network can close an open EventSource.
    if (wasOpen) return finish("closed", { ...more, detail: "The browser stopped loading the page." }); // window.stop()

    const { again, end, atLeast, detail, status } = await askWhy(new URL(source.url), lastEventId, signal, patience);
    if (signal.aborted) return;
    failures += 1;
    if (!again) return finish(end, { ...more, status, detail, byServer: end === "closed" });
    if (failures >= maxTries) return finish("failed", { ...more, status, detail: `${detail} Given up after ${failures} tries.` });
    const delay = delayBefore({ reconnectionTime, failures, minDelay, maxDelay, atLeast, random });
    report("reconnecting", {
      ...more, status, delay, nextTry: now() + delay, detail: `${detail} EventSource has given up; the page makes another.`,
    });
    await wait(delay, signal);
    if (!signal.aborted) open();
  }

  // Ends the EventSource and everything that waits for another.
  function close() {
    silence();
    source?.close();
    connections?.end();
  }

  function onLeave() {
    attempt.abort();
    close();
  }

  function onReturn() {
    attempt = new AbortController();
    state = EventSource.CONNECTING;
    report("reconnecting", { detail: "The page is back from the back/forward cache." });
    open();
  }

  function finish(kind, more) {
    if (isFinished) return;
    isFinished = true;
    attempt.abort();
    unfollow();
    close();
    state = EventSource.CLOSED;
    report(kind, more);
  }

  const stop = (reason) => finish("closed", { detail: reason });

  try {
    address = resolveAddress(url);
    connections = followConnections(address, (count) => report("crowded", { count }), crowdPatience);
    unfollow = followPage({ onLeave, onReturn });
    open();
  } catch (error) {
    finish("failed", { detail: error.message });
  }
  return { closeOn: (type) => { closeOn = type; }, stop };
}
