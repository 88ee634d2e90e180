// Holds what happened in the page, numbered from 0 in order of arrival: up to a count and a size, oldest out. One column for each
// field rather than one object for each event, so that a hundred thousand events stay cheap to add and to keep.

export function createStore({
  maxRows = 100_000,          // five seconds of the fastest stream a page can take, hours of an ordinary one
  maxUnits = 16 * 1024 * 1024, // UTF-16 units of text; 32 MB at worst
} = {}) {
  const kinds = [];
  const states = [];
  const times = [];
  const streams = [];
  const ids = [];
  const types = [];
  const texts = [];
  const others = [];          // the item itself, if it has more than these columns; null for an event
  let oldest = 0;
  let next = 0;
  let units = 0;

  const unitsOf = (id, type, text) => (id?.length ?? 0) + (type?.length ?? 0) + (text?.length ?? 0);

  function add(item, stream) {
    const { kind, id, type, data } = item;
    const added = unitsOf(id, type, data);
    while (next > oldest && (next - oldest >= maxRows || units + added > maxUnits)) dropOldest();
    const at = next % maxRows;
    kinds[at] = kind;
    states[at] = item.state;
    times[at] = item.time;
    streams[at] = stream;
    ids[at] = id;
    types[at] = type;
    texts[at] = data;
    others[at] = kind === "event" ? null : item;
    units += added;
    return next++;
  }

  function dropOldest() {
    const at = oldest % maxRows;
    units -= unitsOf(ids[at], types[at], texts[at]);
    ids[at] = types[at] = texts[at] = others[at] = undefined;
    oldest += 1;
  }

  const holds = (number) => number >= oldest && number < next;

  return {
    /** Adds an item of a stream and returns its number. An item larger than the bound is kept until the next one comes. */
    add,
    /** The number of the oldest item held. */
    get oldest() { return oldest; },
    /** The number that the next item gets: how many came in all. */
    get next() { return next; },
    holds,
    /** The item with that number; null if it is not held. */
    item(number) {
      if (!holds(number)) return null;
      const at = number % maxRows;
      return { ...others[at], kind: kinds[at], state: states[at], time: times[at], stream: streams[at], id: ids[at], type: types[at], data: texts[at] };
    },
    timeOf: (number) => times[number % maxRows],
    /** The whole data of an item; null if it is not held. */
    textOf: (number) => (holds(number) ? texts[number % maxRows] ?? "" : null),
    /** Calls `visit(number, kind, id, type, data)` for each item held from `first` up to, but not including, `end`. */
    scan(first, end, visit) {
      for (let number = Math.max(first, oldest); number < Math.min(end, next); number++) {
        const at = number % maxRows;
        visit(number, kinds[at], ids[at], types[at], texts[at]);
      }
    },
    /** Forgets the items before that number. */
    clear(before) {
      while (oldest < Math.min(before, next)) dropOldest();
    },
  };
}
