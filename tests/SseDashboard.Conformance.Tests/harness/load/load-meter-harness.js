// Runs load-meter.js on a page with a log and an EventSource that the test dispatches to. Each function is one test.
import { start } from "/js/dashboard/load-meter.js";
import { check, checkEqual, until } from "../checks.js";

const frame = () => new Promise(requestAnimationFrame);

async function withMeter(test, options = {}) {
  const log = document.createElement("div");
  log.className = "log";
  document.body.append(log);
  const reports = [];
  const receiver = { invokeMethodAsync: async (name, figures) => { reports.push({ name, ...figures }); } };
  const before = globalThis.EventSource;
  const meter = start(receiver, { interval: 20, ...options });
  const source = new EventSource("about:blank"); // it fails to connect; the test dispatches instead
  source.close();
  const context = {
    log, reports, meter, source, before,
    dispatch: (id) => source.dispatchEvent(new MessageEvent("message", { lastEventId: `${id}`, data: "x" })),
    show(...ids) {
      log.replaceChildren(...ids.map((id) => {
        const cell = document.createElement("span");
        cell.className = "id";
        cell.textContent = id;
        return cell;
      }));
    },
    /** Waits until a report that was made after now says so. */
    async reported(holds, what) {
      const from = reports.length + 1;
      await until(() => reports.slice(from).some(holds), () => `${what}; the last report is ${JSON.stringify(reports.at(-1))}`);
    },
  };
  try {
    await test(context);
  } finally {
    meter.stop();
    log.remove();
  }
}

async function pass(milliseconds) {
  const begin = performance.now();
  await until(() => performance.now() - begin >= milliseconds, `${milliseconds} ms have passed`);
}

export const countsDispatchedAndShown = () => withMeter(async ({ dispatch, show, reported, reports }) => {
  for (let id = 1; id <= 10; id++) dispatch(id);
  show("Id", "", 8, 9, 10);
  await reported(({ dispatched, shown }) => dispatched === 10 && shown === 3, "10 events dispatched, 3 of them shown");
  show(8, 9, 10, "Id");
  await reported(({ shown }) => shown === 3, "rows that stay are not counted again");
  checkEqual(reports.at(-1).name, "OnMeasured", "the method");
});

export const takesPercentilesOfTheRows = () => withMeter(async ({ dispatch, show, reported }) => {
  dispatch(1);
  await pass(1_000);
  for (let id = 2; id <= 100; id++) dispatch(id);
  show(...Array.from({ length: 100 }, (_, i) => i + 1));
  await reported(({ delayP50, delayP99 }) => delayP50 !== null && delayP50 <= delayP99 && delayP99 < 900,
    "99 of 100 rows were shown at once");
  show(...Array.from({ length: 100 }, (_, i) => i + 1), 0); // nothing new
  dispatch(101);
  await pass(1_000);
  show(101);
  await reported(({ delayP99 }) => delayP99 >= 900, "two of 101 rows were late");
});

export const measuresALateRow = () => withMeter(async ({ dispatch, show, reported }) => {
  dispatch(1);
  await pass(120);
  show(1);
  await reported(({ delayP50 }) => delayP50 !== null && delayP50 >= 119 && delayP50 < 10_000, "the row was shown after 120 ms");
});

export const resetBeginsANewLoad = () => withMeter(async ({ dispatch, show, meter, reported }) => {
  for (let id = 1; id <= 5; id++) dispatch(id);
  show(1, 2, 3, 4, 5);
  await reported(({ shown }) => shown === 5, "5 rows shown");
  meter.reset();
  dispatch(1);
  await reported(({ dispatched, shown, delayP50 }) => dispatched === 1 && shown === 0 && delayP50 === null,
    "the rows of the earlier load do not count");
});

export const countsLongTasks = () => withMeter(async ({ reported }) => {
  await new Promise((resolve) => setTimeout(() => {
    const end = performance.now() + 80;
    while (performance.now() < end);
    resolve();
  }));
  await reported(({ longTasks, longestTask }) => longTasks >= 1 && longestTask >= 80, "a task of 80 ms");
});

export const reportsAgainAfterFailedCall = async () => {
  let calls = 0;
  const meter = start({ invokeMethodAsync: async () => { calls += 1; throw new Error("The circuit is disconnected."); } }, { interval: 5 });
  await until(() => calls >= 3, "the meter goes on to report");
  meter.stop();
};

export const hasOneReportInFlight = async () => {
  let calls = 0;
  const meter = start({ invokeMethodAsync: () => { calls += 1; return new Promise(() => {}); } }, { interval: 5 });
  await until(() => calls === 1, "the first report");
  for (const end = performance.now() + 60; performance.now() < end;) await frame();
  meter.stop();
  checkEqual(calls, 1, "reports while the first one is unanswered");
};

export const stopRestoresTheBrowsers = () => withMeter(async ({ before, meter, reports, source, dispatch }) => {
  check(globalThis.EventSource !== before && source instanceof before, "the page's EventSource is measured");
  checkEqual([EventSource.CONNECTING, EventSource.OPEN, EventSource.CLOSED], [0, 1, 2], "its constants");
  meter.stop();
  check(globalThis.EventSource === before, "the browser's EventSource is back");
  const count = reports.length;
  dispatch(1);
  for (const end = performance.now() + 60; performance.now() < end;) await frame();
  checkEqual(reports.length, count, "reports after the stop");
});
