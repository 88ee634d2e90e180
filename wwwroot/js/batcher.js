// Carries items from the page to the circuit in batches: one call in flight, at most one every `interval`, every batch within
// the size that a circuit accepts, and a bounded queue. What does not fit is counted and told, in its place, as a "lost" item.

const utf8 = new TextEncoder();
const sizeOf = (item) => utf8.encode(JSON.stringify(item)).length + 1;

export function createBatcher(deliver, {
  interval = 50,            // ms; about 20 renders a second is as fast as a person can follow
  maxItems = 500,           // one render's worth of rows
  maxBytes = 16 * 1024,     // half of the 32 KB at which SignalR ends the circuit
  maxQueuedItems = 10_000,  // a tab that sleeps for minutes must not eat the machine
  maxQueuedBytes = 8 * 1024 * 1024,
  timeout = 30_000,         // ms; a call that takes longer has lost its circuit
  onGone = () => {},        // the circuit is gone: no item will be delivered any more
} = {}) {
  let queue = [];           // of { item, size }
  let queuedBytes = 0;
  let timer = null;
  let inFlight = false;
  let lastFlush = -Infinity;
  let stopped = false;
  let waiting = [];         // resolvers of whenReady()

  const isFull = () => queue.length >= maxQueuedItems || queuedBytes >= maxQueuedBytes;
  const isHalfEmpty = () => queue.length <= maxQueuedItems / 2 && queuedBytes <= maxQueuedBytes / 2;

  function push(item) {
    if (stopped) return;
    if (isFull()) countAsLost(item);
    else enqueue(item);
    schedule();
  }

  function enqueue(item) {
    const size = sizeOf(item);
    queue.push({ item, size });
    queuedBytes += size;
  }

  function countAsLost(item) {
    const last = queue.at(-1)?.item;
    if (last?.kind === "lost") last.count += 1;
    else enqueue({ kind: "lost", count: 1, time: item.time });
  }

  function schedule() {
    if (timer !== null || inFlight || stopped || queue.length === 0) return;
    timer = setTimeout(flush, Math.max(0, lastFlush + interval - performance.now()));
  }

  function takeBatch() {
    let bytes = 0;
    let count = 0;
    while (count < queue.length && count < maxItems && (count === 0 || bytes + queue[count].size <= maxBytes)) {
      bytes += queue[count++].size;
    }
    queuedBytes -= bytes;
    return queue.splice(0, count).map(({ item }) => item);
  }

  async function flush() {
    timer = null;
    inFlight = true;
    lastFlush = performance.now();
    let watchdog;
    try {
      const late = new Promise((_, reject) => { watchdog = setTimeout(() => reject(new Error("no answer")), timeout); });
      await Promise.race([deliver(takeBatch()), late]);
    } catch (error) {
      if (!stopped) gone(error);
      return;
    } finally {
      clearTimeout(watchdog);
      inFlight = false;
    }
    if (isHalfEmpty()) release();
    schedule();
  }

  function release() {
    const ready = waiting;
    waiting = [];
    for (const resolve of ready) resolve();
  }

  function gone(error) {
    stop();
    onGone(error);
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
    /** Resolves when there is room again; a source that can be slowed waits for it. */
    whenReady: () => (isFull() ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    stop,
  };
}
