// Runs document-console.js. Each function is one test.
import { createDocumentConsole } from "/js/dashboard/document-console.js";
import { check, checkEqual, until } from "../checks.js";

/** Runs a test with a console whose lines are collected. */
async function withConsole(test) {
  const { log } = console;
  const logged = [];
  const printed = [];
  console.log = (...line) => { logged.push(line); };
  const documentConsole = createDocumentConsole((line) => printed.push(line));
  try {
    await test({ documentConsole, logged, printed });
  } finally {
    documentConsole.stop();
    console.log = log;
  }
}

const event = (data, type = "message") => ({ type, data, lastEventId: "1" });

export const logsAsTheDocument = () => withConsole(({ documentConsole, logged, printed }) => {
  documentConsole.log(event("a"));
  documentConsole.log(event("b", "ping"));
  checkEqual(logged, [["Received message event ===>", "data: a, ", "id: 1"]], "the arguments of console.log");
  checkEqual(printed, ["Received message event ===> data: a,  id: 1"], "the line");
});

export const summarisesAFlood = () => withConsole(async ({ documentConsole, logged, printed }) => {
  for (let i = 0; i < 5000; i++) documentConsole.log(event(`${i}`));
  checkEqual(logged.length, 50, "the lines of a second");
  await until(() => printed.length > 50, "a summary follows");
  check(printed.at(-1).startsWith("4,950 more events in this second"), `the summary: ${printed.at(-1)}`);
  documentConsole.log(event("later"));
  checkEqual(printed.at(-1), "Received message event ===> data: later,  id: 1", "the line of the next second");
});
