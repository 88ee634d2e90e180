// A feed from the browser's own EventSource: each event that is dispatched, and each change of its readyState, becomes an item.
import { logAsDocument } from "./document-console.js";

const now = () => performance.timeOrigin + performance.now();

/**
 * Opens a stream.
 * @param sink    takes the items: { push(item) }
 * @param options url; types: the event types to listen for besides `message`; closeOn: the type on which the page closes the
 *                stream, as the document's client does on `final`, or null.
 * @returns { closeOn(type), stop(reason) }: the first changes the option of that name, the second closes the stream and
 *          removes every listener.
 */
export function start(sink, { url, types = [], closeOn = null }) {
  let source;
  try {
    source = new EventSource(url);
  } catch (error) {
    sink.push({ kind: "failed", state: EventSource.CLOSED, time: now(), detail: error.message });
    return { closeOn() {}, stop() {} };
  }

  const removals = [];
  const listen = (type, listener) => {
    source.addEventListener(type, listener);
    removals.push(() => source.removeEventListener(type, listener));
  };
  const report = (kind, more) => sink.push({ kind, state: source.readyState, time: now(), ...more });

  function onDispatch(event) {
    report("event", { id: event.lastEventId, type: event.type, data: event.data, console: logAsDocument(event) });
    if (event.type === closeOn) stop(event.type);
  }

  const wanted = new Set(["message", ...types]);
  for (const type of wanted) {
    if (type !== "open" && type !== "error") listen(type, onDispatch);
  }

  // A server may send events of the types "open" and "error" too. Those are MessageEvents; the browser's own are not.
  const isFromServer = (event) => event instanceof MessageEvent;
  listen("open", (event) => {
    if (!isFromServer(event)) report("open");
    else if (wanted.has("open")) onDispatch(event);
  });
  listen("error", (event) => {
    if (isFromServer(event)) {
      if (wanted.has("error")) onDispatch(event);
    } else {
      const kind = source.readyState === EventSource.CLOSED ? "failed" : "reconnecting";
      report(kind, { console: wanted.has("error") ? logAsDocument(event) : null });
    }
  });

  function stop(reason) {
    if (removals.length === 0) return;
    for (const remove of removals.splice(0)) remove();
    if (source.readyState === EventSource.CLOSED) return;
    source.close();
    report("closed", { detail: reason });
  }

  report("connecting");
  return { closeOn: (type) => { closeOn = type; }, stop };
}
