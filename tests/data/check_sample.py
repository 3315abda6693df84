#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the sample help centre. Usage: check_sample.py [DIRECTORY]; 0: sound, 1: faults, one sentence a line."""

import json
import re
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

KEYS = set(
    "id kind lang title body format tags product category audience family votes views solved parent created updated url".split()
)
DRAFT_KEYS = {"id", "subject", "body", "lang", "product", "at"}
QUERY_KEYS = {"id", "text", "lang"}
KINDS = {"article", "faq", "topic", "reply", "service", "known_issue"}
FORMATS = {"plain", "markdown", "html"}
PRODUCTS = {"mail", "vault"}
LANGS = {"fr", "en", "de", "es", "ja"}
GAPS = {"kb-003-es", "kb-007-ja", "kb-009-de"}
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# "todo" is a Spanish word, hence the capitals.
FILLER = re.compile(r"\b(TODO|FIXME|TBD|XXX+|(?i:lorem|ipsum|placeholder|foobar))\b")
COMPANY = "Brevoria"
# What the English article of each family has to speak of: the judgements go by these numbers.
SUBJECTS = """password|two-step|recovery code|iphone|android|bm-4031|junk|full|delete|first backup
sync|conflict|version|ve-112|exclu|bandwidth|new computer|link|invoice|payment
cancel|mailbox|forward|calendar|import|dkim|550 5\\.7\\.1|attachment|key|export""".replace("\n", "|").split("|")

faults = []


def fault(sentence):
    faults.append(sentence)


def objects(path):
    """The objects of a JSONL file, each with its place."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fault(f"{path.name} cannot be read: {error}.")
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path.name}:{number}"
        try:
            value = json.loads(line, object_pairs_hook=lambda pairs: unique_keys(pairs, place))
        except ValueError as error:
            fault(f"{place} is not JSON: {error}.")
            continue
        if isinstance(value, dict) and isinstance(value.get("id"), str) and re.fullmatch(r"\S{1,512}", value["id"]):
            yield place, value
        else:
            fault(f"{place} is not an object with an id.")


def unique_keys(pairs, place):
    for key, count in Counter(key for key, _ in pairs).items():
        if count > 1:
            fault(f"{place} has the key {key} {count} times.")
    return dict(pairs)


def moment(value, place, key):
    if value is None:
        return None
    if isinstance(value, str) and DATE.fullmatch(value):
        try:
            return datetime.fromisoformat(value.replace("Z", "+00:00"))
        except ValueError:
            pass
    fault(f"{place}: {key} {value!r} is not an RFC 3339 date and time.")
    return None


def names(value):
    return [value] if isinstance(value, str) else value if isinstance(value, list) else []


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def check_text(place, value, keys):
    for key in keys:
        if key in value and (not isinstance(value[key], str) or not value[key].strip()):
            fault(f"{place}: {key} is not a text.")
        elif match := FILLER.search(value.get(key, "")):
            fault(f"{place}: {key} holds the filler {match[0]!r}.")


def check_document(place, document):
    for key in sorted(document.keys() - KEYS):
        fault(f"{place}: the key {key} is unknown.")
    for key in ("lang", "body"):
        if key not in document:
            fault(f"{place} has no {key}.")
    kind = document.get("kind", "article")
    if kind not in KINDS:
        fault(f"{place}: the kind {kind!r} is unknown.")
    if kind != "reply" and "title" not in document:
        fault(f"{place} has no title.")
    if (kind == "reply") != ("parent" in document):
        fault(f"{place}: a reply has a parent, and nothing else has.")
    if "solved" in document and (kind != "topic" or not isinstance(document["solved"], bool)):
        fault(f"{place}: solved is true or false, and only a topic has it.")
    if document.get("lang", "en") not in LANGS:
        fault(f"{place}: the language {document['lang']!r} is unknown.")
    suffix = re.fullmatch(r"(?:kb|faq)-\d+-(\w\w)", document["id"])
    if suffix and suffix[1] != document.get("lang"):
        fault(f"{place}: {document['id']} has the language {document.get('lang')!r}.")
    if document.get("format", "plain") not in FORMATS:
        fault(f"{place}: the format {document['format']!r} is unknown.")
    for key in ("tags", "product", "audience"):
        if key in document and (not names(document[key]) or not all(isinstance(x, str) and x for x in names(document[key]))):
            fault(f"{place}: {key} is neither a text nor a list of texts.")
    for product in names(document.get("product")):
        if product not in PRODUCTS:
            fault(f"{place}: the product {product!r} is unknown.")
    votes = document.get("votes", {})
    if not isinstance(votes, dict) or votes.keys() - {"helpful", "unhelpful"} or not all(map(is_count, votes.values())):
        fault(f"{place}: votes are not two whole numbers, helpful and unhelpful.")
    if not is_count(document.get("views", 0)):
        fault(f"{place}: views is not a whole number.")
    check_text(place, document, ("title", "body", "category", "family", "parent", "url"))
    created = moment(document.get("created"), place, "created")
    updated = moment(document.get("updated"), place, "updated")
    if created and updated and updated < created:
        fault(f"{place} was updated before it was created.")


def check_threads(documents):
    answered = set()
    for place, reply in documents.values():
        if reply.get("kind") != "reply":
            continue
        parent = documents.get(reply.get("parent"), ("", {}))[1]
        if parent.get("kind") != "topic":
            fault(f"{place}: the parent {reply.get('parent')!r} is not a topic of the sample.")
            continue
        answered.add(parent["id"])
        began, came = (x.get("created") for x in (parent, reply))
        if not began or not came or moment(came, place, "created") is None or moment(began, place, "created") is None:
            fault(f"{place}: the reply or its topic has no date.")
        elif moment(came, place, "created") <= moment(began, place, "created"):
            fault(f"{place}: the reply is not later than its topic.")
    for place, topic in documents.values():
        if topic.get("kind") == "topic" and topic["id"] not in answered:
            fault(f"{place}: the topic {topic['id']} has no reply.")


def check_families(documents):
    families = {}
    for place, document in documents.values():
        if "family" in document:
            members = families.setdefault(document["family"], {})
            if document.get("lang") in members:
                fault(f"{place}: the family {document['family']} has {document['lang']} twice.")
            members[document.get("lang")] = document
    for number in range(1, 31):
        family = f"kb-{number:03d}"
        members = families.get(family, {})
        wanted = LANGS if number <= 10 else {"fr", "en"}
        for lang in sorted(LANGS):
            name = f"{family}-{lang}"
            due = lang in wanted and name not in GAPS
            if due and name not in documents:
                fault(f"The article {name} is missing.")
            elif due and members.get(lang, {}).get("id") != name:
                fault(f"The article {name} is not of the family {family}.")
            elif not due and name in documents:
                fault(f"The article {name} is one of the gaps on purpose, yet it exists.")
        english = documents.get(f"{family}-en", ("", {}))[1]
        if english and not re.search(SUBJECTS[number - 1], f"{english.get('title')}\n{english.get('body')}", re.IGNORECASE):
            fault(f"{family}-en does not speak of {SUBJECTS[number - 1]!r}: the judgements are for another article.")
    articles = [d for _, d in documents.values() if d["id"].startswith("kb-")]
    if articles and not any(COMPANY in f"{d.get('title')} {d.get('body')}" for d in articles):
        fault(f"No article names {COMPANY}: the articles are another company's.")


def check_counts(documents, drafts, queries):
    kinds = Counter(document.get("kind", "article") for _, document in documents.values())
    internal = [d for _, d in documents.values() if "agent" in names(d.get("audience")) and "public" not in names(d.get("audience"))]
    for what, have, least in (
        ("FAQ", kinds["faq"], 15),
        ("topics", kinds["topic"], 20),
        ("services", kinds["service"], 8),
        ("known issues", kinds["known_issue"], 2),
        ("internal articles", len(internal), 6),
        ("drafts", len(drafts), 20),
        ("queries", len(queries), 12),
    ):
        if have < least:
            fault(f"There are {have} {what}, not {least}.")


def check_asked(path, keys, required):
    """Drafts or queries by their ids."""
    asked = {}
    for place, value in objects(path):
        for key in sorted(value.keys() - keys):
            fault(f"{place}: the key {key} is unknown.")
        for key in sorted(required - value.keys()):
            fault(f"{place} has no {key}.")
        if value["id"] in asked:
            fault(f"{place}: the id {value['id']} is taken.")
        if value.get("lang", "en") not in LANGS or value.get("product", "mail") not in PRODUCTS:
            fault(f"{place}: the language or the product is unknown.")
        check_text(place, value, required)
        moment(value.get("at"), place, "at")
        asked[value["id"]] = value
    return asked


def check_judgements(path, asked, documents):
    seen, best = set(), Counter()
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        fault(f"{path.name} cannot be read: {error}.")
        return
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        place, columns = f"{path.name}:{number}", line.split("\t")
        if len(columns) != 3 or columns[2] not in ("1", "2", "3"):
            fault(f"{place} is not a query, a document and a grade from 1 to 3 between tabs.")
            continue
        query, name, grade = columns
        if query not in asked:
            fault(f"{place}: there is no {query}.")
        if name not in documents:
            fault(f"{place}: there is no document {name}.")
        elif "public" not in names(documents[name][1].get("audience", "public")):
            fault(f"{place}: customers cannot see {name}.")
        if (query, name) in seen:
            fault(f"{place}: {name} is judged twice for {query}.")
        seen.add((query, name))
        best[query] = max(best[query], int(grade))
    for query in sorted(asked):
        if best[query] != 3:
            fault(f"{path.name} has no grade 3 for {query}.")


def main():
    default = Path(__file__).resolve().parents[2] / "data" / "sample"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    asked_files = {"drafts.jsonl", "queries.jsonl"}
    documents = {}
    for path in sorted(folder.glob("*.jsonl")):
        if path.name in asked_files:
            continue
        for place, document in objects(path):
            check_document(place, document)
            if document["id"] in documents:
                fault(f"{place}: the id {document['id']} is taken by {documents[document['id']][0]}.")
            documents[document["id"]] = (place, document)
    drafts = check_asked(folder / "drafts.jsonl", DRAFT_KEYS, {"subject", "body"})
    queries = check_asked(folder / "queries.jsonl", QUERY_KEYS, {"text", "lang"})
    check_threads(documents)
    check_families(documents)
    check_counts(documents, drafts, queries)
    check_judgements(folder / "qrels.tsv", drafts, documents)
    check_judgements(folder / "queries_qrels.tsv", queries, documents)
    for sentence in faults:
        print(sentence)
    if faults:
        return 1
    print(f"{len(documents)} documents, {len(drafts)} drafts and {len(queries)} queries: no fault.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
