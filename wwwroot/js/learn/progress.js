// The learner's progress in localStorage: one entry for each bet and puzzle, so that two tabs do not overwrite each other.

const prefix = "learn/";

// The bounds of what crosses to the circuit, whose messages may have 32 KB. The course has about 50 entries of 30 characters.
const maxEntries = 150;
const maxLength = 60; // characters of a key, and of a value

let blocked = false; // whether the browser refuses to store site data

function guarded(action) {
  try {
    action();
  } catch (error) {
    if (!blocked) console.info(`Progress is kept until the page is closed, since the browser does not store it (${error.message}).`);
    blocked = true;
  }
}

/** All entries by key, without those that this page cannot have written. */
export function read() {
  const entries = {};
  guarded(() => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix) && key.length - prefix.length <= maxLength);
    for (const key of keys.slice(0, maxEntries)) {
      const value = localStorage.getItem(key);
      if (value.length <= maxLength) entries[key.slice(prefix.length)] = value;
    }
  });
  return entries;
}

/** Writes an entry, or removes it if the value is null. Returns whether the browser stores entries. */
export function write(key, value) {
  guarded(() => {
    if (value === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, value);
  });
  return !blocked;
}

/** Removes every entry. */
export function clear() {
  guarded(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  });
}
