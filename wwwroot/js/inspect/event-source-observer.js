// Opens an EventSource and reports what a page sees of it: its own events and those of the server, of the types it listens to.
import { createOutbox } from "./outbox.js";
import { followRequest } from "./page.js";

/**
 * Opens an EventSource.
 * @param receiver takes the items; see outbox.js. An item "interrupted" means that the browser reconnects; what follows belongs to
 *   its next request.
 * @param request `url`; `types`: the event types to listen to; `credentials`: "include" for cookies to another origin.
 */
export function start(receiver, { url, types, credentials }, { crowdPatience, ...outboxOptions } = {}) {
  const outbox = createOutbox(receiver, { onGone: () => stop(), ...outboxOptions });
  const page = followRequest(url, { report: (count) => outbox.add("crowded", count), onLeave: () => end("left"), crowdPatience });
  const source = new EventSource(url, { withCredentials: credentials === "include" });
  const listeners = new AbortController();
  for (const type of new Set([...types, "message", "open", "error"])) {
    source.addEventListener(type, onEvent, { signal: listeners.signal });
  }

  function onEvent(event) {
    // A server may send events named "open" and "error". Those are MessageEvents; the browser's own are plain Events.
    if (event instanceof MessageEvent) outbox.addEvent({ type: event.type, id: event.lastEventId, data: event.data });
    else if (event.type === "open") onOpen();
    else onError();
  }

  function onOpen() {
    page.opened();
    outbox.add("opened");
  }

  async function onError() {
    if (source.readyState === EventSource.CONNECTING) {
      page.interrupted();
      outbox.add("interrupted");
      return;
    }
    const isBlocked = await page.isBlocked();
    if (!listeners.signal.aborted) end(isBlocked ? "policy" : "hidden");
  }

  function end(how) {
    close();
    outbox.add("end", { how });
  }

  function close() {
    listeners.abort();
    source.close();
    page.stop();
  }

  function stop() {
    close();
    outbox.stop();
  }

  return { stop };
}
