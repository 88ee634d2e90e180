// Light or dark: the user's earlier choice, else the system preference.

const key = "theme";
const system = matchMedia("(prefers-color-scheme: dark)");
let chosenNow = null; // for this visit, even if the browser cannot store it

const chosen = () => chosenNow ?? stored();

// Reading `localStorage` throws if the browser blocks site data.
function stored() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // so nothing can have been stored
  }
}

function isDark() {
  return (chosen() ?? (system.matches ? "dark" : "light")) === "dark";
}

/** Applies a theme to the document and remembers it: across visits if the browser can store it, else for this visit. */
export function choose(dark) {
  chosenNow = dark ? "dark" : "light";
  apply();
  try {
    localStorage.setItem(key, chosenNow);
  } catch (error) {
    console.info(`The theme is kept for this visit only, since the browser does not store it (${error.message}).`);
  }
}

/** Sets the document's theme attribute, so that colours are right before the circuit starts. */
export function apply() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

/** Reports the theme to the receiver now, and on each change of the system preference unless the user has chosen a theme. */
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
