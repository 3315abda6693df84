#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Formatter, scripts, licence lines, file lengths, includes; with --tidy [BUILD_DIRECTORY] clang-tidy over src/ too.
#   tests/lint.sh [--tidy [BUILD_DIRECTORY]]     (its compile_commands.json; build-release)
set -eu
cd "$(dirname "$0")/.."
sh cmake/packages.sh lint
status=0

sources() {
  find include src tests examples benchmarks bindings -name '*.h' -o -name '*.cpp' | sort
}

sources | xargs clang-format-14 --dry-run --Werror || status=1
python3 tests/tools/style.py || status=1
python3 tests/tools/includes.py || status=1
{
  find tests examples cmake bindings -name '*.sh'
  grep -rlE '^#!/bin/(ba)?sh|^#!/usr/bin/env bash' .ci benchmarks 2>/dev/null || true
} | sort | xargs shellcheck --shell=bash --severity=warning --exclude=SC1091 || status=1

if [ "${1:-}" = --tidy ]; then
  sh cmake/packages.sh tidy
  find src -name '*.cpp' | sort |
    xargs -P "$(getconf _NPROCESSORS_ONLN)" -n 4 clang-tidy-14 --quiet --extra-arg=-Wno-unknown-warning-option -p "${2:-build-release}" || status=1
fi
[ "$status" = 0 ] && echo "lint: nothing to report"
exit "$status"
