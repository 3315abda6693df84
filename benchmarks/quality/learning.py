#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is won and lost by learning from solved tickets, on a judged collection.

  learning.py time DOCS.jsonl QUERIES.jsonl QRELS     the older half is learnt, the newer half asks
  learning.py half DOCS.jsonl QUERIES.jsonl QRELS     half of the topics are taught by half of their queries

time: older and newer by "at", else by the number in the id. Rows: nothing learnt, the last 100 lessons, all of them, all
of them with 40 % of the solutions replaced by a random document; then nDCG@10 by how many lessons the right document
had: of each pair of query and right document (the query's value counts in each group that one of its documents is in),
and strictly, of each query once, by the most lessons that any of its right documents had.
half: a topic is what judgements connect. Documents of topics that are not taught are created after the lessons.
--solutions N: a lesson names N documents of its topic (0: all of them). Seeds are 1 to --rounds; the table has means.

Queries ask as drafts. Figures: nDCG@10 and success@1 as `forestall eval` gives them. Needs the forestall command on the
PATH or in --forestall.
"""
import argparse
import json
import pathlib
import random
import re
import shutil
import subprocess
import tempfile

GROUPS = [("0", 0, 0), ("1-3", 1, 3), ("4-30", 4, 30), ("31-100", 31, 100), ("over 100", 101, 10**9)]


class Collection:
    def __init__(self, args):
        self.args = args
        self.documents = [json.loads(line) for line in open(args.documents, encoding="utf-8")]
        self.queries = [json.loads(line) for line in open(args.queries, encoding="utf-8")]
        self.relevant = {}
        for line in open(args.qrels, encoding="utf-8"):
            query, *_, document, grade = line.split()
            if float(grade) > 0:
                self.relevant.setdefault(query, {})[document] = float(grade)
        self.queries = [query for query in self.queries if query["id"] in self.relevant]
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="forestall-learning-"))

    def forestall(self, *words):
        done = subprocess.run([self.args.forestall, *map(str, words)], capture_output=True, text=True, check=False)
        if done.returncode > 1:
            raise SystemExit(f"forestall {' '.join(map(str, words))}: {done.stderr}")
        return done.stdout

    def write(self, name, rows):
        path = self.home / name
        with open(path, "w", encoding="utf-8") as out:
            for row in rows:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        return path

    def lesson(self, query, solutions, at):
        draft = {"subject": query.get("subject", query.get("text", "")), "body": query.get("body", "")}
        return {"ticket": query["id"], **draft, "lang": query.get("lang", ""), "product": query.get("product"),
                "solution": list(solutions), "at": at}

    def ask(self, documents, lessons, queries):
        """nDCG@10 and success@1 of every query, by its id."""
        db = self.home / "index"
        shutil.rmtree(db, ignore_errors=True)
        self.forestall("import", db, self.write("documents", documents), "--json")
        if lessons:
            self.forestall("learn", db, self.write("lessons", lessons))
        run = self.forestall("run", db, self.write("queries", queries), "--mode", "suggest", "--limit", 10)
        answers = {}
        for line in run.splitlines():
            query, _, document, *_ = line.split()
            answers.setdefault(query, []).append(document)
        return {query["id"]: self.measure(query["id"], answers.get(query["id"], [])) for query in queries}

    def measure(self, query, answers):
        from math import log2
        grades = self.relevant[query]
        gain = sum(grades.get(document, 0) / log2(rank + 2) for rank, document in enumerate(answers[:10]))
        ideal = sum(grade / log2(rank + 2) for rank, grade in enumerate(sorted(grades.values(), reverse=True)[:10]))
        return gain / ideal, float(bool(answers) and answers[0] in grades)


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else float("nan")


def order(query):
    return query.get("at") or [int(digits) for digits in re.findall(r"\d+", query["id"])]


def by_time(collection):
    queries = sorted(collection.queries, key=order)
    older, newer = queries[: len(queries) // 2], queries[len(queries) // 2:]
    lessons = [collection.lesson(query, collection.relevant[query["id"]], "2020-01-01") for query in older]
    chance = random.Random(7)
    ids = [document["id"] for document in collection.documents]
    wrong = [{**lesson, "solution": [chance.choice(ids)]} if chance.random() < 0.4 else lesson for lesson in lessons]
    counts = {}
    for lesson in lessons:
        for document in lesson["solution"]:
            counts[document] = counts.get(document, 0) + 1
    results = {}
    for name, taught in [("nothing learnt", []), ("last 100", lessons[-100:]), ("all", lessons), ("40 % wrong", wrong)]:
        results[name] = collection.ask(collection.documents, taught, newer)
        print(f"{name:<16} lessons {len(taught):>6}  nDCG@10 {mean(v[0] for v in results[name].values()):.4f}  "
              f"S@1 {mean(v[1] for v in results[name].values()):.4f}", flush=True)
    taught = {query["id"]: [counts.get(document, 0) for document in collection.relevant[query["id"]]] for query in newer}
    print_groups("pairs", [(query, count) for query, each in taught.items() for count in each], results)
    print_groups("queries", [(query, max(each)) for query, each in taught.items()], results)


def print_groups(what, counted, results):
    """A row for each group of GROUPS. `counted`: queries, each with a number of lessons."""
    print(f"{'lessons':<10}{what:>8}{'untaught':>10}{'taught':>9}{'ratio':>7}")
    for name, low, high in GROUPS:
        queries = [query for query, lessons in counted if low <= lessons <= high]
        before = mean(results["nothing learnt"][query][0] for query in queries)
        after = mean(results["all"][query][0] for query in queries)
        print(f"{name:<10}{len(queries):>8}{before:>10.4f}{after:>9.4f}{after / before:>7.2f}")


def topics_of(collection):
    """The topic of every document and query: what judgements connect."""
    topic = {}

    def find(node):
        while topic.setdefault(node, node) != node:
            topic[node] = topic[topic[node]]
            node = topic[node]
        return node

    for query, documents in collection.relevant.items():
        for document in documents:
            topic[find("d" + document)] = find("q" + query)
    return find


def half(collection):
    find = topics_of(collection)
    totals = {}
    for seed in range(1, collection.args.rounds + 1):
        chance = random.Random(seed)
        names = sorted({find("q" + query["id"]) for query in collection.queries})
        chance.shuffle(names)
        taught = set(names[: len(names) // 2])
        by_topic = {}
        for query in collection.queries:
            by_topic.setdefault(find("q" + query["id"]), []).append(query)
        learnt = set()
        for name in sorted(taught):
            members = by_topic[name]
            chance.shuffle(members)
            learnt |= {query["id"] for query in members[: len(members) // 2]}
        documents = [{**document, "created": "2019-01-01" if find("d" + document["id"]) in taught else "2021-01-01"}
                     for document in collection.documents]
        lessons = []
        for query in collection.queries:
            if query["id"] in learnt:
                solutions = sorted(collection.relevant[query["id"]])
                if collection.args.solutions:
                    solutions = chance.sample(solutions, min(collection.args.solutions, len(solutions)))
                lessons.append(collection.lesson(query, solutions, "2020-01-01"))
        asking = [query for query in collection.queries if query["id"] not in learnt]
        before, after = collection.ask(documents, [], asking), collection.ask(documents, lessons, asking)
        for query in asking:
            group = totals.setdefault("taught" if find("q" + query["id"]) in taught else "untaught", [])
            group.append((*before[query["id"]], *after[query["id"]]))
    print(f"{'topics':<10}{'queries':>9}   nDCG@10 before  after     S@1 before  after")
    for name, rows in sorted(totals.items()):
        values = [mean(row[i] for row in rows) for i in range(4)]
        print(f"{name:<10}{len(rows):>9}{values[0]:>17.4f}{values[2]:>7.4f}{values[1]:>15.4f}{values[3]:>7.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("split", choices=["time", "half"])
    for name in ("documents", "queries", "qrels"):
        parser.add_argument(name)
    parser.add_argument("--forestall", default="forestall")
    parser.add_argument("--solutions", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    collection = Collection(args)
    try:
        by_time(collection) if args.split == "time" else half(collection)
    finally:
        shutil.rmtree(collection.home, ignore_errors=True)


if __name__ == "__main__":
    main()
