// What an observer has seen, on its way to the circuit: items with their content, in batches that fit into the circuit's messages.
import { createSender } from "../dashboard/sender.js";
import { now } from "../protocol/clock.js";

const utf8 = new TextEncoder();
const itemBytes = 80;                 // of an item's JSON, without its content
const maxItems = 200;                 // of a batch: their JSON is a message of its own, of half the size SignalR allows

/** The largest content of an item, in bytes: as much as the circuit takes (BrowserBatch.cs). */
export const largestContent = 4 * 1024 * 1024;

/**
 * @param receiver its OnBatch takes the number of the batch, its items and the bytes of their contents, one after the other. An
 *   item is `{ kind, at, size, isWhole }`: `at` is in milliseconds after the outbox was created, and a content that does not fit
 *   into one batch is continued in the next ones. The kinds are head, chunk (with raw bytes), opened, event, missed (a number of
 *   events), crowded (a number of streams), interrupted and end; all but chunk have JSON.
 */
export function createOutbox(receiver, {
  maxBytes = 28 * 1024,               // of the contents in a batch. SignalR allows 32 KB; a larger message ends the circuit
  atOnce = 8,                         // batches: a round trip takes 70 ms on a busy machine, and a click waits behind them
  maxQueued = 8 * 1024 * 1024,        // bounds the memory of a tab whose circuit is away
  enough = 256 * 1024,                // from here on a source that can be slowed waits
  interval = 5,                       // ms; 5 MB/s. The page is rendered at its own pace, not for each batch
  ...timing                           // see sender.js
} = {}) {
  const began = now();
  let queue = [];                     // of { kind, at, content, sent }; an item "missed" has a count until it is sent
  let queued = 0;
  let waiting = [];                   // the resolve functions of whenReady()
  const sender = createSender(deliver, take, { interval, atOnce, ...timing, onTaken: release });

  async function deliver({ items, bytes }, number) {
    if (await receiver.invokeMethodAsync("OnBatch", number, items, bytes) === false) throw new Error("a batch before it is missing");
  }

  const sizeOf = ({ content }) => itemBytes + content.length;

  function add(kind, content) {
    const item = { kind, at: Math.max(0, now() - began), content, sent: 0 };
    queue.push(item);
    queued += sizeOf(item);
    sender.wake();
    return item;
  }

  function countAsMissed() {
    const last = queue.at(-1);
    const item = last?.kind === "missed" ? last : add("missed", new Uint8Array());
    item.count = (item.count ?? 0) + 1;
  }

  function take() {
    if (queue.length === 0) return null;
    const items = [];
    const parts = [];
    let room = maxBytes;
    let whole = 0;
    for (const item of queue) {
      if (room === 0 || items.length === maxItems) break;
      const content = item.count === undefined ? item.content : utf8.encode(item.count);
      const part = content.subarray(item.sent, item.sent + room);
      const isWhole = item.sent + part.length === content.length;
      items.push({ kind: item.kind, at: item.at, size: part.length, isWhole });
      parts.push(part);
      item.sent += part.length;
      room -= part.length;
      if (!isWhole) break;
      queued -= sizeOf(item);
      whole += 1;
    }
    queue.splice(0, whole);
    return { items, bytes: joined(parts) };
  }

  function release() {
    if (queued >= enough) return;
    for (const resolve of waiting.splice(0)) resolve();
  }

  return {
    /** Adds an item with a value as JSON. */
    add: (kind, value = null) => { add(kind, utf8.encode(JSON.stringify(value))); },
    /** Adds an event. If there is no room for it, it is only counted. */
    addEvent(value) {
      const content = utf8.encode(JSON.stringify(value));
      if (content.length > largestContent || queued + content.length > maxQueued) countAsMissed();
      else add("event", content);
    },
    /** Adds a chunk. Its source awaits `whenReady` first, so that there is room for it. */
    addChunk: (bytes) => { add("chunk", bytes); },
    /** Resolves once few enough bytes wait for the circuit, or after `stop`. */
    whenReady: () => (queued >= enough ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    stop() {
      sender.stop();
      queue = [];
      queued = 0;
      release();
    },
  };
}

function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
