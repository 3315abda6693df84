#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages of the named groups of packages.txt that are missing: cmake/packages.sh build test
# Nothing is asked of the network when all are there.
set -eu
list=$(dirname "$0")/packages.txt
missing=
for group in "$@"; do
  for package in $(sed -n "s/^$group //p" "$list"); do # words
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
  done
done
[ -n "$missing" ] || exit 0
echo "Installing:$missing" >&2
as_root=
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "These Debian packages are missing and need root to install:$missing" >&2
    exit 1
  fi
  as_root='sudo env'
fi
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # lists of words
{
  ${as_root:-env} apt-get update -q >&2 || echo "apt-get update failed; going on with the lists that are here" >&2
  ${as_root:-env} DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >&2
}
