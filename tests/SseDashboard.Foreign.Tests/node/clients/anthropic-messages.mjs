// Reads a message with npm's @anthropic-ai/sdk and prints each piece of text, then the whole that the client made of them.
// Argument: the base URL.
import Anthropic from "@anthropic-ai/sdk";

const print = event => console.log(JSON.stringify(event));
const client = new Anthropic({ baseURL: process.argv[2], apiKey: "none", maxRetries: 0 });
const stream = client.messages.stream({ model: "any", max_tokens: 100, messages: [{ role: "user", content: "Hello" }] });

stream.on("text", piece => print({ type: "piece", data: piece }));
const { stop_reason: reason, content: [{ text }] } = await stream.finalMessage();
print({ type: reason, data: text });
