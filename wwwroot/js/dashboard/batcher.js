// Carries items from the page to the circuit in batches: one call in flight, at most one every `interval`, every batch within
// the size that a circuit accepts, and a bounded queue. What does not fit is counted and told, in its place, as a "lost" item.
// A circuit that is away for a moment gets the same batch again, with the same number, so that it can tell it has it already.

const utf8 = new TextEncoder();
const sizeOf = (item) => utf8.encode(JSON.stringify(item)).length + 1;

export function createBatcher(deliver, {
  interval = 50,            // ms; about 20 renders a second is as fast as a person can follow. The first item waits as long for
                            // those behind it: what it makes the page render would keep them from being dispatched
  maxItems = 500,           // one render's worth of rows
  maxBytes = 16 * 1024,     // half of the 32 KB at which SignalR ends the circuit
  maxQueuedItems = 10_000,  // a tab that sleeps for minutes must not eat the machine
  maxQueuedBytes = 8 * 1024 * 1024,
  timeout = 10_000,         // ms; a call that takes longer was lost with its connection
  retryInterval = 500,      // ms until a batch that was not taken is sent again
  patience = 180_000,       // ms; a server keeps a disconnected circuit for three minutes, after that nobody is there
  onGone = () => {},        // the circuit is gone: no item will be delivered any more
} = {}) {
  let queue = [];           // of { item, size }
  let queuedBytes = 0;
  let timer = null;
  let inFlight = false;
  let lastFlush = -Infinity;
  let queuedSince = -Infinity; // when an empty queue got its first item
  let batches = 0;
  let stopped = false;
  let waiting = [];         // resolvers of whenReady()

  const isFull = (times = 1) => queue.length >= times * maxQueuedItems || queuedBytes >= times * maxQueuedBytes;
  const isHalfEmpty = () => queue.length <= maxQueuedItems / 2 && queuedBytes <= maxQueuedBytes / 2;

  // What says how the stream stands is kept where an event is not: a page that misses it would wait for ever. There is little
  // of it, but a bound all the same.
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
      return false; // the circuit is away; it may come back, see `patience`
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
    /** Resolves when there is room again; a source that can be slowed waits for it. */
    whenReady: () => (isFull() ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    stop,
  };
}
