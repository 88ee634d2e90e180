// Sends items from the page to the circuit in batches: one call in flight, at most one per `interval`, each within the message
// size that a circuit accepts. The queue is bounded; items that do not fit are counted in a "lost" item at their position.
// After a failed call the same batch is sent again under the same number, so that the circuit can recognise a duplicate.

const utf8 = new TextEncoder();
const sizeOf = (item) => utf8.encode(JSON.stringify(item)).length + 1;

export function createBatcher(deliver, {
  interval = 50,            // ms; about 20 renders a second is as fast as anyone can follow. The first item waits too: the
                            // rendering it triggers would delay the dispatch of the events behind it
  maxItems = 500,           // one render's worth of rows
  maxBytes = 16 * 1024,     // half of SignalR's 32 KB limit; a larger message ends the circuit
  maxQueuedItems = 10_000,  // bounds the memory of a tab whose circuit is away for minutes
  maxQueuedBytes = 8 * 1024 * 1024,
  timeout = 10_000,         // ms; a call without an answer by then was lost with its connection
  retryInterval = 500,      // ms before a failed batch is sent again
  patience = 180_000,       // ms; the server keeps a disconnected circuit for three minutes
  onGone = () => {},        // called when the circuit is gone and nothing more will be delivered
} = {}) {
  let queue = [];           // of { item, size }
  let queuedBytes = 0;
  let timer = null;
  let inFlight = false;
  let lastFlush = -Infinity;
  let queuedSince = -Infinity; // when an empty queue got its first item
  let batches = 0;
  let stopped = false;
  let waiting = [];         // the resolve functions of whenReady()

  const isFull = (times = 1) => queue.length >= times * maxQueuedItems || queuedBytes >= times * maxQueuedBytes;
  const isHalfEmpty = () => queue.length <= maxQueuedItems / 2 && queuedBytes <= maxQueuedBytes / 2;

  // State changes are queued up to twice the bound: a page that missed one would wait forever. There are few of them.
  function push(item, isState = false) {
    if (stopped) return;
    const size = sizeOf(item);
    if (isFull(isState ? 2 : 1) || size > maxBytes) countAsLost(item);
    else enqueue(item, size);
    schedule();
  }

  function enqueue(item, size = sizeOf(item)) {
    if (queue.length === 0) queuedSince = performance.now();
    queue.push({ item, size });
    queuedBytes += size;
  }

  function countAsLost(item) {
    const last = queue.at(-1)?.item;
    if (last?.kind === "lost" && last.stream === item.stream) last.count += 1;
    else enqueue({ kind: "lost", count: 1, time: item.time, stream: item.stream });
  }

  function schedule() {
    if (timer !== null || inFlight || stopped || queue.length === 0) return;
    timer = setTimeout(flush, Math.max(0, Math.max(lastFlush, queuedSince) + interval - performance.now()));
  }

  function takeBatch() {
    let bytes = 0;
    let count = 0;
    while (count < queue.length && count < maxItems && bytes + queue[count].size <= maxBytes) {
      bytes += queue[count++].size;
    }
    queuedBytes -= bytes;
    return queue.splice(0, count).map(({ item }) => item);
  }

  async function flush() {
    timer = null;
    inFlight = true;
    lastFlush = performance.now();
    const batch = takeBatch();
    const number = ++batches;
    while (!await isTaken(batch, number)) {
      if (stopped) return;
      if (performance.now() - lastFlush > patience) return gone();
      await new Promise((resolve) => setTimeout(resolve, retryInterval));
    }
    inFlight = false;
    if (isHalfEmpty()) release();
    schedule();
  }

  async function isTaken(batch, number) {
    let watchdog;
    try {
      const late = new Promise((_, reject) => { watchdog = setTimeout(() => reject(new Error("no answer")), timeout); });
      await Promise.race([deliver(batch, number), late]);
      return true;
    } catch {
      return false; // the circuit may reconnect; see `patience`
    } finally {
      clearTimeout(watchdog);
    }
  }

  function release() {
    const ready = waiting;
    waiting = [];
    for (const resolve of ready) resolve();
  }

  function gone() {
    stop();
    onGone();
  }

  function stop() {
    stopped = true;
    clearTimeout(timer);
    timer = null;
    queue = [];
    queuedBytes = 0;
    release();
  }

  return {
    push,
    /** Resolves once the queue has room. A source that can be throttled awaits it. */
    whenReady: () => (isFull() ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    stop,
  };
}
