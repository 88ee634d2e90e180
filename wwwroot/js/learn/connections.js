// Opens several event sources at once, sends an ordinary request beside them, and closes them one by one. Reports what they do.
import { createSender } from "../dashboard/sender.js";

const patience = 10_000; // ms for the first stream to open

/**
 * Starts a run.
 * @param receiver its OnSnapshot takes a snapshot of everything and its number, at most every 50 ms, the last one with `isOver`.
 * @param options
 *   - `url`: the stream. Each source adds its number to it.
 *   - `publishUrl`: an ordinary POST goes there, which publishes to the stream.
 *   - `sources`: how many EventSources to open; `listeners`: how many parts of the page share them.
 *   - `steps`: what to do, one step after the other: "publish" sends the POST, "close" closes the first source that is open,
 *     "end" tells the receiver's OnSettled that the run is over, and closes everything once it has answered.
 *   - `quiet`: a step waits until nothing has changed for so long, in milliseconds. Halfway, the receiver's OnQuiet must say that
 *     the host has no new request either: to the page, a host that stalls looks like one that has done all that it does.
 */
export function start(receiver, { url, publishUrl, sources: number, listeners, steps, quiet }) {
  const began = performance.now();
  const now = () => performance.now() - began;
  const aborter = new AbortController();
  const sender = createSender((snapshot, count) => receiver.invokeMethodAsync("OnSnapshot", count, snapshot), take, { onGone: stop });
  const received = new Array(listeners).fill(0);
  const todo = [...steps];
  const [{ nextHopProtocol }] = performance.getEntriesByType("navigation");
  let request = null;
  let refusal = null;
  let atOnce = 0;
  let isOver = false;
  let isNew = true;
  let timer;
  let changes = 0;
  let requests = 0;

  // excerpt: open-sources
  const sources = Array.from({ length: number }, (_, i) => new EventSource(`${url}&source=${i + 1}`));
  const states = sources.map(() => ({ opened: null, failed: null, closed: null }));
  sources.forEach((source, i) => {
    source.addEventListener("open", () => changed(() => { states[i].opened = now(); }));
    source.addEventListener("error", () => changed(() => { if (source.readyState === EventSource.CLOSED) fail(i); }));
  });
  // Each part of the page listens; how many streams there are is another question.
  received.forEach((_, part) => sources[part % number].addEventListener("saved", () => changed(() => { received[part] += 1; })));
  // end excerpt

  function changed(change) {
    if (isOver) return;
    change();
    isNew = true;
    sender.wake();
    changes += 1;
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(ask, quiet / 2);
  }

  function ask() {
    const before = changes;
    receiver.invokeMethodAsync("OnQuiet").catch(() => requests).then((recorded) => {
      if (changes !== before || isOver) return;
      if (recorded === requests) timer = setTimeout(step, quiet / 2);
      else changed(() => { requests = recorded; });
    });
  }

  function fail(i) {
    states[i].failed = now();
    if (refusal === null) askForStatus().catch(({ message }) => changed(() => { refusal = { problem: message }; }));
  }

  // excerpt: ask-after-refusal
  // The error event has no status. A fetch of the same address does.
  async function askForStatus() {
    refusal = {};
    const unwatched = new URL(url, document.baseURI);
    unwatched.searchParams.delete("watch");
    const response = await fetch(unwatched, { cache: "no-store", signal: aborter.signal });
    changed(() => { refusal = { status: response.status, retryAfter: response.headers.get("Retry-After") }; });
    await response.body?.cancel();
  }

  // An ordinary request: not a stream, and to another address.
  async function publish() {
    request = { asked: now(), answered: null, status: null };
    const response = await fetch(publishUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ type: "saved", data: "The form was saved" }),
      signal: aborter.signal,
    });
    changed(() => { request = { ...request, answered: now(), status: response.status }; });
  }
  // end excerpt

  function step() {
    const hasBegun = states.some(({ opened, failed }) => opened !== null || failed !== null);
    if (!hasBegun && now() < patience) return changed(() => {});
    const next = todo.shift();
    if (next === undefined || next === "end") return settle();
    changed(() => {
      if (next === "publish") {
        atOnce = states.filter(({ opened }) => opened !== null).length;
        publish().catch(({ message }) => changed(() => { request = { ...request, problem: message }; }));
      } else {
        const i = states.findIndex(({ opened, closed }) => opened !== null && closed === null);
        if (i >= 0) close(i);
      }
    });
  }

  function close(i) {
    sources[i].close();
    states[i].closed = now();
  }

  // The host's record of the run ends first: a connection that is closed lets through what waits. Without an answer the circuit
  // is gone, and with it the record.
  function settle() {
    const finish = () => changed(end);
    receiver.invokeMethodAsync("OnSettled").then(finish, finish);
  }

  function end() {
    aborter.abort();
    sources.forEach((source) => source.close());
    isOver = true;
  }

  function take() {
    if (!isNew) return null;
    isNew = false;
    return {
      sources: sources.map(({ readyState }, i) => ({ state: readyState, ...states[i] })),
      received, request, refusal, atOnce, isOver, protocol: nextHopProtocol, time: now(),
    };
  }

  function stop() {
    clearTimeout(timer);
    end();
    sender.stop();
  }

  changed(() => {});
  return { stop };
}
