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
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 760, 280, 70, 40, 12, 90
COLOURS = ["#b3401f", "#4a6fa5", "#5b8c5a"]
STYLE = ("body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:54rem;padding:0 1rem;color:#1b1b1f;background:#fff}"
         "table{border-collapse:collapse;margin:1rem 0;font-size:.85rem;display:block;overflow-x:auto}"
         "th,td{padding:.2rem .7rem;border-bottom:1px solid #ccc;text-align:right;white-space:nowrap}"
         "svg{width:100%;height:auto}svg text{font-size:11px;fill:#444}.grid{stroke:#ddd}.x{text-anchor:middle}.y{text-anchor:end}")
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


def axis(values):
    return math.floor(math.log10(min(values))), max(math.ceil(math.log10(max(values))), math.floor(math.log10(min(values))) + 1)


def plot(title, lines, steps):
    values = [step[key] * unit for key, _, unit in lines for step in steps if step[key] > 0]
    if not values or len(steps) < 2:
        return ""
    (x0, x1), (y0, y1) = axis([step["documents"] for step in steps]), axis(values)

    def x(value):
        return LEFT + (math.log10(value) - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT)

    def y(value):
        return TOP + (y1 - math.log10(value)) / (y1 - y0) * (HEIGHT - TOP - BOTTOM)

    out = [f'<h2>{title}</h2>\n<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">']
    for decade in range(x0, x1 + 1):
        at = x(10 ** decade)
        out.append(f'<line class="grid" x1="{at:.1f}" x2="{at:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
                   f'<text class="x" x="{at:.1f}" y="{HEIGHT - BOTTOM + 16}">{10 ** decade:,}</text>')
    for decade in range(y0, y1 + 1):
        at = y(10.0 ** decade)
        out.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at:.1f}" y2="{at:.1f}"/>'
                   f'<text class="y" x="{LEFT - 6}" y="{at + 4:.1f}">{10.0 ** decade:g}</text>')
    for (key, name, unit), colour in zip(lines, COLOURS):
        points = [(x(step["documents"]), y(step[key] * unit)) for step in steps if step[key] > 0]
        if points:
            path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
            out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>' +
                       "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points) +
                       f'<text x="{points[-1][0] + 7:.1f}" y="{points[-1][1] + 4:.1f}">{name}</text>')
    out.append(f'<text class="x" x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 6}">documents</text>')
    return "\n".join(out) + "</svg>\n"


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
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells(step)) + "</tr>\n" for step in steps)
    (out / "scale.html").write_text(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Forestall against N</title><style>{STYLE}</style></head><body>\n<h1>Forestall against the number of documents</h1>\n"
        f"<p>{datetime.date.today().isoformat()}, {platform.platform()}; {options.drafts} drafts, one thread, five best. {said}.</p>\n"
        + "".join(plot(title, lines, steps) for title, lines in PLOTS)
        + "<table><thead><tr>" + "".join(f"<th>{name}</th>" for name in HEAD) + f"</tr></thead><tbody>\n{rows}</tbody></table>\n"
        "</body></html>\n", encoding="utf-8")
    print(f"plots in {out}/scale.html", file=sys.stderr)


main()
