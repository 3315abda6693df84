# SPDX-License-Identifier: Apache-2.0
"""The report as Markdown."""

NAMES = {"draft": "drafts, 5 best", "union": "union, 10 best", "intersection": "intersection, 10 best",
         "phrase": "phrase, 10 best", "count-union": "count of a union", "count-intersection": "count of an intersection"}


def time_text(microseconds):
    if microseconds >= 1e4:
        return f"{microseconds / 1e3:,.0f} ms"
    return f"{microseconds / 1e3:.2f} ms" if microseconds >= 1e3 else f"{microseconds:.0f} µs" if microseconds >= 10 else f"{microseconds:.1f} µs"


def factor(value):
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def ratio_text(triple):
    best, least, most = triple
    return f"{factor(best)}× ({factor(least)}–{factor(most)})"


def table(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *("| " + " | ".join(row) + " |" for row in rows)])


def times_table(times):
    rows = []
    for name, figure in times.items():
        if not figure:
            rows.append([name, *["–"] * 7, "cannot"])
            continue
        ratio = figure.get("ratio")
        threads = figure["qps_two_threads"]
        rows.append([name, *(time_text(figure[key]) for key in ("p50_us", "p90_us", "p99_us", "mean_us")),
                     *((ratio_text(ratio[key]) for key in ("p50", "p99")) if ratio else ("–", "–")),
                     f"{threads:,.0f}" if threads else "–", f"{figure['queries']:,} × {figure['rounds']}"])
    return table(["", "p50", "p90", "p99", "mean", "p50 to Forestall's", "p99 to Forestall's", "queries/s, two threads",
                  "queries × rounds"], rows)


def index_table(collection):
    rows = []
    for name, by_threads in collection["index"].items():
        one, two = by_threads.get(1) or by_threads.get("1"), by_threads.get(2) or by_threads.get("2")
        stored = f"{one['all_bytes'] / 1e6:,.0f}" if "all_bytes" in one else "–"
        rows.append([name, f"{one['mb_per_second']:.1f}", f"{two['mb_per_second']:.1f}" if two else "–",
                     f"{one['one_segment_seconds']:.1f} s", f"{one['bytes'] / 1e6:,.0f}", stored,
                     f"{one['peak_memory'] / 1e6:,.0f}"])
    return table(["", "MB/s, one thread", "two threads", "then to one segment", "index MB", "with stored text and rows MB",
                  "peak memory MB"], rows)


def agreement_table(collection):
    rows = []
    for name, figure in collection["agreement"].items():
        share = [f"{100 * figure[key]:.0f} %" if key in figure else "–" for key in ("overlap_forestall", "overlap_lucene")]
        rows.append([name, *share, f"{figure['ndcg']:.3f}" if "ndcg" in figure else "–"])
    return table(["", "10 best in common with Forestall", "with Lucene", "nDCG@10, judged drafts"], rows)


def pair(figure):
    return f"{figure['p50_us'] / 1e3:,.2f} / {figure['p99_us'] / 1e3:,.1f}" if figure else "–"


def summary(whole):
    """One table for a README: a row for each engine, a column for each kind of work."""
    first, *rest = whole["collections"]
    names = list(dict.fromkeys([*(name for times in first["times"].values() for name in times), *first["index"]]))
    kinds = [kind for kind in ("union", "intersection", "phrase") if kind in first["times"]]
    rows = []
    for name in names:
        made = first["index"].get(name, {}).get(1)
        row = [name, f"{made['mb_per_second']:.1f}" if made else "", f"{made['bytes'] / 1e6:,.0f}" if made else ""]
        row += [pair(one["times"].get("draft", {}).get(name)) for one in whole["collections"]]
        for kind in kinds:
            figure = first["times"][kind].get(name)
            row.append(f"{figure['mean_us']:,.0f}" if figure else "–")
        rows.append(row)
    head = ["", "index MB/s", "index MB", "drafts, 5 best, p50 / p99 ms"]
    head += [f"{one['documents']:,} documents" for one in rest] + [f"{kind}, 10 best, mean µs" for kind in kinds]
    return table(head, rows)


def markdown(whole):
    machine = whole["machine"]
    out = [f"{machine['processor']}, {', '.join(machine['flags']) or 'no AVX'}, {machine['cores']} cores, {machine['memory_gb']} GB, "
           f"{whole['date']}; load before: {machine['load_before']:.1f}. One thread bound to a core unless said otherwise; a query's "
           "time is its best of the rounds, analysis and ids of the answers included; ratios: of these, and (least–greatest of the "
           "rounds).", "",
           "Versions: " + "; ".join(f"{name} {version.removeprefix(name + ' ')}" for name, version in whole["versions"].items()) + "."]
    out += [f"Absent: {name}: {reason}" for name, reason in whole["absent"].items()]
    out += ["", summary(whole)]
    for collection in whole["collections"]:
        out += ["", f"**{collection['title']}**: {collection['documents']:,} documents, {collection['text_bytes'] / 1e6:,.1f} MB of text"]
        for mode, times in collection["times"].items():
            title = NAMES[mode] + (f" ({whole['short_queries']})" if mode != "draft" else "")
            out += ["", title[0].upper() + title[1:], "", times_table(times)]
        out += ["", "Indexing, English stemming and positions", "", index_table(collection), "", "Agreement on drafts", "",
                agreement_table(collection)]
    return "\n".join(out) + "\n"
