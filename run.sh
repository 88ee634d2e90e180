#!/usr/bin/env bash
# Restores, builds and serves the dashboard on http://localhost:3000. Arguments go to the host: ./run.sh --urls http://localhost:3001
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

output=$(dotnet build src/SseDashboard -c Release -v quiet -nologo 2>&1) || { echo "$output" >&2; exit 1; }
cd src/SseDashboard
exec dotnet bin/Release/net10.0/SseDashboard.dll "$@"
