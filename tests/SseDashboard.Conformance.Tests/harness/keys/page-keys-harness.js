// Runs page-keys.js, each time as if in a freshly loaded page. Each function is one test.
import { checkEqual } from "../checks.js";

let pages = 0;
const load = () => import(`/js/keys/page-keys.js?page=${++pages}`); // a separate module instance, as after a reload

async function withPage(content, test) {
  const keys = await load();
  const page = document.createElement("div");
  page.innerHTML = content;
  document.body.append(page);
  const pressed = [];
  page.addEventListener("click", (event) => pressed.push(event.target.id));
  const running = keys.start();
  const press = (key, selector = "#page", more = {}) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
    (page.querySelector(selector) ?? document.body).dispatchEvent(event);
    return event.defaultPrevented;
  };
  try {
    await test({ keys, page, press, pressed });
  } finally {
    running.stop();
    page.remove();
    localStorage.clear();
  }
}

const buttons = '<button id="pause" data-shortcut="p">Pause</button><input id="text" value=""><input id="switch" type="checkbox"><button id="other">Other</button>';

export const aKeyPressesItsButton = () => withPage(buttons, ({ press, pressed }) => {
  checkEqual([press("p"), press("P"), press("p", "#other"), press("p", "#switch")], [true, true, true, true], "what is prevented");
  checkEqual(pressed, ["pause", "pause", "pause", "pause"], "what is pressed");
});

export const aKeyMovesToItsField = () => withPage('<input id="filter" data-shortcut="/">', ({ press }) => {
  press("/");
  checkEqual(document.activeElement.id, "filter", "the focus");
});

export const typingPressesNothing = () => withPage(
  `${buttons}<textarea></textarea><div contenteditable></div><div role="combobox"></div><div class="mud-popover"><i></i></div>`,
  ({ press, pressed }) => {
    const prevented = ["#text", "textarea", "[contenteditable]", "[role=combobox]", "i"].map((selector) => press("p", selector));
    checkEqual(prevented, [false, false, false, false, false], "what is prevented");
    checkEqual(pressed, [], "what is pressed");
  });

export const otherKeysPressNothing = () => withPage(buttons, ({ press, pressed }) => {
  press("p", "#other", { ctrlKey: true });
  press("p", "#other", { metaKey: true });
  press("p", "#other", { altKey: true });
  press("p", "#other", { repeat: true });
  press("x");
  press("Enter");
  checkEqual(pressed, [], "what is pressed");
});

export const whatCannotBeReachedIsNotPressed = () => withPage(
  `<button id="hidden" data-shortcut="p" hidden>Pause</button><div inert><button id="inert" data-shortcut="p">Pause</button></div>${buttons}`,
  ({ page, press, pressed }) => {
    press("p");
    checkEqual(pressed, ["pause"], "what is pressed");
    page.insertAdjacentHTML("beforeend", '<div class="mud-dialog-container"></div>');
    press("p");
    checkEqual(pressed, ["pause"], "what is pressed behind a dialog");
  });

export const turnedOffTheyStayOff = () => withPage(buttons, async ({ keys, press, pressed }) => {
  checkEqual(keys.isOn(), true, "on at first");
  keys.turn(false);
  checkEqual([press("p"), pressed.length], [false, 0], "nothing happens");
  checkEqual((await load()).isOn(), false, "on in the next page");
  keys.turn(true);
  press("p");
  checkEqual(pressed, ["pause"], "what is pressed once they are on again");
});

export const homeAndEndMoveInTabs = () => withPage(
  '<div role="tablist"><div role="tab" tabindex="0" id="a"></div><div role="tab" tabindex="-1" id="b"></div><div role="tab" tabindex="-1" id="c"></div></div><button id="other"></button>',
  ({ page, press }) => {
    page.querySelector("#b").focus();
    checkEqual([press("End", "#b"), document.activeElement.id], [true, "c"], "End");
    checkEqual([press("Home", "#c"), document.activeElement.id], [true, "a"], "Home");
    checkEqual([press("Home", "#other"), document.activeElement.id], [false, "a"], "Home elsewhere");
  });
