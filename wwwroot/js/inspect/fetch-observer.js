// Makes a request with fetch and reports its response as a page sees it: the head, and every chunk with its bytes.
import { headerOfId } from "../protocol/address.js";
import { createOutbox } from "./outbox.js";
import { followRequest } from "./page.js";

const largestChunk = 1024 * 1024; // bytes; browsers pass on less at a time

/**
 * Makes a request.
 * @param receiver takes the items; see outbox.js. While it takes them too slowly, nothing is read, so that the server has to wait.
 * @param request `url`, `method`, `headers` (pairs), `body` (text or null) and `credentials`, as fetch has them.
 */
export function start(receiver, { url, method, headers, body, credentials }, { crowdPatience, ...outboxOptions } = {}) {
  const aborter = new AbortController();
  const { signal } = aborter;
  const outbox = createOutbox(receiver, { onGone: () => stop(), ...outboxOptions });
  const page = followRequest(url, { report: (count) => outbox.add("crowded", count), onLeave: () => end("left"), crowdPatience });

  async function run() {
    let request;
    try {
      request = createRequest();
    } catch ({ message: reason }) {
      return end("refused", { reason });
    }
    let response;
    try {
      response = await fetch(request);
    } catch ({ message: reason }) {
      const isBlocked = await page.isBlocked();
      return end(isBlocked ? "policy" : "hidden", { reason });
    }
    if (signal.aborted) return undefined;
    page.opened();
    outbox.add("head", {
      status: response.status, url: response.url || url, protocol: protocolOf(response.url || url), headers: [...response.headers],
    });
    return response.body === null ? end("completed") : read(response.body.getReader());
  }

  function createRequest() {
    // A header's value has a character for each byte.
    const all = new Headers(headers.map(([name, value]) => [name, headerOfId(value)]));
    if (!all.has("Accept")) all.set("Accept", "text/event-stream");
    return new Request(url, { method, headers: all, body: body ?? undefined, credentials, cache: "no-store", signal });
  }

  async function read(reader) {
    for (;;) {
      await outbox.whenReady();
      if (signal.aborted) return undefined;
      let chunk;
      try {
        chunk = await reader.read();
      } catch ({ message: reason }) {
        return end("cut", { reason });
      }
      if (signal.aborted) return undefined;
      if (chunk.done) return end("completed");
      for (let at = 0; at < chunk.value.length; at += largestChunk) outbox.addChunk(chunk.value.subarray(at, at + largestChunk));
    }
  }

  function end(how, more) {
    if (signal.aborted) return;
    close();
    outbox.add("end", { how, ...more });
  }

  function close() {
    aborter.abort();
    page.stop();
  }

  function stop() {
    close();
    outbox.stop();
  }

  run();
  return { stop };
}

const protocols = { "http/1.1": "HTTP/1.1", h2: "HTTP/2", h3: "HTTP/3" };

// While a response is read, the browser does not tell its protocol. Without TLS it is HTTP/1.1, and of its own origin the page knows.
function protocolOf(url) {
  const { protocol, origin } = new URL(url);
  if (protocol === "http:") return protocols["http/1.1"];
  const [navigation] = performance.getEntriesByType("navigation");
  return (origin === location.origin && protocols[navigation?.nextHopProtocol]) || "";
}
