#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""bm25s's side of the protocol in ../README.md: a score matrix in memory, numba, its tokenizer with Snowball's English
stemmer, every word kept. It has no positions, so no phrases, and neither intersections nor counts. With several threads it
takes all queries at once, as its `retrieve` does."""
import json
import pathlib
import sys
import time

import bm25s
import Stemmer
from bm25s.tokenization import Tokenizer


def texts(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            key, _, title, body = line.rstrip("\n").split("\t")
            both = title + "\n" + body
            if "\\" in both:
                both = both.replace("\\\\", "\0").replace("\\n", "\n").replace("\\t", "\t").replace("\0", "\\")
            yield key, both


def tokenizer():
    return Tokenizer(lower=True, splitter=r"(?u)\b\w+\b", stopwords=[], stemmer=Stemmer.Stemmer("english"))


def make(documents, directory):
    start = time.perf_counter()
    words = tokenizer()
    ids, bodies = zip(*texts(documents))
    tokens = words.tokenize(list(bodies), update_vocab=True, return_as="ids", show_progress=False)
    matrix = bm25s.BM25(method="lucene", k1=1.2, b=0.75, backend="numba")
    matrix.index((tokens, words.get_vocab_dict()), show_progress=False)
    matrix.save(directory)
    words.save_vocab(directory)
    pathlib.Path(directory, "ids.json").write_text(json.dumps(ids), encoding="utf-8")
    print(json.dumps({"seconds": time.perf_counter() - start, "one_segment_seconds": 0}))


class Asking:
    def __init__(self, directory):
        self.matrix = bm25s.BM25.load(directory, load_corpus=False)
        self.matrix.backend = "numba"
        self.matrix.activate_numba_scorer()
        self.words = tokenizer()
        self.words.load_vocab(directory)
        self.ids = json.loads(pathlib.Path(directory, "ids.json").read_text(encoding="utf-8"))

    def several(self, queries, k, threads):
        tokens = self.words.tokenize(queries, update_vocab=False, return_as="ids", show_progress=False)
        known = [list(one) for one in tokens]
        found, _ = self.matrix.retrieve(known, k=k, n_threads=threads, show_progress=False, backend_selection="numba")
        return [[self.ids[number] for number in row] for row in found]


def serve(directory):
    asking, sets = Asking(directory), {}
    for line in sys.stdin:
        command, name, *rest = line.rstrip("\n").split("\t")
        if command == "load":
            sets[name] = [text for _, text in texts(rest[0])]
            answer = {"queries": len(sets[name])}
        elif rest[0] not in ("draft", "union"):
            answer = {"unsupported": True}
        elif command == "answers":
            answer = {"answers": [asking.several([query], int(rest[1]), 0)[0] for query in sets[name]]}
        elif int(rest[2]) > 1:
            start = time.perf_counter_ns()
            asking.several(sets[name], int(rest[1]), int(rest[2]))
            answer = {"wall_ns": time.perf_counter_ns() - start, "ns": []}
        else:
            times, began = [], time.perf_counter_ns()
            for query in sets[name]:
                start = time.perf_counter_ns()
                asking.several([query], int(rest[1]), 0)
                times.append(time.perf_counter_ns() - start)
            answer = {"wall_ns": time.perf_counter_ns() - began, "ns": times}
        print(json.dumps(answer), flush=True)


def main():
    if sys.argv[1] == "version":
        import numba
        print(json.dumps({"version": f"{bm25s.__version__}, numba {numba.__version__}, "
                                     f"Python {sys.version.split()[0]}"}))
    elif sys.argv[1] == "index":
        make(sys.argv[2], sys.argv[3])
    else:
        serve(sys.argv[2])


main()
