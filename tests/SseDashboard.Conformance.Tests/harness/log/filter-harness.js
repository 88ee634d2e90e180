// Runs log/filter.js and log/types.js on a store. Each function is one test.
import { createStore } from "/js/dashboard/event-store.js";
import { createFilter } from "/js/dashboard/log/filter.js";
import { createTypes } from "/js/dashboard/log/types.js";
import { check, checkEqual } from "../checks.js";

const bytes = 16 * 1024;
const event = (type, data, id = "") => ({ kind: "event", state: 1, time: 1, id, type, data });

function filtering({ bounds, max, slice } = {}) {
  const store = createStore(bounds);
  const types = createTypes(max);
  const filter = createFilter(store, types, slice === undefined ? {} : { slice });
  const add = (item) => { types.numberOf(item.kind, item.type); return store.add(item, 1); };
  const matched = () => {
    filter.advance();
    return filter.page(1, 0, 1_000, bytes).rows.map(({ number }) => number);
  };
  return { store, types, filter, add, matched };
}

export function findsTextInIdTypeAndData() {
  const { filter, add, matched } = filtering();
  add(event("tick", "one"));
  add(event("message", "a TICK b"));
  add(event("message", "two", "7-tick"));
  add(event("message", "three"));
  add({ kind: "reconnecting", state: 0, time: 1, detail: "no tick" });
  add({ kind: "open", state: 1, time: 1 });
  filter.set(1, { shown: null, text: "tick" });
  checkEqual(matched(), [0, 1, 2, 4], "the rows that match");
}

export function takesTextLiterally() {
  const { filter, add, matched } = filtering();
  for (const data of ["a.b", "axb", "(a+", "[\\"]) add(event("message", data));
  for (const [text, rows] of [["a.b", [0]], ["(a+", [2]], ["[\\", [3]]]) {
    filter.set(1, { shown: null, text });
    checkEqual(matched(), rows, `the rows with ${text}`);
  }
}

export function showsTheChosenTypes() {
  const { types, filter, add, matched } = filtering();
  add({ kind: "open", state: 1, time: 1 });
  for (const type of ["tick", "tock", "tick"]) add(event(type, "x"));
  checkEqual(types.names, ["tick", "tock"], "the names");
  filter.set(1, { shown: [1], text: "" });
  checkEqual(matched(), [1, 3], "the rows of one type");
  filter.set(1, { shown: [0, 2], text: "" });
  checkEqual(matched(), [0, 2], "the browser's rows and those of the other type");
}

export function manyTypesShareANumber() {
  const { types, filter, add, matched } = filtering({ max: 2 });
  for (const type of ["a", "b", "c", "d", "a"]) add(event(type, "x"));
  checkEqual(types.names, ["a", "b", "other types"], "the names");
  filter.set(1, { shown: [3], text: "" });
  checkEqual(matched(), [2, 3], "the rows of the other types");
}

export function rowsThatArriveAreFound() {
  const { filter, add } = filtering();
  filter.set(1, { shown: null, text: "x" });
  filter.advance();
  checkEqual(filter.takeNews(bytes), { version: 1, first: 0, end: 0, scanned: 0, from: 0, rows: [] }, "the first news");
  checkEqual(filter.takeNews(bytes), null, "news without a change");
  for (let i = 0; i < 100; i++) add(event("message", i % 2 ? "x" : "y"));
  filter.advance();
  const { first, end, from, rows, scanned } = filter.takeNews(bytes);
  checkEqual([first, end, scanned, rows.length, from], [0, 50, 100, 50, 0], "what is new");
  add(event("message", "x"));
  filter.advance();
  const later = filter.takeNews(bytes);
  checkEqual([later.from, later.rows.map(({ number }) => number)], [50, [100]], "only the new row crosses");
}

export function droppedRowsLeaveTheirPositions() {
  const { store, filter, add } = filtering({ bounds: { maxRows: 4 } });
  filter.set(1, { shown: null, text: "x" });
  for (let i = 0; i < 6; i++) {
    add(event("message", i % 2 ? "x" : "y"));
    filter.advance();
  }
  const { first, end, from, rows } = filter.page(1, 0, 10, bytes);
  checkEqual([first, end, from, rows.map(({ number }) => number)], [1, 3, 1, [3, 5]], "the rows that are left");
  checkEqual([filter.positionOf(1, 5), filter.positionOf(1, 4), filter.positionOf(1, 1), filter.positionOf(2, 5)], [2, -1, -1, -1], "positions");
  store.clear(store.next);
  filter.advance();
  checkEqual([filter.page(1, 0, 10, bytes).first, filter.page(1, 0, 10, bytes).end], [3, 3], "the positions after a clear");
}

export function manyRowsAreExaminedInSlices() {
  const { store, filter, add } = filtering({ slice: 0 });
  for (let i = 0; i < 10_000; i++) add(event("message", "x"));
  filter.set(1, { shown: null, text: "x" });
  filter.advance();
  check(filter.takeNews(bytes).scanned < store.next, "an expired slice leaves rows for the next one");
}

export function answersFitIntoAMessage() {
  const { filter, add } = filtering();
  for (let i = 0; i < 200; i++) add(event("message", "x".repeat(5_000)));
  filter.set(1, { shown: null, text: "x" });
  filter.advance();
  for (const answer of [filter.takeNews(6_000), filter.page(1, 0, 200, 6_000)]) {
    check(new Blob([JSON.stringify(answer)]).size < 6_500, "an answer has about 6,000 bytes at most");
    check(answer.rows.length > 5, "an answer has several rows");
  }
}

export async function allMatchesForAnExport() {
  const { filter, add } = filtering();
  for (let i = 0; i < 3_000; i++) add(event("message", i % 3 ? "y" : "x"));
  checkEqual(await filter.numbers(), null, "without a filter");
  filter.set(1, { shown: null, text: "x" });
  checkEqual((await filter.numbers()).length, 1_000, "the rows that match, although none had been examined");
}
