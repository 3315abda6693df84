#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Everything from a bare Debian 12: installs the packages that are missing, builds, runs every test.
#   tests/run.sh [BUILD_DIRECTORY]      (build-release)
# Further words for ctest in FORESTALL_CTEST, for cmake in FORESTALL_CMAKE. The last line is "N passed, N failed".
set -eu
cd "$(dirname "$0")/.."
build=${1:-build-release}
sh cmake/packages.sh build test python
python="-DFORESTALL_PYTHON=ON -DPython_EXECUTABLE=/usr/bin/python3" # the one that the packages are for
if . tests/tools/suite.sh && suite "$build" "$python ${FORESTALL_CMAKE:-}" "${FORESTALL_CTEST:-}"; then status=0; else status=1; fi
echo "$passed passed, $failed failed"
exit "$status"
