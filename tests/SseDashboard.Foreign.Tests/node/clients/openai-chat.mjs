// Reads a chat completion with npm's openai and prints each piece of text, then the whole that the client made of them.
// Argument: the base URL.
import OpenAI from "openai";

const print = event => console.log(JSON.stringify(event));
const client = new OpenAI({ baseURL: process.argv[2], apiKey: "none", maxRetries: 0 });
const stream = client.chat.completions.stream({ model: "any", messages: [{ role: "user", content: "Hello" }] });

stream.on("content", piece => print({ type: "piece", data: piece }));
const { choices: [choice] } = await stream.finalChatCompletion();
print({ type: choice.finish_reason, data: choice.message.content });
