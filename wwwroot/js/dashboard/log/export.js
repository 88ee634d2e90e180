// Copies and saves rows, straight from the store: nothing crosses to the circuit.
import { download } from "../download.js";
import { formats } from "./formats.js";

const slice = 12;                 // ms at a time, so that the page goes on
const maxCopied = 8 * 1024 * 1024; // UTF-16 units; more makes the clipboard, and the program that pastes it, stall

const pause = () => new Promise((resolve) => { setTimeout(resolve); });

/** Writes rows as parts of a text. `gone` counts the rows that the store dropped before they were written. */
export async function write(store, numbers, format, maxUnits = Infinity) {
  const { writer: create } = formats[format];
  const writer = create();
  const end = store.next;
  const oldest = store.oldest;
  const count = numbers?.length ?? end - oldest;
  const written = { parts: [], rows: 0, gone: 0, units: writer.begin.length };
  let part = writer.begin;
  let until = performance.now() + slice;
  for (let i = 0; i < count && written.units <= maxUnits; i++) {
    const number = numbers === null ? oldest + i : numbers[i];
    const item = store.item(number);
    const text = item === null ? null : writer.row(number, item);
    if (text === null) written.gone += 1;
    else if (text !== "") written.rows += 1;
    part += text ?? "";
    written.units += text?.length ?? 0;
    if (performance.now() < until) continue;
    written.parts.push(part);
    part = "";
    await pause();
    until = performance.now() + slice;
  }
  written.parts.push(part);
  return written;
}

/** Saves rows as a file. `numbers` are those of the rows, null for all. */
export async function save(store, numbers, format) {
  const { extension, type, mark = "" } = formats[format];
  const { parts, rows, gone } = await write(store, numbers, format);
  const file = new Blob([mark, ...parts], { type });
  const name = `events-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.${extension}`;
  if (rows > 0) download(file, name);
  return { rows, gone, bytes: file.size, name };
}

/** Copies rows to the clipboard. */
export async function copy(store, numbers, format) {
  const { parts, rows, gone, units } = await write(store, numbers, format, maxCopied);
  if (units > maxCopied) return { rows, gone, problem: "tooLong" };
  return rows === 0 ? { rows, gone } : { rows, gone, ...await copyText(parts.join("")) };
}

/** Copies the data of a row exactly as the event has it. */
export async function copyData(store, number) {
  const text = store.textOf(number);
  if (text === null) return { rows: 0, gone: 1 };
  return text.length > maxCopied ? { rows: 0, gone: 0, problem: "tooLong" } : { rows: 1, gone: 0, ...await copyText(text) };
}

async function copyText(text) {
  // Browsers give a page the clipboard only over HTTPS or on localhost.
  if (!navigator.clipboard) return { problem: "insecure" };
  try {
    await navigator.clipboard.writeText(text);
    return { bytes: new Blob([text]).size };
  } catch (error) {
    return { problem: error.name === "NotAllowedError" ? "refused" : error.message };
  }
}
