// Runs theme.js, each time as if in a freshly loaded page. Each function is one test.
import { check, checkEqual } from "./checks.js";

let pages = 0;
const load = () => import(`/js/dashboard/theme.js?page=${++pages}`); // a separate module instance, as after a reload

const shown = () => document.documentElement.dataset.theme;

export async function choicePersistsAcrossPages() {
  try {
    (await load()).choose(true);
    (await load()).apply();
    checkEqual(shown(), "dark", "the theme of the next page");
    (await load()).choose(false);
    (await load()).apply();
    checkEqual(shown(), "light", "the theme of the page after it");
  } finally {
    localStorage.clear();
  }
}

/** Runs a test with a `localStorage` that throws, as when the browser blocks site data. */
async function withoutStorage(test) {
  const storage = Object.getOwnPropertyDescriptor(window, "localStorage");
  const get = () => { throw new DOMException("Access is denied for this document.", "SecurityError"); };
  Object.defineProperty(window, "localStorage", { ...storage, get });
  try {
    await test();
  } finally {
    Object.defineProperty(window, "localStorage", storage);
  }
}

export const choiceWithoutStorageHoldsForVisit = () => withoutStorage(async () => {
  const theme = await load();
  theme.apply();
  const system = matchMedia("(prefers-color-scheme: dark)").matches;
  checkEqual(shown(), system ? "dark" : "light", "the theme before any choice");

  theme.choose(!system);
  theme.apply();
  checkEqual(shown(), system ? "light" : "dark", "the theme after the choice");

  const told = [];
  theme.start({ invokeMethodAsync: async (name, dark) => { told.push([name, dark]); } }).stop();
  checkEqual(told, [["OnTheme", !system]], "the theme reported to the circuit");
});

export async function fullStorageIsNoError() {
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = () => { throw new DOMException("The quota has been exceeded.", "QuotaExceededError"); };
  try {
    const theme = await load();
    theme.choose(true);
    checkEqual(shown(), "dark", "the theme after the choice");
    check(localStorage.getItem("theme") === null, "nothing was stored");
  } finally {
    Storage.prototype.setItem = setItem;
  }
}
