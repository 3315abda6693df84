# SPDX-License-Identifier: Apache-2.0
"""JSON lines, judgements and runs: paths, file objects, iterables."""

import gzip
import io
import json

import pytest

import forestall
from conftest import ARTICLES, DRAFT

LINES = [json.dumps(article, ensure_ascii=False) for article in ARTICLES]


@pytest.fixture
def empty(tmp_path):
    with forestall.Index.create(tmp_path / "empty.db") as opened:
        yield opened


def sources(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    zipped = tmp_path / "articles.gz"
    with gzip.open(zipped, "wb") as out:
        out.write(path.read_bytes())
    yield path
    yield str(path)
    yield open(path, "rb")
    yield open(path, encoding="utf-8")
    yield gzip.open(zipped)
    yield io.StringIO("\n".join(LINES))
    yield LINES
    yield (line.encode() + b"\r\n" for line in LINES)


def test_documents_come_from_paths_files_and_iterables_alike(empty, tmp_path):
    for number, source in enumerate(sources(tmp_path)):
        report = forestall.import_jsonl(empty, source)
        assert (report.written, report.unchanged) == ((5, 0) if number == 0 else (0, 5)), source
        assert report.line == 5 and report.refused == 0
    assert empty.searcher().get("faq-1").title == "Mot de passe oublié"


def test_refused_lines_are_named_and_their_neighbours_written(empty):
    refused, progress = [], []
    lines = [LINES[0], "{", '{"id":"x","titel":"y"}', '{"id":"a b","title":"t"}', LINES[1]]
    report = forestall.import_jsonl(
        empty, lines, refused=lambda *fault: refused.append(fault), progress=progress.append, batch_documents=2
    )
    assert (report.written, report.refused) == (2, 3) and [line for line, _ in refused] == [2, 3, 4]
    assert 'unknown key "titel"' in refused[1][1]
    assert progress[-1] == report and len(progress) >= 2
    assert forestall.import_jsonl(empty, ['{"id":"x","titel":"y","title":"z"}'], ignore_unknown=True).written == 1


def test_what_a_callback_raises_reaches_the_caller_and_batches_before_stay(empty):
    def stop(report):
        if report.written >= 2:
            raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        forestall.import_jsonl(empty, LINES, progress=stop, batch_documents=1)
    assert empty.searcher().size() == 2
    with pytest.raises(ZeroDivisionError):
        forestall.import_jsonl(empty, ["{"], refused=lambda line, reason: 1 / 0)


def test_what_a_source_raises_reaches_the_caller(empty, tmp_path):
    def broken():
        yield LINES[0]
        raise OSError("the disk is gone")

    class Odd:
        def read(self, size):
            return size

    with pytest.raises(OSError, match="the disk is gone"):
        forestall.import_jsonl(empty, broken())
    with pytest.raises(TypeError, match=r"what read\(\) returns must be str or bytes, not int"):
        forestall.import_jsonl(empty, Odd())
    with pytest.raises(TypeError, match="a line must be str or bytes, not dict"):
        forestall.import_jsonl(empty, [{"id": "a"}])
    for source in (5, None, b"bytes", {"id": "a"}):
        with pytest.raises(TypeError, match="import_jsonl.source must be a path, a file or an iterable of lines"):
            forestall.import_jsonl(empty, source)
    with pytest.raises(forestall.NotFoundError, match="missing.jsonl"):
        forestall.import_jsonl(empty, tmp_path / "missing.jsonl")
    with pytest.raises(forestall.IoError, match="is a directory"):
        forestall.import_jsonl(empty, tmp_path)
    with pytest.raises(ZeroDivisionError):
        forestall.read_judgements(1 / 0 for _ in range(1))


def test_an_export_imported_again_gives_the_same_index(index, empty, tmp_path):
    index.vote("kb-1", voter="ann")
    index.learn(forestall.Lesson("t-1", DRAFT, ["kb-1"]))
    path = tmp_path / "all.jsonl"
    assert forestall.export_jsonl(index, path) == 7
    text, raw = io.StringIO(), io.BytesIO()
    forestall.export_jsonl(index, text)
    with gzip.open(tmp_path / "all.gz", "wb") as out:
        forestall.export_jsonl(index, out)
    forestall.export_jsonl(index, raw)
    assert text.getvalue().encode() == raw.getvalue() == path.read_bytes() == gzip.open(tmp_path / "all.gz").read()
    report = forestall.import_jsonl(empty, path)
    assert (report.written, report.votes, report.lessons) == (6, 1, 1)
    again = io.StringIO()
    forestall.export_jsonl(empty, again)
    assert again.getvalue() == text.getvalue()


def test_an_export_that_cannot_be_written_is_an_error(index, tmp_path):
    class Full:
        def write(self, text):
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        forestall.export_jsonl(index, Full())
    with pytest.raises(forestall.IoError, match="cannot be written"):
        forestall.export_jsonl(index, tmp_path / "nowhere" / "x")
    with pytest.raises(TypeError, match="export_jsonl.target must be a path or a file"):
        forestall.export_jsonl(index, 5)


def test_visiting_passes_documents_votes_and_lessons_and_stops_when_asked(index):
    index.vote("kb-1", voter="ann", helpful=False)
    index.learn(forestall.Lesson("t-1", DRAFT, ["kb-1"]))
    documents, votes, lessons = [], [], []
    index.visit(documents.append, lambda id, vote: votes.append((id, vote)), lessons.append)
    assert [document.id for document in documents] == sorted(article["id"] for article in ARTICLES)
    assert votes == [("kb-1", forestall.Vote("ann", helpful=False))] and [lesson.ticket for lesson in lessons] == [
        "t-1"
    ]

    class Enough(Exception):
        pass

    def stop(document):
        raise Enough

    with pytest.raises(Enough):
        index.visit(stop)


def test_lessons_are_learnt_from_lines(index):
    report = forestall.learn_jsonl(
        index, ['{"ticket":"t-1","subject":"Sign in","body":"password","solution":"kb-1"}', "{}"]
    )
    assert (report.written, report.refused) == (1, 1) and index.stats().lessons == 1


def test_lines_of_json_are_read_and_written_one_at_a_time(searcher):
    for article in ARTICLES:
        document = forestall.parse_document(json.dumps(article))
        assert forestall.parse_document(forestall.to_json(document)) == document
    with pytest.raises(forestall.InvalidArgumentError, match="titel"):
        forestall.parse_document('{"id":"a","titel":"b"}')
    query = forestall.parse_query_line('{"id":1,"text":"printer","lang":"en"}')
    assert (query.id, query.text, query.is_draft, query.as_draft().subject) == ("1", "printer", False, "printer")
    draft = forestall.parse_query_line('{"id":"d","subject":"s","body":"b"}')
    assert draft.is_draft and draft.as_text() == "s\nb" and forestall.parse_draft('{"subject":"s"}').subject == "s"
    lesson = forestall.Lesson("t", forestall.Draft("s", "b"), ["kb-1"])
    assert forestall.parse_lesson(forestall.to_json(lesson)) == lesson
    assert json.loads(forestall.to_json(searcher.search("printer")))["hits"][0]["id"] == "kb-3"
    with pytest.raises(TypeError, match="to_json.value must be a record that has a JSON form, not int"):
        forestall.to_json(5)
