// Counts the errors of a stream, and has one of several tests say which of them the server sent.

const patience = 10_000; // ms; the stream is over after two reconnects

// excerpt: tell-errors-apart
const tests = {
  type: (event) => event.type === "error",
  trusted: (event) => event.isTrusted,
  data: (event) => Boolean(event.data),
  state: (event) => event.target.readyState !== EventSource.CLOSED,
  message: (event) => event instanceof MessageEvent,
};

/** Opens a stream and, until it fails permanently, counts the errors that a test takes for the server's and for the browser's. */
export function sort(url, test) {
  return new Promise((resolve) => {
    const counts = { server: 0, browser: 0, isOver: false };
    const source = new EventSource(url);
    const timer = setTimeout(finish, patience);

    function finish() {
      clearTimeout(timer);
      source.close();
      resolve(counts);
    }

    source.addEventListener("error", (event) => {
      counts[tests[test](event) ? "server" : "browser"] += 1;
      counts.isOver = source.readyState === EventSource.CLOSED;
      if (counts.isOver) finish();
    });
  });
}
// end excerpt
