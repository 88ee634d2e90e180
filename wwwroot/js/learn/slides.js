// Moves through the parts of a lesson like a slide show: the arrow keys, and which part is in view.

// Elements that use the arrow keys themselves, and panes that scroll with them.
const own = "input, textarea, select, [contenteditable], [role=tab], [role=slider], [role=radio], [role=menu], [role=listbox], [role=grid]";

/**
 * Starts on a lesson.
 * @param root the element that holds the parts (section[id]) and the links to them (a[data-part]).
 */
export function start(root) {
  const links = [...root.querySelectorAll("a[data-part]")];
  const parts = links.map((link) => document.getElementById(link.dataset.part));
  const shown = new Set();
  let current = 0;
  let chosen = null; // the part that was moved to, while it is in view

  function mark(index) {
    current = index;
    links.forEach((link, i) => (i === index ? link.setAttribute("aria-current", "step") : link.removeAttribute("aria-current")));
  }

  function show(index) {
    if (index < 0 || index >= parts.length) return;
    const heading = parts[index].querySelector("h2");
    parts[index].scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true }); // so that a screen reader continues there
    history.replaceState(history.state, "", links[index].href);
    chosen = parts[index];
    mark(index);
  }

  function onKeyDown(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || event.target.closest(own) || scrollsSideways(event.target)) return;
    event.preventDefault();
    show(current + step);
  }

  function onClick(event) {
    const link = event.target.closest("a[data-part]");
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    show(links.indexOf(link));
  }

  // The topmost part in the upper half of the window is the current one.
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) isIntersecting ? shown.add(target) : shown.delete(target);
    // The last parts of a page never reach the upper half.
    if (chosen && isInView(chosen)) return;
    chosen = null;
    const first = parts.findIndex((part) => shown.has(part));
    if (first >= 0) mark(first);
  }, { rootMargin: "-20% 0px -55% 0px" });

  parts.forEach((part) => seen.observe(part));
  document.addEventListener("keydown", onKeyDown);
  root.addEventListener("click", onClick, { capture: true });
  mark(0);
  const named = parts.findIndex((part) => `#${part.id}` === location.hash);
  if (named > 0) show(named);

  return {
    next: () => show(current + 1),
    back: () => show(current - 1),
    stop() {
      seen.disconnect();
      document.removeEventListener("keydown", onKeyDown);
      root.removeEventListener("click", onClick, { capture: true });
    },
  };
}

function isInView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top < innerHeight && bottom > 0;
}

function scrollsSideways(element) {
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    if (at.scrollWidth > at.clientWidth && /auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
  }
  return false;
}
