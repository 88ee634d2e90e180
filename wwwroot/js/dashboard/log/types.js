// Numbers the event types of a page in order of appearance, so that the circuit can choose among them by number.

/** The number of rows that are not events, such as those for connecting and closing. */
export const browserRows = 0;

/** @param max How many types get a number of their own. A server may send any number of types; the others share one number. */
export function createTypes(max = 50) {
  const numbers = new Map();
  const names = [];

  function numberOf(kind, type) {
    if (kind !== "event") return browserRows;
    const known = numbers.get(type);
    if (known !== undefined) return known;
    if (names.length > max) return names.length;
    names.push(names.length < max ? type : "other types");
    if (names.length <= max) numbers.set(type, names.length);
    return names.length;
  }

  return {
    /** The number of a row's type. A new type gets the next number. */
    numberOf,
    /** The names, in the order of their numbers, which begin at 1. */
    names,
  };
}
