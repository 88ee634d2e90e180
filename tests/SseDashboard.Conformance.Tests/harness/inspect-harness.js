// Runs the inspector's observers and collects what they send to the circuit.
import { start } from "/js/inspect/observer.js";
import { createOutbox } from "/js/inspect/outbox.js";
import { check, checkEqual, turns, until } from "./checks.js";

const text = new TextDecoder();

// A receiver that puts the parts of the contents together again; `answer` delays its answers.
function createReceiver(answer = async () => {}) {
  const items = [];
  const batches = [];
  let part = [];
  return {
    items, batches,
    async invokeMethodAsync(name, number, batch, bytes) {
      check(name === "OnBatch" && number === batches.length + 1, `batch ${number} is ${name}`);
      batches.push({ size: bytes.length, json: JSON.stringify(batch).length, count: batch.length });
      let at = 0;
      for (const { kind, size, isWhole, at: time } of batch) {
        part.push(...bytes.subarray(at, at + size));
        at += size;
        if (!isWhole) continue;
        const content = text.decode(new Uint8Array(part));
        items.push({ kind, time, value: kind === "chunk" ? content : JSON.parse(content || "null") });
        part = [];
      }
      checkEqual(at, bytes.length, "the bytes of the batch");
      await answer();
    },
  };
}

const absolute = (request) => ({ headers: [], body: null, credentials: "same-origin", types: [], ...request, url: new URL(request.url, location.href).href });

/** Observes a request up to the `count`-th item of a kind, stops it, and returns the items. */
export async function observe(request, last = "end", count = 1) {
  const receiver = createReceiver();
  const { stop } = start(receiver, absolute(request));
  const seen = () => receiver.items.filter(({ kind }) => kind === last).length;
  await until(() => seen() >= count, () => `${count} of ${last} after ${JSON.stringify(receiver.items)}`);
  stop();
  const length = receiver.items.length;
  await turns(20);
  checkEqual(receiver.items.length, length, "items after the stop");
  return receiver.items.map(({ kind, value }) => ({ kind, value: JSON.stringify(value) }));
}

/** A response that is read only as fast as the circuit takes it; returns how many bytes were taken from the stream meanwhile. */
export async function waitsForTheCircuit(total) {
  const answers = [];
  let pulled = 0;
  const receiver = createReceiver(() => new Promise((resolve) => { answers.push(resolve); }));
  const chunk = new Uint8Array(64 * 1024).fill(97);
  const body = new ReadableStream({
    pull(controller) {
      pulled += chunk.length;
      controller.enqueue(chunk.slice());
      if (pulled >= total) controller.close();
    },
  }, { highWaterMark: 0 });
  const before = globalThis.fetch;
  globalThis.fetch = async () => new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  try {
    const { stop } = start(receiver, absolute({ way: "fetch", url: "/", method: "GET" }));
    await until(() => answers.length > 0, "the first batch");
    await turns(100);
    const whileFull = pulled;
    const answering = setInterval(() => answers.splice(0).forEach((answer) => answer()));
    await until(() => receiver.items.some(({ kind }) => kind === "end"), "the end");
    clearInterval(answering);
    stop();
    return { whileFull, atTheEnd: receiver.items.filter(({ kind }) => kind === "chunk").reduce((bytes, { value }) => bytes + value.length, 0) };
  } finally {
    globalThis.fetch = before;
  }
}

export async function batchesFitIntoMessages() {
  const receiver = createReceiver();
  const outbox = createOutbox(receiver);
  for (let i = 0; i < 500; i++) outbox.addEvent({ type: "t", id: `${i}`, data: "" });
  outbox.addChunk(new Uint8Array(100_000).fill(98));
  await until(() => receiver.items.length === 501, () => `501 items, but there are ${receiver.items.length}`);
  outbox.stop();
  checkEqual(receiver.items[500].value.length, 100_000, "the content in several batches");
  // Blazor sends the bytes and the call in a message each.
  check(receiver.batches.every(({ size, json, count }) => size <= 30 * 1024 && json <= 24 * 1024 && count <= 250), `the batches: ${JSON.stringify(receiver.batches)}`);
}

/** Several batches are on their way at once. One is lost with its connection; those behind it are refused, and all are sent again. */
export async function sendsSeveralBatchesInOrder() {
  const receiver = createReceiver();
  let last = 0;
  let atOnce = 0;
  let most = 0;
  let isLost = false;
  const outbox = createOutbox({
    async invokeMethodAsync(name, number, ...batch) {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await turns(50);
      atOnce -= 1;
      if (number === 3 && !isLost) {
        isLost = true;
        throw new Error("lost");
      }
      if (number > last + 1) return false;
      await receiver.invokeMethodAsync(name, number, ...batch);
      last = number;
      return true;
    },
  }, { maxBytes: 1000, retryInterval: 20 });
  outbox.addChunk(new Uint8Array(20_000).fill(99));
  await until(() => receiver.items.length === 1, () => `the content, but ${receiver.batches.length} batches arrived`);
  outbox.stop();
  checkEqual(receiver.items[0].value, "c".repeat(20_000), "the content");
  check(isLost, "no batch was lost");
  check(most > 2 && most <= 8, `${most} batches at once`);
}

export async function countsWhatDoesNotFit() {
  const receiver = createReceiver();
  const outbox = createOutbox(receiver, { maxQueued: 1000 });
  for (let i = 0; i < 20; i++) outbox.addEvent({ type: "t", id: `${i}`, data: "x" });
  outbox.add("interrupted");
  await until(() => receiver.items.some(({ kind }) => kind === "interrupted"), "the state, although the queue is full");
  const events = receiver.items.filter(({ kind }) => kind === "event").length;
  checkEqual(receiver.items.map(({ kind }) => kind), [...new Array(events).fill("event"), "missed", "interrupted"], "the items");
  checkEqual(events + receiver.items[events].value, 20, "events sent and missed");
  outbox.stop();
}

/** Stops an EventSource before it opens; every listener on the page and the source is removed. */
export async function removesEveryListener(url) {
  const added = [];
  const before = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function add(type, listener, options) {
    added.push(options?.signal);
    return before.call(this, type, listener, options);
  };
  try {
    for (const way of ["eventsource", "fetch"]) start(createReceiver(), absolute({ way, url, method: "GET" })).stop();
  } finally {
    EventTarget.prototype.addEventListener = before;
  }
  check(added.length >= 9 && added.every((signal) => signal?.aborted), `${added.filter((signal) => !signal?.aborted).length} of ${added.length} listeners stay`);
}
