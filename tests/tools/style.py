#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks of every file of the repository that need no tool: licence line, length, leftovers, white space.

style.py [SOURCE_ROOT] | --self-test
"""
import os
import pathlib
import re
import sys
import tempfile

LINES = 500  # of a source file, at most
CODE = {".cpp", ".h", ".py", ".sh", ".cmake", ".txt"}
TAGGED = {".cpp", ".h", ".py", ".sh", ".cmake"}
LEFTOVER = re.compile(r"(//|#|/\*).*\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")  # in a comment
TEST_NAME = re.compile(r"^\s*(?:TEST|TEST_F|TEST_P|TYPED_TEST)\(\s*\w+,\s*(\w+)")


def files(root):
    for directory, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in ("__pycache__", "third_party") and not f.startswith("build")
                            and (not f.startswith(".") or f == ".ci"))
        for name in sorted(names):
            path = pathlib.Path(directory) / name
            if path.suffix in CODE or path.parent.name == ".ci":
                yield path


def faults(root):
    found = []
    for path in files(root):
        name = path.relative_to(root)
        lines = path.read_text(encoding="utf-8").split("\n")
        in_data = name.parts[0] == "data"
        if (path.suffix in TAGGED or name.name == "CMakeLists.txt") and not in_data:
            if not any("SPDX-License-Identifier: Apache-2.0" in line for line in lines[:2]):
                found.append(f"{name}:1: no SPDX licence line")
        if len(lines) - 1 > LINES and not in_data:
            found.append(f"{name}:{LINES + 1}: {len(lines) - 1} lines, at most {LINES}")
        if path.suffix == ".h" and not any(line == "#pragma once" for line in lines[:6]):
            found.append(f"{name}:1: no #pragma once")
        for number, line in enumerate(lines, 1):
            if not in_data and LEFTOVER.search(line):
                found.append(f"{name}:{number}: a leftover note: {line.strip()}")
            test = TEST_NAME.match(line)
            if test and test[1].startswith("DISABLED_"):
                found.append(f"{name}:{number}: a disabled test is mended or deleted")
            if line != line.rstrip() and path.suffix != ".txt":
                found.append(f"{name}:{number}: white space at the end of the line")
    return found


def self_test():
    tag = "// SPDX-License-Identifier: Apache-2.0\n"
    bad = [("a.cpp", "int a;\n", "SPDX"), ("b.cpp", tag + "\n" * LINES, "at most"), ("c.h", tag, "pragma"),
           ("d.cpp", tag + "// TO" + "DO later\n", "leftover"), ("e.cpp", tag + "int a; \n", "white space"),
           ("f.cpp", tag + "TEST(Sum, DISABLED_Adds) {}\n", "disabled")]
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        (root / "good.cpp").write_text(tag + "int a;\n", encoding="utf-8")
        assert faults(root) == [], faults(root)
        for name, text, reason in bad:
            (root / name).write_text(text, encoding="utf-8")
            found = faults(root)
            assert len(found) == 1 and found[0].startswith(name) and reason in found[0], (name, found)
            (root / name).unlink()
    print(f"{len(bad)} faults were all found")


def main():
    if "--self-test" in sys.argv:
        self_test()
        return 0
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2])
    found = faults(root)
    print("\n".join(found) if found else "style: nothing to report")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
