// Reads a stream with npm's eventsource and prints what it dispatches, a JSON document on each line. Closes on an event "final".
// Arguments: the URL, then the types to listen to.
import { EventSource } from "eventsource";

const [url, ...types] = process.argv.slice(2);
const source = new EventSource(url);
const print = event => console.log(JSON.stringify(event));

source.addEventListener("open", () => print({ type: "(open)" }));
source.addEventListener("error", event => {
  // A server's event of this type has data, the client's own has none.
  if (event.data === undefined) print({ type: "(error)", data: event.message });
});
for (const type of types) {
  source.addEventListener(type, event => {
    if (event.data !== undefined) print({ type: event.type, id: event.lastEventId, data: event.data });
    if (type === "final") source.close();
  });
}
