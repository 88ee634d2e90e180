# Sourced by test.sh.

# Makes sure that there is a Chromium: CHROMIUM_PATH, else Playwright's, else one on the PATH, else install one. The headless shell is the same browser without
# windows, and takes two thirds of the time.
ensure_chromium() {
  ! has_chromium || return 0
  echo "No Chromium found. Installing one with Playwright."
  if ! timeout 300 bash -c "$(declare -f playwright); playwright install $([ "$(id -u)" = 0 ] && echo --with-deps) chromium" && command -v apt-get >/dev/null; then
    echo "Playwright could not install Chromium. Installing the Debian package with apt."
    local as_root=$([ "$(id -u)" = 0 ] || echo sudo)
    $as_root apt-get update -qq || true
    $as_root apt-get install -y -qq chromium-headless-shell >/dev/null || $as_root apt-get install -y -qq chromium >/dev/null || true
  fi
  # Playwright's Chromium needs system libraries, which its installer can install only as root.
  local installed
  installed=$(compgen -G "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}/chromium-*/chrome-linux*/chrome" | head -n 1 || true)
  if [ -n "$installed" ] && ! "$installed" --version >/dev/null 2>&1; then
    fail "Playwright's Chromium does not start because system libraries are missing. Run: npx playwright install-deps chromium, or set CHROMIUM_PATH to another Chromium."
  fi
  has_chromium || fail "No Chromium found and none could be installed. Install one, or set CHROMIUM_PATH to its executable."
}
playwright() {
  local drivers=(*/*/bin/Release/net10.0/.playwright)
  "${drivers[0]}"/node/*/node "${drivers[0]}/package/cli.js" "$@"
}
has_chromium() {
  [ -n "${CHROMIUM_PATH:-}" ] && { [ -x "$CHROMIUM_PATH" ] || fail "CHROMIUM_PATH is $CHROMIUM_PATH, which is not an executable. Correct or unset it."; return; }
  compgen -G "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}/chromium-*/INSTALLATION_COMPLETE" >/dev/null && return
  local name
  for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do command -v "$name" >/dev/null && return; done
  return 1
}
