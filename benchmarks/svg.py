# SPDX-License-Identifier: Apache-2.0
"""Line plots as SVG, for the benchmarks' HTML pages."""
import math

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 760, 280, 70, 40, 12, 120
COLOURS = ["#b3401f", "#4a6fa5", "#5b8c5a", "#8a5a9e", "#a88420"]
STYLE = ("body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:54rem;padding:0 1rem;color:#1b1b1f;background:#fff}"
         "table{border-collapse:collapse;margin:1rem 0;font-size:.85rem;display:block;overflow-x:auto}"
         "th,td{padding:.2rem .7rem;border-bottom:1px solid #ccc;text-align:right;white-space:nowrap}"
         "svg{width:100%;height:auto}svg text{font-size:11px;fill:#444}.grid{stroke:#ddd}.x{text-anchor:middle}.y{text-anchor:end}")


class Axis:
    """Maps values to 0 to 1, and names the marks; logarithmic, or linear from 0."""

    def __init__(self, values, logarithmic):
        self.logarithmic = logarithmic
        if logarithmic:
            self.low = math.floor(math.log10(min(values)))
            self.high = max(math.ceil(math.log10(max(values))), self.low + 1)
            self.marks = [10.0 ** decade for decade in range(self.low, self.high + 1)]
        else:
            step = 10 ** math.floor(math.log10(max(values) or 1))
            step = next(s for s in (step / 5, step / 2, step, step * 2) if max(values) / s <= 6)
            self.low, self.high = 0, math.ceil((max(values) or 1) / step) * step
            self.marks = [i * step for i in range(round(self.high / step) + 1)]

    def place(self, value):
        return ((math.log10(value) if self.logarithmic else value) - self.low) / (self.high - self.low)


def plot(title, xs, lines, x_title, log_x=True, log_y=True):
    """`lines`: (name, values by x). Values that a logarithmic axis has no place for are left out."""
    shown = [(name, [(x, y) for x, y in zip(xs, ys) if y > 0 or not log_y]) for name, ys in lines]
    values = [y for _, points in shown for _, y in points]
    if not values or len(xs) < 2:
        return ""
    across, up = Axis(xs, log_x), Axis(values, log_y)

    def x(value):
        return LEFT + across.place(value) * (WIDTH - LEFT - RIGHT)

    def y(value):
        return TOP + (1 - up.place(value)) * (HEIGHT - TOP - BOTTOM)

    out = [f'<h2>{title}</h2>\n<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">']
    for mark in across.marks:
        out.append(f'<line class="grid" x1="{x(mark):.1f}" x2="{x(mark):.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
                   f'<text class="x" x="{x(mark):.1f}" y="{HEIGHT - BOTTOM + 16}">{mark:,.10g}</text>')
    for mark in up.marks:
        out.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(mark):.1f}" y2="{y(mark):.1f}"/>'
                   f'<text class="y" x="{LEFT - 6}" y="{y(mark) + 4:.1f}">{mark:g}</text>')
    for (name, points), colour in zip(shown, COLOURS):
        if not points:
            continue
        path = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in points)
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>' +
                   "".join(f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3" fill="{colour}"/>' for a, b in points) +
                   f'<text x="{x(points[-1][0]) + 7:.1f}" y="{y(points[-1][1]) + 4:.1f}" style="fill:{colour}">{name}</text>')
    out.append(f'<text class="x" x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 6}">{x_title}</text>')
    return "\n".join(out) + "</svg>\n"


def page(path, title, text, body):
    path.write_text('<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
                    f"<title>{title}</title><style>{STYLE}</style></head><body>\n<h1>{title}</h1>\n<p>{text}</p>\n{body}</body></html>\n",
                    encoding="utf-8")


def table(head, rows):
    def line(cells, tag):
        return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>\n"
    return "<table><thead>" + line(head, "th") + "</thead><tbody>" + "".join(line(row, "td") for row in rows) + "</tbody></table>\n"
