// The keys of a whole page: shortcuts of a single character, Home and End in MudBlazor's tabs, which know the arrow keys only, and
// the focus in its grids.
import { start as keepFocus } from "./grid-focus.js";

const key = "shortcuts";
let isOffNow = null; // for this visit, even if the browser cannot store it

// Where a character is text, or chooses an option.
const typing = 'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select, [contenteditable], [role="combobox"], .mud-popover';

// Reading `localStorage` throws if the browser blocks site data.
function stored() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // so nothing can have been stored
  }
}

/** Whether single-character shortcuts are on: people who speak to their computer must be able to turn them off (WCAG 2.2, 2.1.4). */
export const isOn = () => !(isOffNow ?? stored() === "off");

/** Turns the shortcuts on or off, across visits if the browser can store it. */
export function turn(on) {
  isOffNow = !on;
  try {
    localStorage.setItem(key, on ? "on" : "off");
  } catch (error) {
    console.info(`The shortcuts stay as chosen for this visit only, since the browser does not store it (${error.message}).`);
  }
}

/** Presses the button that has `data-shortcut`, or moves the focus to the field that has it. */
function onShortcut(event) {
  if (event.key.length !== 1 || event.repeat || !isOn() || event.target.closest(typing)) return;
  if (document.querySelector(".mud-dialog-container")) return;
  const target = [...document.querySelectorAll("[data-shortcut]")]
    .find((element) => element.dataset.shortcut === event.key.toLowerCase() && element.checkVisibility() && !element.closest("[inert]"));
  if (target === undefined) return;
  event.preventDefault();
  if (target.matches("input")) target.focus();
  else target.click();
}

function onTabKey(event) {
  const tab = event.target.closest("[role=tab]");
  if (tab === null || (event.key !== "Home" && event.key !== "End")) return;
  const tabs = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")];
  event.preventDefault();
  tabs.at(event.key === "Home" ? 0 : -1).focus();
}

export function start() {
  function onKeyDown(event) {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    onTabKey(event);
    onShortcut(event);
  }

  const focus = keepFocus();
  document.addEventListener("keydown", onKeyDown);
  document.documentElement.dataset.keys = "ready"; // for tests: before, a key does nothing
  return {
    stop() {
      focus.stop();
      document.removeEventListener("keydown", onKeyDown);
    },
  };
}
