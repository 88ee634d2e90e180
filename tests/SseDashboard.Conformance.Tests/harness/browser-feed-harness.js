// Runs browser-feed.js with a fake circuit.
import { create } from "/js/dashboard/browser-feed.js";
import { until } from "./checks.js";

/** Reads a stream up to its `final` event; returns the items, and the texts that the feed still keeps, with their numbers. */
export async function readKept(url) {
  const items = [];
  const feed = create({ invokeMethodAsync: async (_, __, batch) => { items.push(...batch); } });
  try {
    feed.connect({ method: "GET", url, types: ["final"], closeOn: "final" });
    await until(() => items.some(({ kind }) => kind === "closed"), "the circuit receives the closed item");
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

/** The size of the text before and after the feed is disposed. */
export async function readAfterDispose(url) {
  const items = [];
  const feed = create({ invokeMethodAsync: async (_, __, batch) => { items.push(...batch); } });
  feed.connect({ method: "GET", url, types: [], closeOn: null });
  await until(() => items.some(({ kind }) => kind === "event"), "the circuit receives the event");
  const { text } = items.find(({ kind }) => kind === "event");
  const before = feed.readText(text).size;
  feed.dispose();
  return [before, feed.readText(text).size];
}
