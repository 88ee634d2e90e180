// Brings the page back when its circuit is lost: reconnects, or reloads the page if the server no longer has the circuit. Tries
// for as long as it takes, so that a page left open over night is live again in the morning.
import { delayBefore, wait } from "../protocol/back-off.js";
import { remember, timeOf } from "./page-return.js";

// ms
const blip = 700;      // a loss shorter than this shows no dialog
const first = 1_000;
const longest = 15_000;
const patience = 10_000; // for the server's answer

/**
 * Blazor's reconnection handler (`circuit.reconnectionHandler` of `Blazor.start`).
 * @param dialog    the element that explains, with texts for the states "lost", "gone" and "unstarted".
 * @param reconnect connects to the same circuit: true, or false if the server no longer has it; throws if it does not answer.
 * @param reload    loads the page again.
 */
export function createReconnection(dialog, reconnect, reload = () => location.reload()) {
  const next = dialog.querySelector(".next");
  let since = null; // when the circuit was lost; null while it is up
  let hurry = new AbortController();

  function show(state) {
    dialog.dataset.state = state;
    for (const time of dialog.querySelectorAll("time")) time.textContent = timeOf(since);
    if (!dialog.open) dialog.showModal();
  }

  // Beside the page rather than over it, so that the page can be read.
  function dock() {
    dialog.close();
    dialog.classList.add("docked");
    dialog.show();
  }

  async function pause(delay) {
    hurry = new AbortController();
    for (const end = Date.now() + delay; Date.now() < end && !hurry.signal.aborted; ) {
      next.textContent = `Next attempt in ${Math.ceil((end - Date.now()) / 1_000)} s.`;
      await wait(Math.min(end - Date.now(), 1_000), hurry.signal);
    }
    next.textContent = "Trying now…";
  }

  // Repeats until the attempt gives an answer. The random share keeps the pages of a class from returning in the same instant.
  async function insist(attempt) {
    for (let failures = 0; ; failures++) {
      await pause(failures === 0 ? Math.random() * blip : delayBefore({ reconnectionTime: first, failures, minDelay: first, maxDelay: longest }));
      try {
        return await attempt();
      } catch (error) {
        console.info(`The server does not answer (${error.message}).`);
      }
    }
  }

  async function reloadOnceServed(state) {
    show(state);
    await insist(isServed);
    leave();
  }

  // Reloading too early would replace the page by the browser's error.
  async function leaveIfServed() {
    try {
      await isServed();
      leave();
    } catch (error) {
      next.textContent = `A reload would fail now: the server does not answer (${error.message}).`;
    }
  }

  function leave() {
    remember(since);
    reload();
  }

  function lose() {
    since = new Date();
    document.documentElement.dataset.circuit = "down";
    dialog.classList.remove("docked");
    dialog.dataset.state = "lost";
  }

  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    dock();
  });
  dialog.addEventListener("click", ({ target }) => {
    const action = target.closest("[data-do]")?.dataset.do;
    if (action === "retry") hurry.abort();
    else if (action === "reload") leaveIfServed();
    else if (action === "read") dock();
  });
  // A sleeping tab's timers are late.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && hurry.abort());
  addEventListener("online", () => hurry.abort());

  return {
    async onConnectionDown() {
      if (since) return;
      lose();
      setTimeout(() => since && show(dialog.dataset.state), blip);
      if (!(await insist(reconnect))) await reloadOnceServed("gone");
    },
    onConnectionUp() {
      since = null;
      delete document.documentElement.dataset.circuit;
      dialog.close();
      // A failed attempt shows Blazor's error bar as well.
      document.getElementById("blazor-error-ui").style.display = "";
    },
    /** The server refused to start a circuit for this page. */
    onRefused() {
      if (since) return;
      lose();
      reloadOnceServed("unstarted");
    },
  };
}

// Throws unless a reload would get a page: the dashboard, or an answer that explains itself, such as the one of a full server.
async function isServed() {
  const response = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(patience) });
  const explains = response.status < 500 || (await response.text()).includes('http-equiv="refresh"');
  if (!explains) throw new Error(`HTTP ${response.status}`);
}
