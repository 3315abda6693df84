#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Imports the same documents with Forestall, SQLite FTS5 and Xapian, and compares; started by `run`.

Each import is a process of its own, bound to one core (so background threads count too), and makes a new index from
the JSON lines, which all three read with the same parser. Stemming and positions are on, title and body are indexed and
stored. The three take turns, --reps times; medians are reported.

- MB/s: millions of bytes of titles and bodies, over the time on the clock, and over user + system CPU seconds.
- index bytes per text byte: everything on disk afterwards, stored texts included.
- peak memory: the largest resident set of the process; mapped files count.

Caveats: SQLite stems English only, and splits no Chinese, Japanese or Thai; it and Xapian run without journal and fsync
here, Forestall as by default. Forestall turns Markdown and HTML bodies into text first, the others index them as they are.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def measure(command, core, environment):
    def bind():
        os.sched_setaffinity(0, {core})

    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out, env={**os.environ, **environment}, preexec_fn=bind)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        out.seek(0)
        printed = out.read()
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with status {process.returncode}\n{printed[-2000:]}")
    return {"seconds": seconds, "cpu_seconds": usage.ru_utime + usage.ru_stime,
            "peak_memory_bytes": usage.ru_maxrss * 1024, "printed": printed}


def bytes_under(path):
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def importers(build):
    peers = build / "benchmarks/import"
    return {
        "Forestall": (lambda file, db: [build / "forestall", "import", db, file, "--json", "--ignore-unknown"], {}),
        "SQLite FTS5": (lambda file, db: [peers / "import_sqlite", file, db], {}),
        "Xapian": (lambda file, db: [peers / "import_xapian", file, db], {"XAPIAN_FLUSH_THRESHOLD": "1000000000"}),
    }


def compare(options, file, scratch):
    runs = {name: [] for name in importers(options.build)}
    size = {}
    for repetition in range(options.reps):
        for name, (command, environment) in importers(options.build).items():
            db = scratch / "index"
            shutil.rmtree(db, ignore_errors=True)
            db.unlink(missing_ok=True)
            result = measure(command(file, db), options.core, environment)
            result["index_bytes"] = bytes_under(db)
            printed = json.loads(result.pop("printed").splitlines()[-1])
            if "text_bytes" in printed:
                size = printed
            elif printed.get("refused"):
                print(f"Forestall refused {printed['refused']} documents", file=sys.stderr)
            runs[name].append(result)
            print(f"{repetition + 1}/{options.reps} {name}: {result['seconds']:.2f} s", file=sys.stderr)
    shutil.rmtree(scratch / "index", ignore_errors=True)
    rows = []
    for name, results in runs.items():
        median = {key: statistics.median(result[key] for result in results) for key in results[0]}
        rows.append({"name": name, **median, "documents_per_second": size["documents"] / median["seconds"],
                     "mb_per_second": size["text_bytes"] / median["seconds"] / 1e6,
                     "mb_per_cpu_second": size["text_bytes"] / median["cpu_seconds"] / 1e6,
                     "index_bytes_per_text_byte": median["index_bytes"] / size["text_bytes"]})
    return {"file": "/".join(pathlib.Path(options.file).resolve().parts[-2:]), "reps": options.reps, **size, "importers": rows}


def table(report):
    lines = [f"{report['documents']:,} documents of `{report['file']}`, {report['text_bytes'] / 1e6:.1f} MB of text, one core, "
             f"medians of {report['reps']}", "",
             "| | seconds | CPU seconds | documents/s | MB/s | MB per CPU second | index bytes per text byte | peak memory MB |",
             "| --- | --- | --- | --- | --- | --- | --- | --- |"]
    for row in report["importers"]:
        lines.append(f"| {row['name']} | {row['seconds']:.2f} | {row['cpu_seconds']:.2f} | {row['documents_per_second']:,.0f} "
                     f"| {row['mb_per_second']:.2f} | {row['mb_per_cpu_second']:.2f} | {row['index_bytes_per_text_byte']:.2f} "
                     f"| {row['peak_memory_bytes'] / 1e6:.0f} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description="Compares imports")
    parser.add_argument("file", help="documents, one JSON object a line; .zst is unpacked first")
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--reps", type=int, default=3)
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    parser.add_argument("--json", help="write the report there too")
    options = parser.parse_args()
    options.build = options.build.resolve()
    with tempfile.TemporaryDirectory(prefix="forestall-import-") as directory:
        scratch = pathlib.Path(directory)
        file = pathlib.Path(options.file)
        if file.suffix == ".zst":
            file = scratch / "documents.jsonl"
            with open(file, "wb") as out:
                subprocess.run(["zstd", "-dc", options.file], stdout=out, check=True)
        report = compare(options, file.resolve(), scratch)
    print(table(report))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
