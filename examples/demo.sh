#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# From nothing to suggestions: installs the Debian packages that are missing, builds the forestall command, imports
# the sample help centre and suggests solutions for five of its drafts. Running it again is quick and changes nothing.
# FORESTALL_BUILD: where to build (build-demo in the repository).
set -eu
cd "$(dirname "$(readlink -f "$0")")/.."
build=${FORESTALL_BUILD:-build-demo}
index=$build/demo.db
sample=data/sample

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || say() { printf '\n%s\n' "$*"; }

say "1. Packages and build (a few minutes the first time)"
sh cmake/packages.sh build
if [ ! -e "$build/CMakeCache.txt" ]; then
  cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DFORESTALL_TESTS=OFF -DFORESTALL_EXAMPLES=OFF >/dev/null
fi
cmake --build "$build" --target forestall_cli

say "2. The sample help centre: articles, questions, forum topics, services, in five languages"
documents=
for file in "$sample"/*.jsonl; do
  case ${file##*/} in
    drafts.jsonl | queries.jsonl) ;;
    *) documents="$documents $file" ;;
  esac
done
# shellcheck disable=SC2086  # a list of files
"$build/forestall" import "$index" $documents

say "3. What it suggests to five people who are writing a ticket"
for draft in draft-01 draft-08 draft-15 draft-17 draft-19; do
  line=$(grep "\"id\": *\"$draft\"" "$sample/drafts.jsonl")
  printf '\n%s: "%s"\n' "$draft" "$(printf '%s\n' "$line" | sed 's/.*"subject": *"\(\([^"\\]\|\\.\)*\)".*/\1/')"
  printf '%s\n' "$line" | "$build/forestall" suggest "$index" - || [ $? = 1 ] # 1: nothing is likely to help
done

say "4. Go on from here"
cat <<END
  $build/forestall suggest $index --subject "Outlook keeps asking for my password" --explain
  $build/forestall search $index "two-step verification" --lang en
  $build/forestall vote $index kb-001-en --helpful --voter me
  $build/forestall eval $index $sample/drafts.jsonl $sample/qrels.tsv
  $build/forestall bench suggest $index $sample/drafts.jsonl
  $build/forestall import help.db YOUR_ARTICLES.jsonl      # one {"id":…,"title":…,"body":…} a line
  $build/forestall --help

README.md shows the same from a C++ program; src/cli/README.md describes the command.
END
