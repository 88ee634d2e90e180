// Runs batcher.js with a fake circuit. Each function is one test.
import { createBatcher } from "/js/dashboard/batcher.js";
import { check, checkEqual, turns, until } from "./checks.js";

const dataOf = (items) => items.map((item) => item.data ?? item);

/** A batcher whose circuit answers at once. */
function answering(options) {
  const calls = [];
  const batcher = createBatcher(async (items) => { calls.push(items); }, { interval: 0, ...options });
  return { batcher, calls };
}

/** A batcher whose circuit answers when the test says so. Its first call is in flight. */
async function holding(options) {
  const calls = [];
  const deliver = (items) => new Promise((answer) => { calls.push({ items, answer }); });
  const batcher = createBatcher(deliver, { interval: 0, ...options });
  batcher.push({ data: "in flight" });
  await until(() => calls.length === 1, "the first batch is sent");
  return { batcher, calls };
}

export async function batchesAreBoundedByNumber() {
  const { batcher, calls } = answering();
  for (let i = 0; i < 3000; i++) batcher.push({ data: i });
  await until(() => calls.flat().length === 3000, "3,000 items arrive");
  check(calls.every((items) => items.length <= 500), "no batch has more than 500 items");
  checkEqual(dataOf(calls.flat()), Array.from({ length: 3000 }, (_, i) => i), "the items are in order");
}

export async function batchesAreBoundedByBytes() {
  const { batcher, calls } = answering();
  for (let i = 0; i < 300; i++) batcher.push({ data: `${i} ${"é".repeat(i)}` }); // two bytes each
  await until(() => calls.flat().length === 300, "300 items arrive");
  const sizes = calls.map((items) => new Blob([JSON.stringify(items)]).size);
  check(sizes.every((size) => size <= 16 * 1024 + 2), `no batch has more than 16 KB: ${sizes}`);
  check(sizes.slice(0, -1).every((size) => size > 15 * 1024), `every batch but the last is nearly full: ${sizes}`);
}

export async function itemsPushedTogetherShareOneBatch() {
  const { batcher, calls } = answering({ interval: 1000 });
  batcher.push({ data: "a" });
  await turns(3);
  batcher.push({ data: "b" });
  await until(() => calls.length === 1, "a batch is sent");
  checkEqual(dataOf(calls[0]), ["a", "b"], "the first item waits for the second");
}

export async function batchesWaitForTheCallInFlight() {
  const { batcher, calls } = await holding();
  for (let i = 0; i < 100; i++) batcher.push({ data: i });
  await turns(20);
  check(calls.length === 1, "one call is in flight");
  calls[0].answer();
  await until(() => calls.length === 2, "the next batch is sent once the first is answered");
  check(calls[1].items.length === 100, "the rest is sent in one batch");
}

export async function itemsBeyondMaxQueuedItemsAreLostInPlace() {
  const { batcher, calls } = await holding({ maxQueuedItems: 3 });
  for (const data of ["a", "b", "c", "d", "e"]) batcher.push({ data, time: 1 });
  calls[0].answer();
  await until(() => calls.length === 2, "the queue is sent");
  batcher.push({ data: "f" });
  checkEqual(dataOf(calls[1].items), ["a", "b", "c", { kind: "lost", count: 2, time: 1 }], "two items are lost after c");
  calls[1].answer();
  await until(() => calls.length === 3, "the later item is sent");
  checkEqual(dataOf(calls[2].items), ["f"], "the batch after the loss");
}

export async function itemsBeyondMaxQueuedBytesAreLostInPlace() {
  const text = "é".repeat(400); // a little more than 800 bytes as JSON
  const { batcher, calls } = await holding({ maxQueuedBytes: 2000 });
  for (let i = 0; i < 5; i++) batcher.push({ data: text, time: i });
  calls[0].answer();
  await until(() => calls.length === 2, "the queue is sent");
  checkEqual(dataOf(calls[1].items), [text, text, text, { kind: "lost", count: 2, time: 3 }], "the third item reaches the bound");
  calls[1].answer();
  batcher.push({ data: "later" });
  await until(() => calls.length === 3, "the later item is sent: the bytes of the sent batch are free again");
  checkEqual(dataOf(calls[2].items), ["later"], "the batch after the loss");
}

export async function statesAreQueuedUpToTwiceTheBound() {
  const { batcher, calls } = await holding({ maxQueuedItems: 2 });
  for (const data of ["a", "b", "c"]) batcher.push({ data, time: 1 });
  for (const data of ["open", "closed"]) batcher.push({ data, time: 2 }, true);
  calls[0].answer();
  await until(() => calls.length === 2, "the queue is sent");
  checkEqual(
    dataOf(calls[1].items),
    ["a", "b", { kind: "lost", count: 1, time: 1 }, "open", { kind: "lost", count: 1, time: 2 }],
    "a state change is queued where an event is lost");
}

async function reportsCircuitGone(deliver) {
  let gone = 0;
  let calls = 0;
  const count = () => {
    calls += 1;
    return deliver();
  };
  const options = { interval: 0, timeout: 10, retryInterval: 1, patience: 2_000, onGone: () => { gone++; } };
  const batcher = createBatcher(count, options);
  batcher.push({ data: "a" });
  await until(() => gone === 1, "the batcher reports that the circuit is gone");
  const before = calls;
  batcher.push({ data: "b" });
  await turns(20);
  check(before > 1, "the batch is retried until patience runs out");
  check(calls === before, "nothing is sent to a circuit that is gone");
}

export const circuitFailing = () => reportsCircuitGone(async () => { throw new Error("no circuit"); });

export const circuitNotAnswering = () => reportsCircuitGone(() => new Promise(() => {}));

export async function failedBatchIsRepeated() {
  const calls = [];
  const batcher = createBatcher(async (items, number) => {
    calls.push(number + dataOf(items).join(""));
    if (calls.length < 3) throw new Error("away");
  }, { interval: 0, retryInterval: 1 });
  batcher.push({ data: "a" });
  await until(() => calls.length === 1, "the first batch is sent");
  batcher.push({ data: "b" });
  await until(() => calls.length === 4, "both batches are delivered");
  checkEqual(calls, ["1a", "1a", "1a", "2b"], "the first batch keeps its number");
}

export async function oversizedItemIsLost() {
  const { batcher, calls } = answering();
  for (const data of ["a", "\u0001".repeat(4000), "b"]) batcher.push({ data, time: 1 }); // six bytes per character as JSON
  await until(() => calls.flat().length === 3, "three items arrive");
  checkEqual(dataOf(calls.flat()), ["a", { kind: "lost", count: 1, time: 1 }, "b"], "the one in the middle is lost");
}

export async function stoppedSendsNothingMore() {
  const { batcher, calls } = await holding();
  batcher.push({ data: "queued" });
  batcher.stop();
  calls[0].answer();
  batcher.push({ data: "late" });
  await turns(20);
  check(calls.length === 1, "neither queued nor later items are sent");
}
