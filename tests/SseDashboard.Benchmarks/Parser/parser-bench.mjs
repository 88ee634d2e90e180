// Measures sse-parser.js beside eventsource-parser, in one run, with the same bytes. Both get chunks as they come from a
// response body; eventsource-parser takes text, so it gets a streaming TextDecoder, as its documentation shows.
// node parser-bench.mjs FOLDER: the folder has protocol/ and node_modules/.
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { readFileSync } from "node:fs";

const folder = resolve(process.argv[2]);
const load = (path) => import(pathToFileURL(resolve(folder, path)));
const ours = await load("protocol/sse-parser.js");
const theirs = await load("node_modules/eventsource-parser/dist/index.js");
const { version } = JSON.parse(readFileSync(resolve(folder, "node_modules/eventsource-parser/package.json"), "utf8"));

const ROUNDS = 7; // the median of an odd number is one that was measured
const ROUND_TIME = 200; // ms; hundreds of passes for most streams, so that a collection of garbage counts in proportion

const MB = 1e6;
const CHUNK = 64 * 1024; // bytes; what Chromium hands to a page at most
const padded = (text, length) => text + "x".repeat(length - text.length);
const repeated = (event, bytes) => Array.from({ length: Math.ceil(bytes / event(0).length) }, (_, i) => event(i)).join("");

// Each: its text and the size of its chunks.
const streams = {
  "events of 100 bytes": [repeated((i) => `id: ${1e9 + i}\nevent: tick\ndata: ${padded(`{"n":${1e9 + i}}`, 65)}\n\n`, MB), CHUNK],
  "data only, 100 bytes": [repeated((i) => `data: ${padded(`${1e9 + i}`, 92)}\n\n`, MB), CHUNK],
  "documents of 330 bytes": [repeated((i) => `id: ${1e9 + i}\nevent: update\ndata: ${padded(`{"n":${1e9 + i}}`, 292)}\n\n`, MB), CHUNK],
  "the same, in CRLF": [repeated((i) => `id: ${1e9 + i}\r\nevent: update\r\ndata: ${padded(`{"n":${1e9 + i}}`, 288)}\r\n\r\n`, MB), CHUNK],
  "the same, not ASCII": [repeated((i) => `id: ${1e9 + i}\nevent: update\ndata: ${padded(`{"n":${1e9 + i},"æ…":`, 280)}\n\n`, MB), CHUNK],
  "data of 20 lines": [repeated((i) => `id: ${1e9 + i}\n${`data: ${padded(`${i}`, 40)}\n`.repeat(20)}\n`, MB), CHUNK],
  "one line of 8 MB": [`data: ${"x".repeat(8 * MB)}\n\n`, CHUNK],
  "the same, in one chunk": [`data: ${"x".repeat(8 * MB)}\n\n`, Infinity],
  "one event a chunk": [repeated((i) => `id: ${1e9 + i}\nevent: tick\ndata: ${padded(`{"n":${1e9 + i}}`, 65)}\n\n`, MB), 100],
  "chunks of 16 bytes": [repeated((i) => `id: ${1e9 + i}\nevent: tick\ndata: ${padded(`{"n":${1e9 + i}}`, 65)}\n\n`, MB / 4), 16],
};

let events = 0;
let characters = 0;
const onEvent = ({ data }) => {
  events += 1;
  characters += data.length;
};

function parseOurs(chunks) {
  const parser = ours.createParser({ onEvent });
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
}

function parseTheirs(chunks) {
  const decoder = new TextDecoder();
  const parser = theirs.createParser({ onEvent, maxBufferSize: 16 * 1024 * 1024 });
  for (const chunk of chunks) parser.feed(decoder.decode(chunk, { stream: true }));
}

function parseTheirText(texts) {
  const parser = theirs.createParser({ onEvent, maxBufferSize: 16 * 1024 * 1024 });
  for (const text of texts) parser.feed(text);
}

function cut(bytes, size) {
  const chunks = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
  return chunks;
}

/** Bytes a second, and what the parser found, so that no parser is fast by leaving something out. */
function measure(parse, input, length) {
  [events, characters] = [0, 0];
  parse(input);
  const found = `${events} events, ${characters} characters`;
  let passes = 0;
  const begin = performance.now();
  while (performance.now() - begin < ROUND_TIME || passes === 0) {
    parse(input);
    passes += 1;
  }
  return { rate: (passes * length * 1000) / (performance.now() - begin), found };
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1];
const rate = (value) => `${Math.round(value / MB)} MB/s`.padStart(11);

console.log(`Node ${process.versions.node}, eventsource-parser ${version}; the median of ${ROUNDS} rounds of ${ROUND_TIME} ms, in turns.`);
console.log(`${"".padEnd(24)}  sse-parser    its bytes  ratio     its text  ratio`);
for (const [name, [text, size]] of Object.entries(streams)) {
  const bytes = new TextEncoder().encode(text);
  const chunks = cut(bytes, size);
  const decoder = new TextDecoder();
  const texts = chunks.map((chunk) => decoder.decode(chunk, { stream: true }));
  const rates = [[], [], []];
  const found = new Set();
  for (let round = 0; round < ROUNDS; round++) {
    [[parseOurs, chunks], [parseTheirs, chunks], [parseTheirText, texts]].forEach(([parse, input], i) => {
      const measured = measure(parse, input, bytes.length);
      rates[i].push(measured.rate);
      found.add(measured.found);
    });
  }
  if (found.size > 1) throw new Error(`The parsers differ on ${name}: ${[...found].join("; ")}.`);
  const [our, their, theirText] = rates.map(median);
  console.log(`${name.padEnd(24)} ${rate(our)}  ${rate(their)} ${(our / their).toFixed(2).padStart(6)}  ${rate(theirText)} ${(our / theirText).toFixed(2).padStart(6)}`);
}
