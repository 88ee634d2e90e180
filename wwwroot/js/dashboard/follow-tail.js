// Keeps a scrolling element at its end while the person is there, and says when they leave it or come back.

const tolerance = 4; // px; fractional heights never add up exactly

export function start(element, receiver) {
  let following = true;
  let told = true; // what the receiver knows; null if that is not certain
  let lastTop = element.scrollTop;

  const isAtEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight <= tolerance;

  function onScroll() {
    // Rows that arrive move the end away without any scroll; only a move upwards is the person's.
    const movedUp = element.scrollTop < lastTop;
    lastTop = element.scrollTop;
    following = isAtEnd() || (following && !movedUp);
    if (following !== told) tell();
  }

  // A call that fails, as it does while the circuit is away, is made again at the next scroll.
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
    /** Goes to the end, at the receiver's own wish. */
    toEnd() {
      following = told = true;
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
