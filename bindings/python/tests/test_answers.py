# SPDX-License-Identifier: Apache-2.0
"""Searching, suggesting and what comes back."""

import copy
import datetime
import pickle
import threading

import pytest

import forestall
from conftest import DRAFT


def test_a_search_gives_hits_with_all_that_is_known(searcher):
    result = searcher.search("printer", limit=5, facets=["kind", "lang"], explain=True)
    assert (result.total, len(result), result.exact) == (1, 1, True) and result.took_us >= 0
    hit = result[0]
    assert (hit.id, hit.kind, hit.lang, hit.title) == (
        "kb-3",
        forestall.Kind.article,
        "en",
        "The printer does not respond",
    )
    assert hit.created == datetime.datetime(2025, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc) and hit.updated is None
    assert hit.votes == forestall.VoteCount(4, 1)
    stretch = hit.title_highlights[0]
    assert hit.title[stretch.start : stretch.start + stretch.length] == "printer"
    assert sum(term.score for term in hit.explanation.terms) == pytest.approx(hit.score)
    assert result.facets[0] == forestall.Facet(by="kind", values=[forestall.Facet.Value("article", 1)], total=1)
    assert searcher.explain("printer", "kb-3") == hit.explanation
    assert searcher.explain("printer", "kb-1") is None


def test_a_result_is_a_sequence_of_its_hits(searcher):
    result = searcher.search("the", langs="any", limit=100)
    assert [hit.id for hit in result] == [hit.id for hit in result.hits]
    assert result[-1] == result.hits[-1] and result[:2] == result.hits[:2]
    assert result[0] is result[0] or result[0] == result[0]
    with pytest.raises(IndexError):
        result[len(result)]
    hits = list(result)
    del result
    assert hits[0].title, "a hit outlives its result"


def test_queries_are_trees_that_a_parser_makes(searcher):
    tree = forestall.parse_query("+printer -secret title:respond")
    assert tree.type is forestall.Query.Type.boolean and len(tree.required) == 1
    assert searcher.search(tree).total == 1
    assert searcher.search(forestall.Query.phrase("sign-in page")).hits[0].id == "kb-1"
    assert searcher.search(forestall.Query.words("password", field="title")).total >= 1
    everything = forestall.Query(type="boolean", required=[forestall.Query.everything()])
    assert searcher.search(everything, langs="any").total == 4
    with pytest.raises(forestall.QuerySyntaxError, match='quote|"') as caught:
        forestall.parse_query('"never closed')
    assert isinstance(caught.value, ValueError)
    assert forestall.parse_leniently('"never closed').warnings


def test_readers_see_what_their_principals_may_see(searcher):
    assert searcher.search("printer").total == 1
    for agent in (["agent", "public"], forestall.Reader(principals=("public", "agent")), forestall.Reader.everything()):
        assert searcher.search("printer", reader=agent).total == 2
        assert searcher.get("kb-4", agent).title == "Secret printer settings"
    assert searcher.get("kb-4") is None and searcher.votes("kb-4") is None


def test_filters_and_options_may_be_records_dicts_or_keywords(searcher):
    anyone = {"langs": "any", "documents": False}
    assert searcher.search("mot de passe printer", filter={"kinds": ["faq"]}, **anyone).total == 1
    recent = forestall.Filter(created_from=datetime.date(2025, 1, 1))
    assert [hit.id for hit in searcher.search(forestall.Query.everything(), filter=recent, **anyone)] == ["kb-3"]
    options = forestall.SearchOptions(limit=1, sort="votes", langs="any")
    assert len(searcher.search(forestall.Query.everything(), options)) == 1
    assert len(searcher.search(forestall.Query.everything(), options, limit=3)) == 3, "keywords win"


def test_suggestions_come_with_confidence_and_reasons(searcher):
    with forestall.Suggester(searcher) as suggester:
        answer = suggester.solutions_for(DRAFT, limit=3, min_confidence=0, explain=True)
        assert answer.status == "ok" and answer.status is forestall.SuggestStatus.ok
        best = answer[0]
        assert best.id == "kb-1" and 0 < best.confidence <= 1 and len(best.signals.values()) == 10
        assert isinstance(best, forestall.Hit) and best.explanation.terms[0].score > 0
        same = suggester.solutions_for(
            {"subject": DRAFT.subject, "body": DRAFT.body}, limit=3, min_confidence=0, explain=True
        )
        assert same.items == answer.items
        silent = suggester.solutions_for(forestall.Draft(subject="zzz"))
        assert silent.status != "ok" and len(silent) == 0 and not silent
        assert suggester.searcher().size() == 5
    with pytest.raises(forestall.UnsupportedError, match="suggester is closed"):
        suggester.solutions_for(DRAFT)


def test_a_search_can_be_stopped_and_says_so(index):
    source = forestall.StopSource()
    source.request_stop()
    stopped = index.searcher().search("printer", budget=forestall.Budget(cancel=source))
    assert not stopped.exact
    assert index.searcher().search("printer", budget=datetime.timedelta(seconds=10)).exact


def test_everything_can_be_walked_through_a_page_at_a_time(index):
    batch = forestall.Batch()
    for number in range(600):
        batch.put(
            forestall.Document(
                id=f"n-{number:04}", title=f"number {number}", audience="agent" if number % 2 else "public"
            )
        )
    index.write(batch)
    index.learn(forestall.Lesson("t-1", DRAFT, "kb-1"))
    searcher = index.searcher()
    index.remove("n-0000")
    everything = [document.id for document in searcher.documents(forestall.Reader.everything())]
    assert (
        everything == sorted(everything) and len(everything) == 605 and "n-0000" in everything
    ), "frozen, without lessons"
    assert sum(1 for _ in searcher.documents()) == 304
    assert next(searcher.documents(after="n-0001")).id == "n-0002"


def test_records_have_reprs_equality_copies_and_plain_forms():
    document = forestall.Document("kb-1", title="x" * 100, tags=["a", "b", "c", "d"])
    shown = repr(document)
    assert shown.startswith("Document(id='kb-1', title='xxx") and "(100 characters)" in shown and "4 in all" in shown
    assert "body" not in shown
    assert (
        document
        == forestall.Document(id="kb-1", title="x" * 100, tags=("a", "b", "c", "d"))
        != forestall.Document("kb-1")
    )
    assert document != "kb-1" and document.replace(views=3).views == 3 and document.views == 0
    assert copy.deepcopy(document) == document and pickle.loads(pickle.dumps(document)) == document
    assert document.to_dict()["kind"] == "article" and document.to_dict()["votes"] == {"helpful": 0, "unhelpful": 0}
    with pytest.raises(AttributeError):
        document.title = "changed"
    with pytest.raises(TypeError):
        hash(document)


def test_answers_can_be_pickled_and_sent_elsewhere(searcher):
    result = searcher.search("printer", explain=True, facets="kind")
    assert pickle.loads(pickle.dumps(result)) == result
    answer = forestall.Suggester(searcher).solutions_for(DRAFT, explain=True, min_confidence=0)
    assert pickle.loads(pickle.dumps(answer)) == answer and answer.to_dict()["items"][0]["id"] == "kb-1"


def test_notebook_tables_escape_what_people_wrote(index):
    index.put(
        {
            "id": "evil",
            "lang": "en",
            "title": "<script>alert('printer')</script>",
            "body": "printer & <b>more</b>",
            "url": "javascript:alert(1)",
        }
    )
    html = index.searcher().search("printer")._repr_html_()
    assert "<script" not in html and "&lt;script&gt;" in html and "<mark>printer</mark>" in html
    assert "javascript" not in html and "&amp; &lt;b&gt;" in html
    assert "<table>" in forestall.Suggester(index.searcher()).solutions_for(DRAFT, min_confidence=0)._repr_html_()


def test_a_searcher_answers_the_same_in_every_thread(searcher):
    expected = searcher.search("password printer folder", langs="any").hits
    different = []

    def ask():
        for _ in range(50):
            if searcher.search("password printer folder", langs="any").hits != expected:
                different.append(True)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not different
