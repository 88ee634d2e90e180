// Runs connections.js with fake event sources and a host that answers when the test says so. Each function is one test.
import { start } from "/js/learn/connections.js";
import { check, checkEqual, turns, until } from "../checks.js";

class OpenSource extends EventTarget {
  readyState = 1;

  constructor() {
    super();
    setTimeout(() => this.dispatchEvent(new Event("open")));
  }

  close() {
    this.readyState = 2;
  }
}

async function withRun(steps, test) {
  const real = { EventSource: globalThis.EventSource, fetch: globalThis.fetch };
  const page = { published: 0, settled: 0, asked: [] };
  globalThis.EventSource = OpenSource;
  globalThis.fetch = async () => {
    page.published += 1;
    return new Response("");
  };
  const receiver = {
    async invokeMethodAsync(name) {
      if (name === "OnQuiet") return new Promise((answer, fail) => { page.asked.push({ answer, fail }); });
      if (name === "OnSettled") page.settled += 1;
      return undefined;
    },
  };
  const run = start(receiver, { url: "/stream?", publishUrl: "/publish", sources: 2, listeners: 2, steps, quiet: 20 });
  try {
    await test(page);
  } finally {
    run.stop();
    Object.assign(globalThis, real);
  }
}

export const waitsForAHostThatStalls = () => withRun(["publish", "end"], async (page) => {
  await until(() => page.asked.length === 1, "the host is asked once the page has seen nothing new");
  await turns(50);
  checkEqual([page.asked.length, page.published], [1, 0], "questions and steps before the answer");
  page.asked[0].answer(2);
  await until(() => page.asked.length === 2, "the host is asked again, since it has two new requests");
  checkEqual(page.published, 0, "steps while the host sees new requests");
  page.asked[1].answer(2);
  await until(() => page.published === 1, "the step is taken once neither sees anything new");
  await until(() => page.asked.length === 3, "the next step asks, too");
  page.asked[2].answer(2);
  await until(() => page.settled === 1, "the run ends");
});

export const goesOnWithoutACircuit = () => withRun(["publish", "end"], async (page) => {
  await until(() => page.asked.length === 1, "the host is asked");
  page.asked[0].fail(new Error("no circuit"));
  await until(() => page.published === 1, "the step is taken");
  check(page.settled === 0, "the run goes on");
});
