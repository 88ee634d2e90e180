// Writes console lines with the same console.log arguments as the document's client, at a rate that can be read: beyond it, a
// summary each second. An open console would otherwise keep the browser from everything else.

const documentTypes = new Set(["init", "error", "final", "message"]);

const second = 1_000;     // ms
const linesASecond = 50;  // more scroll by unread

/** The arguments with which the document's listener for this type logs an event; null if the document has no such listener.
  * The browser's own error event reaches the document's `error` listener too; it is a plain Event, so its data and id are
  * `undefined`. */
const argumentsOf = (event) => (documentTypes.has(event.type)
  ? [`Received ${event.type} event ===>`, `data: ${event.data}, `, `id: ${event.lastEventId}`]
  : null);

/** Logs an event as the document's listener for its type does and returns the line, or null if the document has no listener. */
export function logAsDocument(event) {
  const line = argumentsOf(event);
  if (line === null) return null;
  console.log(...line);
  return line.join(" ");
}

/**
 * Creates a console with the document's lines.
 * @param print is called with each line that the console gets.
 */
export function createDocumentConsole(print) {
  let begin = -Infinity;
  let lines = 0;
  let left = 0;
  let timer = null;

  function summarise() {
    timer = null;
    const line = `${left.toLocaleString("en")} more events in this second, not printed: more than ${linesASecond} a second cannot be read.`;
    left = 0;
    console.log(line);
    print(line);
  }

  return {
    log(event) {
      const now = performance.now();
      if (now - begin >= second) {
        if (timer !== null) {
          clearTimeout(timer);
          summarise();
        }
        begin = now;
        lines = 0;
      }
      if (lines < linesASecond) {
        const line = logAsDocument(event);
        if (line === null) return;
        lines += 1;
        print(line);
      } else if (documentTypes.has(event.type)) {
        left += 1;
        timer ??= setTimeout(summarise, begin + second - now);
      }
    },
    stop() {
      clearTimeout(timer);
      timer = null;
    },
  };
}
