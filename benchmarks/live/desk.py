#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs `live`, prints a table, plots; started by `run`."""
import argparse
import datetime
import json
import pathlib
import platform
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import svg  # noqa: E402

MODES = ["lessons", "text", "text, no closeness"]
OPERATIONS = ["suggest", "put", "remove", "vote", "learn"]
HEAD = (["operations", "documents", "lessons", "segments", "unflushed MB", "memory MB", "disk MB"]
        + [f"{mode}: p50, p99 ms (times compacted)" for mode in MODES] + [f"{name} p50, p99, max µs" for name in OPERATIONS])


def cells(row):
    out = [f"{row['operations']:,}", f"{row['documents']:,}", f"{row['lessons']:,}", str(row["segments"]),
           f"{row['index_memory'] / 1e6:.1f}", f"{row['own_memory'] / 1e6:,.0f}", f"{row['bytes'] / 1e6:,.0f}"]
    for mode in MODES:
        m = row[mode]
        out.append(f"{m['p50'] / 1e3:.2f}, {m['p99'] / 1e3:.2f} ({m['ratio_p50']:.2f}, {m['ratio_p99']:.2f})")
    for name in OPERATIONS:
        o = row.get(name)
        out.append(f"{o['p50']:,.0f}, {o['p99']:,.0f}, {o['max']:,.0f}" if o else "–")
    return out


def plots(rows):
    xs = [row["operations"] for row in rows]

    def of(name, key, unit=1e-3):
        return [row.get(name, {}).get(key, 0) * unit for row in rows]

    worked = [row for row in rows if "suggest" in row]
    out = svg.plot("The same drafts, live over compacted, times", xs,
                   [(f"{mode}, {key[6:]}", of(mode, key, 1)) for mode in MODES[:2] for key in ("ratio_p50", "ratio_p99")],
                   "operations", log_x=False, log_y=False)
    out += svg.plot("Suggestions, milliseconds", xs, [(f"{mode} {key}", of(mode, key)) for mode in MODES[:2] for key in ("p50", "p99")],
                    "operations", log_x=False, log_y=False)
    for key in ("p50", "p99", "max"):
        out += svg.plot(f"While the desk works, milliseconds, {key}", [row["operations"] for row in worked],
                        [(name, [row.get(name, {}).get(key, 0) * 1e-3 for row in worked]) for name in OPERATIONS],
                        "operations", log_x=False)
    out += svg.plot("Segments", xs, [("segments", [row["segments"] for row in rows])], "operations", log_x=False, log_y=False)
    return out + svg.plot("Size, MB", xs, [(name, [row[key] / 1e6 for row in rows]) for name, key in
                                           (("disk", "bytes"), ("memory", "own_memory"), ("unflushed", "index_memory"))],
                          "operations", log_x=False)


def main():
    parser = argparse.ArgumentParser(description="A help desk in use, against its compacted twin",
                                     epilog="NAME=VALUE: documents, lessons, memory (MB), operations, every, desks (threads), "
                                            "panel (drafts), rounds, tickets, seed; in a hundred: puts, removals, votes, lesson_rate")
    parser.add_argument("documents", metavar="DOCUMENTS.jsonl")
    parser.add_argument("drafts", metavar="DRAFTS.jsonl")
    parser.add_argument("settings", metavar="NAME=VALUE", nargs="*")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    out = options.out or options.build / "live"
    out.mkdir(parents=True, exist_ok=True)
    index = out / "index"
    shutil.rmtree(index, ignore_errors=True)
    command = [options.build / "benchmarks/live/forestall_live", options.documents, options.drafts, index, *options.settings]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    rows = []
    print("| " + " | ".join(HEAD) + " |\n|" + " --- |" * len(HEAD))
    for line in process.stdout:
        rows.append(json.loads(line))
        print("| " + " | ".join(cells(rows[-1])) + " |", flush=True)
    if process.wait() != 0 or not rows:
        sys.exit(f"live ended with status {process.returncode}")
    (out / "live.json").write_text(json.dumps(rows) + "\n", encoding="utf-8")
    svg.page(out / "live.html", "A help desk in use",
             f"{datetime.date.today().isoformat()}, {platform.platform()}; {' '.join(options.settings) or 'defaults'}.",
             plots(rows) + svg.table(HEAD, map(cells, rows)))
    print(f"plots in {out}/live.html", file=sys.stderr)


main()
