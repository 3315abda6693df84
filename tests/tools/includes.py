#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that no #include under src/ goes upward, and that each outside library stays in its rooms.

includes.py [SOURCE_ROOT]   reports every fault as "file:line: reason"; exit status 1 if there is one
includes.py --self-test     checks the check: trees with one fault each must be reported
"""
import pathlib
import re
import sys
import tempfile

ROOMS = ["base", "storage", "analysis", "paste", "mail", "schema", "postings", "ranking", "index", "query", "search", "suggest",
         "insight", "engine", "cli"]
# Beginning of an included path, and the rooms that may include it.
OUTSIDE = [("rocksdb/", {"storage"}), ("unicode/", {"analysis"}), ("libstemmer", {"analysis"}),
           ("cld2/", {"analysis"}), ("cmark", {"analysis"}), ("libxml/", {"analysis"}), ("CLI/", {"cli"})]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def fault_in(room, quote, path, root):
    """Why a file of `room` may not include `path`, or None."""
    for prefix, rooms in OUTSIDE:
        if path.startswith(prefix) and room not in rooms:
            return f"{path} belongs to {' and '.join(sorted(rooms))}/ only"
    first = path.split("/")[0]
    if first == "forestall":
        return None if (root / "include" / path).is_file() else f"there is no public header {path}"
    if path.startswith("../") or "/../" in path or path.startswith("src/"):
        return f'"{path}" is not written from src/'
    if first not in ROOMS or "/" not in path:
        if quote == '"' and not path.endswith(".inc"):
            return f'"{path}" names no room: write it from src/'
        return None
    if quote == "<":
        return f"<{path}> is a header of ours: use quotes"
    if not (root / "src" / path).is_file():
        return f'there is no "{path}"'
    if room == "cli" and first != "cli":
        return f'cli/ uses the public headers only, not "{path}"'
    if ROOMS.index(first) > ROOMS.index(room):
        return f'{room}/ may not look up into {first}/ ("{path}")'
    return None


def faults(root):
    found = []
    for file in sorted((root / "src").rglob("*")):
        if file.suffix not in (".h", ".cpp"):
            continue
        room = file.relative_to(root / "src").parts[0]
        name = file.relative_to(root)
        if room not in ROOMS:
            found.append(f"{name}:1: {room} is not a room; tests/tools/includes.py lists them")
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            reason = match and fault_in(room, match[1], match[2], root)
            if reason:
                found.append(f"{name}:{number}: {reason}")
    for file in sorted((root / "include").rglob("*.h")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if match and match[1] == '"' and not match[2].startswith("forestall/"):
                found.append(f'{file.relative_to(root)}:{number}: a public header includes "{match[2]}"')
    return found


def self_test():
    good = {"include/forestall/index.h": "#include <string>\n", "src/base/fail.h": '#include "forestall/index.h"\n',
            "src/engine/index.cpp": '#include "base/fail.h"\n#include <vector>\n#include "generated.inc"\n',
            "src/storage/rows.cpp": "#include <rocksdb/db.h>\n", "src/analysis/icu.cpp": "#include <unicode/utf8.h>\n",
            "src/cli/main.cpp": '#include "forestall/index.h"\n#include "cli/options.h"\n', "src/cli/options.h": "\n"}
    bad = [("src/base/up.cpp", '#include "engine/index.cpp"', "may not look up"),
           ("src/query/rows.cpp", "  #  include <rocksdb/db.h>", "storage/ only"),
           ("src/search/fold.cpp", "#include <unicode/uchar.h>", "analysis/ only"),
           ("src/index/stem.cpp", "#include <libstemmer.h>", "analysis/ only"),
           ("src/cli/inside.cpp", '#include "base/fail.h"', "public headers only"),
           ("src/schema/near.cpp", '#include "fields.h"', "names no room"),
           ("src/schema/up.cpp", '#include "../base/fail.h"', "not written from src/"),
           ("src/schema/angle.cpp", "#include <base/fail.h>", "use quotes"),
           ("src/schema/gone.cpp", '#include "base/gone.h"', "there is no"),
           ("src/common/any.cpp", "", "not a room"),
           ("include/forestall/leak.h", '#include "base/fail.h"', "a public header includes")]
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        for name, text in good.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        assert faults(root) == [], faults(root)
        for name, line, reason in bad:
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n" + line + "\n", encoding="utf-8")
            found = faults(root)
            assert len(found) == 1 and found[0].startswith(name) and reason in found[0], (name, found)
            file.unlink()
    print(f"{len(bad)} faults were all found")


def main():
    if "--self-test" in sys.argv:
        self_test()
        return 0
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2])
    found = faults(root)
    print("\n".join(found) if found else "every #include goes the right way")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
