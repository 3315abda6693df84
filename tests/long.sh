#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What .ci/run leaves out: 200 kills, ten times the generated tests, clang-tidy, both compilers, static and shared, the Python
# wheel, a short run of the benchmarks that compare and grow.
# Takes hours on two cores. The last line is "N passed, N failed".
set -u
cd "$(dirname "$0")/.." || exit 1
sh cmake/packages.sh build test python lint tidy clang bench || exit 1
. tests/tools/suite.sh
export FORESTALL_KILLS=200
export FORESTALL_ROUNDS=10
export FORESTALL_MOMENT_SECONDS=120

python="-DFORESTALL_PYTHON=ON -DPython_EXECUTABLE=/usr/bin/python3" # the one that the packages are for
suite build-release "-DCMAKE_BUILD_TYPE=Release $python" "--timeout 7200"
step "Python wheel" sh bindings/python/wheel.sh build-wheel
step "clang-tidy" sh tests/lint.sh --tidy build-release
step "peers" benchmarks/peers/run --quick
step "scale" benchmarks/scale/run --largest 20000 --drafts 20
export FORESTALL_KILLS=20
export FORESTALL_MOMENT_SECONDS=20
suite build-shared "-DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON $python" "--timeout 7200"
suite build-clang-release "-DCMAKE_CXX_COMPILER=clang++-14 -DCMAKE_BUILD_TYPE=Release $python" "--timeout 7200"
suite build-debug "-DCMAKE_BUILD_TYPE=Debug" "--timeout 7200"
export FORESTALL_ROUNDS=3
export LSAN_OPTIONS="suppressions=$PWD/tests/tools/lsan.supp:print_suppressions=0"
export TSAN_OPTIONS="suppressions=$PWD/tests/tools/tsan.supp"
flags="-DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O1"
suite build-asan "$flags -DFORESTALL_SANITIZE=address,undefined" "-LE package --timeout 7200"
suite build-tsan "$flags -DFORESTALL_SANITIZE=thread" "-LE package --timeout 7200"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
