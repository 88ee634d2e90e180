// Loaded before a server: whatever address it asks for, it listens on 127.0.0.1 and a free port, and prints them.
const { Server } = require("node:net");
const listen = Server.prototype.listen;

Server.prototype.listen = function (...asked) {
  this.once("listening", () => console.log(`Listening on http://127.0.0.1:${this.address().port}`));
  return listen.call(this, { host: "127.0.0.1", port: 0 }, asked.findLast(argument => typeof argument === "function"));
};
