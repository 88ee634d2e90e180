// Decodes UTF-8 that comes in chunks, to the same text as the whole would give.

const STREAM = { stream: true };

/**
 * Returns a function that takes the next chunk and returns its text; it holds back a character that a chunk breaks off. Invalid
 * bytes become U+FFFD, and a byte order mark stays, as U+FEFF.
 *
 * TextDecoder's `stream` option does all of this, but with it Node has no fast path for ASCII, and without it Node is slow at
 * anything else. A chunk between two ASCII bytes needs no option, so the chunk before decides.
 */
export function createDecoder() {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let isAscii = true; // whether the chunk before was ASCII; then the decoder holds nothing back

  return function decode(chunk) {
    const endsInAscii = chunk[chunk.length - 1] < 0x80;
    const text = isAscii && endsInAscii ? decoder.decode(chunk) : decoder.decode(chunk, STREAM);
    isAscii = endsInAscii && text.length === chunk.length;
    return text;
  };
}
