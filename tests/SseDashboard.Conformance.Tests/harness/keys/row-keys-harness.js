// Runs row-keys.js on a list. Each function is one test.
import { start } from "/js/keys/row-keys.js";
import { checkEqual, turns, until } from "../checks.js";

const rows = '<div role="row" data-head style="height: 90px"></div><div role="row" style="height: 20px"><button>Close</button></div>';
const options = '<div role="option" style="height: 10px"></div>';

async function withList(test, { content = rows, answer = async () => {} } = {}) {
  const list = document.createElement("div");
  list.tabIndex = 0;
  list.style.cssText = "height: 100px; overflow: auto";
  list.innerHTML = content;
  document.body.append(list);
  const calls = [];
  const keys = start(list, { invokeMethodAsync: (...call) => { calls.push(call.join(" ")); return answer(); } });
  const press = (key, { on = list, ...more } = {}) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
    on.dispatchEvent(event);
    return event.defaultPrevented;
  };
  try {
    await test({ list, calls, press, keys });
  } finally {
    keys.stop();
    list.remove();
  }
}

export const keysMoveAndOpen = () => withList(async ({ calls, press }) => {
  for (const key of ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Enter", " ", "Escape"]) {
    checkEqual(press(key), key !== "Escape", `${key} does not scroll the list`);
    await turns(1);
  }
  checkEqual(calls, ["OnMove 1", "OnMove -1", "OnMove 3", "OnMove -3", "OnOpen", "OnOpen", "OnEscape"], "the calls");
});

export const optionsMoveAsRowsDo = () => withList(async ({ calls, press }) => {
  for (const key of ["PageDown", "Home", "End"]) {
    press(key);
    await turns(1);
  }
  checkEqual(calls, ["OnMove 8", "OnMove -1000000000", "OnMove 1000000000"], "the calls");
}, { content: options });

export const otherKeysAreLeftAlone = () => withList(async ({ list, calls, press }) => {
  checkEqual([press("Tab"), press("a"), press("ArrowDown", { ctrlKey: true }), press("Enter", { on: list.querySelector("button") })],
    [false, false, false, false], "what is prevented");
  await turns(2);
  checkEqual(calls, [], "the calls");
});

export async function aHeldKeyMovesAtOnceByWhatCameMeanwhile() {
  const answers = [];
  await withList(async ({ calls, press }) => {
    for (let i = 0; i < 5; i++) press("ArrowDown");
    checkEqual(calls, ["OnMove 1"], "a single call while it is not answered");
    answers.shift()();
    await until(() => calls.length === 2, "the next move");
    checkEqual(calls[1], "OnMove 4", "the rest in one move");
    answers.shift()();
  }, { answer: () => new Promise((resolve) => answers.push(resolve)) });
}
