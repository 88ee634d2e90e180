// Keeps the focus on the button of a grid's row. MudBlazor makes all rows anew when a grid scrolls, which a Tab to the last visible
// row does, too.

export function start() {
  let focused = null;
  let rows = null;

  function restore() {
    if (focused.isConnected) return;
    const again = [...rows.querySelectorAll("button")].find((button) => button.ariaLabel === focused.ariaLabel);
    if (again === undefined) observer.disconnect();
    else if (document.activeElement === document.body) again.focus({ preventScroll: true });
  }

  const observer = new MutationObserver(restore);

  function onFocusIn({ target }) {
    observer.disconnect();
    if (!target.matches(".live-grid tbody button[aria-label]")) return;
    focused = target;
    rows = target.closest("tbody");
    observer.observe(rows, { childList: true, subtree: true });
  }

  // A button that is being removed loses the focus while it is still in the page; one that the user leaves stays there.
  const onFocusOut = ({ target }) => queueMicrotask(() => {
    if (target === focused && target.isConnected) observer.disconnect();
  });

  document.addEventListener("focusin", onFocusIn);
  document.addEventListener("focusout", onFocusOut);
  return {
    stop() {
      observer.disconnect();
      document.removeEventListener("focusin", onFocusIn);
      document.removeEventListener("focusout", onFocusOut);
    },
  };
}
