// Explains in plain words why a response is not an event stream, using its problem details (RFC 9457) if present.
import { parseContentType } from "./media-type.js";

const LONGEST_PROBLEM = 64 * 1024; // bytes; problem details take a few lines, but a body may be endless
const PATIENCE = 5_000; // ms; problem details are written at once, so a slower body counts as broken

/** What status 204 means for an event stream (HTML Living Standard, section 9.2.3). */
export const NO_CONTENT = "The server answered 204 No Content: do not reconnect.";

/** Describes a request that got no response. */
export const describeNoAnswer = ({ message }) =>
  `No answer: the server cannot be reached, or does not allow this origin (${message}).`;

/** Explains why a response with status 200 is not an event stream; null if it is one. */
export function describeWrongType(response) {
  const contentType = response.headers.get("Content-Type");
  return parseContentType(contentType)?.essence === "text/event-stream"
    ? null
    : `The response is not an event stream: its Content-Type is "${contentType ?? ""}".`;
}

/**
 * Explains why a browser refuses an event stream for its charset; null if it does not. The standard ignores the charset, but
 * Chromium accepts only "utf-8", in upper or lower case, and none.
 */
export function describeWrongCharset(response) {
  const charset = parseContentType(response.headers.get("Content-Type"))?.charset ?? "utf-8";
  return charset === "utf-8"
    ? null
    : `The browser refuses the charset "${charset}" of its Content-Type: event streams are always UTF-8. Send "text/event-stream" alone.`;
}

/**
  * Describes a response with a status other than 200 in a few sentences. Consumes the body, waiting up to `patience`
  * milliseconds for it. A body that breaks off or stalls is mentioned, not thrown.
 */
export async function describeRefusal(response, patience = PATIENCE) {
  const status = `The server answered ${`${response.status} ${response.statusText}`.trim()}.`;
  let problem;
  try {
    problem = await readProblem(response, patience);
  } catch {
    return `${status} Its explanation broke off.`;
  }
  const fields = Object.entries(problem?.errors ?? {}).map(([field, messages]) => `${field}: ${[messages].flat().join(" ")}`);
  // Avoid repetition: a title often restates the status, and a detail often lists the fields.
  const title = textOf(problem?.title);
  const detail = textOf(problem?.detail);
  const parts = [
    status,
    title === response.statusText ? "" : title.replace(/[^.!?]$/, "$&."),
    detail,
    ...fields.filter((field) => !detail.includes(field)),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

const textOf = (member) => (typeof member === "string" ? member : "");

async function readProblem(response, patience) {
  if (parseContentType(response.headers.get("Content-Type"))?.essence !== "application/problem+json") {
    await response.body?.cancel();
    return null;
  }
  const text = await readText(response.body, patience);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text }; // not JSON, but still the server's explanation
  }
}

async function readText(body, patience) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let watchdog;
  const late = new Promise((_, reject) => { watchdog = setTimeout(() => reject(new Error("The body stalled.")), patience); });
  try {
    for (let length = 0; length <= LONGEST_PROBLEM; ) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) return text + decoder.decode();
      length += value.length;
      text += decoder.decode(value, { stream: true });
    }
    return null;
  } finally {
    clearTimeout(watchdog);
    await reader.cancel();
  }
}
