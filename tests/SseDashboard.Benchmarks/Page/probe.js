// Runs in every page of the bench before its own scripts: stamps what the page's EventSource dispatches and what its log shows.
(() => {
  const mask = (1 << 20) - 1;
  const dispatchedAt = new Float64Array(mask + 1); // by sequence number; a million events are ten times what any page lags
  const probe = {
    dispatched: 0, outOfOrder: 0, last: 0, firstWritten: 0, firstAt: 0, doneAt: 0,
    shown: 0, newest: 0, newestAt: 0, delays: [], behind: 0,
    clicks: [], tasks: [],
  };
  globalThis.probe = probe;

  globalThis.EventSource = class extends EventSource {
    constructor(...parameters) {
      super(...parameters);
      // The first listener, so that its time is not delayed by the page's own.
      this.addEventListener("message", (event) => {
        const sequence = Number(event.lastEventId);
        if (probe.dispatched === 0) {
          probe.firstWritten = JSON.parse(event.data).written - performance.timeOrigin;
          probe.firstAt = performance.now();
        }
        if (sequence !== probe.last + 1) probe.outOfOrder += 1;
        probe.last = sequence;
        probe.dispatched += 1;
        dispatchedAt[sequence & mask] = performance.now();
      });
      this.addEventListener("done", () => { probe.doneAt = performance.now(); });
    }
  };

  // The frame after a change of the document is the one that shows it.
  let isDirty = false;
  function onFrame() {
    if (probe.newest < probe.last && probe.last - probe.newest <= mask) {
      probe.behind = Math.max(probe.behind, performance.now() - dispatchedAt[(probe.newest + 1) & mask]);
    }
    if (isDirty) lookAtRows();
    isDirty = false;
    requestAnimationFrame(onFrame);
  }

  function lookAtRows() {
    const now = performance.now();
    const before = probe.newest;
    let longest = -1;
    const rows = document.querySelectorAll(".log .id");
    for (let i = rows.length - 1; i >= 0; i--) {
      const sequence = Number(rows[i].textContent);
      if (!(sequence > before)) continue; // the heading, a row without an id, a row that was there before
      probe.shown += 1;
      if (sequence > probe.newest) [probe.newest, probe.newestAt] = [sequence, now];
      if (probe.last - sequence <= mask) longest = Math.max(longest, now - dispatchedAt[sequence & mask]);
    }
    if (longest >= 0) probe.delays.push(longest);
  }

  // A click is answered when the tab that was clicked has become the selected one. Its time stamp is the browser's, from before
  // it had to wait for the page.
  let clicked = null;
  addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab !== null) clicked = { tab, at: event.timeStamp };
  }, true);

  new MutationObserver(() => {
    isDirty = true;
    if (clicked?.tab.getAttribute("aria-selected") !== "true") return;
    probe.clicks.push(performance.now() - clicked.at);
    clicked = null;
  }).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-selected"] });

  new PerformanceObserver((list) => probe.tasks.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ type: "longtask", buffered: true });
  requestAnimationFrame(onFrame);
})();
