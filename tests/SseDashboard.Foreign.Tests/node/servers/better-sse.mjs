// Streams as in better-sse's guides.
import { createChannel, createSession } from "better-sse";
import express from "express";

const app = express();
const channel = createChannel();
let ticks = 0;
const tick = () => ({ tick: ++ticks, at: new Date() });
setInterval(() => channel.broadcast(tick(), "tick"), 250);

app.get("/channel", async (request, response) => channel.register(await createSession(request, response)));

app.get("/batches", async (request, response) => {
  const session = await createSession(request, response);
  const timer = setInterval(() => session.batch(batch => {
    for (let i = 0; i < 5; i++) batch.push(tick());
  }), 500);
  session.on("disconnected", () => clearInterval(timer));
});

app.get("/quiet", (request, response) => createSession(request, response));

app.listen();
