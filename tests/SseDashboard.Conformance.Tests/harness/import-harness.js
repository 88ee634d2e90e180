// Imports a module that fails to load at first.

/** For each attempt, the module's export `value`, or null if it failed to load. */
export async function importAgain(url, attempts) {
  const values = [];
  for (let i = 0; i < attempts; i++) values.push(await import(url).then(({ value }) => value, () => null));
  return values;
}
