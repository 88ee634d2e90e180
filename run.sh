#!/usr/bin/env bash
# Publishes and serves the dashboard on http://localhost:3000. Arguments go to the host: ./run.sh --urls http://localhost:3001
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v dotnet >/dev/null; then
  echo "The .NET 10 SDK is not on the PATH. Install it (https://dot.net/download), then run ./run.sh again." >&2
  exit 1
fi
if ! dotnet --version >/dev/null 2>&1; then
  echo "This needs a .NET 10 SDK, but only these are installed: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -). Install one (https://dot.net/download)." >&2
  exit 1
fi

# Not the build output: publishing also compresses the scripts and style sheets with Brotli.
app=artifacts/app
stamp=$app/.published

# Folders count as well: a deleted file changes only its folder.
is_current() {
  [ -f "$stamp" ] && [ -z "$(find src wwwroot Directory.*.props global.json \( -name bin -o -name obj \) -prune -o -newer "$stamp" -print -quit)" ]
}
step() {
  local what=$1 output began=$SECONDS
  shift
  echo "$what..."
  output=$("$@" 2>&1) || { echo "$output" >&2; exit 1; }
  echo "  done in $((SECONDS - began)) s"
}

if is_current; then
  echo "Nothing changed since the dashboard was last published to $app."
else
  # The sources may change while they are being compiled.
  began=$(mktemp)
  trap 'rm -f "$began"' EXIT
  step "Restoring packages" dotnet restore src/SseDashboard -v quiet -nologo
  step "Building" dotnet build src/SseDashboard -c Release --no-restore -v quiet -nologo
  rm -rf "$app"
  step "Publishing to $app, with compressed scripts and style sheets" dotnet publish src/SseDashboard -c Release --no-build -v quiet -nologo -o "$app"
  mv "$began" "$stamp"
fi

echo "Starting..."
cd "$app"
exec dotnet SseDashboard.dll "$@"
