// How items cross to the circuit: as JSON within the message size that it accepts, with long texts cut.

const utf8 = new TextEncoder();

/** The size of an item among others, in bytes of JSON. */
export const sizeOf = (item) => utf8.encode(JSON.stringify(item)).length + 1;

// The longest texts sent, in bytes of JSON; one character may take six.
export const longestName = 512; // an id, a type
const longestNote = 1024; // a reason

/** The longest data of an item that crosses on its own, in bytes of JSON. */
export const longestData = 4 * 1024;

/** The longest data of one of many rows, in bytes of JSON: a wide row of a log shows less. */
export const longestRow = 384;

/** Truncates a text, with an ellipsis, so that its JSON takes at most the given number of bytes. */
export function cut(text, bytes) {
  if (typeof text !== "string" || text.length * 6 <= bytes) return text;
  if (text.length <= bytes && utf8.encode(JSON.stringify(text)).length <= bytes) return text;
  // .NET rejects JSON that contains half a surrogate pair.
  return text.slice(0, Math.floor(bytes / 6) - 1).replace(/[\ud800-\udbff]$/, "") + "…";
}

/** An item as it crosses: `length` is that of the whole data, of which `data` is only the beginning if `cut` is set. */
export function crossing(item, longest = longestData) {
  const { console: _, ...row } = item;
  for (const name of ["id", "type"]) row[name] = cut(item[name], longestName);
  row.detail = cut(item.detail, longestNote);
  if (typeof item.data !== "string") return row;
  row.length = item.data.length;
  row.data = cut(item.data, longest);
  if (row.data !== item.data) {
    row.data = row.data.slice(0, -1); // the row indicates that there is more
    row.cut = true;
  }
  return row;
}
