// Parses an event stream exactly as the HTML Living Standard specifies: section 9.2.5, "Parsing an event stream", defines the
// format, and section 9.2.6, "Interpreting an event stream", how a client interprets it. Text in quotation marks is from the
// standard. The parser depends only on TextDecoder, so it runs in a page, in a worker and under Node.

/** An event or a line exceeds the parser's limit. The parser has ended. */
export class BufferLimitError extends Error {
  constructor(limit) {
    super(`An event or a line is longer than ${limit} characters. Raise maxBufferSize, or send smaller events.`);
    this.name = "BufferLimitError";
    this.limit = limit;
  }
}

// 16 Mi characters: more than any sensible event, and little enough for a browser tab to survive.
const DEFAULT_BUFFER_SIZE = 16 * 1024 * 1024;

/**
  * Creates a parser for one response body. An exception from a callback propagates out of `push`, and the rest of that chunk is
  * lost.
 *
 * @param {object} handlers Called while `push` or `end` runs, in the order of the stream. Each may be left out.
  *   - `onEvent({ type, data, lastEventId })`: an event is dispatched.
  *   - `onComment(text)`: a comment, verbatim after the colon. The standard ignores it.
  *   - `onRetry(milliseconds)`: the reconnection time is set; `Infinity` if the value exceeds the range of a number.
  *   - `onDiscard({ reason, type, id })`: a block of fields is not dispatched. The reason is "no data" or "unfinished"
  *     (the stream ended before its blank line); `id` is the id set in that block, or null.
 *   - `onIgnored({ field, value, reason })`: a field without effect: "unknown field", "contains NUL" (an id) or
 *     "not only ASCII digits" (a retry).
 * @param {object} options
  *   - `lastEventId`: the last event ID so far. It outlives a connection, so pass it on when reconnecting.
  *   - `maxBufferSize`: the most characters (UTF-16 code units) buffered for an event and its current line; beyond that
  *     `push` throws a `BufferLimitError`.
  * @returns {{ push(bytes: Uint8Array): void, end(): void, lastEventId: string }} `push` takes the bytes in chunks of any
  *   size and throws after the end; `end` discards any unfinished block; `lastEventId` is the last event ID string, which
  *   the next request sends as `Last-Event-ID` unless it is empty.
 */
export function createParser(handlers = {}, { lastEventId = "", maxBufferSize = DEFAULT_BUFFER_SIZE } = {}) {
  const nothing = () => {};
  const { onEvent = nothing, onComment = nothing, onRetry = nothing, onDiscard = nothing, onIgnored = nothing } = handlers;

  // 9.2.6: "Streams must be decoded using the UTF-8 decode algorithm." It strips one leading byte order mark, replaces invalid
  // UTF-8 with U+FFFD, and holds back a character split across chunks until the rest arrives.
  const decoder = new TextDecoder("utf-8");

  // 9.2.6: "a data buffer, an event type buffer, and a last event ID buffer must be associated with it".
  let dataBuffer = "";
  let typeBuffer = "";
  let idBuffer = lastEventId;

  let lastId = lastEventId; // "the last event ID string of the event source"
  let blockId = null; // the id set in this block, if any
  let inBlock = false; // whether there was a field since the last blank line

  let partialLine = ""; // the start of a line whose end has not arrived yet
  let afterCarriageReturn = false; // the last chunk ended in CR, so a leading LF belongs to that line end
  let ended = false;

  // 9.2.5: "end-of-line = ( cr lf / cr / lf )". A line that ends in CR is complete even if an LF may follow, so no event has to
  // wait for the next chunk.
  function push(bytes) {
    if (ended) throw new Error("The parser has ended. Create one for each connection.");
    const text = decoder.decode(bytes, { stream: true });
    if (text === "") return;

    let start = afterCarriageReturn && text[0] === "\n" ? 1 : 0;
    afterCarriageReturn = false;
    // Each search resumes after the previous match, so every character is examined once.
    let lineFeed = text.indexOf("\n", start);
    let carriageReturn = text.indexOf("\r", start);
    while (!ended && (lineFeed >= 0 || carriageReturn >= 0)) {
      const endsInCarriageReturn = carriageReturn >= 0 && (lineFeed < 0 || carriageReturn < lineFeed);
      const end = endsInCarriageReturn ? carriageReturn : lineFeed;
      const line = partialLine + text.slice(start, end);
      partialLine = "";
      start = end + 1;
      if (endsInCarriageReturn) {
        if (start === text.length) afterCarriageReturn = true;
        else if (start === lineFeed) start++;
        carriageReturn = text.indexOf("\r", start);
      }
      if (lineFeed >= 0 && lineFeed < start) lineFeed = text.indexOf("\n", start);
      checkSize(line);
      processLine(line);
    }
    if (ended) return;
    partialLine += text.slice(start);
    checkSize(partialLine);
  }

  // 9.2.6: "Lines must be processed, in the order they are received, as follows".
  function processLine(line) {
    if (line === "") return dispatch(); // "Dispatch the event, as defined below."
    const colon = line.indexOf(":");
    if (colon === 0) return onComment(line.slice(1)); // "Ignore the line."
    inBlock = true;
    if (colon < 0) return processField(line, ""); // "the whole line as the field name, and the empty string as the field value"
    const space = line[colon + 1] === " " ? 1 : 0; // "If value starts with a U+0020 SPACE character, remove it from value."
    processField(line.slice(0, colon), line.slice(colon + 1 + space));
  }

  // excerpt: parse-field
  // 9.2.6: "Field names must be compared literally, with no case folding performed."
  function processField(field, value) {
    switch (field) {
      case "event":
        typeBuffer = value;
        break;
      case "data":
        dataBuffer += value + "\n";
        break;
      case "id":
        if (value.includes("\0")) return onIgnored({ field, value, reason: "contains NUL" });
        idBuffer = blockId = value;
        break;
      case "retry":
        // Takes effect as soon as the line is read. An empty value has no digits to interpret.
        if (!/^[0-9]+$/.test(value)) return onIgnored({ field, value, reason: "not only ASCII digits" });
        onRetry(Number(value));
        break;
      default:
        onIgnored({ field, value, reason: "unknown field" }); // "The field is ignored."
    }
  }
  // end excerpt

  // 9.2.6: "When the user agent is required to dispatch the event". The id takes effect even if there is no event to dispatch.
  function dispatch() {
    lastId = idBuffer;
    const event = { type: typeBuffer || "message", data: dataBuffer.slice(0, -1), lastEventId: lastId };
    const hasData = dataBuffer !== "";
    const discarded = inBlock && !hasData && { reason: "no data", type: event.type, id: blockId };
    resetBlock();
    if (hasData) onEvent(event);
    else if (discarded) onDiscard(discarded);
  }

  // 9.2.6: "Once the end of the file is reached, any pending data must be discarded." The id of a block without a blank line
  // never becomes the last event ID, so the server sends that event again after a reconnect.
  function end() {
    if (ended) return;
    ended = true;
    const discarded = (inBlock || partialLine !== "") && { reason: "unfinished", type: typeBuffer || "message", id: blockId };
    resetBlock();
    partialLine = "";
    if (discarded) onDiscard(discarded);
  }

  // "Set the data buffer and the event type buffer to the empty string." The last event ID buffer keeps its value.
  function resetBlock() {
    dataBuffer = typeBuffer = "";
    blockId = null;
    inBlock = false;
  }

  function checkSize(line) {
    if (line.length + dataBuffer.length <= maxBufferSize) return;
    end();
    throw new BufferLimitError(maxBufferSize);
  }

  return { push, end, get lastEventId() { return lastId; } };
}
