// The keyboard of a list that is a single tab stop: the list has the focus, and the circuit marks its current row (WAI-ARIA Authoring
// Practices, listbox and grid patterns).

const ends = 1_000_000_000; // more rows than a list can have

/** @param receiver Its `OnMove(rows)` moves the current row, `OnOpen()` opens it, `OnEscape()` closes what is open. */
export function start(element, receiver) {
  let moved = 0;
  let isMoving = false;

  function page() {
    const row = element.querySelector("[role=option], [role=row]:not([data-head])");
    return row === null ? 1 : Math.max(1, Math.floor(element.clientHeight / row.offsetHeight) - 2);
  }

  const actions = {
    ArrowUp: () => move(-1),
    ArrowDown: () => move(1),
    PageUp: () => move(-page()),
    PageDown: () => move(page()),
    Home: () => move(-ends),
    End: () => move(ends),
    Enter: () => call("OnOpen"),
    " ": () => call("OnOpen"),
  };
  if (element.getAttribute("aria-orientation") === "horizontal") Object.assign(actions, { ArrowLeft: actions.ArrowUp, ArrowRight: actions.ArrowDown });

  // A held key repeats faster than the circuit answers: moves made meanwhile become one.
  async function move(rows) {
    moved += rows;
    if (isMoving) return;
    isMoving = true;
    while (moved !== 0) {
      const by = moved;
      moved = 0;
      await call("OnMove", by);
    }
    isMoving = false;
  }

  // Fails while the circuit is away. The key then does nothing, like everything else on the page.
  const call = (...args) => receiver.invokeMethodAsync(...args).catch((error) => console.debug(error));

  function onKeyDown(event) {
    if (event.target !== element || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") call("OnEscape");
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }

  element.addEventListener("keydown", onKeyDown);
  return { stop: () => element.removeEventListener("keydown", onKeyDown) };
}
