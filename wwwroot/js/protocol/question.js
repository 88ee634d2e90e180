// Finds out why an EventSource was refused. Its error event has neither status nor reason, so the page asks once more.
import { headerOfId } from "./address.js";
import { retryAfter } from "./back-off.js";
import { describeNoAnswer, describeRefusal, describeWrongCharset, describeWrongType, NO_CONTENT } from "./refusal.js";

const PROBLEM = "application/problem+json"; // RFC 9457
const NOT_ACCEPTABLE = 406;

/**
 * Asks a server why it refused a stream.
 * @param {URL} address the address that was refused. If it carries a `watch` token, the host keeps its refusals for a while: it
 *   is asked for the problem instead of the stream, so that the question opens and counts nothing.
 * @param {string} lastEventId the last event ID that the EventSource had, or "". A server that has nothing more after it answers 204.
 * @param {AbortSignal} signal ends the question.
 * @param {number} patience the timeout, in milliseconds.
 * @returns what to do: `again`, whether to open another EventSource, after `atLeast` milliseconds; or else `end`, "failed" or
 *   "closed". `detail` says why, in plain words, and `status` is the status code, if there was an answer.
 */
export async function askWhy(address, lastEventId, signal, patience) {
  const answered = new AbortController();
  const limited = AbortSignal.any([signal, answered.signal, AbortSignal.timeout(patience)]);
  const headers = {};
  if (lastEventId !== "") {
    // Across origins, fetch sends no such header without a preflight request. A new EventSource has its id in the URL as well.
    if (address.origin === location.origin) headers["Last-Event-ID"] = headerOfId(lastEventId);
    else address.searchParams.set("lastEventId", lastEventId);
  }
  const ask = (target, accept) => fetch(target, { headers: { ...headers, Accept: accept }, cache: "no-store", signal: limited });
  try {
    let response = address.searchParams.has("watch") ? await ask(address, PROBLEM) : null;
    if (response === null || response.status === NOT_ACCEPTABLE) {
      const unwatched = new URL(address); // this request is not the watched stream
      unwatched.searchParams.delete("watch");
      response = await ask(unwatched, "text/event-stream");
    }
    return { status: response.status, ...await judge(response) };
  } catch (error) {
    return { end: "failed", detail: describeNoAnswer(error) };
  } finally {
    answered.abort(); // discard the rest of the body, which may be an endless stream
  }
}

async function judge(response) {
  if (response.status === 204) return { end: "closed", detail: NO_CONTENT };
  if (response.status === 200) {
    const wrong = describeWrongType(response) ?? describeWrongCharset(response);
    return wrong === null
      ? { again: true, atLeast: 0, status: undefined, detail: "The server refused the stream, but no longer does." }
      : { end: "failed", detail: wrong };
  }
  const atLeast = response.status === 503 || response.status === 429 ? retryAfter(response) : null;
  return { again: atLeast !== null, end: "failed", atLeast: atLeast ?? 0, detail: await describeRefusal(response) };
}
