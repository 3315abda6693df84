# SPDX-License-Identifier: Apache-2.0
"""What mypy says of the package, of the examples, and of mistakes that it has to find."""

import os
import pathlib
import subprocess
import sys

import pytest

import forestall

ROOT = pathlib.Path(__file__).resolve().parents[3]
MISTAKES = [
    ("forestall.Document(id=5)", "arg-type"),
    ('forestall.Document(titel="a")', "call-arg"),
    ('forestall.Document("a").title = "b"', "misc"),
    ('forestall.Index.open("a", read_onli=True)', "call-arg"),
    ('forestall.Index.open("a").searcher().search("b", limit="5")', "arg-type"),
    ('forestall.Index.open("a").searcher().get("b").title', "union-attr"),
    ("forestall.Facet.By.colour", "attr-defined"),
]
GOOD = """
import datetime, io, pathlib
from typing import Dict, List, Optional
import forestall
index = forestall.Index.open_or_create(pathlib.Path("a"), durability="sync", log=print)
index.put({"id": "a", "title": "b"})
index.put(forestall.Document("a", kind=forestall.Kind.faq, created=datetime.date(2026, 1, 2), tags="one"))
result: forestall.SearchResult = index.searcher().search("a", reader=["public"], budget=datetime.timedelta(seconds=1))
scores: List[float] = [hit.score for hit in result] + [result[0].score] + [hit.score for hit in result[:2]]
found: Optional[forestall.Document] = index.searcher().get("a", reader=forestall.Reader.everything())
answer = forestall.Suggester(index.searcher()).solutions_for({"subject": "a"}, limit=3)
best: float = answer.items[0].confidence
forestall.import_jsonl(index, ["{}"], refused=lambda line, reason: print(line + 1, reason.upper()))
forestall.export_jsonl(index, io.StringIO())
run: Dict[str, List[forestall.Ranked]] = {}
forestall.evaluate(forestall.read_judgements(open("a")), run)
code: Optional[forestall.ErrorCode] = forestall.Error.code
copy: forestall.Draft = forestall.Draft("a").replace(body="b")
"""


def mypy(*words):
    place = pathlib.Path(forestall.__file__).parents[1]
    environment = dict(os.environ)
    environment.pop("MYPYPATH", None)
    if "PYTHONPATH" in os.environ:  # in the build tree; mypy finds installed packages itself
        environment["MYPYPATH"] = str(place)
    options = ["--strict", "--cache-dir", os.devnull]
    command = [sys.executable, "-m", "mypy", *options, *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=environment)


@pytest.fixture(autouse=True)
def has_mypy():
    pytest.importorskip("mypy")


def test_the_package_and_the_examples_are_typed_throughout():
    scripts = sorted(map(str, (ROOT / "examples/python").glob("*.py")))
    assert len(scripts) >= 2
    for words in (["-p", "forestall"], *[[script] for script in scripts]):
        done = mypy(*words)
        assert done.returncode == 0, done.stdout + done.stderr


def test_correct_use_passes_and_every_mistake_is_found(tmp_path):
    script = tmp_path / "use.py"
    script.write_text(GOOD, encoding="utf-8")
    assert mypy(str(script)).returncode == 0, mypy(str(script)).stdout
    lines = ["import forestall"] + [code for code, _ in MISTAKES]
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = mypy(str(script)).stdout
    for number, (code, sort) in enumerate(MISTAKES, 2):
        assert any(f"use.py:{number}: error" in line and f"[{sort}]" in line for line in said.splitlines()), (
            code,
            said,
        )
