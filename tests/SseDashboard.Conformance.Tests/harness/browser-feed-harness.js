// Runs browser-feed.js with a circuit of its own.
import { create } from "/js/dashboard/browser-feed.js";
import { until } from "./checks.js";

/** Connects to a stream up to its `final` event, and gives the items and the texts that the feed still keeps, by their numbers. */
export async function readKept(url) {
  const items = [];
  const feed = create({ invokeMethodAsync: async (_, __, batch) => { items.push(...batch); } });
  try {
    feed.connect({ method: "GET", url, types: ["final"], closeOn: "final" });
    await until(() => items.some(({ kind }) => kind === "closed"), "the circuit is told that the stream is closed");
    const texts = [];
    for (const { text } of items.filter((item) => item.text !== undefined)) {
      const blob = feed.readText(text);
      texts.push({ text, size: blob.size, end: (await blob.text()).slice(-6) });
    }
    return { items, texts };
  } finally {
    feed.dispose();
  }
}

/** How large the text is before and after the feed was disposed of. */
export async function readAfterDispose(url) {
  const items = [];
  const feed = create({ invokeMethodAsync: async (_, __, batch) => { items.push(...batch); } });
  feed.connect({ method: "GET", url, types: [], closeOn: null });
  await until(() => items.some(({ kind }) => kind === "event"), "the circuit is told of the event");
  const { text } = items.find(({ kind }) => kind === "event");
  const before = feed.readText(text).size;
  feed.dispose();
  return [before, feed.readText(text).size];
}
