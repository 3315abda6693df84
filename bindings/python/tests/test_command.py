# SPDX-License-Identifier: Apache-2.0
"""python -m forestall is the forestall command."""

import json
import subprocess
import sys

import forestall
from conftest import ARTICLES


def command(*words, **more):
    return subprocess.run(
        [sys.executable, "-m", "forestall", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        encoding="utf-8",
        **more,
    )


def test_the_command_imports_searches_and_suggests(tmp_path):
    lines = "".join(json.dumps(article) + "\n" for article in ARTICLES)
    done = command("import", tmp_path / "desk.db", "-", input=lines)
    assert done.returncode == 0 and "5 written" in done.stdout, done
    done = command("search", tmp_path / "desk.db", "oublié", "--json")
    assert json.loads(done.stdout)["hits"][0]["id"] == "faq-1", done
    assert command("search", tmp_path / "desk.db", "nothinglikethis").returncode == 1
    with forestall.Index.open(tmp_path / "desk.db") as index:
        assert index.stats().documents == 5


def test_wrong_usage_and_bad_data_have_the_statuses_of_the_command(tmp_path):
    assert command("--version").stdout == f"forestall {forestall.__version__}\n"
    assert command("nonsense").returncode == 2
    missing = command("stats", tmp_path / "none.db")
    assert missing.returncode == 3 and "none.db" in missing.stderr


def test_a_closed_pipe_ends_it_quietly(tmp_path):
    with forestall.Index.create(tmp_path / "desk.db") as index:
        batch = forestall.Batch()
        for number in range(5000):
            batch.put({"id": f"d{number}", "title": "printer " * 20})
        index.write(batch)
    script = f'"{sys.executable}" -m forestall export "{tmp_path / "desk.db"}" | head -1'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.startswith('{"id":"d0"') and done.stderr == ""
