// Runs the parser over streams and returns its reports in the format of the corpus.
import { createParser } from "/js/protocol/sse-parser.js";

export const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

export function parse(chunks, options) {
  const outcome = { events: [], comments: [], retry: [], discarded: [], ignored: [] };
  const parser = createParser({
    onEvent: ({ type, data, lastEventId }) => outcome.events.push({ type, data, lastEventId }),
    onComment: (text) => outcome.comments.push(text),
    onRetry: (milliseconds) => outcome.retry.push(milliseconds),
    onDiscard: ({ reason }) => outcome.discarded.push(reason),
    onIgnored: ({ field, reason }) => outcome.ignored.push(`${field}: ${reason}`),
  }, options);
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
  return { ...outcome, lastEventId: parser.lastEventId };
}

/** The outcome of each stream pushed in one piece. */
export const parseWhole = (streams) => streams.map((stream) => parse([bytesOf(stream)]));

/** For each stream, the splits whose outcome differs from that of the whole stream. */
export function differingSplits(streams) {
  return streams.map((stream) => {
    const bytes = bytesOf(stream);
    const whole = JSON.stringify(parse([bytes]));
    const differs = (chunks) => JSON.stringify(parse(chunks)) !== whole;
    const found = [];
    for (let at = 0; at <= bytes.length; at++) {
      if (differs([bytes.subarray(0, at), bytes.subarray(at)])) found.push(`at ${at}`);
    }
    if (differs(Array.from(bytes, (byte) => Uint8Array.of(byte)))) found.push("into single bytes");
    return found;
  });
}
