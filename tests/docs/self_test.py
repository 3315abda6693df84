#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A guide with a fault in it must be reported, one without must not."""
import argparse
import pathlib
import sys
import tempfile

import snippets

CASES = [("```sh\ntrue\n```\n", 0), ("```sh\nfalse\n```\n", 1), ("```sh\ntrue\nls nowhere | cat; ls nowhere\n```\n", 1),
         ("```klingon\nHab\n```\n", 1), ("```\nnothing\n```\n", 1), ("```json\n{\"a\":1}\n{\"b\":2}\n```\n", 0),
         ("```json\n{\"a\":…}\n```\n", 1), ("```text\n{\"a\":…}\n```\n", 0), ("```sh\nls\n", 1),
         ("- a list\n\n  ```sh\n  echo one > file\n  ```\n\n```sh\ngrep one file\n```\n", 0),
         ("```python\na = 1\n```\n\n```python\nassert a == 1\n```\n", 0), ("```python\nassert False\n```\n", 1),
         ("```python\nno python\n```\n", 1)]


def main():
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        options = argparse.Namespace(source=root, build=root, generator="Ninja", python=sys.executable)
        for text, expected in CASES:
            (root / "guide.md").write_text(text, encoding="utf-8")
            found = snippets.Guide(options, "guide.md").run()
            assert len(found) == expected, (text, found)
    print(f"{len(CASES)} guides were judged rightly")
    return 0


if __name__ == "__main__":
    sys.exit(main())
