// Reloads the page when the server refuses its circuit, because the last slot was taken after the page was served. Blazor
// reports this only through a rejected promise and leaves the page blank. The reload gets a page that explains the limit.

// ms; long enough not to flood a server that refuses every connection.
const pause = 2_000;

addEventListener("unhandledrejection", (event) => {
  if (event.reason?.errorType === "FailedToNegotiateWithServerError") setTimeout(() => location.reload(), pause);
});
