// The inspector's recent requests in localStorage, each a text that the circuit writes without secrets.

const key = "inspect/recent";

// The bounds of what crosses to the circuit, whose messages may have 32 KB: as RecentRequests.cs writes them.
const maxEntries = 8;
const maxLength = 2000; // characters of an entry

/** The entries, the newest first, without those that this page cannot have written. */
export function read() {
  try {
    const entries = JSON.parse(localStorage.getItem(key) ?? "[]");
    if (!Array.isArray(entries)) return [];
    return entries.filter((entry) => typeof entry === "string" && entry.length <= maxLength).slice(0, maxEntries);
  } catch (error) {
    console.info(`Recent requests are not available: ${error.message}`);
    return [];
  }
}

/** Writes the entries, or removes them if there are none. Returns whether the browser stores them. */
export function write(entries) {
  try {
    if (entries.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(entries));
    return true;
  } catch (error) {
    console.info(`Recent requests are kept until the page is closed, since the browser does not store them (${error.message}).`);
    return false;
  }
}
