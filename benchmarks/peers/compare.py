#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Forestall beside its peers; started by `run`. README.md says what is compared and how."""
import argparse
import datetime
import json
import os
import pathlib
import platform
import sys
import time

import agreement
import driving
import engines
import page
import quick
import report
import texts
import timing

BEGAN = time.monotonic()
SLOW = ("SQLite FTS5", "Xapian")
LARGE_QUERIES = 400  # of the drafts, asked of everything together
SHORT = ("union", "intersection", "phrase")


def say(text):
    print(f"[{time.monotonic() - BEGAN:6.0f} s] {text}", file=sys.stderr, flush=True)


def options():
    parser = argparse.ArgumentParser(description="Forestall beside Lucene, Tantivy, bm25s, Xapian and SQLite FTS5")
    parser.add_argument("--documents", help="documents, one JSON object a line")
    parser.add_argument("--drafts", help="queries, one JSON object a line: subject and body")
    parser.add_argument("--more", nargs="*", default=[], help="documents that join in a second, larger collection")
    parser.add_argument("--short-queries", help="queries in the search-benchmark-game's format; else spans of titles")
    parser.add_argument("--judged", help="judged drafts over the documents")
    parser.add_argument("--qrels", help="their judgements")
    parser.add_argument("--queries", type=int, default=1000, help="drafts asked, drawn by a fixed seed; 0: all")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engines", nargs="*", default=list(engines.MAKERS), choices=list(engines.MAKERS))
    parser.add_argument("--only", nargs="*", help="workloads: draft, union, intersection, phrase, count-…")
    parser.add_argument("--work", type=pathlib.Path, help="kept between runs; default: peers in the build directory")
    parser.add_argument("--out", type=pathlib.Path, help="folder of the reports; default: report in the work directory")
    parser.add_argument("--quick", action="store_true", help="a small made-up collection, all else alike: a few minutes")
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    chosen.build, chosen.titles = chosen.build.resolve(), 300
    chosen.work = (chosen.work or chosen.build / "peers").resolve()
    chosen.out = chosen.out or chosen.work / "report"
    if not chosen.quick and not (chosen.documents and chosen.drafts):
        parser.error("--documents and --drafts, or --quick")
    return chosen


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as rows:
        lines = [line.split(":", 1) for line in rows if ":" in line]
    said = {key.strip(): value.strip() for key, value in lines}
    flags = [flag for flag in ("avx2", "avx512bw") if flag in said.get("flags", "").split()]
    return {"processor": said.get("model name", platform.processor()), "flags": flags, "cores": len(driving.CORES),
            "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
            "system": platform.platform(), "load_before": os.getloadavg()[0]}


def rows_of(large):
    """All; over everything together without the reordered Lucene."""
    return [row for row in engines.ROWS if not (large and row[2] == "reordered")]


def index_all(found, absent, collection, home, large):
    """One that fails is out of the race, and reported; Forestall may not fail."""
    figures = {}
    for name, engine, variant, _ in rows_of(large):
        if engine not in found or any(other in figures for other, *same in engines.ROWS if same[:2] == [engine, variant]):
            continue
        try:
            for count in (1, 2) if not large and engine in engines.TWO_THREADS and variant in engines.INDEXED else (1,):
                figures.setdefault(name, {})[count] = driving.index(found[engine], variant, count, collection, home, say)
        except driving.Failed as reason:
            if engine == "forestall":
                raise
            absent[engine] = str(reason)
            say(f"absent: {engine}: {reason}")
            found.pop(engine)
            figures.pop(name)
    return figures


def open_all(found, home, large):
    return {name: driving.Driver(found[engine], home / f"{engine}-{variant}-1" / "index", asked)
            for name, engine, variant, asked in rows_of(large) if engine in found}


def workloads(chosen, large):
    every = [("draft", "draft", 5)]
    if not large:
        every += [(kind, kind, 10) for kind in SHORT] + [(kind, f"count-{kind}", 0) for kind in ("union", "intersection")]
    return [one for one in every if not chosen.only or one[1] in chosen.only]


def run_one(chosen, found, absent, title, files, large):
    folder = chosen.work / "collections" / title
    say(f"collection {title}")
    about = texts.collect(files, folder)
    texts.drafts(chosen.drafts, folder / "draft.tsv", min(chosen.queries, LARGE_QUERIES) if large else chosen.queries)
    texts.part(folder / "draft.tsv", folder / "some.tsv", 200)
    texts.part(folder / "draft.tsv", folder / "few.tsv", 20)
    if not large:
        texts.write_short(texts.from_game(chosen.short_queries) if chosen.short_queries else
                          texts.from_titles(folder, chosen.titles), folder)
    judged, ids = None, []
    if chosen.judged and chosen.qrels and not large:
        judged, ids = agreement.read_qrels(chosen.qrels), texts.drafts(chosen.judged, folder / "judged.tsv", 0)
    home = chosen.work / "indexes" / title
    result = {"title": title, **about, "index": index_all(found, absent, folder, home, large), "times": {}}
    drivers = open_all(found, home, large)
    result["agreement"] = agreement.compare(drivers, folder, judged, ids, say, SLOW)
    for name, mode, k in workloads(chosen, large):
        result["times"][mode] = timing.race(drivers, name, mode, k, folder, min(3, chosen.rounds) if large else chosen.rounds, say)
    result["memory"] = {row: driver.memory() for row, driver in drivers.items()}
    for driver in drivers.values():
        driver.close()
    return result


def write(chosen, whole):
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "peers.json").write_text(json.dumps(whole) + "\n", encoding="utf-8")
    (chosen.out / "peers.md").write_text(report.markdown(whole), encoding="utf-8")
    (chosen.out / "peers.html").write_text(page.html(whole), encoding="utf-8")


def main():
    chosen = options()
    chosen.work.mkdir(parents=True, exist_ok=True)
    if chosen.quick:
        quick.prepare(chosen, say)
    driving.LOG = open(chosen.work / "drivers.log", "w", encoding="utf-8")
    found, absent = engines.all_engines(chosen.engines, chosen.build, chosen.work, say)
    whole = {"date": datetime.date.today().isoformat(), "machine": machine(), "absent": absent,
             "versions": {name: engine.version for name, engine in found.items()},
             "short_queries": "search-benchmark-game" if chosen.short_queries else "spans of titles", "collections": []}
    first = pathlib.Path(chosen.documents).name.split(".")[0]
    whole["collections"].append(run_one(chosen, found, absent, first, [chosen.documents], False))
    write(chosen, whole)
    if chosen.more:
        fast = {name: engine for name, engine in found.items() if name not in ("sqlite", "xapian")}
        whole["collections"].append(run_one(chosen, fast, absent, "all", [chosen.documents, *chosen.more], True))
    write(chosen, whole)
    (chosen.out / "summary.md").write_text(report.summary(whole) + "\n", encoding="utf-8")
    print(report.markdown(whole))
    say(f"reports in {chosen.out}")


if __name__ == "__main__":
    main()
