// What the corpus does not cover in the parser: timing of reports, the buffer limit, ending, and workers.
import * as module from "/js/protocol/sse-parser.js";
import { bytesOf, parse } from "./parser-harness.js";

const { createParser } = module;
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

/** What a parser with a limit reports, and its last event ID at the end. */
export function exceed(chunks, maxBufferSize) {
  const { events, discarded, ignored, lastEventId } = parse(chunks.map((chunk) => utf8.encode(chunk)), { maxBufferSize });
  return { events: events.map(({ data }) => data), discarded, ignored, lastEventId };
}

/** What a parser reports of one endless line, and of an event after it. A string of its length would exceed V8's limit. */
export function endlessLine(beginning, chunkCount) {
  const reports = [];
  const parser = createParser({
    onEvent: ({ data }) => reports.push(`event ${data}`),
    onDiscard: ({ reason }) => reports.push(reason),
    onIgnored: ({ field, reason }) => reports.push(`${field}: ${reason}`),
  });
  const chunk = new Uint8Array(1 << 20).fill(0x78);
  parser.push(utf8.encode(beginning));
  for (let i = 0; i < chunkCount; i++) parser.push(chunk);
  const during = reports.splice(0);
  parser.push(utf8.encode("\n\ndata: after\n\n"));
  return { during, after: reports };
}

/** The outcome of streams that one parser takes, one after the other. */
export function parseInTurn(streams) {
  const reports = [];
  const parser = createParser({
    onEvent: ({ data, lastEventId }) => reports.push(`event ${data} ${lastEventId}`),
    onDiscard: ({ reason }) => reports.push(reason),
  });
  for (const stream of streams) {
    parser.push(bytesOf(stream));
    parser.reset();
  }
  return reports;
}

/** The events of a parser whose callback resets it at the first event, and which then gets another stream. */
export function resetAtFirst(text, next) {
  const events = [];
  const parser = createParser({
    onEvent({ data }) {
      events.push(data);
      if (events.length === 1) parser.reset();
    },
  });
  parser.push(utf8.encode(text));
  parser.push(utf8.encode(next));
  return events;
}

/** The error from using a parser after its end. */
export function pushAfterEnd() {
  const parser = createParser();
  parser.end();
  try {
    parser.push(utf8.encode("data: late\n\n"));
    return null;
  } catch ({ message }) {
    return message;
  }
}

/** Every name that the module exports, reads from its arguments or reports, by the name of its declaration. */
export function declaredNames() {
  const names = {};
  const recorder = (declaration) => new Proxy({}, {
    get(_, name) {
      (names[declaration] ??= []).push(name);
      return (report) => { if (typeof report === "object") names[reported[name]] = Object.keys(report); };
    },
  });
  const reported = { onEvent: "ParsedEvent", onDiscard: "DiscardedBlock", onIgnored: "IgnoredField" };
  const handlers = recorder("ParserHandlers");
  createParser({}, recorder("ParserOptions"));
  const parser = createParser(handlers);
  parser.push(utf8.encode("data: a\n\nfoo\n\n"));
  return { ...names, Parser: Object.keys(parser), functions: Object.keys(module) };
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
