#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What does it cost to call Forestall from Python?

binding.py BUILD [--documents FILE.jsonl] [--rounds N] [--calls N]

BUILD is a build directory with -DFORESTALL_PYTHON=ON and -DFORESTALL_BENCHMARKS=ON. Prints a Markdown table:

- a suggestion of five: microseconds a call in C++ (twin.cpp) and in Python, id, title and confidence of each solution read,
  over an index of ten short documents, so that the call itself is short and the difference shows; medians of N rounds, C++ and
  Python in turns; and the reading alone, the fastest of 25 loops, which a busy machine disturbs less
- importing FILE.jsonl (without it: the sample help centre fifty times under other ids) by the command and by import_jsonl,
  processor time of the whole process, a new index each time, in turns
- suggestions a second with two threads over those with one, on the imported index, in C++ and in Python
"""

import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import timeit

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORDS = ["password", "printer", "folder", "mail", "account", "invoice", "calendar", "update", "phone", "browser"]


def small_index(forestall, directory):
    with forestall.Index.create(directory) as index:
        batch = forestall.Batch()
        for number, word in enumerate(WORDS):
            batch.put(
                forestall.Document(
                    id=f"kb-{number}",
                    lang="en",
                    title=f"Your {word} and how to reset it",
                    body=f"Open the settings, choose {word} and reset it. Wait a minute.",
                )
            )
        index.write(batch)
        index.flush()


def python_call(forestall, suggester, drafts, calls, look):
    def ask(count):
        for number in range(count):
            answer = suggester.solutions_for(drafts[number % len(drafts)], limit=5, min_confidence=0)
            if look:
                for item in answer:
                    item.id, item.title, item.confidence  # pylint: disable=pointless-statement

    ask(calls // 10)
    start = time.perf_counter()
    ask(calls)
    return (time.perf_counter() - start) / calls * 1e6


def reading(suggester, draft):
    """Microseconds to read id, title and confidence of five solutions that are there: the fastest of 25 loops."""
    answer = suggester.solutions_for(draft, limit=5, min_confidence=0)

    def read():
        for item in answer:
            item.id, item.title, item.confidence  # pylint: disable=pointless-statement

    return min(timeit.repeat(read, number=2000, repeat=25)) / 2000 * 1e6


def suggestions(forestall, build, scratch, rounds, calls):
    directory, file = scratch / "small.db", scratch / "drafts.jsonl"
    small_index(forestall, directory)
    texts = [
        {"subject": f"My {word} needs a reset", "body": f"How do I reset the {word} in the settings?", "lang": "en"}
        for word in WORDS
    ]
    file.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
    drafts = [forestall.Draft(**text) for text in texts]
    native, called, looked = [], [], []
    with forestall.Index.open(directory, read_only=True) as index, forestall.Suggester(index.searcher()) as suggester:
        assert len(suggester.solutions_for(drafts[0], limit=5, min_confidence=0)) == 5
        for _ in range(rounds):
            native.append(
                float(subprocess.check_output([build / "benchmarks/forestall_twin", directory, file, str(calls), "1"]))
            )
            called.append(python_call(forestall, suggester, drafts, calls, False))
            looked.append(python_call(forestall, suggester, drafts, calls, True))
        alone = reading(suggester, drafts[0])
    base = statistics.median(native)
    print(f"| suggestion of five, C++ | {base:.1f} µs | |")
    for name, times in (("the same from Python", called), ("and id, title, confidence of each read", looked)):
        extra = statistics.median(b - a for a, b in zip(native, times))
        print(f"| {name} | {statistics.median(times):.1f} µs | +{extra:.1f} µs |", flush=True)
    print(f"| of that the reading, measured alone | {alone:.1f} µs | |", flush=True)


def sample_file(path):
    with open(path, "w", encoding="utf-8") as out:
        for copy in range(50):
            for name in ("articles", "faq", "forum", "services", "known_issues"):
                for line in (ROOT / f"data/sample/{name}.jsonl").read_text(encoding="utf-8").splitlines():
                    row = json.loads(line)
                    row["id"] += f"-{copy}"
                    if row.get("parent"):
                        row["parent"] += f"-{copy}"
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")


def processor_time(words):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(list(map(str, words)), check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - start


IMPORT = """import forestall, sys
with forestall.Index.create(sys.argv[1]) as index:
    forestall.import_jsonl(index, sys.argv[2], ignore_unknown=True)
    index.flush()
    index.wait()
"""


def imports(build, scratch, documents, rounds):
    native, python = [], []
    for turn in range(rounds):
        native.append(
            processor_time([build / "forestall", "import", scratch / f"c{turn}.db", documents, "--ignore-unknown"])
        )
        python.append(processor_time([sys.executable, "-c", IMPORT, scratch / f"p{turn}.db", documents]))
    for name, which in (("processor", 0), ("wall", 1)):
        cost = [times[which] for times in native]
        ratio = statistics.median(a[which] / b[which] for a, b in zip(native, python))
        print(f"| import, {name} time of the command | {statistics.median(cost):.2f} s | |")
        print(
            f"| speed of import_jsonl, by {name} time | {statistics.median(t[which] for t in python):.2f} s | {ratio:.0%} |",
            flush=True,
        )
    return scratch / "p0.db"


def scaling(forestall, build, directory, rounds, calls):
    file = ROOT / "data/sample/drafts.jsonl"
    drafts = [forestall.parse_draft(line) for line in file.read_text(encoding="utf-8").splitlines()]
    with forestall.Index.open(directory, read_only=True) as index, forestall.Suggester(index.searcher()) as suggester:

        def rate(count):
            threads = [
                threading.Thread(target=python_call, args=(forestall, suggester, drafts, calls, True))
                for _ in range(count)
            ]
            start = time.perf_counter()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            return count * calls / (time.perf_counter() - start)

        def native(count):
            command = [build / "benchmarks/forestall_twin", directory, file, str(calls), str(count)]
            return 1e6 / float(subprocess.check_output(command))

        rows = [(native(1), native(2), rate(1), rate(2)) for _ in range(rounds)]
    for name, one, two in (("C++", 0, 1), ("Python", 2, 3)):
        print(f"| suggestions a second, one thread, {name} | {statistics.median(row[one] for row in rows):.0f} | |")
        times = statistics.median(row[two] / row[one] for row in rows)
        print(f"| with two threads, {name} | {statistics.median(row[two] for row in rows):.0f} | × {times:.2f} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--documents", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--calls", type=int, default=5000)
    options = parser.parse_args()
    build = options.build.resolve()
    os.environ["PYTHONPATH"] = str(build / "python")
    sys.path.insert(0, str(build / "python"))
    import forestall  # pylint: disable=import-outside-toplevel

    with tempfile.TemporaryDirectory(prefix="forestall-binding-") as name:
        scratch = pathlib.Path(name)
        documents = options.documents or scratch / "sample.jsonl"
        if options.documents is None:
            sample_file(documents)
        print("| what | measured | against C++ |\n| --- | --- | --- |", flush=True)
        suggestions(forestall, build, scratch, options.rounds, options.calls)
        directory = imports(build, scratch, documents, options.rounds)
        scaling(forestall, build, directory, options.rounds, max(options.calls // 20, 100))
    return 0


if __name__ == "__main__":
    sys.exit(main())
