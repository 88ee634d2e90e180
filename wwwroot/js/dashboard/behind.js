// Says how far the page's views are behind what the page has received. The module sets the text itself, because it matters most
// while the circuit is slow.
import { now } from "../protocol/clock.js";

const interval = 250;   // ms
const threshold = 500;  // ms; a report, its rendering and its way back take less

const grouped = new Intl.NumberFormat("en"); // toLocaleString would build one each time

const amount = (count, seconds) => `${grouped.format(count)} ${count === 1 ? "event" : "events"}, ${seconds.toFixed(1)} s behind`;

/**
 * Watches the elements with the attribute `data-behind`, whose value is the number of the first item that their view has not
 * shown. An element with `data-announce` gets no figures, only whether the page is behind, for screen readers.
 * @param store holds the items.
 * @returns {{ stop(): void }}
 */
export function watchBehind(store) {
  function look() {
    for (const element of document.querySelectorAll("[data-behind]")) {
      const shown = Math.max(Number(element.dataset.behind), store.oldest);
      const seconds = shown < store.next ? (now() - store.timeOf(shown)) / 1000 : 0;
      const isBehind = seconds * 1000 >= threshold;
      if ("announce" in element.dataset) announce(element, isBehind);
      else say(element, isBehind ? amount(store.next - shown, seconds) : "");
    }
  }

  function announce(element, isBehind) {
    if (isBehind) say(element, "The page is behind the stream and skips events to catch up.");
    else if (element.textContent !== "") say(element, "The page has caught up with the stream.");
  }

  // Setting the same text again would be announced again.
  function say(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  const timer = setInterval(look, interval);
  return { stop: () => clearInterval(timer) };
}
