// Runs follow-tail.js on a scrolling list. Each function is one test.
import { start } from "/js/dashboard/follow-tail.js";
import { check, checkEqual, turns, until } from "./checks.js";

const ROW = 20; // px

async function withList(test, receiver) {
  const list = document.createElement("div");
  list.style.cssText = "height: 100px; overflow: auto";
  document.body.append(list);
  const told = [];
  const heights = [];
  receiver ??= {
    async invokeMethodAsync(name, value) {
      if (name === "OnHeight") heights.push(value);
      else told.push(`${name} ${value}`);
    },
  };
  const add = (count) => list.append(...Array.from({ length: count }, () => {
    const row = document.createElement("div");
    row.style.height = `${ROW}px`;
    return row;
  }));
  add(20);
  const follower = start(list, receiver);
  try {
    await test({ list, add, told, heights, follower });
  } finally {
    follower.stop();
    list.remove();
  }
}

const isAtEnd = (list) => list.scrollHeight - list.scrollTop - list.clientHeight < 1;

// Observers and scroll events fire once per frame.
async function frames(count) {
  for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
  await turns(1);
}

export const followsGrowthAndShrinking = () => withList(async ({ list, add }) => {
  await until(() => isAtEnd(list), "the list is at its end after the start");
  add(5);
  await until(() => isAtEnd(list), "the list is at its end after rows were added");
  list.style.height = "60px";
  await until(() => isAtEnd(list), "the list is at its end after it shrank");
});

export const laysOutOncePerFrame = () => withList(async ({ list, add }) => {
  await until(() => isAtEnd(list), "the list is at its end after the start");
  await frames(2);
  let layouts = 0;
  const { get } = Object.getOwnPropertyDescriptor(Element.prototype, "scrollHeight");
  Object.defineProperty(list, "scrollHeight", { get() { layouts++; return get.call(this); }, configurable: true });
  for (let i = 0; i < 10; i++) {
    add(1);
    await Promise.resolve(); // the observer is called now
  }
  checkEqual(layouts, 0, "layouts in the middle of the changes");
  await new Promise(requestAnimationFrame);
  checkEqual(layouts, 1, "layouts in the frame");
  delete list.scrollHeight;
  check(isAtEnd(list), "the list is at its end");
});

export const reportsItsHeightInSteps = () => withList(async ({ list, heights }) => {
  await until(() => heights.length === 1, "the height is reported at the start");
  for (const height of [150, 199, 450, 590, 60]) {
    list.style.height = `${height}px`;
    await frames(2);
  }
  checkEqual(heights, [200, 600, 200], "the heights");
});

export const reportsLeavingAndReturning = () => withList(async ({ list, add, told }) => {
  await until(() => isAtEnd(list), "the list is at its end after the start");
  await frames(2);
  list.scrollTop = 0;
  await until(() => told.length === 1, "the receiver is notified that the user left the end");
  add(5);
  await frames(2);
  check(list.scrollTop === 0, "added rows do not scroll the list");
  list.scrollTop = list.scrollHeight;
  await until(() => told.length === 2, "the receiver is notified of the return");
  checkEqual(told, ["OnFollowing false", "OnFollowing true"], "the notifications");
});

export function reportsAgainAfterFailedCall() {
  const told = [];
  const receiver = {
    async invokeMethodAsync(name, following) {
      if (name !== "OnFollowing") return;
      told.push(following);
      if (told.length === 1) throw new Error("The circuit is disconnected.");
    },
  };
  return withList(async ({ list }) => {
    await until(() => isAtEnd(list), "the list is at its end after the start");
    await frames(2);
    list.scrollTop = 100;
    await until(() => told.length === 1, "the receiver is notified that the user left the end");
    await frames(2);
    list.scrollTop = 50;
    await until(() => told.length === 2, "the receiver is notified again that the user left the end");
    await frames(2);
    list.scrollTop = 20;
    await frames(2);
    checkEqual(told, [false, false], "the notifications");
  }, receiver);
}

/** A list whose follower has been stopped at the end. */
const stopped = (test) => withList(async (context) => {
  await until(() => isAtEnd(context.list), "the list is at its end after the start");
  await frames(2);
  context.follower.stop();
  await test(context);
});

export const stoppedDoesNotFollowRows = () => stopped(async ({ list, add }) => {
  const top = list.scrollTop;
  add(5);
  await frames(3);
  check(list.scrollTop === top, "a stopped follower does not scroll when rows are added");
});

export const stoppedDoesNotFollowSizes = () => stopped(async ({ list }) => {
  const top = list.scrollTop;
  list.style.height = "60px";
  await frames(3);
  check(list.scrollTop === top, "a stopped follower does not scroll when the size changes");
});

export const stoppedReportsNothing = () => stopped(async ({ list, told }) => {
  list.scrollTop = 0;
  await frames(3);
  checkEqual(told, [], "notifications from a stopped follower");
});

export const showsARowBelowTheHeader = () => withList(async ({ list, follower }) => {
  const head = document.createElement("div");
  head.dataset.head = "";
  head.style.cssText = `position: sticky; top: 0; height: ${2 * ROW}px`;
  list.prepend(head);
  await until(() => isAtEnd(list), "the list is at its end after the start");
  const isInView = (index) => {
    const row = list.children[index + 1].getBoundingClientRect();
    return row.top >= head.getBoundingClientRect().bottom - 1 && row.bottom <= list.getBoundingClientRect().bottom + 1;
  };
  for (const index of [19, 5, 4, 3, 2, 8, 9, 10, 11, 12, 13, 0, 19]) {
    follower.show(index, 20);
    await frames(1);
    check(isInView(index), `row ${index} is in view`);
  }
  follower.show(10, 20);
  const top = list.scrollTop;
  for (const index of [11, 10, 9]) follower.show(index, 20);
  checkEqual(list.scrollTop, top, "rows in view do not scroll the list");
});
