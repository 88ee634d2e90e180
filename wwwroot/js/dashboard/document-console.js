// Writes one console line per event, with the same console.log arguments as the document's client.

const documentTypes = new Set(["init", "error", "final", "message"]);

/**
  * Logs an event as the document's listener for its type does and returns the line as the console shows it, or null if the
  * document has no listener for the type. The browser's own error event reaches the document's `error` listener too; it is a
  * plain Event, so its data and id are `undefined`.
 */
// excerpt: log-as-document
export function logAsDocument(event) {
  if (!documentTypes.has(event.type)) return null;
  const line = [`Received ${event.type} event ===>`, `data: ${event.data}, `, `id: ${event.lastEventId}`];
  console.log(...line);
  return line.join(" ");
}
// end excerpt
