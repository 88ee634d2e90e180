#!/usr/bin/env bash
# Takes the README's pictures of the running dashboard, in both themes. Run it after a change of the pages.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "$1" >&2; exit 1; }

browser=${CHROMIUM_PATH:-$(command -v chromium-headless-shell chromium chromium-browser google-chrome | head -n 1 || true)}
[ -x "$browser" ] || fail "No Chromium on the PATH. Install one, or set CHROMIUM_PATH to its executable."

echo "Building the dashboard and the browser tests, whose Playwright takes the pictures."
for project in src/SseDashboard e2e/SseDashboard.E2E; do
  dotnet build "$project" -c Release -v quiet -nologo
done

log=$(mktemp)
(cd src/SseDashboard && exec dotnet bin/Release/net10.0/SseDashboard.dll --urls http://127.0.0.1:0) >"$log" 2>&1 &
host=$!
trap 'kill $host 2>/dev/null; wait $host 2>/dev/null; rm -f "$log"' EXIT

address=
for _ in {1..60}; do
  address=$(grep -o 'http://127.0.0.1:[0-9]*' "$log" | head -n 1 || true)
  [ -n "$address" ] && break
  kill -0 $host 2>/dev/null || break
  sleep 0.5
done
[ -n "$address" ] || { cat "$log" >&2; fail "The dashboard did not start."; }

playwright=$PWD/e2e/SseDashboard.E2E/bin/Release/net10.0/.playwright
node=$(compgen -G "$playwright/node/*/node" | head -n 1)
"$node" docs/take-pictures.mjs "$playwright/package/index.js" "$browser" "$address" docs/pictures
