// Runs event-store.js. Each function is one test.
import { createStore } from "/js/dashboard/event-store.js";
import { checkEqual } from "../checks.js";

const event = (data, more) => ({ kind: "event", state: 1, time: 1, id: "", type: "", data, ...more });

const textsOf = (store) => {
  const texts = [];
  store.scan(0, store.next, (number, kind, id, type, data) => texts.push([number, data]));
  return texts;
};

export function holdsTheNewestRows() {
  const store = createStore({ maxRows: 3 });
  for (const data of ["a", "b", "c", "d", "e"]) store.add(event(data), 1);
  checkEqual([store.oldest, store.next], [2, 5], "the numbers of the oldest and of the next row");
  checkEqual(textsOf(store), [[2, "c"], [3, "d"], [4, "e"]], "the rows held");
  checkEqual([store.item(1), store.textOf(1), store.item(5)], [null, null, null], "rows that are not held");
}

export function holdsTheNewestUnits() {
  const store = createStore({ maxUnits: 10 });
  for (const data of ["1234", "5678", "90", "abcdefgh"]) store.add(event(data), 1);
  checkEqual(textsOf(store), [[2, "90"], [3, "abcdefgh"]], "the rows held");
}

export function holdsOneItemLargerThanTheBound() {
  const store = createStore({ maxUnits: 3 });
  store.add(event("a"), 1);
  store.add(event("12345"), 1);
  checkEqual(textsOf(store), [[1, "12345"]], "the rows held");
}

export function returnsItemsAsTheyCame() {
  const store = createStore();
  const items = [
    { kind: "connecting", state: 0, time: 1, id: "7", detail: "GET /sse" },
    { kind: "event", state: 1, time: 2.5, id: "8", type: "tick", data: "a" },
    { kind: "reconnecting", state: 0, time: 3, delay: 100, detail: "broke" },
  ];
  const numbers = items.map((item) => store.add(item, 2));
  checkEqual(numbers, [0, 1, 2], "the numbers");
  items.forEach((item, number) => {
    const held = store.item(number);
    for (const [name, value] of Object.entries({ ...item, stream: 2 })) checkEqual(held[name], value, `the ${name} of row ${number}`);
  });
}

export function clearedRowsAreGoneAndNumbersGoOn() {
  const store = createStore({ maxUnits: 5 });
  store.add(event("abc"), 1);
  store.clear(5);
  checkEqual([store.oldest, store.next], [1, 1], "the numbers after the clear");
  store.add(event("12345"), 1);
  checkEqual(textsOf(store), [[1, "12345"]], "the size of the cleared row is free again");
}
