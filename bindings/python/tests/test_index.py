# SPDX-License-Identifier: Apache-2.0
"""Writing, opening and upkeep."""

import datetime

import pytest

import forestall
from conftest import ARTICLES, DRAFT


def test_a_put_document_is_in_the_next_searcher_and_comes_back_equal(index):
    document = forestall.Document(
        id="kb-9",
        lang="en",
        title="A new scanner",
        body="Plug it in.",
        tags=["scanner"],
        views=7,
        kind=forestall.Kind.known_issue,
        format="markdown",
        solved=True,
        votes=forestall.VoteCount(3, 1),
        updated=datetime.datetime(2026, 5, 2, 12, 0),
    )
    assert index.put(document) == 1
    assert index.put(document) == 0, "an equal document is not written again"
    assert index.searcher().get("kb-9") == document
    assert [hit.id for hit in index.searcher().search("scanner")] == ["kb-9"]


def test_a_document_may_be_given_as_a_dict_as_json_has_it(index):
    index.put({"id": "x", "title": "From JSON", "created": "2026-05-02T10:00:00+02:00", "parent": None, "tags": "one"})
    document = index.searcher().get("x")
    assert document.created == datetime.datetime(2026, 5, 2, 8, tzinfo=datetime.timezone.utc)
    assert document.tags == ("one",) and document.parent == ""


def test_a_batch_is_written_together_or_not_at_all(index):
    batch = forestall.Batch()
    batch.put({"id": "b-1", "title": "first"})
    batch.remove("kb-2")
    batch.vote("kb-1", voter="ann")
    batch.learn(forestall.Lesson("t-1", DRAFT, ["kb-1"]))
    batch.unlearn("nobody")
    assert len(batch) == batch.size() == 5 and not batch.empty()
    assert [type(step).__name__ for step in batch.operations()] == ["Put", "Remove", "Cast", "Learn", "Unlearn"]
    assert batch.operations()[2].vote == forestall.Vote("ann")
    bad = forestall.Batch()
    bad.put({"id": "c-1", "title": "not to be kept"})
    bad.put({"id": "white space", "title": "refused"})
    with pytest.raises(forestall.InvalidArgumentError, match="white space"):
        index.write(bad)
    assert index.searcher().get("c-1") is None
    assert index.write(batch) == 2, "a document and a lesson"
    assert index.searcher().get("b-1").title == "first" and index.searcher().get("kb-2") is None
    batch.clear()
    assert batch.empty() and index.write(batch) == 0


def test_votes_count_at_once_and_can_be_withdrawn(index):
    assert index.searcher().votes("kb-3") == forestall.VoteCount(4, 1)
    index.vote("kb-3", voter="ann", helpful=False)
    index.vote("kb-3", forestall.Vote(voter="ben"))
    assert index.searcher().votes("kb-3") == forestall.VoteCount(helpful=5, unhelpful=2)
    index.vote("kb-3", forestall.Vote("ben"), withdraw=True)
    assert index.searcher().votes("kb-3") == forestall.VoteCount(4, 2)
    with pytest.raises(forestall.NotFoundError, match="nowhere"):
        index.vote("nowhere", voter="ann")


def test_lessons_are_learnt_once_and_forgotten_without_a_trace(index):
    ask = {"min_confidence": 0, "snippets": False}
    before = forestall.Suggester(index.searcher()).solutions_for(DRAFT, **ask).items
    lesson = forestall.Lesson(
        ticket="t-1", draft={"subject": "Sign in", "body": "password forgotten"}, solutions="kb-1"
    )
    assert index.learn(lesson) is True and index.learn(lesson) is False
    assert index.stats().lessons == 1
    index.unlearn("t-1")
    assert index.stats().lessons == 0
    assert forestall.Suggester(index.searcher()).solutions_for(DRAFT, **ask).items == before


def test_opening_says_what_is_wrong_by_the_class_of_the_error(tmp_path):
    where = tmp_path / "desk.db"
    with pytest.raises(forestall.NotFoundError, match="desk.db") as caught:
        forestall.Index.open(where)
    assert caught.value.code is forestall.ErrorCode.not_found and isinstance(
        caught.value, (forestall.Error, LookupError)
    )
    with forestall.Index.create(str(where), forestall.Schema(names=["Mail Pro"])) as index:
        assert index.schema().names == ("Mail Pro",)
        with pytest.raises(forestall.AlreadyExistsError):
            forestall.Index.create(where)
        with pytest.raises(forestall.LockedError, match="is writing to this index"):
            forestall.Index.open(where)
        with forestall.Index.open(where, read_only=True) as reader:
            with pytest.raises(forestall.UnsupportedError, match="read-only"):
                reader.put({"id": "a", "title": "b"})
    with forestall.Index.open_or_create(where, durability="sync", memory_budget=1 << 20) as index:
        assert index.schema().names == ("Mail Pro",)
    next(where.rglob("CURRENT")).write_text("nonsense")
    with pytest.raises(forestall.CorruptError, match="desk.db"):
        forestall.Index.open(where)


def test_closing_twice_is_fine_and_later_calls_say_that_it_is_closed(tmp_path):
    index = forestall.Index.create(tmp_path / "desk.db")
    index.put({"id": "a", "title": "kept"})
    searcher = index.searcher()
    index.close()
    index.close()
    with pytest.raises(forestall.UnsupportedError, match="desk.db is closed"):
        index.put({"id": "b", "title": "too late"})
    assert searcher.search("kept").total == 1, "living searchers go on"
    searcher.close()
    searcher.close()
    with pytest.raises(forestall.UnsupportedError, match="this searcher is closed"):
        searcher.search("kept")
    with forestall.Index.open(tmp_path / "desk.db") as again:
        assert again.searcher().size() == 1
    assert "closed" in repr(index) and "closed" in repr(searcher)


def test_upkeep_leaves_every_document_where_it_was(index, tmp_path):
    index.remove("kb-2")
    index.flush()
    index.wait()
    index.compact()
    stats = index.stats()
    assert (stats.documents, stats.segments, stats.deleted, stats.unflushed) == (len(ARTICLES) - 1, 1, 0, 0)
    assert stats.languages == {"en": 3, "fr": 1} and stats.kinds == {"article": 3, "faq": 1}
    assert stats.format == forestall.FORMAT_VERSION
    report = index.check()
    assert report.ok() and report.faults == () and report.documents == 4
    index.rebuild()
    index.backup(tmp_path / "copy.db")
    with forestall.Index.open(tmp_path / "copy.db") as copy:
        assert list(copy.searcher().documents(["agent", "public"])) == list(
            index.searcher().documents(["agent", "public"])
        )


def test_calibration_is_saved_with_the_index(index, tmp_path):
    assert index.calibration() == forestall.default_calibration()
    mine = forestall.default_calibration().replace(intercept=-1.5)
    index.set_calibration(mine)
    assert index.calibration() == mine
    assert forestall.parse_calibration(forestall.to_json(mine)) == mine
