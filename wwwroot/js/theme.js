// Light or dark: what the person chose here before, else what their system prefers.

const key = "theme";
const system = matchMedia("(prefers-color-scheme: dark)");

const chosen = () => localStorage.getItem(key);

function isDark() {
  return (chosen() ?? (system.matches ? "dark" : "light")) === "dark";
}

/** Applies a theme to the document and remembers it. */
export function choose(dark) {
  localStorage.setItem(key, dark ? "dark" : "light");
  apply();
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
