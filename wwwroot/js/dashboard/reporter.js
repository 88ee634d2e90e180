// Reports to the circuit what happened in the page. At a rate that a report can carry, every item crosses. Beyond it, the newest
// rows cross, and the items before them only as a count: they stay in the store, where the circuit can ask for them. Notable
// items always cross.
import { crossing, cut, longestData, longestName, longestRow, sizeOf } from "./crossing.js";
import { createSender } from "./sender.js";
import { createFilter } from "./log/filter.js";
import { createTypes } from "./log/types.js";

/**
 * @param store   holds the items (event-store.js).
 * @param deliver `deliver(report, number)` calls the circuit. A report is { from, oldest, items, lines, types, matches }: the number
 *   of its first item, the number of the oldest item that the page holds, the items in order, console lines, the types that have
 *   appeared since the last report, and what is new in the filtered view. An item of the kind "skipped" stands for `count` items
 *   that the page holds, one of the kind "lost" for `count` items that it no longer holds.
 */
export function createReporter(store, deliver, {
  maxItems = 100,          // about as many as fit
  maxBytes = 20 * 1024,    // 50 rows; with the matches it stays below SignalR's 32 KB: a larger message ends the circuit
  maxMatches = 8 * 1024,   // bytes of the filtered view's newest rows, in addition
  newest = 50,             // the rows of a tall window
  maxNotable = 10_000,     // bounds the memory of a tab whose circuit is away for minutes
  maxLines = 200,          // as many as the console pane shows
  maxWaiting = 50_000,     // half the store; a source that can be throttled then waits, so that nothing is lost
  maxWaitingUnits = 8 * 1024 * 1024,
  maxTypes = 4,            // names in a report; each takes up to half a kilobyte
  slice,                   // see log/filter.js
  ...timing                // see sender.js
} = {}) {
  let reported = 0;        // the number of the first item not yet reported
  let waitingUnits = 0;
  let notable = [];        // of { number, row, size }
  let lines = [];
  let waiting = [];        // the resolve functions of whenReady()
  let reportedTypes = 0;
  const types = createTypes();
  const filter = createFilter(store, types, { slice });
  const isUnreadable = ({ items }) => items.some(({ kind }) => kind === "skipped");
  const sender = createSender(deliver, take, { ...timing, isUnreadable, onTaken: release });

  function add(item, stream, isNotable, isState) {
    const number = store.add(item, stream);
    types.numberOf(item.kind, item.type);
    waitingUnits += item.data?.length ?? 0;
    // State changes are kept up to twice the bound: a page that missed one would wait forever.
    if (isNotable && notable.length < (isState ? 2 : 1) * maxNotable) {
      const row = crossing({ ...item, stream });
      notable.push({ number, row, size: sizeOf(row) });
    }
    sender.wake();
  }

  function print(line) {
    lines.push(line);
    if (lines.length > maxLines) lines.shift();
    sender.wake();
  }

  function take() {
    filter.advance();
    const matches = filter.takeNews(maxMatches);
    if (reported === store.next && lines.length === 0 && matches === null && reportedTypes === types.names.length) return null;
    const report = { from: reported, oldest: store.oldest, items: [], lines: takeLines(maxBytes / 4), types: takeTypes(), matches };
    const room = maxBytes - sizeOf(report.lines) - sizeOf(report.types);
    const first = Math.max(reported, store.oldest);
    let tail = store.next - first <= maxItems ? newestRows(first, maxItems, room, longestData) : null;
    if (tail?.length !== store.next - first) tail = newestRows(first, newest, room * 3 / 4, longestRow);
    if (addNotable(report.items, store.next - tail.length, room / 4)) {
      report.items.push(...tail);
      reported = store.next;
    }
    waitingUnits = reported === store.next ? 0 : waitingUnits;
    return report;
  }

  function takeLines(room) {
    const taken = [];
    for (let bytes = 0; lines.length > 0; taken.push(lines.shift())) {
      bytes += sizeOf(lines[0]);
      if (bytes > room) break;
    }
    return taken;
  }

  function takeTypes() {
    const names = types.names.slice(reportedTypes, reportedTypes + maxTypes).map((name) => cut(name, longestName));
    reportedTypes += names.length;
    return names;
  }

  // The newest rows from `first` on that fit, at most `count`.
  function newestRows(first, count, room, longest) {
    const rows = [];
    for (let number = store.next - 1; number >= first && rows.length < count; number--) {
      const row = crossing(store.item(number), longest);
      room -= sizeOf(row);
      if (room < 0 && rows.length > 0) break;
      rows.push(row);
    }
    return rows.reverse();
  }

  // Adds the notable items before `end`, and counts of those between them. Returns whether all fit.
  function addNotable(items, end, room) {
    let taken = 0;
    for (; taken < notable.length && notable[taken].number < end; taken++) {
      const { number, row, size } = notable[taken];
      if (size > room && taken > 0) break;
      room -= size;
      addSkipped(items, number);
      items.push(row);
      reported = number + 1;
    }
    const isAll = taken === notable.length || notable[taken].number >= end;
    if (isAll) {
      addSkipped(items, end);
      notable = [];
    } else {
      notable.splice(0, taken);
    }
    return isAll;
  }

  function addSkipped(items, end) {
    const lost = Math.min(end, store.oldest) - reported;
    const first = Math.max(reported, store.oldest);
    const { time, stream } = store.item(first) ?? {};
    if (lost > 0) items.push({ kind: "lost", count: lost, time, stream });
    if (first >= end) return;
    let events = 0;
    let units = 0;
    store.scan(first, end, (_, kind, id, type, data) => {
      if (kind !== "event") return;
      events += 1;
      units += data.length;
    });
    items.push({ kind: "skipped", count: end - first, events, length: units, time, until: store.timeOf(end - 1), stream });
  }

  const isBehind = (share) => store.next - reported > maxWaiting * share || waitingUnits > maxWaitingUnits * share;

  function release() {
    if (isBehind(0.5)) return;
    const ready = waiting;
    waiting = [];
    for (const resolve of ready) resolve();
  }

  return {
    /** Adds an item of a stream. A notable one crosses on its own, whatever the rate; a state change does so in any case. */
    add,
    /** Adds a console line. */
    print,
    /** The rows that match the filter (log/filter.js). */
    filter,
    /** Sets the filter under a number, by which the reports name it. */
    setFilter(version, chosen) {
      filter.set(version, chosen);
      sender.wake();
    },
    /** Resolves once few enough items wait for the circuit. A source that can be throttled awaits it. */
    whenReady: () => (isBehind(1) ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    stop() {
      sender.stop();
      notable = [];
      lines = [];
      const ready = waiting;
      waiting = [];
      for (const resolve of ready) resolve();
    },
  };
}
