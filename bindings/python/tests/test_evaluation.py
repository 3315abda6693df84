# SPDX-License-Identifier: Apache-2.0
"""Judgements, runs, measures; analysis of texts; confidences."""

import io
import math
import random

import pytest

import forestall


def test_measures_are_what_their_definitions_say():
    run = forestall.measure({"a": 1, "c": 1}, [("b", 3.0), ("a", 2.0)])
    assert (
        run.mrr_10 == 0.5
        and run.success_1 == 0
        and run.success_5 == 1
        and run.recall_100 == 0.5
        and run.map_100 == 0.25
    )
    assert run.ndcg_10 == pytest.approx((1 / math.log2(3)) / (1 + 1 / math.log2(3)))
    assert run.at("ndcg_10") == run.at(forestall.Measure.ndcg_10) == run.ndcg_10
    assert forestall.title_of("ndcg_10") == "nDCG@10"


def test_judgements_and_runs_are_read_measured_and_written():
    judgements = forestall.read_judgements(["q1 0 kb-1 2", "q1\tkb-2\t0", "q2 kb-3 1"])
    assert judgements == {"q1": {"kb-1": 2.0, "kb-2": 0.0}, "q2": {"kb-3": 1.0}}
    out = io.StringIO()
    forestall.write_run(out, "q1", [forestall.Ranked("kb-2", 2.5), ("kb-1", 0.1)], "mine")
    assert out.getvalue() == "q1 Q0 kb-2 1 2.5 mine\nq1 Q0 kb-1 2 0.1 mine\n"
    run = forestall.read_run(io.StringIO(out.getvalue()))
    assert run == {"q1": (forestall.Ranked("kb-2", 2.5), forestall.Ranked("kb-1", 0.1))}
    evaluation = forestall.evaluate(judgements, run, {"q1": "en", "q2": "fr"})
    assert evaluation.overall.queries == 2 and evaluation.overall.mean.mrr_10 == 0.25
    assert evaluation.by_language["en"].mean.mrr_10 == 0.5 and [query.id for query in evaluation.queries] == [
        "q1",
        "q2",
    ]
    better = forestall.evaluate(judgements, {"q1": [("kb-1", 1)], "q2": [("kb-3", 1)]})
    assert forestall.compare(better, evaluation).difference.mrr_10 == 0.75
    assert 0 < forestall.compare(better, evaluation, rounds=100).p.mrr_10 <= 1
    with pytest.raises(forestall.InvalidArgumentError, match="line 1|1:"):
        forestall.read_judgements(["nonsense"])


def test_a_text_is_analysed_with_places_in_characters():
    text = "Die 🖨 Drucker drucken"
    terms = forestall.analyze(text, "de")
    assert [text[term.begin : term.end] for term in terms if term.term.startswith("druck")] == ["Drucker", "drucken"]
    assert forestall.analyze("Mail Pro", schema=forestall.Schema(names=["Mail Pro"]))
    guess = forestall.detect_language("Le mot de passe que vous avez choisi n'est pas accepté par le serveur.")
    assert guess.code == "fr" and guess.confidence > 0.5
    assert forestall.plain_text("<p>a &amp; <b>b</b></p>", "html").strip() == "a & b"


def test_a_calibration_learns_which_signals_matter():
    draw = random.Random(1)
    drafts = []
    for _ in range(300):
        signals = [forestall.Signals(title_coverage=draw.random(), draft_coverage=draw.random()) for _ in range(3)]
        drafts.append(forestall.JudgedAnswers(signals, [draw.random() < one.title_coverage for one in signals]))
    fitted = forestall.calibrate(drafts)
    low, high = ([forestall.Signals(title_coverage=x, draft_coverage=0.5)] for x in (0.1, 0.9))
    assert forestall.confidence_of(fitted, low) < 0.4 < 0.6 < forestall.confidence_of(fitted, high)
    answers = [(forestall.confidence_of(fitted, draft.signals), any(draft.right)) for draft in drafts]
    measured = forestall.reliability(answers)
    assert (
        measured.ece < 0.15
        and measured.auc > 0.5
        and sum(one.drafts for one in measured.bins) == measured.drafts == 300
    )
    with pytest.raises(forestall.InvalidArgumentError):
        forestall.calibrate([])
    with pytest.raises(forestall.InvalidArgumentError, match="as many values"):
        forestall.calibrate([forestall.JudgedAnswers([forestall.Signals()], [])])
