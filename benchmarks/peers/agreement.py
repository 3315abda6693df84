# SPDX-License-Identifier: Apache-2.0
"""Do the engines answer alike? It shows that each is set up rightly; rankings differ by design."""
import math
import statistics


def read_qrels(path):
    relevant = {}
    with open(path, encoding="utf-8") as rows:
        for row in rows:
            query, *_, document, grade = row.split()
            if float(grade) > 0:
                relevant.setdefault(query, {})[document] = float(grade)
    return relevant


def ndcg(answer, grades, depth=10):
    gain = sum(grades.get(document, 0) / math.log2(place + 2) for place, document in enumerate(answer[:depth]))
    ideal = sum(grade / math.log2(place + 2) for place, grade in enumerate(sorted(grades.values(), reverse=True)[:depth]))
    return gain / ideal


def overlap(one, other):
    return statistics.mean(len(set(a) & set(b)) / max(1, min(10, len(b))) for a, b in zip(one, other) if b)


def compare(drivers, folder, judged, ids, say, slow):
    """Mean overlap of the ten best with Forestall's and with Lucene's on the first drafts, and nDCG@10 on the judged ones."""
    answers, out = {}, {}
    for row, driver in drivers.items():
        say(f"answers of {row}")
        driver.ask("load", "overlap", folder / ("few.tsv" if row in slow else "some.tsv"))
        answers[row] = driver.ask("answers", "overlap", "draft", 10)["answers"]
    for row, mine in answers.items():
        out[row] = {f"overlap_{base.lower()}": overlap(mine, answers[base]) for base in ("Forestall", "Lucene") if base in answers}
    for row, driver in drivers.items() if judged else ():
        if row in slow:
            continue
        driver.ask("load", "judged", folder / "judged.tsv")
        found = driver.ask("answers", "judged", "draft", 10)["answers"]
        scores = [ndcg(answer, judged[query]) for query, answer in zip(ids, found) if query in judged]
        out[row]["ndcg"] = statistics.mean(scores) if scores else 0
        out[row]["judged_queries"] = len(scores)
    return out
