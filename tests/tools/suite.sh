# SPDX-License-Identifier: Apache-2.0
# Read by tests/run.sh, tests/long.sh and .ci/run: steps that count what passed and what failed.
# shellcheck shell=sh
passed=0
failed=0
jobs=$(getconf _NPROCESSORS_ONLN)

# step NAME COMMAND…: one check
step() {
  name=$1
  shift
  echo "== $name"
  began=$(date +%s)
  if "$@"; then
    passed=$((passed + 1))
    echo "== $name: passed in $(($(date +%s) - began)) s"
  else
    failed=$((failed + 1))
    echo "== $name: FAILED after $(($(date +%s) - began)) s"
    return 1
  fi
}

# compile BUILD_DIRECTORY "CMAKE OPTIONS" ["TARGETS"]
compile() {
  launcher=
  if command -v ccache >/dev/null 2>&1; then launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
  # shellcheck disable=SC2086  # options are words
  cmake -S . -B "$1" -G Ninja -DFORESTALL_WERROR=ON $launcher $2 >"$1.log" 2>&1 || { cat "$1.log"; return 1; }
  rm -f "$1.log"
  # shellcheck disable=SC2086  # targets are words
  cmake --build "$1" --parallel "$jobs" ${3:+--target $3}
}

# suite BUILD_DIRECTORY "CMAKE OPTIONS" "CTEST OPTIONS" ["TARGETS"]: builds, and counts every test
suite() {
  echo "== suite in $1"
  began=$(date +%s)
  if ! compile "$1" "$2" "${4:-}"; then
    failed=$((failed + 1))
    echo "== suite in $1: does not build"
    return 1
  fi
  echo "== suite in $1: built in $(($(date +%s) - began)) s"
  # shellcheck disable=SC2086
  ctest --test-dir "$1" --output-on-failure --no-tests=error --parallel "$jobs" $3 >"$1/tests.log" 2>&1 && good=0 || good=$?
  grep -v ' Start \|   Passed ' "$1/tests.log" || true
  line=$(grep 'tests passed, ' "$1/tests.log" || true)
  if [ -z "$line" ]; then
    failed=$((failed + 1))
    return 1
  fi
  bad=$(echo "$line" | sed 's/.*passed, \([0-9]*\) tests\{0,1\} failed.*/\1/')
  all=$(echo "$line" | sed 's/.* out of \([0-9]*\).*/\1/')
  passed=$((passed + all - bad))
  failed=$((failed + bad))
  echo "== suite in $1: $((all - bad)) passed, $bad failed in $(($(date +%s) - began)) s"
  [ "$good" = 0 ] || [ "$bad" != 0 ] || failed=$((failed + 1))
  return "$good"
}
