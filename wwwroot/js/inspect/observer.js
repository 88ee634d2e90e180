// Makes a request for the inspector, in one of the two ways that a browser has, and reports what a page sees of it.
import * as eventSource from "./event-source-observer.js";
import * as fetching from "./fetch-observer.js";

/**
 * Starts a request.
 * @param receiver takes what is seen; see outbox.js.
 * @param request `way` is "eventsource" or "fetch"; for the rest see there.
 * @returns {{ stop(): void }} `stop` ends the request and removes every listener; nothing is reported after it.
 */
export const start = (receiver, { way, ...request }, options) =>
  (way === "eventsource" ? eventSource : fetching).start(receiver, request, options);
