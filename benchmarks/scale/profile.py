#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fits what `scale` generates by: profile.py DOCUMENTS.jsonl DRAFTS.jsonl > FILE

Heaps' K and β from the vocabulary at a quarter of the words and at all; Zipf's a and b are those of a grid whose shares of
the 10, 100, 1,000 and 10,000 most frequent words come nearest; `repeats` is found by
drawing texts of these lengths until they have as many different words; lengths are 41 quantiles, the last the 99.9th
percentile: the few texts that are far longer are left out.
Topics are not fitted: with these a draft finds about as few near documents among 200,000 as a ticket does in the forum of
`default.profile`, and takes as long. Without topics (topical 0) it would take nine times as long."""
import collections
import datetime
import json
import math
import random
import re
import sys

WORD = re.compile(r"\w+")


def words(text):
    return WORD.findall((text or "").lower())


def quantiles(values):
    ordered = sorted(values)
    return [ordered[round(min(step / 40, .999) * (len(ordered) - 1))] for step in range(41)]


def shares(a, b, vocabulary, tops):
    def integral(rank):
        low, high = b + .5, b + rank
        return math.log(high / low) if abs(1 - a) < 1e-9 else (high ** (1 - a) - low ** (1 - a)) / (1 - a)
    return [integral(top) / integral(vocabulary) for top in tops]


def fit_zipf(counts):
    ordered, total = sorted(counts.values(), reverse=True), sum(counts.values())
    tops = [top for top in (10, 100, 1000, 10000) if top < len(ordered)]
    wanted = [sum(ordered[:top]) / total for top in tops]
    grid = [(a / 100, b / 2) for a in range(80, 161, 2) for b in range(1, 81)]
    return min(grid, key=lambda pair: sum((x - y) ** 2 for x, y in zip(shares(*pair, len(ordered), tops), wanted)))


def different(texts, pool, repeats):
    """How many different words texts of these lengths have if that share of their words repeats one of the same text."""
    dice, place, total = random.Random(1), 0, 0
    for length in texts:
        drawn = []
        for _ in range(length):
            if drawn and dice.random() < repeats:
                drawn.append(dice.choice(drawn))
            else:
                drawn.append(pool[place])
                place = (place + 1) % len(pool)
        total += len(set(drawn))
    return total


def fit_repeats(counts, texts, wanted):
    pool = random.Random(1).choices(list(counts), weights=list(counts.values()), k=1_000_000)
    low, high = 0.0, .9
    for _ in range(8):
        middle = (low + high) / 2
        low, high = (middle, high) if different(texts, pool, middle) > wanted else (low, middle)
    return (low + high) / 2


def main():
    counts, titles, bodies, growth, distinct = collections.Counter(), [], [], [], []
    solved, votes, years, total = 0, [], [], 0
    for number, line in enumerate(open(sys.argv[1], encoding="utf-8")):
        document = json.loads(line)
        title, body = words(document.get("title")), words(document.get("body"))
        counts.update(title)
        counts.update(body)
        total += len(title) + len(body)
        titles.append(len(title))
        bodies.append(len(body))
        if number % 50 == 0:
            growth.append((total, len(counts)))
            distinct.append((len(body), len(set(body))))
        solved += bool(document.get("solved"))
        votes.append((document.get("votes") or {}).get("helpful", 0))
        if document.get("created"):
            years.append(datetime.date.fromisoformat(document["created"][:10]).toordinal() / 365.25)
    quarter = next(pair for pair in growth if pair[0] * 4 >= total)
    beta = math.log(len(counts) / quarter[1]) / math.log(total / quarter[0])
    a, b = fit_zipf(counts)
    usual = [pair for pair in distinct if pair[0] < 2000]
    repeats = fit_repeats(counts, [length for length, _ in usual], sum(count for _, count in usual))
    asked = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
    voted = [count for count in votes if count]
    rows = {"heaps_k": [len(counts) / total ** beta], "heaps_beta": [beta], "zipf_a": [a], "zipf_b": [b], "repeats": [repeats],
            "topics": [2000], "topic_words": [60], "topical": [.4],
            "title_words": quantiles(titles), "body_words": quantiles(bodies),
            "subject_words": quantiles([len(words(one.get("subject") or one.get("text"))) for one in asked]),
            "draft_words": quantiles([len(words(one.get("body"))) for one in asked]),
            "solved": [solved / len(titles)], "voted": [len(voted) / len(titles)],
            "mean_votes": [sum(voted) / len(voted) if voted else 1], "years": [max(years) - min(years) if years else 5]}
    for key, values in rows.items():
        print(key, *(f"{value:.6g}" for value in values))


main()
