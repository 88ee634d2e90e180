// Says in plain words why a response is not the stream that was asked for: from its problem details (RFC 9457) if it has any.

const LONGEST_PROBLEM = 64 * 1024; // bytes; a problem is a few lines, and a body may have no end
const PATIENCE = 5_000; // ms for a body that is written at once, after which it counts as broken off

/** What the status 204 means to a client of an event stream (HTML Living Standard, section 9.2.3). */
export const NO_CONTENT = "The server answered 204 No Content: do not reconnect.";

/** Why no response came. */
export const describeNoAnswer = ({ message }) =>
  `No answer: the server cannot be reached, or does not allow this origin (${message}).`;

/** Why a response with status 200 is not an event stream; null if it is one. */
export function describeWrongType(response) {
  const contentType = response.headers.get("Content-Type") ?? "";
  return contentType.split(";")[0].trim().toLowerCase() === "text/event-stream"
    ? null
    : `The response is not an event stream: its Content-Type is "${contentType}".`;
}

/**
 * A few sentences about a response with a status other than that of a stream. Takes the response's body, and waits `patience`
 * milliseconds for it. A body that breaks off or stalls is mentioned; it is no error.
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
  // Each thing once: a title is often the status in words, and a detail often names the fields already.
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
  const mediaType = (response.headers.get("Content-Type") ?? "").split(";")[0].trim().toLowerCase();
  if (mediaType !== "application/problem+json") {
    await response.body?.cancel();
    return null;
  }
  const text = await readText(response.body, patience);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text }; // mislabelled, but still what the server had to say
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
