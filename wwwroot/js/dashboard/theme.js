// Light or dark: what the person chose here before, else what their system prefers.

const key = "theme";
const system = matchMedia("(prefers-color-scheme: dark)");
let chosenNow = null; // holds for this visit, whether or not the browser can store it

const chosen = () => chosenNow ?? stored();

// Reading `localStorage` throws where a browser blocks a site's data.
function stored() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // nothing can have been stored
  }
}

function isDark() {
  return (chosen() ?? (system.matches ? "dark" : "light")) === "dark";
}

/** Applies a theme to the document and remembers it: for good if the browser stores it, else for this visit. */
export function choose(dark) {
  chosenNow = dark ? "dark" : "light";
  apply();
  try {
    localStorage.setItem(key, chosenNow);
  } catch (error) {
    console.info(`The theme is kept for this visit only, since the browser does not store it (${error.message}).`);
  }
}

/** Marks the document, so that the page's own colours are right before the circuit is up. */
export function apply() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

/** Tells the receiver which theme it is: now, and when the system's preference changes and nothing was chosen here. */
export function start(receiver) {
  const tell = () => receiver.invokeMethodAsync("OnTheme", isDark());
  const onChange = () => {
    if (chosen() !== null) return;
    apply();
    tell();
  };
  system.addEventListener("change", onChange);
  tell();
  return { stop: () => system.removeEventListener("change", onChange) };
}
