// Runs log/keys.js on a list. Each function is one test.
import { start } from "/js/dashboard/log/keys.js";
import { checkEqual, turns, until } from "../checks.js";

async function withList(test, answer = async () => {}) {
  const list = document.createElement("div");
  list.tabIndex = 0;
  list.style.cssText = "height: 100px; overflow: auto";
  list.innerHTML = '<div data-number="0" style="height: 20px"><button>Close</button></div>';
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
  }, () => new Promise((resolve) => answers.push(resolve)));
}
