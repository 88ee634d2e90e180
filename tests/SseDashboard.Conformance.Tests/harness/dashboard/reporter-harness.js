// Runs reporter.js with a fake circuit. Each function is one test.
import { createStore } from "/js/dashboard/event-store.js";
import { createReporter } from "/js/dashboard/reporter.js";
import { check, checkEqual, turns, until } from "../checks.js";

const event = (data, more) => ({ kind: "event", state: 1, time: 1000, id: "", type: "message", data, ...more });

/** A reporter whose circuit answers when the test says so. Its first call is in flight, if there is one to be. */
async function reporting({ bounds, inFlight = true, ...options } = {}) {
  const calls = [];
  const store = createStore(bounds);
  const deliver = (report, number) => new Promise((answer, fail) => { calls.push({ report, number, answer, fail, at: performance.now() }); });
  const reporter = createReporter(store, deliver, { interval: 0, ...options });
  const add = (item, isNotable = false, isState = false) => reporter.add(item, 1, isNotable, isState);
  const next = async () => {
    const count = calls.length;
    calls.at(-1)?.answer();
    await until(() => calls.length > count, "the next report is sent");
    return calls.at(-1).report;
  };
  if (inFlight) {
    add(event("in flight"));
    await until(() => calls.length === 1, "the first report is sent");
  }
  return { store, reporter, add, calls, next };
}

const brief = ({ kind, data, count }) => (count === undefined ? data ?? kind : `${kind} ${count}`);

export async function everyItemCrossesAtALowRate() {
  const { add, next } = await reporting();
  for (let i = 0; i < 60; i++) add(event(`${i}`, { id: `${i}` }));
  const report = await next();
  checkEqual([report.from, report.oldest], [1, 0], "the numbers of the first item and of the oldest held");
  checkEqual(report.items.map(({ data }) => data), Array.from({ length: 60 }, (_, i) => `${i}`), "the items");
}

export async function theNewestCrossAtAHighRate() {
  const { add, next } = await reporting();
  for (let i = 0; i < 5000; i++) add(event("x".repeat(100), { time: 1000 + i }));
  const { from, items: [skipped, ...newest] } = await next();
  checkEqual([from, skipped.kind, skipped.count + newest.length], [1, "skipped", 5000], "all are accounted for");
  checkEqual(
    [skipped.events, skipped.length, skipped.time, skipped.until, skipped.stream],
    [skipped.count, skipped.count * 100, 1000, 1000 + skipped.count - 1, 1], "what was skipped");
  checkEqual(newest.length, 50, "the newest rows");
  add(event("later"));
  const later = await next();
  checkEqual([later.from, later.items.map(brief)], [5001, ["later"]], "the next report goes on");
}

export async function afterSkippingTheNextReportWaitsTwiceAsLong() {
  const { add, calls, next } = await reporting({ interval: 50 });
  for (let i = 0; i < 5000; i++) add(event("x".repeat(100)));
  await next();
  add(event("later"));
  await next();
  const waited = calls.at(-1).at - calls.at(-2).at;
  check(waited > 75, `the next report is sent after twice the interval, not after ${waited} ms`);
}

export async function notableItemsCrossAtTheirPlace() {
  const { add, next } = await reporting({ newest: 2 });
  const burst = (count, data) => { for (let i = 0; i < count; i++) add(event(data)); };
  burst(200, "a");
  add(event("gap"), true);
  burst(300, "b");
  add({ kind: "reconnecting", state: 0, time: 1 }, true, true);
  burst(400, "c");
  checkEqual(
    (await next()).items.map(brief),
    ["skipped 200", "gap", "skipped 300", "reconnecting", "skipped 398", "c", "c"], "the items in order");
}

export async function manyNotableItemsCrossInSeveralReports() {
  const { add, next } = await reporting();
  for (let i = 0; i < 300; i++) add(event(`${i} ${"x".repeat(500)}`), true);
  const items = [];
  while (items.length < 300) items.push(...(await next()).items);
  checkEqual(items.map(({ data }) => parseInt(data)), Array.from({ length: 300 }, (_, i) => i), "the items");
}

export async function reportsStayWithinTheSizeOfAMessage() {
  const { add, reporter, next } = await reporting();
  const texts = ["\u0001", "é", "😀", "x"];
  for (let i = 0; i < 400; i++) {
    add(event(texts[i % 4].repeat(6000), { id: texts[i % 4].repeat(600), type: texts[i % 4].repeat(600) }), i % 3 === 0);
    reporter.print(texts[i % 4].repeat(100));
  }
  let end = 1;
  for (let reports = 0; end < 401; reports++) {
    const report = await next();
    check(new Blob([JSON.stringify(report)]).size < 24 * 1024, "a report has less than 24 KB");
    checkEqual(report.from, end, "the number of the first item");
    end += report.items.reduce((sum, { count }) => sum + (count ?? 1), 0);
    check(reports < 400, "the reports come to an end");
  }
}

export async function itemsDroppedBeforeTheyCrossedAreLost() {
  const { add, next } = await reporting({ bounds: { maxRows: 10 } });
  for (let i = 0; i < 5; i++) add(event(`${i}`));
  add({ kind: "open", state: 1, time: 1 }, true, true);
  for (let i = 0; i < 20; i++) add(event(`later ${i}`));
  const { from, oldest, items } = await next();
  checkEqual([from, oldest], [1, 17], "the numbers of the first item and of the oldest held");
  checkEqual(items.slice(0, 4).map(brief), ["lost 5", "open", "lost 10", "later 10"], "the items; the state change is not lost");
}

export async function longDataCrossesAsAPreview() {
  const { add, next } = await reporting();
  add(event("x".repeat(5000)));
  add(event("y".repeat(60)));
  const [long, short] = (await next()).items;
  checkEqual([long.length, long.cut, short.cut], [5000, true, undefined], "which is cut");
  check("x".repeat(5000).startsWith(long.data) && long.data.length >= 500 && long.data.length <= 4096, "the preview is the beginning");
}

export async function readyOnceFewItemsWait() {
  const { add, reporter, next } = await reporting({ maxWaiting: 10 });
  for (let i = 0; i < 11; i++) add(event("a"));
  let isReady = false;
  reporter.whenReady().then(() => { isReady = true; });
  await turns(5);
  check(!isReady, "a source waits while too many items do");
  await next();
  await turns(5);
  check(!isReady, "a source waits while the report is in flight");
  add(event("b"));
  await next();
  await until(() => isReady, "the source goes on");
}

export async function failedReportIsRepeated() {
  const { calls, add } = await reporting({ retryInterval: 1 });
  calls[0].fail(new Error("away"));
  add(event("b"));
  await until(() => calls.length === 2, "the report is repeated");
  checkEqual([calls[1].number, calls[1].report.items.map(brief)], [1, ["in flight"]], "the repeated report");
}

export async function linesCrossWithoutItems() {
  const { reporter, next } = await reporting();
  reporter.print("a line");
  const { from, items, lines } = await next();
  checkEqual([from, items, lines], [1, [], ["a line"]], "the report");
}

export async function tooManyLinesLoseTheOldest() {
  const { reporter, next } = await reporting({ maxLines: 3 });
  for (const line of ["a", "b", "c", "d"]) reporter.print(line);
  checkEqual((await next()).lines, ["b", "c", "d"], "the lines");
}

export async function stoppedSendsNothingMore() {
  const { calls, reporter, add } = await reporting();
  reporter.stop();
  calls[0].answer();
  add(event("late"));
  await turns(20);
  check(calls.length === 1, "nothing is sent");
}

export async function newTypesCrossAFewAtATime() {
  const { calls, add, next } = await reporting();
  checkEqual(calls[0].report.types, ["message"], "the types of the first report");
  for (let i = 0; i < 12; i++) add(event("x", { type: `type ${i % 6}` }));
  checkEqual([(await next()).types, (await next()).types], [["type 0", "type 1", "type 2", "type 3"], ["type 4", "type 5"]], "the new types");
}

export async function whatMatchesTheFilterCrosses() {
  // Without a time limit for a slice, since a busy machine would not get through all rows in one.
  const { reporter, add, next } = await reporting({ slice: Infinity });
  reporter.setFilter(1, { shown: null, text: "b" });
  checkEqual((await next()).matches, { version: 1, first: 0, end: 0, scanned: 1, from: 0, rows: [] }, "the filter is known, although nothing matches");
  for (let i = 0; i < 2000; i++) add(event(i % 100 ? "a" : "b"));
  const { matches, items } = await next();
  checkEqual([matches.end, matches.rows.length, matches.rows[0].number, matches.rows[0].item.data], [20, 20, 1, "b"], "the matches");
  check(items[0].kind === "skipped" && items[0].count > 1900, "the other rows cross as a count");
  add(event("a"));
  checkEqual((await next()).matches.rows, [], "a row that does not match");
  reporter.setFilter(2, null);
  add(event("b"));
  checkEqual((await next()).matches, null, "without a filter");
}
