// Which rows of the store match a filter: an index that grows as rows arrive, in slices short enough to keep the page responsive.
// A row's place in the filtered view is its position: from 0, and positions of dropped rows are not used again.
import { crossing, longestRow, sizeOf } from "../crossing.js";

/**
 * @param store the rows (event-store.js).
 * @param types the numbers of the types (types.js).
 */
export function createFilter(store, types, {
  slice = 8,        // ms; half a frame of a 60 Hz screen
  newest = 50,      // rows; as many as a tall window shows
} = {}) {
  let version = 0;
  let accepts = null; // null while there is no filter
  let numbers = [];
  let head = 0;       // where in `numbers` the first row that is still held is
  let first = 0;      // its position
  let scanned = 0;    // the number of the first row that has not been examined
  let isNew = false;
  let sentEnd = 0;
  let sentFirst = 0;
  let sentScanned = 0;

  /** Sets the filter. `shown` lists the numbers of the types to show, `text` must occur in the id, the type or the data; null shows all. */
  function set(newVersion, filter) {
    version = newVersion;
    accepts = filter === null ? null : acceptor(filter, store, types);
    numbers = [];
    head = first = sentEnd = sentFirst = 0;
    scanned = sentScanned = store.oldest;
    isNew = accepts !== null;
  }

  function forget() {
    for (; head < numbers.length && numbers[head] < store.oldest; head++) first += 1;
    if (head * 2 <= numbers.length || head < 1_000) return;
    numbers = numbers.slice(head);
    head = 0;
  }

  function advance() {
    if (accepts === null) return;
    forget();
    scanned = Math.max(scanned, store.oldest);
    const end = performance.now() + slice;
    while (scanned < store.next && performance.now() < end) {
      const until = Math.min(scanned + 256, store.next);
      store.scan(scanned, until, (number, kind, id, type, data) => {
        if (accepts(number, kind, id, type, data)) numbers.push(number);
      });
      scanned = until;
    }
  }

  const end = () => first + numbers.length - head;
  const numberAt = (position) => numbers[head + position - first];
  const rowAt = (position) => ({ number: numberAt(position), item: crossing(store.item(numberAt(position)), longestRow) });
  const answer = (from, rows) => ({ version, first, end: end(), scanned, from, rows });

  return {
    set,
    /** Examines rows that have arrived, for no longer than a slice. */
    advance,
    /** What has changed since the last call, with the newest rows that match as far as they fit; null if nothing has. */
    takeNews(bytes) {
      if (accepts === null) return null;
      forget();
      if (!isNew && end() === sentEnd && first === sentFirst && scanned === sentScanned) return null;
      const rows = [];
      let from = end();
      for (const least = Math.max(sentEnd, first, end() - newest); from > least; from--) {
        const row = rowAt(from - 1);
        bytes -= sizeOf(row);
        if (bytes < 0) break;
        rows.unshift(row);
      }
      isNew = false;
      [sentEnd, sentFirst, sentScanned] = [end(), first, scanned];
      return answer(from, rows);
    },
    /** The rows from that position on: as many of `count` as fit. Null if the filter is another by now. */
    page(ofVersion, position, count, bytes) {
      if (ofVersion !== version || accepts === null) return null;
      forget();
      const from = Math.min(Math.max(position, first), end());
      const rows = [];
      for (let at = from; at < Math.min(position + count, end()); at++) {
        const row = rowAt(at);
        bytes -= sizeOf(row);
        if (bytes < 0 && rows.length > 0) break;
        rows.push(row);
      }
      return answer(from, rows);
    },
    /** The position of the row with that number; -1 if it does not match, or the filter is another by now. */
    positionOf(ofVersion, number) {
      if (ofVersion !== version || accepts === null) return -1;
      forget();
      let low = head;
      for (let high = numbers.length; low < high;) {
        const middle = (low + high) >> 1;
        if (numbers[middle] < number) low = middle + 1;
        else high = middle;
      }
      return numbers[low] === number ? first + low - head : -1;
    },
    /** The numbers of all rows that match, of those that are here now; null if there is no filter. */
    async numbers() {
      if (accepts === null) return null;
      for (const until = store.next; scanned < until; await new Promise((resolve) => { setTimeout(resolve); })) advance();
      forget();
      return numbers.slice(head);
    },
  };
}

function acceptor({ shown, text }, store, types) {
  const isShown = shown === null ? null : new Set(shown);
  // A literal, so it cannot backtrack; the flag spares a copy of each text in lower case.
  const pattern = text === "" ? null : new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "i");
  const has = (part) => typeof part === "string" && pattern.test(part);
  return (number, kind, id, type, data) =>
    (isShown === null || isShown.has(types.numberOf(kind, type)))
    && (pattern === null || has(data) || has(type) || has(id) || (kind !== "event" && has(store.item(number).detail)));
}
