# SPDX-License-Identifier: Apache-2.0
"""Forestall suggests what solves a ticket while it is being written. The guide is bindings/python/README.md.

>>> import forestall
>>> with forestall.Index.open_or_create("help.db") as index:
...     index.put({"id": "kb-1", "title": "Reset your password"})
...     suggester = forestall.Suggester(index.searcher())
...     suggester.solutions_for(forestall.Draft(subject="I forgot my password"), limit=3)
"""
from . import _html, _iterate, _records
from ._forestall import (FORMAT_VERSION, OLDEST_FORMAT, AlreadyExistsError, AnalyzedTerm, Batch, BodyFormat, Budget,
                         Calibration, CheckReport, Comparison, CorruptError, Document, Draft, Durability, Error, ErrorCode,
                         EvaluatedQuery, Evaluation, Explanation, Facet, FieldWeight, Filter, Highlighted, Hit,
                         ImportOptions, ImportReport, IncompatibleFormatError, Index, IndexOptions, InvalidArgumentError,
                         IoError, JsonOptions, JudgedAnswers, Kind, LanguageChoice, LanguageGuess, LenientQuery, Lesson,
                         LockedError, MeanMeasures, Measure, Measures, NotFoundError, Query, QueryLine, QuerySyntaxError,
                         Range, Ranked, Reader, Reliability, Schema, Searcher, SearchOptions, SearchResult, Signals,
                         Solution, Sort, Stats, StopSource, StopToken, Suggester, Suggestions, SuggestOptions,
                         SuggestStatus, TermScore, UnsupportedError, Vote, VoteCount, __version__, analyze, calibrate,
                         compare, confidence_of, default_calibration, detect_language, evaluate, export_jsonl,
                         import_jsonl, learn_jsonl, measure, parse_calibration, parse_document, parse_draft, parse_lesson,
                         parse_leniently, parse_query, parse_query_line, parse_time, plain_text, read_judgements, read_run,
                         reliability, title_of, to_json, version, write_run)

for _part in (_records, _iterate, _html):
    _part.complete()
del _part, _records, _iterate, _html

__all__ = [
    "FORMAT_VERSION", "OLDEST_FORMAT", "AlreadyExistsError", "AnalyzedTerm", "Batch", "BodyFormat", "Budget",
    "Calibration", "CheckReport", "Comparison", "CorruptError", "Document", "Draft", "Durability", "Error", "ErrorCode",
    "EvaluatedQuery", "Evaluation", "Explanation", "Facet", "FieldWeight", "Filter", "Highlighted", "Hit",
    "ImportOptions", "ImportReport", "IncompatibleFormatError", "Index", "IndexOptions", "InvalidArgumentError",
    "IoError", "JsonOptions", "JudgedAnswers", "Kind", "LanguageChoice", "LanguageGuess", "LenientQuery", "Lesson",
    "LockedError", "MeanMeasures", "Measure", "Measures", "NotFoundError", "Query", "QueryLine", "QuerySyntaxError",
    "Range", "Ranked", "Reader", "Reliability", "Schema", "Searcher", "SearchOptions", "SearchResult", "Signals",
    "Solution", "Sort", "Stats", "StopSource", "StopToken", "Suggester", "Suggestions", "SuggestOptions",
    "SuggestStatus", "TermScore", "UnsupportedError", "Vote", "VoteCount", "__version__", "analyze", "calibrate",
    "compare", "confidence_of", "default_calibration", "detect_language", "evaluate", "export_jsonl", "import_jsonl",
    "learn_jsonl", "measure", "parse_calibration", "parse_document", "parse_draft", "parse_lesson", "parse_leniently",
    "parse_query", "parse_query_line", "parse_time", "plain_text", "read_judgements", "read_run", "reliability",
    "title_of", "to_json", "version", "write_run",
]
