// Runs page-return.js. Each function is one test, and ends with empty storage.
import { forget, read, remember, timeOf } from "/js/circuit/page-return.js";
import { checkEqual } from "../checks.js";

const lost = new Date(2026, 10, 26, 20, 41, 7);

async function onHost(host, test) {
  document.documentElement.dataset.host = host;
  try {
    await test();
  } finally {
    sessionStorage.clear();
    document.querySelector("data.open-stream")?.remove();
    delete document.documentElement.dataset.host;
  }
}

function openStream(lastId) {
  const open = document.createElement("data");
  open.className = "open-stream";
  open.value = lastId;
  document.body.append(open);
}

export const anOrdinaryVisitHasLostNothing = () => onHost("one", () => checkEqual(read(), null, "what was lost"));

export const theHostWasRestartedOrNot = () => onHost("one", () => {
  remember(lost);
  checkEqual(read(), { since: timeOf(lost), times: 1, restarted: false, stream: null }, "on the same host");
  document.documentElement.dataset.host = "two";
  checkEqual(read().restarted, true, "restarted, on another host");
  checkEqual(read().restarted, true, "restarted, read again on that host");
});

export const lossesAddUpUntilForgotten = () => onHost("one", () => {
  remember(lost);
  remember(new Date(lost.getTime() + 60_000));
  checkEqual([read().times, read().since], [2, timeOf(lost)], "two losses, since the first");
  forget();
  checkEqual(read(), null, "what was lost, once forgotten");
  remember(lost);
  checkEqual(read().times, 1, "losses since then");
});

export const theStreamOpensAgainOnce = () => onHost("one", () => {
  openStream("7");
  remember(lost);
  checkEqual(read().stream, { lastId: "7" }, "the stream, read first");
  checkEqual(read().stream, null, "the stream, read again");
});

export const theStreamOfAnotherPageDoesNotOpen = () => onHost("one", () => {
  const address = location.href;
  openStream("7");
  remember(lost);
  history.replaceState(null, "", "/elsewhere");
  try {
    checkEqual(read().stream, null, "the stream");
  } finally {
    history.replaceState(null, "", address);
  }
});

export const aLongIdIsCut = () => onHost("one", () => {
  openStream("x".repeat(600));
  remember(lost);
  checkEqual(read().stream.lastId.length, 512, "the length of the id");
});

export const blockedStorageIsNoError = () => onHost("one", () => {
  const storage = Object.getOwnPropertyDescriptor(window, "sessionStorage");
  const get = () => { throw new DOMException("Access is denied for this document.", "SecurityError"); };
  Object.defineProperty(window, "sessionStorage", { ...storage, get });
  try {
    remember(lost);
    checkEqual(read(), null, "what was lost");
  } finally {
    Object.defineProperty(window, "sessionStorage", storage);
  }
});

export function theDayIsNamedUnlessItIsToday() {
  checkEqual(timeOf(lost, new Date(2026, 10, 26, 23, 0)), "20:41:07", "the same day");
  checkEqual(timeOf(lost, new Date(2026, 10, 27, 7, 0)), "26 November at 20:41:07", "the next morning");
}
