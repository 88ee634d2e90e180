// Follows one job in two ways at the same time: by asking again and again, and by its event stream. Reports to a .NET object's
// OnBatch, with the batch's number, what was asked and what arrived, each with the browser's time.
import { createBatcher } from "./batcher.js";
import { describeRefusal } from "../protocol/refusal.js";

const now = () => performance.now();
const ended = (status) => status.state !== "running";

const parse = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** How long the job had run when the server wrote this response, in milliseconds; null if it does not say. */
const ageOf = (response) => Number(/job;dur=([0-9.]+)/.exec(response.headers.get("Server-Timing"))?.[1] ?? NaN) || null;

/**
 * Starts a job and both of its clients.
 * @param receiver Its OnBatch takes the batch's number and the items: started, refused, answer (way "poll"), asked, event,
 *   reconnecting (way "stream"), failed (with the way, if only that one failed), bodies (what resource timing says of one way's responses) and,
 *   at last, done. `time` is in milliseconds since the job was asked for, `status` the job's own status, `age` how
 *   long it had run when the answer was written.
 * @param options
 *   - `url`: where jobs are started.
 *   - `limit`: the primes up to this number are counted.
 *   - `interval`: milliseconds from one poll to the next. A poll is never sent before the last one was answered.
 *   - `maxItems`: how many answers and events there may be before both clients stop.
 *   - `patience`: how many milliseconds a request may take.
 * @returns {{ cancel(): Promise<void>, stop(): void }} `cancel` ends the job on the server, which both clients then see;
 *   `stop` ends the clients and leaves the job alone.
 */
export function start(receiver, { url, limit, interval, maxItems = 5_000, patience = 30_000 }) {
  const aborter = new AbortController();
  const batcher = createBatcher((items, number) => receiver.invokeMethodAsync("OnBatch", number, items), { interval: 200, onGone: finish });
  const origin = now();
  const waiting = new Set(["poll", "stream"]);
  let location = null;
  let source = null;
  let timer = null;
  let items = 0;
  let stopped = false;
  const bodies = { poll: { count: 0, bytes: 0 }, stream: { count: 0, bytes: 0 } };

  const observer = new PerformanceObserver((list) => count(list.getEntries()));

  function report(kind, more) {
    if (stopped) return;
    batcher.push({ kind, time: now() - origin, ...more }, kind !== "answer" && kind !== "event");
    if (++items === maxItems) end("failed", { detail: `More than ${maxItems} answers and events: both clients were stopped.` });
  }

  function count(entries) {
    for (const { name, encodedBodySize } of entries) {
      const way = name === location ? "poll" : name === `${location}/events` ? "stream" : null;
      if (way === null) continue;
      bodies[way].count += 1;
      bodies[way].bytes += encodedBodySize;
    }
  }

  async function run() {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ limit }),
      signal: within(),
    });
    if (!response.ok) return end("refused", { detail: await describeRefusal(response) });
    location = new URL(response.headers.get("Location"), document.baseURI).href;
    report("started", { status: await response.json() });
    if (stopped) return;
    observer.observe({ type: "resource" });
    follow();
    poll();
  }

  // A request that is not answered must end too, or the page would say that it counts for as long as it is open.
  const within = () => AbortSignal.any([aborter.signal, AbortSignal.timeout(patience)]);

  function follow() {
    report("asked", { way: "stream" });
    source = new EventSource(`${location}/events`);
    for (const type of ["init", "progress", "finish", "error"]) source.addEventListener(type, onEvent);
  }

  function onEvent(event) {
    // The browser's own error event has no data; the server's event of that name has.
    if (!(event instanceof MessageEvent)) {
      if (source.readyState !== EventSource.CLOSED) return report("reconnecting", { way: "stream" });
      report("failed", { way: "stream", detail: "The browser gave the stream up." });
      return finished("stream");
    }
    const status = parse(event.data);
    if (status === null) {
      source.close();
      report("failed", { way: "stream", detail: "The stream brought an event that is not JSON." });
      return finished("stream");
    }
    report("event", { way: "stream", status });
    if (!ended(status)) return;
    source.close();
    finished("stream");
  }

  async function poll() {
    const asked = now();
    try {
      const response = await fetch(location, { cache: "no-store", signal: within() });
      if (!response.ok) throw new Error(await describeRefusal(response));
      const status = await response.json();
      report("answer", { way: "poll", asked: asked - origin, age: ageOf(response), status });
      if (ended(status)) return finished("poll");
    } catch (error) {
      if (stopped) return;
      report("failed", { way: "poll", detail: error.message });
      return finished("poll");
    }
    if (!stopped) timer = setTimeout(poll, Math.max(0, asked + interval - now()));
  }

  function finished(way) {
    waiting.delete(way);
    // An entry of resource timing comes a moment after its response.
    if (waiting.size === 0 && !stopped) timer = setTimeout(() => end("done"), 200);
  }

  function end(kind, more) {
    if (stopped) return;
    count(observer.takeRecords());
    for (const way of ["poll", "stream"]) batcher.push({ kind: "bodies", time: now() - origin, way, ...bodies[way] }, true);
    batcher.push({ kind, time: now() - origin, ...more }, true);
    finish();
  }

  function finish() {
    stopped = true;
    clearTimeout(timer);
    aborter.abort();
    observer.disconnect();
    source?.close();
  }

  run().catch((error) => end("refused", { detail: `The job was not started: ${error.message}.` }));
  return {
    async cancel() {
      if (location === null) return;
      try {
        const response = await fetch(location, { method: "DELETE" });
        if (!response.ok) throw new Error(await describeRefusal(response));
      } catch (error) {
        report("failed", { way: "poll", detail: `The job could not be cancelled: ${error.message}` });
      }
    },
    stop() {
      finish();
      batcher.stop();
    },
  };
}
