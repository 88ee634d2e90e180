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
export const longestRow = 256;

/** Truncates a text, with an ellipsis, so that its JSON takes at most the given number of bytes. */
export function cut(text, bytes) {
  if (typeof text !== "string" || text.length * 6 + 2 <= bytes) return text;
  const room = bytes - 2; // the quotes
  let size = 0;
  let end = 0;            // the text up to here fits together with an ellipsis
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at); // never half a surrogate pair: .NET rejects JSON that contains one
    size += jsonBytesOf(code);
    if (size > room) return text.slice(0, end) + "…";
    at += code > 0xffff ? 2 : 1;
    if (size + 3 <= room) end = at;
  }
  return text;
}

// The bytes that a code point takes in a string of JSON: escaped, or as UTF-8.
function jsonBytesOf(code) {
  if (code < 0x20) return "\b\t\n\f\r".includes(String.fromCharCode(code)) ? 2 : 6;
  if (code < 0x80) return code === 0x22 || code === 0x5c ? 2 : 1;
  if (code < 0x800) return 2;
  if (code > 0xffff) return 4;
  return code >= 0xd800 && code <= 0xdfff ? 6 : 3; // a lone surrogate is escaped
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
