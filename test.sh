#!/usr/bin/env bash
# Runs the tests from a clean checkout; needs the .NET 10 SDK. ./test.sh --help says how to choose some of them.
set -euo pipefail
cd "$(dirname "$0")"

fail() { echo "$1" >&2; exit 1; }
. tests/debian-program.sh
. tests/chromium.sh

projects=(tests/*.Tests e2e/*.E2E)
# SseDashboard.Streams.Tests is also accepted as Streams, in upper or lower case.
short() { local name=${1#SseDashboard.}; echo "${name%.Tests}"; }
short_names=$(for project in "${projects[@]}"; do short "$(basename "$project")"; done | paste -sd' ' -)

usage() {
  cat <<END
./test.sh           runs every test
./test.sh NAME...   runs the projects and tests with these names
./test.sh --all     runs every test, and fails if one cannot run; without --all, the tests of Foreign and Hosts are left out
                    where nginx, or for Foreign Node.js 20 or later, is missing

A NAME is a project ($short_names)
or part of a test's full name, such as BatcherTests or Post_WrongBody (case-sensitive).
Given both, it runs those tests in those projects.

The last line reads: N passed, N failed, N skipped. The script fails if a test failed or was skipped, or if none ran.
A failed browser test leaves a trace in artifacts/traces, and its output says how to open it.

CHROMIUM_PATH, NGINX_PATH and REDIS_SERVER name a Chromium, an nginx and a redis-server to use. By default the script uses installed ones,
and fetches what is missing.
END
}

chosen=() filters=() all=
for name in "$@"; do
  case "$name" in
    -h | --help) usage; exit ;;
    --all) all=1; continue ;;
    -*) fail "Unknown option: $name. See ./test.sh --help." ;;
  esac
  found=
  for project in "${projects[@]}"; do
    full=$(basename "$project")
    brief=$(short "$full")
    if [[ ${name,,} == "${full,,}" || ${name,,} == "${brief,,}" ]]; then
      chosen+=("$project")
      found=1
    fi
  done
  [ -n "$found" ] || filters+=("$name")
done
[ -z "$all" ] || [ $# -eq 1 ] || fail "--all goes with no names. See ./test.sh --help."
# What is asked for by name must run as well.
[ ${#chosen[@]} -eq 0 ] || all=1
[ ${#chosen[@]} -gt 0 ] || chosen=("${projects[@]}")

command -v dotnet >/dev/null || fail "The .NET 10 SDK is not on the PATH. Install it (https://dot.net/download), then run ./test.sh again."
dotnet --version >/dev/null 2>&1 || fail "This needs a .NET 10 SDK, but only these are installed: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -). Install one (https://dot.net/download)."

if [ ${#chosen[@]} -eq ${#projects[@]} ]; then
  dotnet build SseDashboard.sln -c Release -v quiet -nologo
else
  for project in "${chosen[@]}"; do dotnet build "$project" -c Release -v quiet -nologo; done
fi

# Each test project builds an executable.
program() { echo "$1/bin/Release/net10.0/$(basename "$1").dll"; }

# Skip projects without a matching test.
options=() with_tests=()
if [ ${#filters[@]} -gt 0 ]; then
  listed=
  for project in "${chosen[@]}"; do
    names=$(dotnet "$(program "$project")" -list methods)
    listed+=$names$'\n'
    for filter in "${filters[@]}"; do
      if grep -qF -- "$filter" <<<"$names"; then with_tests+=("$project"); break; fi
    done
  done
  for filter in "${filters[@]}"; do
    grep -qF -- "$filter" <<<"$listed" || fail "No project or test matches $filter. Projects: $short_names. To list the tests of one: dotnet $(program "${chosen[0]}") -list methods"
    options+=(-method "*$filter*")
  done
  chosen=("${with_tests[@]}")
fi

# What a project needs beyond the .NET SDK: prints what is lacking. Hosts are behind nginx, and so are servers that others wrote,
# which run under Node.js.
lacking() {
  local node
  case $1 in
    *.Foreign.Tests)
      node=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p' || true)
      if [ "${node:-0}" -lt 20 ] || ! command -v npm >/dev/null; then
        echo "Node.js 20 or later, with npm, is not on the PATH"
        return
      fi
      ;;
    *.Hosts.Tests) ;;
    *) return ;;
  esac
  [ -n "${NGINX_PATH:-}" ] || echo "there is no nginx"
}
if [[ " ${chosen[*]} " =~ (Foreign|Hosts) ]] && NGINX_PATH=$(debian_program nginx nginx NGINX_PATH); then
  export NGINX_PATH
fi
for i in "${!chosen[@]}"; do
  lacks=$(lacking "${chosen[i]}")
  [ -n "$lacks" ] || continue
  [ -z "$all" ] || fail "${chosen[i]} cannot run: $lacks."
  echo "Left out ${chosen[i]}: $lacks."
  unset "chosen[i]"
done

# Without a redis-server the tests of the shared log and of several hosts fail, and say so.
if [[ " ${chosen[*]} " =~ (Streams\.Redis|Hosts)\.Tests ]] && redis=$(debian_program redis-server redis-server REDIS_SERVER); then
  export REDIS_SERVER=$redis
fi

if [[ " ${chosen[*]} " =~ (E2E|Conformance) ]]; then ensure_chromium; fi

# Tests run most code a few times: collecting profiles for the JIT compiler costs more than it gains.
export DOTNET_TieredPGO=0

results=$(mktemp -d)
trap 'jobs -p | xargs -r kill 2>/dev/null; rm -rf "$results"' EXIT
passed=0 failed=0 skipped=0
count() { sed -n "s/.*<assembly [^>]*\b$2=\"\([0-9]*\)\".*/\1/p" "$1"; }
# On a slow machine the browser tests take ten minutes; one that hangs may ignore SIGTERM.
run() { timeout -k 10 $((1500 + ${SSE_FAULT_SECONDS:-0})) dotnet "$(program "$1")" -noColor -noLogo "${options[@]}" -result-xml "$results/$(basename "$1").xml"; }

add_up() {
  local name=$1 code=$2 before=$failed
  if [ -s "$results/$name.xml" ]; then
    passed=$((passed + $(count "$results/$name.xml" passed)))
    failed=$((failed + $(count "$results/$name.xml" failed) + $(count "$results/$name.xml" errors)))
    skipped=$((skipped + $(count "$results/$name.xml" skipped)))
  elif [ "$code" -eq 0 ]; then
    code=1
  fi
  if [ "$code" -ne 0 ] && [ "$failed" -eq "$before" ]; then
    echo "$name exited with code $code without reporting results." >&2
    failed=$((failed + 1))
  fi
}

# Projects without a browser spend half of their time waiting, so they run side by side; those that start many servers after the
# others. In a browser everything takes longer on a busy machine, so each of the rest has it to itself.
side=() servers=() alone=()
for project in "${chosen[@]}"; do
  case "$project" in
    *.E2E | *.Conformance.Tests) alone+=("$project") ;;
    *.Redis.Tests | *.Hosts.Tests) servers+=("$project") ;;
    *) side+=("$project") ;;
  esac
done
run_together() {
  local -A running=()
  local project name code
  for project in "$@"; do
    run "$project" >"$results/$(basename "$project").log" 2>&1 &
    running[$project]=$!
  done
  for project in "$@"; do
    name=$(basename "$project")
    echo "== $name"
    wait "${running[$project]}" && code=0 || code=$?
    cat "$results/$name.log"
    add_up "$name" "$code"
  done
}
run_together "${side[@]}"
run_together "${servers[@]}"
for project in "${alone[@]}"; do
  name=$(basename "$project")
  echo "== $name"
  run "$project" && code=0 || code=$?
  add_up "$name" "$code"
done

echo "$passed passed, $failed failed, $skipped skipped"
# Tests skip only when a prerequisite is missing, so a skipped test proves nothing.
[ "$failed" -eq 0 ] && [ "$skipped" -eq 0 ] && [ "$passed" -gt 0 ]
