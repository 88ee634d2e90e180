// Decodes UTF-8 that comes in chunks, to the same text as the whole would give.

const NOTHING = new Uint8Array(0);

/**
 * Returns a function that takes the next chunk and returns its text; it holds back a character that a chunk breaks off. Invalid
 * bytes become U+FFFD, and a byte order mark stays, as U+FEFF. TextDecoder's own `stream` option does the same, but has no fast
 * path for ASCII under Node.
 */
export function createDecoder() {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let held = NOTHING;

  return function decode(chunk) {
    const bytes = held.length === 0 ? chunk : joined(held, chunk);
    const end = startOfLastCharacter(bytes);
    held = end === bytes.length ? NOTHING : bytes.slice(end);
    return decoder.decode(end === bytes.length ? bytes : bytes.subarray(0, end));
  };
}

// Where the last character begins if it takes several bytes and might go on in the next chunk, or else the length. A character
// takes at most four bytes: one of at least 0xC0, then up to three from 0x80 to 0xBF.
function startOfLastCharacter(bytes) {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) break;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}

function joined(one, other) {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
