#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How good and how fast are suggestions? Asks judged drafts and plots nDCG@10 and latency.

evaluate.py DRAFTS.jsonl QRELS OUTPUT.svg DOCUMENTS.jsonl…

The index is made in a temporary directory. The plot is drawn by matplotlib if it is there, else as a plain SVG.
"""

import html
import importlib
import pathlib
import statistics
import sys
import tempfile
from typing import Dict, List, Sequence, Tuple

import forestall

Answers = List[Tuple[str, float]]


def ask(
    suggester: forestall.Suggester, drafts: Sequence[forestall.QueryLine]
) -> Tuple[Dict[str, Answers], List[float]]:
    """Each draft's answers, and its fastest time of three in milliseconds."""
    run: Dict[str, Answers] = {}
    times = []
    for line in drafts:
        found = [
            suggester.solutions_for(line.as_draft(), limit=10, langs=line.lang, min_confidence=0) for _ in range(3)
        ]
        run[line.id] = [(item.id, item.score) for item in found[0]]
        times.append(min(answer.took_us for answer in found) / 1000)
    return run, times


def histogram(values: Sequence[float], bins: int) -> List[Tuple[float, int]]:
    """(upper end, how many) of bins of equal width from 0 on."""
    width = max(values, default=0.0) / bins or 1.0
    counts = [0] * bins
    for value in values:
        counts[min(int(value / width), bins - 1)] += 1
    return [((number + 1) * width, count) for number, count in enumerate(counts)]


def svg_bars(title: str, values: Sequence[float], left: int) -> str:
    bars = histogram(values, 10)
    most = max(count for _, count in bars) or 1
    out = [f'<text x="{left}" y="20" font-weight="bold">{html.escape(title)}</text>']
    for number, (end, count) in enumerate(bars):
        height, x = 150 * count / most, left + 30 * number
        out.append(
            f'<rect x="{x}" y="{200 - height:.1f}" width="26" height="{height:.1f}" fill="#3a6ea5">'
            f"<title>up to {end:.2f}: {count}</title></rect>"
        )
        out.append(f'<text x="{x}" y="215" font-size="9">{end:.2f}</text>')
    return "\n".join(out)


def plot(path: pathlib.Path, plots: Sequence[Tuple[str, Sequence[float]]]) -> str:
    """Draws histograms side by side; says by what."""
    try:
        pyplot = importlib.import_module("matplotlib.pyplot")
    except ImportError:
        drawn = "\n".join(svg_bars(title, values, 20 + 340 * number) for number, (title, values) in enumerate(plots))
        path.write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{340 * len(plots)}" height="230" '
            f'font-family="sans-serif" font-size="12">\n{drawn}\n</svg>\n',
            encoding="utf-8",
        )
        return "plain SVG"
    figure, axes = pyplot.subplots(1, len(plots), figsize=(5 * len(plots), 3))
    for axis, (title, values) in zip(axes, plots):
        axis.hist(values, bins=10)
        axis.set_title(title)
    figure.savefig(path)
    return "matplotlib"


def evaluate(
    drafts: Sequence[forestall.QueryLine],
    judgements: Dict[str, Dict[str, float]],
    output: pathlib.Path,
    documents: Sequence[str],
) -> None:
    with tempfile.TemporaryDirectory() as scratch, forestall.Index.create(pathlib.Path(scratch) / "index") as index:
        for name in documents:
            report = forestall.import_jsonl(index, name)
            print(f"{name}: {report.written} documents, {report.refused} lines refused")
        with index.searcher() as searcher, forestall.Suggester(searcher) as suggester:
            run, times = ask(suggester, drafts)
    result = forestall.evaluate(judgements, run, {line.id: line.lang for line in drafts})
    print(f"\n{'':8} {'drafts':>6} " + " ".join(f"{forestall.title_of(measure):>10}" for measure in forestall.Measure))
    for name, row in {"all": result.overall, **result.by_language}.items():
        print(
            f"{name or '?':8} {row.queries:>6} "
            + " ".join(f"{row.mean.at(measure):>10.3f}" for measure in forestall.Measure)
        )
    print(f"\nlatency: median {statistics.median(times):.2f} ms, slowest {max(times):.2f} ms")
    by = plot(
        output, [("nDCG@10 of a draft", [query.measures.ndcg_10 for query in result.queries]), ("milliseconds", times)]
    )
    print(f"{output} drawn ({by})")


def main() -> int:
    if len(sys.argv) < 5:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        lines = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
        drafts = [forestall.parse_query_line(line) for line in lines if line.strip()]
        evaluate(drafts, forestall.read_judgements(sys.argv[2]), pathlib.Path(sys.argv[3]), sys.argv[4:])
    except (forestall.Error, OSError) as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
