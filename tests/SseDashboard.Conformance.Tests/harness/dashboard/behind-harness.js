// Runs behind.js. Each function is one test.
import { watchBehind } from "/js/dashboard/behind.js";
import { createStore } from "/js/dashboard/event-store.js";
import { now } from "/js/protocol/clock.js";
import { check, checkEqual, until } from "../checks.js";

/** A page with a view that has shown the first of three items, which are that old, and with a region for screen readers. */
async function withViews(age, test) {
  const store = createStore();
  for (let i = 0; i < 3; i++) store.add({ kind: "event", state: 1, time: now() - age, data: "" }, 1);
  const view = document.createElement("span");
  const region = document.createElement("span");
  view.dataset.behind = region.dataset.behind = "1";
  region.dataset.announce = "";
  document.body.append(view, region);
  const watch = watchBehind(store);
  try {
    await test({ store, view, region });
  } finally {
    watch.stop();
    view.remove();
    region.remove();
  }
}

export const saysHowFarAViewIsBehind = () => withViews(60_000, async ({ view, region }) => {
  await until(() => view.textContent !== "", "the view says that it is behind");
  check(/^2 events, 6\d\.\d s behind$/.test(view.textContent), `how far: ${view.textContent}`);
  checkEqual(region.textContent, "The page is behind the stream and skips events to catch up.", "what a screen reader says");
  view.dataset.behind = region.dataset.behind = "3";
  await until(() => view.textContent === "", "the view says no more once it has shown everything");
  checkEqual(region.textContent, "The page has caught up with the stream.", "what a screen reader says");
});

export const saysNothingOfWhatIsOnItsWay = () => withViews(-60_000, async ({ store, view, region }) => {
  const other = document.createElement("span");
  other.dataset.behind = "0";
  document.body.append(other);
  store.clear(3);
  store.add({ kind: "event", state: 1, time: now() - 60_000, data: "" }, 1);
  try {
    view.dataset.behind = region.dataset.behind = "4";
    await until(() => other.textContent !== "", "a view that is behind says so");
    checkEqual([view.textContent, region.textContent], ["", ""], "views that show everything");
    check(/^1 event, /.test(other.textContent), `only what the page holds counts: ${other.textContent}`);
  } finally {
    other.remove();
  }
});
