// The clock that stamps what happens in the browser, for the server to compare with its own.

/** Milliseconds since 1970, with fractions. */
export const now = () => performance.timeOrigin + performance.now();
