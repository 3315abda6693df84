# SPDX-License-Identifier: Apache-2.0
"""The report as one page of HTML: the tables, and a plot of each workload."""
import html as escaping
import math
import re

import report

WIDTH, ROW, LEFT, RIGHT = 760, 26, 190, 16
STYLE = ("body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:#1b1b1f;background:#fff}"
         "table{border-collapse:collapse;margin:1rem 0;font-size:.85rem;display:block;overflow-x:auto}"
         "th,td{padding:.2rem .7rem;border-bottom:1px solid #ccc;text-align:right;white-space:nowrap}"
         "th:first-child,td:first-child{text-align:left}svg{width:100%;height:auto}svg text{font-size:12px;fill:#444}"
         ".grid{stroke:#ddd}.name{text-anchor:end}.tick{text-anchor:middle}rect{fill:#9db7e0}.ours rect{fill:#d98a6c}"
         ".middle{stroke:#1b1b1f;stroke-width:2}.mean{fill:#b3401f}")


def ticks(low, high):
    decade = 10 ** math.floor(math.log10(low))
    while decade <= high:
        for step in (1, 2, 5):
            if low <= decade * step <= high:
                yield decade * step
        decade *= 10


def plot(times):
    """A bar from the 10th to the 99th percentile of each row, a line at the median, a dot at the mean."""
    rows = [(name, sorted(figure["best_us"]), figure) for name, figure in times.items() if figure]
    if not rows:
        return ""
    low = min(best[len(best) // 10] for _, best, _ in rows) * .7
    high = max(figure["p99_us"] for _, _, figure in rows) * 1.4
    bottom = 8 + ROW * len(rows)

    def x(value):
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log(max(value, low) / low) / math.log(high / low)

    out = [f'<svg viewBox="0 0 {WIDTH} {bottom + 24}" role="img" aria-label="Times by engine, logarithmic axis">']
    marks = list(ticks(low, high))
    step = 1 + len(marks) // 12
    for tick in marks[::step]:
        out.append(f'<line class="grid" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="4" y2="{bottom}"/>'
                   f'<text class="tick" x="{x(tick):.1f}" y="{bottom + 16}">{report.time_text(tick)}</text>')
    for place, (name, best, figure) in enumerate(rows):
        top = 8 + ROW * place
        start, end, middle = x(best[len(best) // 10]), x(figure["p99_us"]), x(figure["p50_us"])
        ours = ' class="ours"' if name.startswith("Forestall") else ""
        out.append(f'<g{ours}><text class="name" x="{LEFT - 8}" y="{top + 15}">{escaping.escape(name)}</text>'
                   f'<rect x="{start:.1f}" y="{top + 3}" width="{max(end - start, 1):.1f}" height="{ROW - 9}"/>'
                   f'<line class="middle" x1="{middle:.1f}" x2="{middle:.1f}" y1="{top + 3}" y2="{top + ROW - 6}"/>'
                   f'<circle class="mean" cx="{x(figure["mean_us"]):.1f}" cy="{top + ROW / 2 - 1.5}" r="3.5"/>'
                   f'<title>{escaping.escape(name)}: median {report.time_text(figure["p50_us"])}, 99th percentile '
                   f'{report.time_text(figure["p99_us"])}</title></g>')
    return "\n".join(out) + "</svg>\n<p>Bar: 10th to 99th percentile; line: median; dot: mean.</p>\n"


def table_html(lines):
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head = "".join(f"<th scope=\"col\">{escaping.escape(cell)}</th>" for cell in cells[0])
    body = "".join("<tr>" + f"<th scope=\"row\">{escaping.escape(row[0])}</th>" +
                   "".join(f"<td>{escaping.escape(cell)}</td>" for cell in row[1:]) + "</tr>\n" for row in cells[2:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>\n"


def html(whole):
    out = ['<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
           f"<title>Forestall beside its peers</title><style>{STYLE}</style></head><body>\n<h1>Forestall beside its peers</h1>\n"]
    plots = iter([plot(times) for collection in whole["collections"] for times in collection["times"].values()])
    for block in report.markdown(whole).strip().split("\n\n"):
        lines = block.split("\n")
        if block.startswith("|"):
            out.append(table_html(lines))
            if "p50 | p90" in lines[0]:
                out.append(next(plots))
        elif block.startswith("**"):
            out.append("<h2>" + escaping.escape(re.sub(r"\*\*", "", block)) + "</h2>\n")
        elif len(block) < 90 and len(lines) == 1 and not block.startswith("Absent"):
            out.append(f"<h3>{escaping.escape(block)}</h3>\n")
        else:
            out += [f"<p>{escaping.escape(line)}</p>\n" for line in lines]
    return "".join(out) + "</body></html>\n"
