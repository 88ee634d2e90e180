// Follows one job in two ways at once: by polling and through its event stream. Reports requests and arrivals, with the
// browser's timestamps, to a .NET object's OnBatch.
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

/** How long the job had been running when the server wrote this response, in milliseconds; null if it does not say. */
const ageOf = (response) => Number(/job;dur=([0-9.]+)/.exec(response.headers.get("Server-Timing"))?.[1] ?? NaN) || null;

/**
  * Starts a job and both of its clients.
  * @param receiver Its OnBatch takes the batch number and the items: started, refused, answer (way "poll"), asked, event,
  *   reconnecting (way "stream"), failed (with the way, if only one client failed), bodies (one way's response sizes from
  *   resource timing) and finally done. `time` is in milliseconds since the job was requested, `status` is the job's status,
  *   and `age` is how long it had been running when the answer was written.
 * @param options
  *   - `url`: where to POST the job.
  *   - `limit`: the job counts the primes up to this number.
  *   - `interval`: the polling interval in milliseconds. A poll is never sent before the previous one was answered.
  *   - `maxItems`: both clients stop after this many items.
  *   - `patience`: the timeout of a request, in milliseconds.
  * @returns {{ cancel(): Promise<void>, stop(): void }} `cancel` cancels the job on the server, as both clients then observe;
  *   `stop` ends the clients and leaves the job running.
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

  // An unanswered request must time out, or the page would show the job as running until it is closed.
  const within = () => AbortSignal.any([aborter.signal, AbortSignal.timeout(patience)]);

  // excerpt: follow-job
  function follow() {
    report("asked", { way: "stream" });
    source = new EventSource(`${location}/events`);
    for (const type of ["init", "progress", "finish", "error"]) source.addEventListener(type, onEvent);
  }
  // end excerpt

  function onEvent(event) {
    // The browser's own error event is a plain Event; a server event named "error" is a MessageEvent.
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

  // excerpt: poll-job
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
  // end excerpt

  function finished(way) {
    waiting.delete(way);
    // A resource timing entry arrives shortly after its response.
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
