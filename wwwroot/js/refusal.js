// Says in plain words why a server refused a request: from its problem details (RFC 9457) if it sent any.

const LONGEST_PROBLEM = 64 * 1024; // bytes; a problem is a few lines, and a body may have no end

/** One or two sentences about a response that is not the stream that was asked for. Takes the response's body. */
export async function describeRefusal(response) {
  const status = `The server answered ${`${response.status} ${response.statusText}`.trim()}.`;
  const problem = await readProblem(response);
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

async function readProblem(response) {
  const mediaType = (response.headers.get("Content-Type") ?? "").split(";")[0].trim().toLowerCase();
  if (mediaType !== "application/problem+json") {
    await response.body?.cancel();
    return null;
  }
  const text = await readText(response.body);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text }; // mislabelled, but still what the server had to say
  }
}

async function readText(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let length = 0; length <= LONGEST_PROBLEM; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.length;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return null;
}
