// Imports a module that does not load at first.

/** For each attempt, what the module exports as `value`, or null if it did not load. */
export async function importAgain(url, attempts) {
  const values = [];
  for (let i = 0; i < attempts; i++) values.push(await import(url).then(({ value }) => value, () => null));
  return values;
}
