// What the two observers share: they end with the page, and tell a refusal by the page's own policy from one by the server.
import { followConnections } from "../protocol/connections.js";
import { followPage } from "../protocol/page-life.js";

/**
 * Follows what concerns a request of this page.
 * @param url     the address of the request.
 * @param report  `report(count)` is called with the number of this browser's streams on the origin, if they are all that it opens
 *   over HTTP/1.1; see connections.js.
 * @param onLeave called when the page is left.
 */
export function followRequest(url, { report, onLeave, crowdPatience }) {
  const aborter = new AbortController();
  let isBlocked = false;
  let isOpen = false;
  // A server that redirects to an address which the policy does not allow is reported with the first address.
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    isBlocked ||= effectiveDirective === "connect-src" && isPartOf(url, blockedURI);
  }, { signal: aborter.signal });
  const unfollow = followPage({ onLeave, onReturn() {} });
  const connections = followConnections(new URL(url), (count) => report(isOpen ? count : count + 1), crowdPatience);
  connections.wait();
  return {
    opened() {
      isOpen = true;
      connections.open();
    },
    interrupted() {
      isOpen = false;
      connections.wait();
    },
    /** Whether this page's policy (CSP Level 3) forbids the request; the browser says so a moment after the failure. */
    async isBlocked() {
      await new Promise((resolve) => { setTimeout(resolve); });
      return isBlocked;
    },
    stop() {
      aborter.abort();
      unfollow();
      connections.end();
    },
  };
}

// Of an address of another origin, the browser may name the origin only.
const isPartOf = (url, blocked) => blocked !== "" && url.startsWith(blocked);
