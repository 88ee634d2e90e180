// Runs log/formats.js and log/export.js: what they write is read back.
import { createStore } from "/js/dashboard/event-store.js";
import { write } from "/js/dashboard/log/export.js";
import { createParser } from "/js/protocol/sse-parser.js";
import { check, checkEqual } from "../checks.js";

const event = (data, { type = "message", id = "" } = {}) => ({ kind: "event", state: 1, time: 1_000, id, type, data });

const awkward = [
  event("plain"),
  event("", { id: "1" }),
  event("two\nlines\n\nand more\n", { id: "1" }),
  event(" leading and trailing ", { type: " spaced", id: " 2 " }),
  event("data: looks like a field\n: and a comment", { id: "2" }),
  event("é 😀 \u2028 \ufeff \u0000", { type: "tick", id: "2" }),
  event("no id again", { id: "" }),
  event("=1+1", { type: "error", id: "9" }),
];

function stored(items, bounds) {
  const store = createStore(bounds);
  for (const item of items) store.add(item, 1);
  return store;
}

const textOf = async (items, format, bounds) => (await write(stored(items, bounds), null, format)).parts.join("");

function parse(text) {
  const events = [];
  const parser = createParser({ onEvent: (parsed) => { events.push(parsed); } });
  parser.push(new TextEncoder().encode(text));
  parser.end();
  return events;
}

export async function streamParsesBackToTheSameEvents() {
  const items = [{ kind: "open", state: 1, time: 1 }, ...awkward, { kind: "comment", time: 1, data: "alive" }, event("last", { id: "9" })];
  const events = parse(await textOf(items, "sse"));
  const expected = items.filter(({ kind }) => kind === "event").map(({ type, data, id }) => [type, data, id]);
  checkEqual(events.map(({ type, data, lastEventId }) => [type, data, lastEventId]), expected, "the events");
}

export async function ndjsonHasEveryRow() {
  const items = [{ kind: "reconnecting", state: 0, time: 2_500, detail: "broke" }, ...awkward];
  const rows = (await textOf(items, "ndjson")).trimEnd().split("\n").map((line) => JSON.parse(line));
  checkEqual(rows.length, items.length, "the number of lines");
  checkEqual(rows[0], { number: 0, time: "1970-01-01T00:00:02.500Z", stream: 1, kind: "reconnecting", detail: "broke" }, "the first line");
  items.forEach(({ data, type, id }, i) => checkEqual([rows[i].data, rows[i].type, rows[i].id], [data, type, id], `line ${i}`));
}

/** Reads CSV as RFC 4180 defines it. */
function readCsv(text) {
  const rows = [[]];
  for (let at = 0; at < text.length;) {
    let value = "";
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (text[at] === '"') at++;
        value += text[at];
      }
      at++;
    } else {
      while (at < text.length && text[at] !== "," && text[at] !== "\r") value += text[at++];
    }
    rows.at(-1).push(value);
    if (text[at] === ",") at++;
    else {
      checkEqual(text.slice(at, at + 2), "\r\n", "the end of a record");
      at += 2;
      if (at < text.length) rows.push([]);
    }
  }
  return rows;
}

export async function csvReadsBackToTheSameValues() {
  const [head, ...rows] = readCsv(await textOf([...awkward, event('say "a, b"\r')], "csv"));
  checkEqual(head, ["number", "time", "stream", "kind", "id", "type", "data", "detail"], "the header");
  awkward.slice(0, -1).forEach(({ id, type, data }, i) => checkEqual(rows[i].slice(4, 7), [id, type, data], `row ${i}`));
  checkEqual(rows.at(-1)[6], 'say "a, b"\r', "quotes and commas");
}

export async function csvKeepsSpreadsheetsFromRunningFormulas() {
  const texts = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "-5", "+7.25", "a=b"];
  const rows = readCsv(await textOf(texts.map((text) => event(text)), "csv")).slice(1);
  checkEqual(rows.map((row) => row[6]), ["'=1+1", "'+cmd", "'-2+3", "'@SUM(A1)", "'\t=1", "-5", "+7.25", "a=b"], "the data");
}

export async function writesTheRowsWithTheseNumbers() {
  const store = stored(awkward);
  const { parts, rows } = await write(store, [1, 3], "sse");
  checkEqual([rows, parse(parts.join("")).map(({ data }) => data)], [2, ["", " leading and trailing "]], "the rows");
}

export async function countsRowsThatAreGone() {
  const store = stored(Array.from({ length: 10 }, (_, i) => event(`${i}`)), { maxRows: 4 });
  const { rows, gone } = await write(store, [3, 5, 6, 8], "ndjson");
  checkEqual([rows, gone], [2, 2], "the rows written and the rows gone");
}

export async function stopsAtTheBound() {
  const store = stored(Array.from({ length: 100 }, () => event("x".repeat(100))));
  const { units } = await write(store, null, "ndjson", 1_000);
  check(units > 1_000 && units < 1_500, "writing stops soon after the bound");
}
