// Keeps a scrolling element at its end while the user is there, and reports when they leave or return, and how high it is.

const tolerance = 4; // px; fractional heights never add up exactly
const step = 200;    // px; the height is reported in steps, or each frame of a window being resized would be a call

export function start(element, receiver) {
  let following = true;
  let told = true;  // the last state the receiver got; null if the call failed
  let height = 0;   // the last height the receiver got
  let frame = null; // the animation frame that is asked for
  let lastTop = element.scrollTop;

  const isAtEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight <= tolerance;

  function onScroll() {
    // New rows move the end without scrolling; only an upward move comes from the user.
    const movedUp = element.scrollTop < lastTop;
    lastTop = element.scrollTop;
    following = isAtEnd() || (following && !movedUp);
    if (following !== told) tell();
  }

  // A call fails while the circuit is disconnected; it is repeated at the next scroll.
  function tell() {
    told = following;
    receiver.invokeMethodAsync("OnFollowing", following).catch(() => { told = null; });
  }

  function tellHeight() {
    const now = Math.ceil(element.clientHeight / step) * step;
    if (now === height) return;
    height = now;
    receiver.invokeMethodAsync("OnHeight", height).catch(() => { height = 0; });
  }

  function scrollToEnd() {
    if (following) element.scrollTop = element.scrollHeight;
  }

  // Scrolling makes the browser lay the page out. Within a batch of changes that would be done for each of them, and then once
  // more for the frame; in an animation frame it is the frame's own layout.
  function onChange() {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      scrollToEnd();
    });
  }

  // Called after the layout of a frame.
  function onResize() {
    scrollToEnd();
    tellHeight();
  }

  const resized = new ResizeObserver(onResize);
  const changed = new MutationObserver(onChange);
  element.addEventListener("scroll", onScroll, { passive: true });
  resized.observe(element);
  changed.observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ["style"] });

  return {
    /** Scrolls to the end and follows it again. The receiver asked for it and is not notified. */
    toEnd() {
      following = told = true;
      scrollToEnd();
    },
    /**
      * Scrolls the given one of `count` rows of equal height into view: just enough if the row is next to it, else to the middle.
      * A sticky header above the rows, marked with data-head, covers some of the view.
      */
    show(index, count) {
      const head = element.querySelector(":scope > [data-head]")?.offsetHeight ?? 0;
      const room = element.clientHeight - head;
      const height = (element.scrollHeight - head) / count;
      const top = index * height;
      const above = element.scrollTop - top;
      const below = top + height - element.scrollTop - room;
      if (above <= 0 && below <= 0) return;
      if (above > 0 && above <= height) element.scrollTop = top;
      else if (below > 0 && below <= height) element.scrollTop += below;
      else element.scrollTop = top - (room - height) / 2;
    },
    stop() {
      cancelAnimationFrame(frame);
      resized.disconnect();
      changed.disconnect();
      element.removeEventListener("scroll", onScroll);
    },
  };
}
