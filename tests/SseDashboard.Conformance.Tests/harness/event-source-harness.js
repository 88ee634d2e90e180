// Reads streams with the browser's EventSource.

// Browsers open at most six HTTP/1.1 connections per origin. Keep one free, so that no stream waits for another to end.
const AT_ONCE = 5;

/** The events of each stream, in order, up to the error that closes its EventSource. */
export async function watchAll(urls, types) {
  const results = [];
  const next = urls.entries();
  const worker = async () => {
    for (const [index, url] of next) results[index] = await watch(url, types);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

function watch(url, types) {
  return new Promise((resolve) => {
    const events = [];
    const source = new EventSource(url);
    const receive = (event) => {
      // The browser's own "open" and "error" events are plain Events; a server's are MessageEvents.
      if (event instanceof MessageEvent) events.push({ type: event.type, data: event.data, lastEventId: event.lastEventId });
      else if (source.readyState === EventSource.CLOSED) resolve(events);
    };
    for (const type of new Set(["message", "open", "error", ...types])) source.addEventListener(type, receive);
  });
}

/** Returns the data of the first message and closes the stream. */
export function firstEvent(url) {
  return new Promise((resolve) => {
    const source = new EventSource(url);
    source.onmessage = ({ data }) => {
      source.close();
      resolve(data);
    };
  });
}
