// Keeps the keys that move through the rows of a list from scrolling it as well.

const keys = new Set(["ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown", "Enter", " "]);

/** Starts on the element that has the focus while its rows are moved through. */
export function start(element) {
  function onKeyDown(event) {
    if (keys.has(event.key) && !event.altKey && !event.ctrlKey && !event.metaKey) event.preventDefault();
  }

  element.addEventListener("keydown", onKeyDown);
  return { stop: () => element.removeEventListener("keydown", onKeyDown) };
}
