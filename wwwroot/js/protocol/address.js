// The address of a stream.

/**
 * Resolves an address against the page's.
 * @throws {Error} It is not an address, or not of HTTP. The message says what to change.
 */
export function resolveAddress(url) {
  const address = new URL(url, globalThis.document?.baseURI ?? location.href);
  if (address.protocol !== "http:" && address.protocol !== "https:") {
    throw new Error(`An event stream needs an address that begins with http:// or https://, but this one begins with ${address.protocol}`);
  }
  return address;
}

/** The value of a Last-Event-ID header for fetch: one character for each byte of the id in UTF-8 (HTML, section 9.2.3). */
export const headerOfId = (id) => Array.from(new TextEncoder().encode(id), (byte) => String.fromCharCode(byte)).join("");
