// Parses an event stream exactly as the HTML Living Standard specifies: section 9.2.5, "Parsing an event stream", defines the
// format (see line-reader.js), and section 9.2.6, "Interpreting an event stream", how a client interprets it. Text in quotation
// marks is from the standard. The parser depends only on TextDecoder, so it runs in a page, in a worker and under Node.
import { createLineReader } from "./line-reader.js";

// 16 Mi characters: more than any sensible event, and little enough for a browser tab to survive.
const DEFAULT_BUFFER_SIZE = 16 * 1024 * 1024;

// The fields whose loss makes the event of their block another event than the server sent.
const EVENT_FIELDS = new Set(["data", "event", "id"]);

const COLON = 0x3a;
const SPACE = 0x20;

/**
 * Creates a parser; sse-parser.d.ts declares its types. Bytes go in with `push`, in chunks of any size, and the handlers are
 * called meanwhile, in the order of the stream. An exception from a handler propagates out of `push`, and the rest of that
 * chunk is lost.
 */
export function createParser(handlers = {}, { lastEventId = "", maxBufferSize = DEFAULT_BUFFER_SIZE } = {}) {
  const nothing = () => {};
  const { onEvent = nothing, onComment = nothing, onRetry = nothing, onDiscard = nothing, onIgnored = nothing } = handlers;

  // 9.2.6: "a data buffer, an event type buffer, and a last event ID buffer must be associated with it".
  let dataBuffer = ""; // without the line feed after its last line, which the standard removes again
  let hasData = false;
  let typeBuffer = "";
  let idBuffer = lastEventId;

  let lastId = lastEventId; // "the last event ID string of the event source"
  let blockId = null; // the id set in this block, if any
  let inBlock = false; // whether there was a field since the last blank line
  let tooLong = false; // whether this block can no longer become an event

  let ended = false;

  const lines = createLineReader({ readLine, skipLine, isTooLong: (length) => length + dataBuffer.length > maxBufferSize });

  function push(bytes) {
    if (ended) throw new Error("The parser has ended. Call reset() to parse another stream.");
    lines.push(bytes);
  }

  // 9.2.6: "Lines must be processed, in the order they are received, as follows". The usual lines are recognised by their
  // character codes, which costs less than taking them apart; any other is taken apart as the standard says.
  function readLine(text, start, end) {
    if (start === end) return dispatch(); // "Dispatch the event, as defined below."
    switch (text.charCodeAt(start)) {
      case COLON:
        return onComment(text.slice(start + 1, end)); // "Ignore the line."
      case 0x64: // d
        if (isData(text, start)) return addData(valueOf(text, start + 5, end));
        break;
      case 0x65: // e
        if (isEvent(text, start)) return setType(valueOf(text, start + 6, end));
        break;
      case 0x69: // i
        if (isId(text, start)) return setId(valueOf(text, start + 3, end));
    }
    const line = text.slice(start, end);
    const colon = line.indexOf(":");
    if (colon < 0) processField(line, ""); // "the whole line as the field name, and the empty string as the field value"
    else processField(line.slice(0, colon), valueOf(line, colon + 1, line.length));
  }

  // excerpt: parse-field
  // 9.2.6: "Field names must be compared literally, with no case folding performed."
  function processField(field, value) {
    switch (field) {
      case "event": return setType(value);
      case "data": return addData(value);
      case "id": return setId(value);
      case "retry": return setRetry(value);
      default:
        inBlock = true;
        onIgnored({ field, value, reason: "unknown field" }); // "The field is ignored."
    }
  }
  // end excerpt

  function setType(value) {
    inBlock = true;
    typeBuffer = value;
  }

  // "Append the field value to the data buffer, then append a single U+000A LINE FEED (LF) character to the data buffer."
  function addData(value) {
    inBlock = true;
    if (tooLong) return;
    dataBuffer = hasData ? `${dataBuffer}\n${value}` : value;
    hasData = true;
  }

  function setId(value) {
    inBlock = true;
    if (value.includes("\0")) return onIgnored({ field: "id", value, reason: "contains NUL" });
    idBuffer = blockId = value;
  }

  // Takes effect as soon as the line is read. An empty value has no digits to interpret.
  function setRetry(value) {
    inBlock = true;
    if (!/^[0-9]+$/.test(value)) return onIgnored({ field: "retry", value, reason: "not only ASCII digits" });
    onRetry(Number(value));
  }

  // Drops a line beyond the limit. Without a line of data, its type or its id, a block cannot become the event that was sent.
  // Its other fields still take effect, so that a client that reconnects resumes after it and does not receive it again.
  function skipLine(beginning) {
    const field = beginning.split(":", 1)[0];
    if (field !== "") inBlock = true;
    if (!EVENT_FIELDS.has(field)) return onIgnored({ field, value: "", reason: "too long" });
    if (tooLong) return;
    const discarded = { reason: "too long", type: typeBuffer || "message", id: blockId };
    dataBuffer = "";
    hasData = false;
    tooLong = true;
    onDiscard(discarded);
  }

  // 9.2.6: "When the user agent is required to dispatch the event". The id takes effect even if there is no event to dispatch.
  function dispatch() {
    lastId = idBuffer;
    if (hasData) {
      const event = { type: typeBuffer || "message", data: dataBuffer, lastEventId: lastId };
      resetBlock();
      onEvent(event);
    } else if (inBlock) {
      const discarded = !tooLong && { reason: "no data", type: typeBuffer || "message", id: blockId };
      resetBlock();
      if (discarded) onDiscard(discarded);
    }
  }

  // 9.2.6: "Once the end of the file is reached, any pending data must be discarded." The id of a block without a blank line
  // never becomes the last event ID, so the server sends that event again after a reconnect.
  function end() {
    if (ended) return;
    ended = true;
    const isUnfinished = !tooLong && (inBlock || lines.hasPart);
    const discarded = isUnfinished && { reason: "unfinished", type: typeBuffer || "message", id: blockId };
    resetBlock();
    lines.clear();
    if (discarded) onDiscard(discarded);
  }

  // The last event ID outlives a connection.
  function reset() {
    end();
    ended = false;
    idBuffer = lastId;
  }

  // "Set the data buffer and the event type buffer to the empty string." The last event ID buffer keeps its value.
  function resetBlock() {
    dataBuffer = typeBuffer = "";
    blockId = null;
    hasData = inBlock = tooLong = false;
  }

  return { push, end, reset, get lastEventId() { return lastId; } };
}

// "If value starts with a U+0020 SPACE character, remove it from value."
const valueOf = (text, start, end) => text.slice(text.charCodeAt(start) === SPACE ? start + 1 : start, end);

// Whether the line that starts here has this field name and a colon. Its first character has been compared.
const isData = (text, at) => text.charCodeAt(at + 1) === 0x61 && text.charCodeAt(at + 2) === 0x74
  && text.charCodeAt(at + 3) === 0x61 && text.charCodeAt(at + 4) === COLON;
const isEvent = (text, at) => text.charCodeAt(at + 1) === 0x76 && text.charCodeAt(at + 2) === 0x65
  && text.charCodeAt(at + 3) === 0x6e && text.charCodeAt(at + 4) === 0x74 && text.charCodeAt(at + 5) === COLON;
const isId = (text, at) => text.charCodeAt(at + 1) === 0x64 && text.charCodeAt(at + 2) === COLON;
