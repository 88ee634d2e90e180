// Starts the page's circuit.
import { createReconnection } from "./reconnection.js";

const reconnection = createReconnection(document.getElementById("reconnect"), () => Blazor.reconnect());

// Blazor reports a refused start only through a rejected promise, and leaves the page blank.
addEventListener("unhandledrejection", (event) => {
  if (event.reason?.errorType === "FailedToNegotiateWithServerError") reconnection.onRefused();
});

// The bar that Blazor shows when the circuit ends with an error; the page stays out of date after it is dismissed.
const bar = document.getElementById("blazor-error-ui");
new MutationObserver(() => {
  if (bar.style.display === "block") document.documentElement.dataset.circuit ??= "ended";
}).observe(bar, { attributeFilter: ["style"] });

Blazor.start({ circuit: { reconnectionHandler: reconnection } });
