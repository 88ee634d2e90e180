// Reads a Content-Type as the standards do: the Fetch Standard's "extract a MIME type" and the MIME Sniffing Standard's "parse
// a MIME type".

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const ESSENCE = new RegExp(`^${TOKEN}/${TOKEN}$`);
const PARAMETER = new RegExp(`;[\\t\\n\\r ]*(${TOKEN})=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;]*))`, "g");
// A comma inside of quotation marks is part of a value.
const HEADER_VALUES = /(?:[^",]|"(?:[^"\\]|\\.)*"?)+/g;

/**
 * The essence ("type/subtype", in lower case) and the charset (in lower case, or null) of a Content-Type header; null if it has
 * no valid MIME type. If the header was sent several times, the last valid one counts; one of the same essence without a
 * charset keeps that of the one before.
 */
export function parseContentType(header) {
  let found = null;
  for (const value of (header ?? "").match(HEADER_VALUES) ?? []) {
    const essence = value.split(";", 1)[0].trim().toLowerCase();
    if (!ESSENCE.test(essence) || essence === "*/*") continue;
    const charset = charsetOf(value) ?? (found?.essence === essence ? found.charset : null);
    found = { essence, charset };
  }
  return found;
}

// The first parameter of a name counts, and one without a value does not.
function charsetOf(value) {
  for (const [, name, quoted, plain] of value.matchAll(PARAMETER)) {
    const charset = quoted === undefined ? plain.trim() : quoted.replace(/\\(.)/g, "$1");
    if (name.toLowerCase() === "charset" && (charset !== "" || quoted !== undefined)) return charset.toLowerCase();
  }
  return null;
}
