#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The arithmetic of benchmarks/peers and benchmarks/scale, by hand-made cases."""
import json
import math
import pathlib
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks/peers")]
import agreement  # noqa: E402
import page  # noqa: E402
import report  # noqa: E402
import texts  # noqa: E402
import timing  # noqa: E402


class Row:
    def __init__(self, results):
        self.results, self.count = results, len(results[0])


class Peers(unittest.TestCase):
    def test_ndcg_of_a_right_document_in_second_place(self):
        self.assertAlmostEqual(agreement.ndcg(["x", "right"], {"right": 1}), 1 / math.log2(3))

    def test_overlap_counts_what_both_lists_hold(self):
        self.assertAlmostEqual(agreement.overlap([["a", "b"]], [["b", "c"]]), .5)

    def test_ratios_take_the_best_of_each_query_and_spread_over_rounds(self):
        slow, fast = Row([[20, 40], [10, 80]]), Row([[10, 10], [10, 10]])
        best, least, most = timing.ratios(slow, fast)["mean"]
        self.assertEqual((best, least, most), (2.5, 3, 4.5))

    def test_ratios_are_over_the_queries_that_both_answered(self):
        self.assertEqual(timing.ratios(Row([[30]]), Row([[10, 1000]]))["mean"][0], 3)

    def test_a_collection_of_several_files_has_ids_of_its_own(self):
        with tempfile.TemporaryDirectory() as folder:
            home, files = pathlib.Path(folder), []
            for name in "ab":
                files.append(home / f"{name}.jsonl")
                files[-1].write_text(json.dumps({"id": "1", "parent": "1", "title": "tab\there", "body": "line\nback\\slash"}) + "\n")
            about = texts.collect(files, home / "both")
            self.assertEqual(about["documents"], 2)
            rows = [row.split("\t") for row in (home / "both/docs.tsv").read_text().splitlines()]
            self.assertEqual([row[0] for row in rows], ["0/1", "1/1"])
            self.assertEqual(rows[0][2:], ["tab\\there", "line\\nback\\\\slash"])
            self.assertEqual(json.loads((home / "both/english.jsonl").read_text().splitlines()[1])["parent"], "1/1")

    def test_queries_of_the_game_are_sorted_by_their_tags(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "queries"
            lines = [{"query": "+a +b", "tags": ["intersection"]}, {"query": '"a b"', "tags": ["phrase"]},
                     {"query": "+a -b", "tags": ["negated", "intersection"]}, {"query": "the", "tags": ["term"]}]
            file.write_text("".join(json.dumps(line) + "\n" for line in lines))
            self.assertEqual(texts.from_game(file), {"union": ["the"], "intersection": ["a b"], "phrase": ["a b"]})

    def test_the_report_names_who_is_absent_and_who_cannot(self):
        figure = {"queries": 2, "rounds": 1, "best_us": [1.0, 20.0], "mean_us": 10.5, "p50_us": 20.0, "p90_us": 20.0,
                  "p99_us": 20.0, "qps_two_threads": None, "ratio": {key: [1, 1, 1] for key in ("mean", "p50", "p99")}}
        whole = {"date": "2026-01-01", "versions": {"x": "1"}, "absent": {"lucene": "no JDK"}, "short_queries": "spans",
                 "machine": {"processor": "p", "flags": [], "cores": 1, "memory_gb": 1, "load_before": 0},
                 "collections": [{"title": "t", "documents": 1, "text_bytes": 5, "index": {}, "agreement": {},
                                  "times": {"phrase": {"Forestall": figure, "bm25s": None}}}]}
        said = report.markdown(whole)
        self.assertIn("Absent: lucene: no JDK", said)
        self.assertIn("cannot", said)
        self.assertEqual(page.html(whole).count("<svg"), 1)


unittest.main()
