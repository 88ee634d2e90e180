// A stream as in express-sse's README: some initial events in one write, then live ones.
import express from "express";
import SSE from "express-sse";

const app = express();
const stream = new SSE(["an initial event", { initial: 2 }, ["three"]]);
let ticks = 0;
setInterval(() => stream.send({ tick: ++ticks, at: new Date() }, ticks % 2 ? "tick" : undefined), 250);
app.get("/stream", stream.init);
app.listen();
