// Runs browser-feed.js with a fake circuit.
import { create } from "/js/dashboard/browser-feed.js";
import { checkEqual, until } from "./checks.js";

/** Reads a stream up to its `final` event, and hands the feed to the test with what the circuit received. */
async function withFeed(url, test, { bounds, ...request } = {}) {
  const reports = [];
  const feed = create({ invokeMethodAsync: async (_, __, report) => { reports.push(report); } }, bounds ?? {});
  try {
    feed.connect({ method: "GET", url, types: ["final", "gap"], closeOn: "final", ...request });
    await until(() => reports.some(({ items }) => items.some(({ kind }) => kind === "closed")), "the circuit receives the closed item");
    return await test(feed, reports);
  } finally {
    feed.dispose();
  }
}

/** The texts of all rows that the page numbers. */
export const readTexts = (url, bounds) => withFeed(url, async (feed, reports) => {
  const { oldest } = reports.at(-1);
  const count = reports.flatMap(({ items }) => items).reduce((sum, item) => sum + (item.count ?? 1), 0);
  const texts = [];
  for (let number = 0; number < count; number++) texts.push(await feed.text(number).text());
  return { oldest, texts: texts.map((text) => ({ size: text.length, end: text.slice(-6) })) };
}, { bounds });

/** All rows that the page holds, as the circuit asks for them, with the number of the answers that it took. */
export const readRows = (url) => withFeed(url, (feed) => {
  const rows = [];
  let answers = 0;
  for (let page; (page = feed.rows(rows.length, 100)).items.length > 0; answers++) {
    checkEqual(page.from, rows.length, "the number of the first row");
    checkEqual(new Blob([JSON.stringify(page)]).size < 20 * 1024, true, "an answer has less than 20 KB");
    rows.push(...page.items);
  }
  return { rows, answers };
});

/** What the circuit receives of a stream, with the notable types. */
export const readReports = (url, notable) => withFeed(url, (_, reports) => reports.flatMap(({ items }) => items), { notable });

/** The rows that are left after a clear of those before that number. */
export const clear = (url, before) => withFeed(url, (feed) => {
  feed.clear(before);
  const { from, oldest } = feed.rows(0, 1);
  return [from, oldest, feed.text(before - 1).size];
});

/** The size of a text before and after the feed is disposed. */
export async function readAfterDispose(url) {
  const items = [];
  const feed = create({ invokeMethodAsync: async (_, __, report) => { items.push(...report.items); } });
  feed.connect({ method: "GET", url, types: [], closeOn: null });
  await until(() => items.some(({ kind }) => kind === "event"), "the circuit receives the event");
  const before = feed.text(2).size;
  feed.dispose();
  return [before, feed.text(2).size];
}
