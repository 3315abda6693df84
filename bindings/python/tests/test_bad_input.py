# SPDX-License-Identifier: Apache-2.0
"""Whatever is handed over: an exception that names the fault, never an abort."""

import datetime
import shutil

import pytest

import forestall
from conftest import DRAFT

Invalid = forestall.InvalidArgumentError


@pytest.mark.parametrize(
    "values, error, message",
    [
        ({"title": 5}, TypeError, "Document.title must be str, not int"),
        ({"title": b"bytes"}, TypeError, "Document.title must be str, not bytes"),
        ({"tags": [1]}, TypeError, "Document.tags must be str, not int"),
        ({"tags": 7}, TypeError, "Document.tags must be str or a list of str, not int"),
        ({"tags": {"a": 1}}, TypeError, "Document.tags must be str or a list of str, not dict"),
        ({"titel": "x"}, TypeError, 'Document has no "titel"; it has id, kind'),
        ({"kind": "artcle"}, Invalid, 'Document.kind is "artcle"; it must be article, faq'),
        ({"kind": 1}, TypeError, "Document.kind must be Kind or str, not int"),
        ({"views": -1}, Invalid, "Document.views is -1; it must be between 0 and"),
        ({"views": 10**30}, Invalid, "Document.views is 1000000000000000000000000000000; it must be between 0 and"),
        ({"views": 10**3000}, Invalid, "Document.views is a number of 3001 digits"),
        ({"views": 1.5}, TypeError, "Document.views must be int, not float"),
        ({"views": True}, TypeError, "Document.views must be int, not bool"),
        ({"solved": 1}, TypeError, "Document.solved must be bool, not int"),
        ({"votes": 3}, TypeError, "Document.votes must be VoteCount or dict, not int"),
        ({"votes": {"helpful": 2**40}}, Invalid, "VoteCount.helpful is 1099511627776"),
        ({"created": 1700000000}, TypeError, "Document.created must be datetime, date or str, not int"),
        ({"created": "yesterday"}, Invalid, 'Document.created is no time: "yesterday"'),
        ({"title": "a\ud800b"}, Invalid, r"Document.title holds the lone surrogate U\+D800 at position 1"),
        ({"audience": ["\udfff"]}, Invalid, r"Document.audience holds the lone surrogate U\+DFFF at position 0"),
    ],
)
def test_a_wrong_value_is_named_with_its_field(values, error, message):
    with pytest.raises(error, match=message):
        forestall.Document(id="a", **values)


def test_too_many_or_doubled_values_are_refused():
    with pytest.raises(TypeError, match="Vote has 3 fields, 4 values were given"):
        forestall.Vote("a", True, False, 1)
    with pytest.raises(TypeError, match="Vote.voter is given twice"):
        forestall.Vote("a", voter="b")


@pytest.mark.parametrize(
    "options, error, message",
    [
        ({"limit": -1}, Invalid, "SearchOptions.limit is -1"),
        ({"limit": 2**63}, Invalid, "limit"),
        ({"limit": 10**40}, Invalid, "SearchOptions.limit is"),
        ({"limit": "5"}, TypeError, "SearchOptions.limit must be int, not str"),
        ({"limt": 5}, TypeError, 'SearchOptions has no "limt"; it has limit'),
        ({"snippet_length": 3}, Invalid, "snippet_length is 3"),
        ({"facets": ["colour"]}, Invalid, 'facets holds "colour"'),
        ({"sort": "size"}, Invalid, 'SearchOptions.sort is "size"; it must be relevance, date or votes'),
        ({"reader": "agent"}, TypeError, "SearchOptions.reader must be Reader or a list of principals, not str"),
        ({"filter": {"kind": ["faq"]}}, TypeError, 'Filter has no "kind"; it has kinds'),
        ({"budget": 20}, TypeError, "must be timedelta, not int"),
        ({"budget": datetime.timedelta(days=-1)}, Invalid, "budget.time is -"),
        ({"options": 5}, TypeError, "SearchOptions must be SearchOptions or dict, not int"),
    ],
)
def test_a_wrong_option_is_named(searcher, options, error, message):
    with pytest.raises(error, match=message):
        searcher.search("printer", **options)


def test_nan_is_refused_where_a_share_is_wanted(searcher):
    with pytest.raises(Invalid, match="min_confidence is nan"):
        forestall.Suggester(searcher).solutions_for(DRAFT, min_confidence=float("nan"))


def test_wrong_things_in_place_of_queries_ids_and_records_are_refused(index, searcher):
    for query in (5, None, b"printer", ["printer"]):
        with pytest.raises(TypeError, match="search.query must be str or Query"):
            searcher.search(query)
    for call in (searcher.get, searcher.votes, index.remove, index.unlearn):
        with pytest.raises(TypeError, match="must be str, not int"):
            call(5)
    with pytest.raises(TypeError, match="put.document must be Document or dict, not list"):
        index.put([])
    with pytest.raises(TypeError):
        index.write([])
    with pytest.raises(TypeError):
        forestall.Suggester(index)
    with pytest.raises(TypeError, match="must be str or os.PathLike, not int"):
        forestall.Index.open(5)
    with pytest.raises(Invalid, match="which is no path"):
        forestall.Index.open("a\0b")
    with pytest.raises(Invalid, match="id"):
        index.put({"title": "no id"})


def test_a_body_of_ten_million_characters_is_stored_and_found(index):
    body = "printer ä " * 1_000_000
    index.put(forestall.Document(id="long", lang="en", body=body))
    assert index.searcher().get("long").body == body
    assert index.searcher().search("printer").total == 2
    assert len(repr(index.searcher().get("long"))) < 500
    answer = forestall.Suggester(index.searcher()).solutions_for(
        forestall.Draft(body=body[:1_000_000]), min_confidence=0
    )
    assert answer.items


def test_nul_and_odd_characters_are_text_like_any_other(index):
    body = "before\0after \U0010ffff \u202e e\u0301"
    index.put(forestall.Document(id="odd", lang="en", title="odd", body=body))
    assert index.searcher().get("odd").body == body
    for text in ("\0", "", " ", "a\0b", "\U0010ffff" * 1000, '"' * 5000, "(" * 5000, "word " * 200_000):
        index.searcher().search(text)
        forestall.analyze(text)
        forestall.detect_language(text)
        forestall.plain_text(text, "html")


def test_a_lone_surrogate_is_refused_wherever_text_goes(index, searcher):
    bad = "x\ud83dy"
    for call in (
        lambda: searcher.search(bad),
        lambda: searcher.get(bad),
        lambda: index.remove(bad),
        lambda: forestall.analyze(bad),
        lambda: forestall.parse_query(bad),
        lambda: forestall.parse_document(bad),
        lambda: forestall.plain_text(bad, "html"),
        lambda: forestall.evaluate({bad: {}}, {}),
        lambda: forestall.import_jsonl(index, [bad]),
    ):
        with pytest.raises(Invalid, match="lone surrogate U.D83D at position 1"):
            call()


def test_a_removed_directory_is_an_error_and_not_an_abort(tmp_path):
    where = tmp_path / "desk.db"
    index = forestall.Index.create(where, background=False)
    for number in range(20):
        index.put({"id": f"a{number}", "title": "printer"})
    shutil.rmtree(where)
    failed = 0
    for call in (
        index.flush,
        index.compact,
        index.check,
        index.stats,
        lambda: index.backup(tmp_path / "copy.db"),
        index.close,
        lambda: index.put({"id": "b", "title": "c"}),
    ):
        try:
            call()
        except forestall.Error as error:
            failed += 1
            assert str(error)
    assert failed >= 2
    with pytest.raises(forestall.NotFoundError):
        forestall.Index.open(where)


def test_times_at_the_edge_of_what_datetime_holds_are_refused_with_their_text():
    with pytest.raises(OverflowError, match="0000-01-01"):
        forestall.parse_time("0000-01-01")
    odd = forestall.Document("a", created="0000-01-01")
    with pytest.raises(OverflowError):
        odd.created  # pylint: disable=pointless-statement
    assert "0000" in repr(odd)


def test_times_are_taken_in_their_zone_and_given_in_utc():
    east = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
    utc = datetime.timezone.utc
    for given, expected in (
        (datetime.datetime(2026, 5, 2, 1, 0, tzinfo=east), datetime.datetime(2026, 5, 1, 19, 30, tzinfo=utc)),
        (datetime.datetime(2026, 5, 2, 1, 0), datetime.datetime(2026, 5, 2, 1, 0, tzinfo=utc)),
        (datetime.datetime(1969, 12, 31, 23, 59, 59, 999999), datetime.datetime(1969, 12, 31, 23, 59, 59, tzinfo=utc)),
        (datetime.date(2026, 5, 2), datetime.datetime(2026, 5, 2, tzinfo=utc)),
        ("2026-05-02T01:00:00+05:30", datetime.datetime(2026, 5, 1, 19, 30, tzinfo=utc)),
    ):
        assert forestall.Draft(at=given).at == expected


def test_every_error_class_has_its_code():
    for code in forestall.ErrorCode:
        name = "".join(word.capitalize() for word in code.value.split("_")) + "Error"
        assert getattr(forestall, name).code is code and issubclass(getattr(forestall, name), forestall.Error)
