#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs `scale`, fits exponents, plots; started by `run`."""
import argparse
import datetime
import json
import math
import pathlib
import platform
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import svg  # noqa: E402

PLOTS = [("Latency of a draft, milliseconds", [("p50_us", "p50", 1e-3), ("p99_us", "p99", 1e-3)]),
         ("Size, MB", [("segment_bytes", "segments", 1e-6), ("bytes", "with rows", 1e-6), ("memory_bytes", "memory", 1e-6)]),
         ("Opening, milliseconds", [("open_ms", "open", 1), ("open_and_first_ms", "and first draft", 1)])]


def exponent(steps, key):
    """The slope of the logarithms by least squares, and from one step to the next at the end."""
    points = [(math.log(step["documents"]), math.log(step[key])) for step in steps if step[key] > 0]
    if len(points) < 2:
        return None, None
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    (x0, y0), (x1, y1) = points[-2:]
    return slope, (y1 - y0) / (x1 - x0)


HEAD = ["documents", "p50 ms", "p99 ms", "open ms", "open and first draft ms", "memory MB", "segments MB", "with stored text MB",
        "bytes a word", "segment files", "import MB/s"]


def cells(step):
    return [f"{step['documents']:,}", f"{step['p50_us'] / 1e3:.2f}", f"{step['p99_us'] / 1e3:.2f}", f"{step['open_ms']:.1f}",
            f"{step['open_and_first_ms']:.1f}", f"{step['memory_bytes'] / 1e6:,.0f}", f"{step['segment_bytes'] / 1e6:,.0f}",
            f"{step['bytes'] / 1e6:,.0f}", f"{step['segment_bytes'] / step['words']:.2f}", str(step["segments"]),
            f"{step['mb_per_second']:.1f}"]


def fits(steps):
    out = []
    for key, name in (("p50_us", "p50"), ("p99_us", "p99"), ("segment_bytes", "segments"), ("open_ms", "opening")):
        slope, last = exponent(steps, key)
        if slope is not None:
            out.append(f"{name} grows as N^{slope:.2f} (last step: N^{last:.2f})")
    return "; ".join(out)


def main():
    parser = argparse.ArgumentParser(description="Latency, memory and size against the number of documents")
    parser.add_argument("--largest", type=int, default=2_000_000)
    parser.add_argument("--drafts", type=int, default=300)
    parser.add_argument("--learn", nargs=2, metavar=("DOCUMENTS", "DRAFTS"), help="generate by the statistics of these")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    out = options.out or options.build / "scale"
    out.mkdir(parents=True, exist_ok=True)
    profile = HERE / "default.profile"
    if options.learn:
        profile = out / "learnt.profile"
        with open(profile, "w", encoding="utf-8") as fitted:
            subprocess.run([sys.executable, HERE / "profile.py", *options.learn], stdout=fitted, check=True)
    index, steps = out / "index", []
    shutil.rmtree(index, ignore_errors=True)
    command = [options.build / "benchmarks/scale/forestall_scale", profile, index, str(options.largest), str(options.drafts)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    before = 0
    print("| " + " | ".join(HEAD) + " |\n|" + " --- |" * len(HEAD))
    for line in process.stdout:
        step = json.loads(line)
        step["mb_per_second"] = (step["text_bytes"] - before) / 1e6 / step["import_seconds"]
        before = step["text_bytes"]
        steps.append(step)
        print("| " + " | ".join(cells(step)) + " |", flush=True)
    if process.wait() != 0 or not steps:
        sys.exit(f"scale ended with status {process.returncode}")
    said = fits(steps)
    print("\n" + said)
    (out / "scale.json").write_text(json.dumps({"steps": steps, "fits": said}) + "\n", encoding="utf-8")
    sizes = [step["documents"] for step in steps]
    plots = "".join(svg.plot(title, sizes, [(name, [step[key] * unit for step in steps]) for key, name, unit in lines], "documents")
                    for title, lines in PLOTS)
    svg.page(out / "scale.html", "Forestall against the number of documents",
             f"{datetime.date.today().isoformat()}, {platform.platform()}; {options.drafts} drafts, one thread, five best. {said}.",
             plots + svg.table(HEAD, map(cells, steps)))
    print(f"plots in {out}/scale.html", file=sys.stderr)


main()
