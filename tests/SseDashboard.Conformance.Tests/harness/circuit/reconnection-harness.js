// Runs reconnection.js on a dialog like ReconnectDialog.razor. Each function is one test.
import { createReconnection } from "/js/circuit/reconnection.js";
import { check, checkEqual, turns, until } from "../checks.js";

const away = () => Promise.reject(new Error("no answer"));
const served = () => Promise.resolve(new Response("page"));

// The module's own 700 ms, in a timer that was set after the module's.
const afterABlip = () => new Promise((resolve) => { setTimeout(resolve, 700); });

async function withDialog(test, { reconnect = away, fetch = away } = {}) {
  document.body.insertAdjacentHTML("beforeend", `
    <div id="blazor-error-ui"></div>
    <dialog>
      <div data-when="lost">since <time></time></div>
      <p class="next"></p>
      <button data-do="retry"></button><button data-do="reload"></button><button data-do="read"></button>
    </dialog>`);
  const dialog = document.body.querySelector("dialog");
  const bar = document.getElementById("blazor-error-ui");
  const own = window.fetch;
  const { random } = Math;
  // The first attempt comes at once, long before the dialog.
  Math.random = () => 0;
  const page = {
    dialog, bar, reconnect, fetch, attempts: 0, requests: 0, reloads: 0, shown: 0, errors: [],
    press: (name) => dialog.querySelector(`[data-do=${name}]`).click(),
    next: () => dialog.querySelector(".next").textContent,
  };
  const { showModal } = dialog;
  dialog.showModal = () => { page.shown++; showModal.call(dialog); };
  const onError = ({ message }) => page.errors.push(message);
  addEventListener("error", onError);
  window.fetch = () => { page.requests++; return page.fetch(); };
  const handler = createReconnection(dialog, () => { page.attempts++; return page.reconnect(); }, () => page.reloads++);
  try {
    await test(page, handler);
    checkEqual(page.errors, [], "errors");
  } finally {
    removeEventListener("error", onError);
    // Ends whatever still tries.
    page.reconnect = () => Promise.resolve(true);
    page.fetch = served;
    window.fetch = own;
    Math.random = random;
    page.press("retry");
    dialog.remove();
    bar.remove();
    sessionStorage.clear();
    delete document.documentElement.dataset.circuit;
  }
}

export const aBlipShowsNoDialog = () => withDialog(async (page, handler) => {
  handler.onConnectionDown();
  checkEqual(document.documentElement.dataset.circuit, "down", "the circuit");
  page.reconnect = () => {
    handler.onConnectionUp();
    return Promise.resolve(true);
  };
  await until(() => page.attempts === 1, "the first attempt");
  checkEqual(document.documentElement.dataset.circuit, undefined, "the circuit");
  await afterABlip();
  checkEqual(page.shown, 0, "how often the dialog was shown");
});

export const aLongerLossIsShownAndRetriedUntilItEnds = () => withDialog(async (page, handler) => {
  page.bar.style.display = "block";
  handler.onConnectionDown();
  await until(() => page.dialog.open, "the dialog opens");
  checkEqual(page.dialog.dataset.state, "lost", "its state");
  check(/^\d\d:\d\d:\d\d$/.test(page.dialog.querySelector("time").textContent), "it says since when");
  await until(() => page.attempts > 1 && /^Next attempt in \d+ s\.$/.test(page.next()), "it says when it tries again");
  const before = page.attempts;
  page.press("retry");
  await turns(5);
  check(page.attempts > before, "the button tries at once, without waiting for the timer of 2 s or more");
  handler.onConnectionUp();
  check(!page.dialog.open && page.bar.style.display === "", "neither the dialog nor Blazor's bar stays");
});

export const aLossReportedTwiceIsOne = () => withDialog(async (page, handler) => {
  handler.onConnectionDown();
  handler.onConnectionDown();
  await afterABlip();
  checkEqual(page.attempts, 1, "attempts");
}, { reconnect: () => new Promise(() => {}) });

export const aDiscardedCircuitReloadsOnceThePageIsServed = () => withDialog(async (page, handler) => {
  handler.onConnectionDown();
  await until(() => page.dialog.dataset.state === "gone", "the server no longer has the circuit");
  await until(() => page.requests > 0, "it asks whether a page is served");
  checkEqual(page.reloads, 0, "reloads while none is");
  page.fetch = served;
  page.press("retry");
  await until(() => page.reloads === 1, "the reload");
  checkEqual(JSON.parse(sessionStorage.getItem("page-return")).times, 1, "what the reload loses is remembered");
}, { reconnect: () => Promise.resolve(false) });

export const anErrorOfTheServerIsNoPage = () => withDialog(async (page, handler) => {
  page.fetch = () => Promise.resolve(new Response("", { status: 502 }));
  handler.onConnectionDown();
  await until(() => page.requests > 0, "it asks whether a page is served");
  await until(() => page.next().startsWith("Next attempt"), "it waits");
  checkEqual(page.reloads, 0, "reloads");
  // A full server's answer explains itself, and reloads.
  page.fetch = () => Promise.resolve(new Response('<meta http-equiv="refresh" content="5">', { status: 503 }));
  page.press("retry");
  await until(() => page.reloads === 1, "the reload");
}, { reconnect: () => Promise.resolve(false) });

export const reloadingTooEarlyIsRefused = () => withDialog(async (page, handler) => {
  handler.onConnectionDown();
  await until(() => page.dialog.open, "the dialog opens");
  page.press("reload");
  await until(() => page.next() === "A reload would fail now: the server does not answer (no answer).", "it says why it does not reload");
  checkEqual(page.reloads, 0, "reloads");
  page.fetch = served;
  page.press("reload");
  await until(() => page.reloads === 1, "the reload");
});

export const thePageCanBeReadMeanwhile = () => withDialog(async (page, handler) => {
  handler.onConnectionDown();
  await until(() => page.dialog.open, "the dialog opens");
  check(page.dialog.matches(":modal") && !page.dialog.classList.contains("docked"), "it lies over the page");
  page.press("read");
  check(page.dialog.open && !page.dialog.matches(":modal") && page.dialog.classList.contains("docked"), "it lies beside the page");
  handler.onConnectionUp();
  handler.onConnectionDown();
  await until(() => page.dialog.open, "the dialog opens again");
  check(page.dialog.matches(":modal") && !page.dialog.classList.contains("docked"), "the next loss is over the page again");
  page.dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
  check(page.dialog.open && !page.dialog.matches(":modal"), "Escape docks it too");
});

export const aTabThatIsShownAgainTriesAtOnce = () => withDialog(async (page, handler) => {
  handler.onConnectionDown();
  await until(() => page.attempts > 1 && page.next().startsWith("Next attempt"), "it waits between attempts");
  const before = page.attempts;
  dispatchEvent(new Event("online"));
  await turns(5);
  check(page.attempts > before, "it tries at once when the network is back, without waiting for the timer of 2 s or more");
});

export const aRefusedStartReloads = () => withDialog(async (page, handler) => {
  handler.onRefused();
  checkEqual(page.dialog.dataset.state, "unstarted", "its state");
  check(page.dialog.open, "the dialog is open at once");
  await until(() => page.reloads === 1, "the reload");
  checkEqual(page.attempts, 0, "attempts to reconnect to a circuit that never was");
}, { fetch: served });
