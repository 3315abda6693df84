# SPDX-License-Identifier: Apache-2.0
"""The example scripts do what they say, on the sample help centre."""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "data/sample"
EXAMPLES = ROOT / "examples/python"


def run(*words):
    return subprocess.run(
        [sys.executable, *map(str, words)], capture_output=True, text=True, timeout=300, check=False, encoding="utf-8"
    )


def test_a_folder_of_markdown_is_indexed_and_kept_up_to_date(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for line in (SAMPLE / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["lang"] == "en":
            (folder / f"{row['id']}.md").write_text(f"# {row['title']}\n\n{row['body']}\n", encoding="utf-8")
    count = len(list(folder.iterdir()))
    ask = [
        EXAMPLES / "suggest_markdown.py",
        folder,
        tmp_path / "index",
        "Cannot sign in",
        "I forgot my password, what now?",
    ]
    first = run(*ask)
    assert first.returncode == 0 and f"{count} of {count} articles written, 0 were there" in first.stdout, first
    assert "forgotten password" in first.stdout.lower() and "because of:" in first.stdout
    next(folder.iterdir()).unlink()
    second = run(*ask)
    assert f"0 of {count - 1} articles written, {count} were there before" in second.stdout, second
    assert run(EXAMPLES / "suggest_markdown.py").returncode == 2


def test_a_collection_is_evaluated_and_plotted(tmp_path):
    drawing = tmp_path / "plot.svg"
    done = run(
        EXAMPLES / "evaluate.py",
        SAMPLE / "drafts.jsonl",
        SAMPLE / "qrels.tsv",
        drawing,
        *(SAMPLE / f"{name}.jsonl" for name in ("articles", "faq", "forum", "services", "known_issues")),
    )
    assert done.returncode == 0, done
    row = re.search(r"^all +(\d+) +(\S+)", done.stdout, re.MULTILINE)
    assert int(row[1]) >= 15 and float(row[2]) > 0.5, done.stdout
    assert drawing.read_text(encoding="utf-8").count("<rect") >= 10 or "matplotlib" in done.stdout
    missing = run(
        EXAMPLES / "evaluate.py", SAMPLE / "drafts.jsonl", SAMPLE / "qrels.tsv", drawing, tmp_path / "none.jsonl"
    )
    assert missing.returncode == 3 and "none.jsonl" in missing.stderr
