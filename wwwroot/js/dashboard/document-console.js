// The document's client writes one console line per event. These are its listeners' words and its console.log arguments.

const documentTypes = new Set(["init", "error", "final", "message"]);

/**
 * Logs an event as the document's listener for its type does, and returns the line as the console shows it; null for a type
 * that the document does not listen for. The native error event reaches the document's `error` listener too: it is a plain
 * Event, so its data and its id are `undefined`.
 */
export function logAsDocument(event) {
  if (!documentTypes.has(event.type)) return null;
  const line = [`Received ${event.type} event ===>`, `data: ${event.data}, `, `id: ${event.lastEventId}`];
  console.log(...line);
  return line.join(" ");
}
