#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check.sh static|shared|subdirectory SCRATCH: builds and runs the stranger's program against the library.
# Compiler, generator and build type come from the environment, as cmake reads it.
set -eu
kind=$1
scratch=$2
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
export CMAKE_BUILD_PARALLEL_LEVEL="${CMAKE_BUILD_PARALLEL_LEVEL:-2}"
options="-DCMAKE_BUILD_TYPE=${CMAKE_BUILD_TYPE:-Release}"
rm -rf "$scratch/stranger" "$scratch/prefix" "$scratch/moved" "$scratch/index"
mkdir -p "$scratch"

runs() { # runs PROGRAM: it makes an index and prints what it finds
  rm -rf "$scratch/index"
  "$1" "$scratch/index" | grep -x 'kb-1 0.1.0' || { echo "$1 does not find the document" >&2; exit 1; }
}

if [ "$kind" = subdirectory ]; then
  cmake -S "$here/subdirectory" -B "$scratch/stranger" "$options" -DFORESTALL_SOURCE="$source"
  cmake --build "$scratch/stranger" --target stranger
  runs "$scratch/stranger/stranger"
  exit 0
fi

shared=OFF
[ "$kind" = static ] || shared=ON
cmake -S "$source" -B "$scratch/build" "$options" -DBUILD_SHARED_LIBS=$shared -DFORESTALL_TESTS=OFF \
  -DFORESTALL_EXAMPLES=OFF -DFORESTALL_CLI=OFF -DCMAKE_INSTALL_LIBDIR=lib
cmake --build "$scratch/build"
cmake --install "$scratch/build" --prefix "$scratch/prefix"
mv "$scratch/prefix" "$scratch/moved" # an installed tree may be packed and put elsewhere
prefix=$scratch/moved

if grep -rn "$scratch\|$source" "$prefix/lib/cmake" "$prefix/lib/pkgconfig"; then
  echo "the installed files name the directories of the build" >&2
  exit 1
fi
if [ "$kind" = shared ]; then
  library=$prefix/lib/libforestall.so
  readelf -d "$library" | grep -q 'SONAME.*\[libforestall\.so\.0\.1\]' || { echo "no SONAME" >&2; exit 1; }
  foreign=$(nm -D --defined-only -C "$library" | sed 's/^[0-9a-f]* . //' |
    grep -v '^forestall::\|^\(vtable\|typeinfo\|typeinfo name\|VTT\) for forestall::' || true)
  if [ -n "$foreign" ]; then
    echo "the library shows foreign symbols:" >&2
    echo "$foreign" | head -20 >&2
    exit 1
  fi
fi

cmake -S "$here/stranger" -B "$scratch/stranger" "$options" -DCMAKE_PREFIX_PATH="$prefix"
cmake --build "$scratch/stranger"
runs "$scratch/stranger/stranger"

export PKG_CONFIG_PATH="$prefix/lib/pkgconfig"
# shellcheck disable=SC2046  # the words of pkg-config
"${CXX:-c++}" -std=c++20 "$here/stranger/main.cpp" -o "$scratch/stranger/by_pkg_config" \
  $(pkg-config --cflags --libs forestall) -Wl,-rpath,"$prefix/lib"
runs "$scratch/stranger/by_pkg_config"
