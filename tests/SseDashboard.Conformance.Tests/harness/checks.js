// What the harnesses of the modules share: assertions, and waits that end soon and say for what they waited.

const PATIENCE = 5_000; // ms; what a test waits for takes a few of them

/** Fails the test unless this holds. */
export function check(holds, what) {
  if (!holds) throw new Error(`Not so: ${what}`);
}

/** Fails the test unless the two are the same JSON. */
export function checkEqual(actual, expected, what) {
  check(JSON.stringify(actual) === JSON.stringify(expected), `${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

/** Resolves as the promise does; after `PATIENCE` it fails with what did not happen. */
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

/** Resolves once the condition holds. `what` says which, or is called to say it. */
export async function until(condition, what) {
  const end = performance.now() + PATIENCE;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Did not happen within ${PATIENCE} ms: ${typeof what === "function" ? what() : what}`);
    await turn();
  }
}

/** Resolves after every task that is queued now, and every timer that is due. */
export const turn = () => new Promise((resolve) => { setTimeout(resolve); });

/** Resolves after so many of these. */
export async function turns(count) {
  for (let i = 0; i < count; i++) await turn();
}
