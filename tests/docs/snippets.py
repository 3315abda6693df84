#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs what the guides tell the reader to type, so that they cannot go stale.

snippets.py --source DIR --build DIR [--generator G] [--python INTERPRETER] GUIDE.md…

Every guide gets a scratch directory that looks like the repository (links), with `forestall` on the PATH and the files
of tests/docs/desk/. Its fenced blocks are taken in order: `sh` is run (the build itself is already done, so configuring
it and the two scripts that start with it are passed over), `cpp` is compiled and linked against the installed library
(and run if it has a `main` without arguments), `cmake` is configured, `python` blocks are run one after the other as one program, at the end (compiled only, unless --python says that
the module is built), `json` is parsed, `text` is output and left alone.
A fence without a language, or with another one, is a fault.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^(\s*)```+\s*(\S*)\s*$")
KNOWN = {"sh", "cpp", "cmake", "python", "json", "text"}
# Already done when the tests run, or what runs this very test.
PRELUDE = """set -eu
cmake() {
  case "$*" in
    "-S . -B build"* | "--preset"*) return 0 ;;
    "--build build" | "--build build "* | "--build build-release"*) return 0 ;;
    *) command cmake "$@" ;;
  esac
}
ctest() { return 0; }
sudo() { "$@"; }
"""
PASSED_OVER = re.compile(r"^\s*(git clone |cd forestall$|tests/(run|long|lint)\.sh|\.ci/run|sh tests/|pip install |python3? -m build|benchmarks/\S+/run )")


def blocks(text):
    """(line, language, content) of every fenced block."""
    found, language, first, indent, content = [], None, 0, "", []
    for number, line in enumerate(text.splitlines(), 1):
        match = FENCE.match(line)
        if language is None:
            if match:
                indent, language, first, content = match[1], match[2], number, []
        elif match and match[2] == "":
            found.append((first, language, "\n".join(content) + "\n"))
            language = None
        else:
            content.append(line[len(indent):] if line.startswith(indent) else line)
    if language is not None:
        found.append((first, "unclosed", ""))
    return found


class Guide:
    def __init__(self, options, path):
        self.options = options
        self.path = path
        self.faults = []
        self.prefix = None
        self.program = []  # the blocks of Python, and where they are

    def fault(self, line, what):
        self.faults.append(f"{self.path}:{line}: {what}")

    def call(self, line, what, command, cwd, **more):
        done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              errors="replace", env=self.environment(cwd), check=False, timeout=900, **more)
        if done.returncode != 0:
            self.fault(line, f"{what} ends with status {done.returncode}:\n{done.stdout[-3000:]}")
        return done.returncode == 0

    def environment(self, scratch):
        more = {"PATH": f"{self.options.build}:{os.environ['PATH']}", "HOME": str(scratch), "NO_COLOR": "1",
                "FORESTALL_BUILD": str(self.options.build), "CMAKE_GENERATOR": self.options.generator,
                "CMAKE_BUILD_TYPE": "Release"}
        if self.options.python:
            more["PYTHONPATH"] = str(self.options.build / "python")
        if self.prefix:
            more["CMAKE_PREFIX_PATH"] = str(self.prefix)
        return {**os.environ, **more}

    def install(self, scratch):
        if self.prefix is None:
            self.prefix = scratch / "installed"
            self.call(1, "installing", ["cmake", "--install", str(self.options.build), "--prefix", str(self.prefix)], scratch)

    def project(self, scratch, line, files, what):
        folder = scratch / f"snippet-{line}"
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        tree = folder / "build"
        if not self.call(line, what, ["cmake", "-S", str(folder), "-B", str(tree)], scratch):
            return None
        return tree

    def run_cpp(self, scratch, line, text):
        self.install(scratch)
        runs = re.search(r"\bint main\(\)", text)
        if "int main(" not in text:
            text = f"#include <forestall/forestall.h>\n#include <iostream>\nvoid snippet() {{\n{text}}}\nint main() {{}}\n"
        lists = ("cmake_minimum_required(VERSION 3.25)\nproject(Snippet LANGUAGES CXX)\nfind_package(Forestall REQUIRED)\n"
                 "add_executable(snippet main.cpp)\ntarget_link_libraries(snippet PRIVATE forestall::forestall)\n")
        tree = self.project(scratch, line, {"main.cpp": text, "CMakeLists.txt": lists}, "configuring the program")
        if tree and self.call(line, "compiling", ["cmake", "--build", str(tree)], scratch) and runs:
            self.call(line, "the program", [str(tree / "snippet")], scratch)

    def run_cmake(self, scratch, line, text):
        self.install(scratch)
        target = re.search(r"target_link_libraries\((\w+)", text)
        lists = "cmake_minimum_required(VERSION 3.25)\nproject(Snippet LANGUAGES CXX)\n"
        if target and f"add_executable({target[1]}" not in text:
            lists += f"add_executable({target[1]} main.cpp)\n"
        if "add_subdirectory(forestall" in text:
            text = text.replace("add_subdirectory(forestall", f"add_subdirectory({self.options.source} forestall")
        self.project(scratch, line, {"main.cpp": "int main() {}\n", "CMakeLists.txt": lists + text}, "configuring")

    def take_python(self, line, text):
        try:
            compile(text, f"{self.path}:{line}", "exec")
            self.program.append((line, text))
        except SyntaxError as error:
            self.fault(line, f"is not Python: {error}")

    def run_python(self, scratch):
        if not self.program or not self.options.python:
            return
        parts = [f"exec(compile({text!r}, {f'{self.path}:{line}'!r}, 'exec'))\n" for line, text in self.program]
        (scratch / "guide.py").write_text("".join(parts), encoding="utf-8")
        self.call(self.program[0][0], "the Python of this guide", [self.options.python, "guide.py"], scratch)

    def run_json(self, line, text):
        rows = [text] if text.lstrip().startswith("{\n") else [row for row in text.splitlines() if row.strip()]
        try:
            json.loads(text)
        except ValueError:
            for row in rows:
                try:
                    json.loads(row)
                except ValueError as error:
                    self.fault(line, f"is not JSON: {error}: {row[:80]}")

    def run(self):
        text = (self.options.source / self.path).read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory(prefix="forestall-docs-") as directory:
            scratch = pathlib.Path(directory)
            furnish(scratch, self.options)
            for line, language, content in blocks(text):
                if language not in KNOWN:
                    self.fault(line, f'a fence of the unknown language "{language}"; known are {", ".join(sorted(KNOWN))}')
                elif language == "sh":
                    script = "\n".join("" if PASSED_OVER.match(row) else row for row in content.splitlines())
                    self.call(line, "this block", ["bash", "-c", PRELUDE + script], scratch)
                elif language == "cpp":
                    self.run_cpp(scratch, line, content)
                elif language == "cmake":
                    self.run_cmake(scratch, line, content)
                elif language == "python":
                    self.take_python(line, content)
                elif language == "json":
                    self.run_json(line, content)
            self.run_python(scratch)
        return self.faults


def furnish(scratch, options):
    for entry in options.source.iterdir():
        if not entry.name.startswith((".git", "build")):
            (scratch / entry.name).symlink_to(entry)
    for name in ("build", "build-demo", "build-release"):
        (scratch / name).symlink_to(options.build)
    desk = options.source / "tests/docs/desk"
    for entry in sorted(desk.iterdir()) if desk.is_dir() else []:
        shutil.copy(entry, scratch / entry.name)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--generator", default="Ninja")
    parser.add_argument("--python", help="with which the module in BUILD/python works")
    parser.add_argument("guides", nargs="+")
    options = parser.parse_args()
    options.source, options.build = options.source.resolve(), options.build.resolve()
    faults = []
    for path in options.guides:
        found = Guide(options, path).run()
        print(f"{path}: {len(found)} faults")
        faults += found
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
