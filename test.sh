#!/usr/bin/env bash
# Runs every test from a clean checkout; needs the .NET 10 SDK. Ends with one line: N passed, N failed, N skipped.
set -euo pipefail
cd "$(dirname "$0")"

fail() { echo "$1" >&2; exit 1; }

command -v dotnet >/dev/null || fail "The .NET 10 SDK is not on the PATH. Install it (https://dot.net/download), then run ./test.sh again."
dotnet --version >/dev/null 2>&1 || fail "This needs a .NET 10 SDK, but only these are installed: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -). Install one (https://dot.net/download)."

dotnet build SseDashboard.sln -c Release -v quiet -nologo

# Which Chromium: CHROMIUM_PATH, one that Playwright installed, one on the PATH; else get one.
playwright() {
  local driver=e2e/SseDashboard.E2E/bin/Release/net10.0/.playwright
  "$driver"/node/*/node "$driver/package/cli.js" "$@"
}
has_chromium() {
  [ -n "${CHROMIUM_PATH:-}" ] && { [ -x "$CHROMIUM_PATH" ] || fail "CHROMIUM_PATH names $CHROMIUM_PATH, which is no program. Correct or unset it."; return; }
  compgen -G "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}/chromium-*/INSTALLATION_COMPLETE" >/dev/null && return
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do command -v "$name" >/dev/null && return; done
  return 1
}
if ! has_chromium; then
  echo "No Chromium here: asking Playwright's installer for one."
  if ! timeout 300 bash -c "$(declare -f playwright); playwright install $([ "$(id -u)" = 0 ] && echo --with-deps) chromium" && command -v apt-get >/dev/null; then
    echo "Playwright could not download one: asking apt for Debian's."
    as_root=$([ "$(id -u)" = 0 ] || echo sudo)
    $as_root apt-get update -qq && $as_root apt-get install -y -qq chromium >/dev/null || true
  fi
  # Playwright's own needs libraries of the system, which its installer asks apt for only as root.
  installed=$(compgen -G "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}/chromium-*/chrome-linux*/chrome" | head -n 1 || true)
  if [ -n "$installed" ] && ! "$installed" --version >/dev/null 2>&1; then
    fail "Playwright's Chromium does not start for want of system libraries. Run: npx playwright install-deps chromium, or set CHROMIUM_PATH to another one."
  fi
  has_chromium || fail "No Chromium found and none could be installed. Install one, or set CHROMIUM_PATH to its executable."
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0 failed=0 skipped=0
count() { sed -n "s/.*<assembly [^>]*\b$2=\"\([0-9]*\)\".*/\1/p" "$1"; }
for project in tests/*.Tests e2e/*.E2E; do
  name=$(basename "$project")
  before=$failed
  echo "== $name"
  # Each is a program of its own, so that what one starts or leaks cannot touch another. None takes a quarter of an hour.
  timeout 900 dotnet "$project/bin/Release/net10.0/$name.dll" -noColor -noLogo -result-xml "$results/$name.xml" && code=0 || code=$?
  if [ -s "$results/$name.xml" ]; then
    passed=$((passed + $(count "$results/$name.xml" passed)))
    failed=$((failed + $(count "$results/$name.xml" failed) + $(count "$results/$name.xml" errors)))
    skipped=$((skipped + $(count "$results/$name.xml" skipped)))
  elif [ "$code" -eq 0 ]; then
    code=1
  fi
  if [ "$code" -ne 0 ] && [ "$failed" -eq "$before" ]; then
    echo "$name ended with code $code before it could report." >&2
    failed=$((failed + 1))
  fi
done

echo "$passed passed, $failed failed, $skipped skipped"
# A test is skipped only where something it needs is missing, and then nothing was proved.
[ "$failed" -eq 0 ] && [ "$skipped" -eq 0 ] && [ "$passed" -gt 0 ]
