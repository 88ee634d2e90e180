// What the corpus does not cover in the parser: timing of reports, the buffer limit, ending, and workers.
import { createParser } from "/js/protocol/sse-parser.js";
import { parse } from "./parser-harness.js";

const utf8 = new TextEncoder();

/** The reports made during each push. */
export function reportsByChunk(chunks) {
  const reports = [];
  const tell = (report) => reports.at(-1).push(report);
  const parser = createParser({ onEvent: ({ data }) => tell(`event ${data}`), onRetry: (ms) => tell(`retry ${ms}`) });
  for (const chunk of chunks) {
    reports.push([]);
    parser.push(utf8.encode(chunk));
  }
  return reports;
}

/** The reports of a parser that has an id from an earlier connection. */
export const resume = (text, lastEventId) => parse([utf8.encode(text)], { lastEventId });

/** The events up to the limit, the error beyond it, and the error from using the parser after that. */
export function exceed(chunks, maxBufferSize) {
  const events = [];
  const parser = createParser({ onEvent: ({ data }) => events.push(data) }, { maxBufferSize });
  const attempt = (text) => {
    try {
      parser.push(utf8.encode(text));
      return null;
    } catch ({ name, message }) {
      return `${name}: ${message}`;
    }
  };
  const errors = chunks.map(attempt);
  return { events, error: errors.find((error) => error !== null) ?? null, afterwards: attempt("data: late\n\n") };
}

/** The blocks that were not dispatched and the fields that were ignored. */
export function explain(text) {
  const explained = { discarded: [], ignored: [] };
  const parser = createParser({
    onDiscard: (block) => explained.discarded.push(block),
    onIgnored: (field) => explained.ignored.push(field),
  });
  parser.push(utf8.encode(text));
  parser.end();
  return explained;
}

/** The events of a parser whose callback ends it at the first event. */
export function endAtFirst(text) {
  const events = [];
  const parser = createParser({
    onEvent({ data }) {
      events.push(data);
      parser.end();
    },
  });
  parser.push(utf8.encode(text));
  return events;
}

/** The data length of one line that arrives in the given number of chunks. */
export function longLine(chunkSize, chunkCount) {
  let length = -1;
  const parser = createParser({ onEvent: ({ data }) => { length = data.length; } });
  const chunk = new Uint8Array(chunkSize).fill(0x78);
  parser.push(utf8.encode("data:"));
  for (let i = 0; i < chunkCount; i++) parser.push(chunk);
  parser.push(utf8.encode("\n\n"));
  return length;
}

/** The events of a stream, parsed in a worker. */
export function parseInWorker(text) {
  const source = `
    import { createParser } from "${new URL("/js/protocol/sse-parser.js", location.href)}";
    onmessage = ({ data }) => {
      const events = [];
      createParser({ onEvent: (event) => events.push(event) }).push(data);
      postMessage(events);
    };`;
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(utf8.encode(text));
  }).finally(() => worker.terminate());
}
