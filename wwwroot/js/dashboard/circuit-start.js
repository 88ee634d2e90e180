// Loads the page again when its circuit is refused at the start: all places were taken after the page had been sent. The
// framework tells this only by a rejected promise, and the page would stay blank. The next answer is a page that says why.

// Long enough that a server which refuses every connection is not flooded with requests.
const pause = 2_000;

addEventListener("unhandledrejection", (event) => {
  if (event.reason?.errorType === "FailedToNegotiateWithServerError") setTimeout(() => location.reload(), pause);
});
