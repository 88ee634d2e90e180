// A stream written by hand, which tells proxies nothing: ?every= milliseconds between the ticks, ?ticks= how many before it falls
// silent, ?text= how many bytes each carries, ?random= whether they resist compression.
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";

createServer((request, response) => {
  const query = new URL(request.url, "http://localhost").searchParams;
  const number = (name, otherwise) => Number(query.get(name) ?? otherwise);
  const ticks = number("ticks", Infinity);
  const length = number("text", 10);
  const text = () => query.has("random") ? randomBytes(length / 2).toString("hex") : "x".repeat(length);
  let tick = 0;
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
  response.flushHeaders();
  const timer = setInterval(() => {
    if (tick === ticks) return clearInterval(timer);
    response.write(`id: ${++tick}\ndata: ${JSON.stringify({ at: new Date(), text: text() })}\n\n`);
  }, number("every", 100));
  response.on("close", () => clearInterval(timer));
}).listen();
