// Assertions and waits shared by the harnesses. A wait times out soon and reports what it waited for.

const PATIENCE = 15_000; // ms; most waits take only a few

/** Fails the test unless the condition holds. */
export function check(holds, what) {
  if (!holds) throw new Error(`Failed: ${what}`);
}

/** Fails the test unless both values have the same JSON. */
export function checkEqual(actual, expected, what) {
  check(JSON.stringify(actual) === JSON.stringify(expected), `${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

/** Settles as the promise does, or rejects after `PATIENCE` with a description of what did not happen. */
export async function within(promise, describe) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Did not happen within ${PATIENCE} ms: ${describe()}`)), PATIENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves once the condition holds. `what` describes it: a string, or a function that returns one. */
export async function until(condition, what) {
  const end = performance.now() + PATIENCE;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Did not happen within ${PATIENCE} ms: ${typeof what === "function" ? what() : what}`);
    await turn();
  }
}

/** Resolves after all tasks now queued and all timers now due. */
export const turn = () => new Promise((resolve) => { setTimeout(resolve); });

/** Waits for the given number of turns. */
export async function turns(count) {
  for (let i = 0; i < count; i++) await turn();
}
