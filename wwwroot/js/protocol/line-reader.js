// Takes the lines of an event stream from its bytes: the `end-of-line` of section 9.2.5 of the HTML Living Standard, and the
// decoding of section 9.2.6. Text in quotation marks is from the standard.
import { createDecoder } from "./utf8-decoder.js";

const LINE_FEED = 0x0a;
const BEGINNING = 64; // characters read of a line that is too long, to recognise its field
const FEW_PIECES = 1000; // whose memory does not matter

/**
 * Creates a reader.
 * @param {object} handlers called while `push` runs.
 *   - `readLine(text, start, end)`: a line, as the part of a text from `start` to before `end`. A slice would be a copy.
 *   - `isTooLong(length)`: whether to drop a line of so many characters (UTF-16 code units), complete or not.
 *   - `skipLine(beginning)`: a line is dropped.
 * @returns
 *   - `push(bytes)`: reads the next chunk.
 *   - `hasPart`: whether the last line is unfinished.
 *   - `clear()`: drops an unfinished line and the rest of the chunk that is being read; the next one begins another stream.
 */
export function createLineReader({ readLine, isTooLong, skipLine }) {
  let decode = createDecoder();
  let isStart = true; // whether a byte order mark may come
  let partialLine = ""; // the start of a line whose end has not arrived yet
  let pieces = 0; // the chunks it was put together from since it last was one string
  let skipping = false; // whether the line is too long, and dropped up to its end
  let afterCarriageReturn = false; // the last chunk ended in CR, so a leading LF belongs to that line end
  let stream = 0; // the streams so far; a handler may begin another

  // "end-of-line = ( cr lf / cr / lf )". A line that ends in CR is complete even if an LF may follow, so no event has to wait
  // for the next chunk. Each search resumes where the last one of its kind ended: every character is examined once.
  function push(bytes) {
    const text = decode(bytes);
    if (text === "") return;
    const current = stream;
    let start = startAfterMark(text);
    if (afterCarriageReturn && text[0] === "\n") start = 1;
    afterCarriageReturn = false;
    let lineFeed = find("\n", text, start);
    let carriageReturn = find("\r", text, start);
    for (;;) {
      const end = Math.min(lineFeed, carriageReturn);
      if (end === text.length) break;
      if (partialLine === "" && !skipping) takeLine(text, start, end);
      else finishLine(text.slice(start, end));
      if (stream !== current) return;
      start = end + 1;
      if (end === carriageReturn) {
        afterCarriageReturn = start === text.length;
        if (start === lineFeed) start++;
        carriageReturn = find("\r", text, start);
      }
      // The line after an event's data is blank, which needs no search.
      if (lineFeed < start) lineFeed = text.charCodeAt(start) === LINE_FEED ? start : find("\n", text, start);
    }
    if (start < text.length && !skipping) keep(text.slice(start));
  }

  // "Streams must be decoded using the UTF-8 decode algorithm", which strips one leading byte order mark.
  function startAfterMark(text) {
    const start = isStart && text[0] === "\ufeff" ? 1 : 0;
    isStart = false;
    return start;
  }

  function takeLine(text, start, end) {
    if (isTooLong(end - start)) skipLine(text.slice(start, Math.min(end, start + BEGINNING)));
    else readLine(text, start, end);
  }

  function finishLine(text) {
    const line = partialLine + text;
    partialLine = "";
    if (!skipping) return takeLine(line, 0, line.length);
    skipping = false;
  }

  function keep(text) {
    partialLine += text;
    // An engine adds strings as a rope, whose pieces take memory of their own until a character is read. Reading one now and
    // then bounds that memory, and seldom enough that the time stays in proportion to the length.
    if (++pieces > FEW_PIECES + partialLine.length / 64) {
      partialLine.charCodeAt(0);
      pieces = 0;
    }
    if (partialLine.length < BEGINNING || !isTooLong(partialLine.length)) return;
    const beginning = partialLine.slice(0, BEGINNING);
    partialLine = "";
    skipping = true;
    skipLine(beginning);
  }

  function clear() {
    decode = createDecoder();
    isStart = true;
    partialLine = "";
    skipping = afterCarriageReturn = false;
    stream++;
  }

  return { push, clear, get hasPart() { return partialLine !== ""; } };
}

// Where the character is next, or the length of the text.
function find(character, text, from) {
  const at = text.indexOf(character, from);
  return at < 0 ? text.length : at;
}
