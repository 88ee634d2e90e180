// Measures what becomes of a load's events in this page: how many the browser dispatches, how many the log shows, how late, and
// what the page costs. It is independent of the code that it measures: it listens to every EventSource itself, and reads the
// log's rows once they are rendered.

const remembered = 1 << 17;   // dispatch times, 1 MB; a log that is further behind than that is measured from there
const slowest = 60_000;       // ms; the last step of the histogram

/**
  * Starts to measure, and reports to a .NET object's OnMeasured. The ids of the events must be their sequence numbers.
  * @param interval between two reports, in ms
  * @param rows     selects the cells of the log that hold the ids
  * @returns { reset(), stop() }: `reset` begins a new load.
  */
export function start(receiver, { interval = 1_000, rows = ".log .id" } = {}) {
  const BrowsersOwn = globalThis.EventSource;
  const dispatchedAt = new Float64Array(remembered);
  const delays = new Uint32Array(slowest + 1); // how many rows were shown after that many ms
  let figures;
  let isDirty = false;
  let isReporting = false;

  class MeasuredEventSource extends BrowsersOwn {
    constructor(...parameters) {
      super(...parameters);
      // The first listener, so that the page's own do not delay the time.
      this.addEventListener("message", onDispatch);
    }
  }

  function reset() {
    figures = { dispatched: 0, shown: 0, longTasks: 0, longestTask: 0, newest: 0, shownUpTo: 0 };
    delays.fill(0);
  }

  function onDispatch(event) {
    figures.dispatched += 1;
    figures.newest = Number(event.lastEventId);
    dispatchedAt[figures.newest % remembered] = performance.now();
  }

  // Changes of the document are visible in the next frame.
  function onFrame() {
    if (isDirty) lookAtRows();
    isDirty = false;
    frame = requestAnimationFrame(onFrame);
  }

  function lookAtRows() {
    const now = performance.now();
    const before = figures.shownUpTo;
    for (const cell of document.querySelectorAll(rows)) {
      const sequence = Number(cell.textContent);
      // Neither a heading, nor a row from before, nor one of an earlier load.
      if (!(sequence > before && sequence <= figures.newest)) continue;
      figures.shown += 1;
      figures.shownUpTo = Math.max(figures.shownUpTo, sequence);
      const oldest = Math.max(sequence, figures.newest - remembered + 1);
      delays[Math.min(slowest, Math.round(now - dispatchedAt[oldest % remembered]))] += 1;
    }
  }

  function percentile(part) {
    let rest = Math.ceil(figures.shown * part);
    if (rest === 0) return null;
    return delays.findIndex((count) => (rest -= count) <= 0);
  }

  // One call in flight: the next report has the totals of one that is skipped or lost.
  async function report() {
    if (isReporting) return;
    isReporting = true;
    try {
      await receiver.invokeMethodAsync("OnMeasured", {
        time: performance.now(),
        dispatched: figures.dispatched,
        shown: figures.shown,
        delayP50: percentile(0.5),
        delayP99: percentile(0.99),
        longTasks: figures.longTasks,
        longestTask: figures.longestTask,
        heap: performance.memory?.usedJSHeapSize ?? null, // Chromium only
      });
    } catch {
      // The circuit is away, and may come back.
    } finally {
      isReporting = false;
    }
  }

  reset();
  globalThis.EventSource = MeasuredEventSource;
  const changes = new MutationObserver(() => { isDirty = true; });
  changes.observe(document.body, { subtree: true, childList: true, characterData: true });
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      figures.longTasks += 1;
      figures.longestTask = Math.max(figures.longestTask, duration);
    }
  });
  // Firefox and Safari do not know this type, and ignore it.
  tasks.observe({ type: "longtask" });
  const timer = setInterval(report, interval);
  let frame = requestAnimationFrame(onFrame);

  return {
    reset,
    stop() {
      clearInterval(timer);
      cancelAnimationFrame(frame);
      changes.disconnect();
      tasks.disconnect();
      if (globalThis.EventSource === MeasuredEventSource) globalThis.EventSource = BrowsersOwn;
    },
  };
}
