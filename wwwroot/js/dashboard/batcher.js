// Sends items from the page to the circuit in batches, each within the message size that a circuit accepts. The queue is bounded;
// items that do not fit are counted in a "lost" item at their position.
import { createSender } from "./sender.js";
import { sizeOf } from "./crossing.js";

export function createBatcher(deliver, {
  maxItems = 500,           // one render's worth of rows
  maxBytes = 16 * 1024,     // half of SignalR's 32 KB limit; a larger message ends the circuit
  maxQueuedItems = 10_000,  // bounds the memory of a tab whose circuit is away for minutes
  maxQueuedBytes = 8 * 1024 * 1024,
  onGone = () => {},
  ...timing                 // see sender.js
} = {}) {
  let queue = [];           // of { item, size }
  let queuedBytes = 0;
  const sender = createSender(deliver, takeBatch, { ...timing, onGone: gone });

  const isFull = (times = 1) => queue.length >= times * maxQueuedItems || queuedBytes >= times * maxQueuedBytes;

  // State changes are queued up to twice the bound: a page that missed one would wait forever. There are few of them.
  function push(item, isState = false) {
    const size = sizeOf(item);
    if (isFull(isState ? 2 : 1) || size > maxBytes) countAsLost(item);
    else enqueue(item, size);
    sender.wake();
  }

  function enqueue(item, size = sizeOf(item)) {
    queue.push({ item, size });
    queuedBytes += size;
  }

  function countAsLost(item) {
    const last = queue.at(-1)?.item;
    if (last?.kind === "lost") last.count += 1;
    else enqueue({ kind: "lost", count: 1, time: item.time });
  }

  function takeBatch() {
    if (queue.length === 0) return null;
    let bytes = 0;
    let count = 0;
    while (count < queue.length && count < maxItems && bytes + queue[count].size <= maxBytes) {
      bytes += queue[count++].size;
    }
    queuedBytes -= bytes;
    return queue.splice(0, count).map(({ item }) => item);
  }

  function gone() {
    stop();
    onGone();
  }

  function stop() {
    sender.stop();
    queue = [];
    queuedBytes = 0;
  }

  return { push, stop };
}
