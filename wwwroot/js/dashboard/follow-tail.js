// Keeps a scrolling element at its end while the user is there, and reports when they leave or return.

const tolerance = 4; // px; fractional heights never add up exactly

export function start(element, receiver) {
  let following = true;
  let told = true; // the last state the receiver got; null if the call failed
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

  function follow() {
    if (following) element.scrollTop = element.scrollHeight;
  }

  const grown = new ResizeObserver(follow);
  const changed = new MutationObserver(follow);
  element.addEventListener("scroll", onScroll, { passive: true });
  grown.observe(element);
  changed.observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ["style"] });

  return {
    /** Scrolls to the end and follows it again. The receiver asked for it and is not notified. */
    toEnd() {
      following = told = true;
      follow();
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
      grown.disconnect();
      changed.disconnect();
      element.removeEventListener("scroll", onScroll);
    },
  };
}
