// Keeps a scrolling element at its end while the person is there, and says when they leave it or come back.

const tolerance = 4; // px; fractional heights never add up exactly

export function start(element, receiver) {
  let following = true;
  let lastTop = element.scrollTop;

  const isAtEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight <= tolerance;

  function onScroll() {
    // Rows that arrive move the end away without any scroll; only a move upwards is the person's.
    const movedUp = element.scrollTop < lastTop;
    lastTop = element.scrollTop;
    const next = isAtEnd() || (following && !movedUp);
    if (next === following) return;
    following = next;
    receiver.invokeMethodAsync("OnFollowing", following);
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
    toEnd() {
      following = true;
      follow();
    },
    /** Brings one of `count` rows of the same height into view. */
    show(index, count) {
      const height = element.scrollHeight / count;
      const top = index * height;
      if (top >= element.scrollTop && top + height <= element.scrollTop + element.clientHeight) return;
      element.scrollTop = top - (element.clientHeight - height) / 2;
    },
    stop() {
      grown.disconnect();
      changed.disconnect();
      element.removeEventListener("scroll", onScroll);
    },
  };
}
