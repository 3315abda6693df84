# SPDX-License-Identifier: Apache-2.0
"""Documents and queries as the drivers read them: flat files of id, language, title, body, by tabs; `\\n`, `\\t` and `\\\\`
inside a field stand for themselves. Forestall reads
JSON lines: english.jsonl calls every document English, as the peers take them."""
import json
import pathlib
import random

SEED = 1


def lines(path):
    with open(path, encoding="utf-8") as rows:
        for row in rows:
            if row.strip():
                yield json.loads(row)


def field(text):
    return (text or "").replace("\0", " ").replace("\r", " ").replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def flat(key, lang, title, body):
    return "\t".join([key, lang or "", field(title), field(body)]) + "\n"


def stamp(files):
    return [[pathlib.Path(file).name, pathlib.Path(file).stat().st_size] for file in files]


def collect(files, home):
    """The documents of several files as one collection; with more than one file, ids get the file's number. What a
    collection says of itself is in about.json."""
    home.mkdir(parents=True, exist_ok=True)
    about = home / "about.json"
    if about.exists() and (home / "english.jsonl").exists() and json.loads(about.read_text())["files"] == stamp(files):
        return json.loads(about.read_text())
    count = size = 0
    with open(home / "docs.jsonl", "w", encoding="utf-8") as rich, open(home / "english.jsonl", "w", encoding="utf-8") as english, \
         open(home / "docs.tsv", "w", encoding="utf-8") as plain:
        for number, file in enumerate(files):
            mark = f"{number}/" if len(files) > 1 else ""
            for document in lines(file):
                for key in ("id", "parent", "family"):
                    if mark and document.get(key):
                        document[key] = mark + document[key]
                title, body = document.get("title") or "", document.get("body") or ""
                rich.write(json.dumps(document, ensure_ascii=False) + "\n")
                english.write(json.dumps({**document, "lang": "en"}, ensure_ascii=False) + "\n")
                plain.write(flat(document["id"], document.get("lang"), title, body))
                count += 1
                size += len(title.encode()) + len(body.encode())
    said = {"files": stamp(files), "documents": count, "text_bytes": size}
    about.write_text(json.dumps(said))
    return said


def drafts(file, out, count):
    """A sample of the drafts, always the same; returns the ids."""
    every = list(lines(file))
    if count and count < len(every):
        every = random.Random(SEED).sample(every, count)
    with open(out, "w", encoding="utf-8") as flatly:
        for query in every:
            flatly.write(flat(str(query["id"]), query.get("lang"), query.get("subject") or query.get("text"), query.get("body")))
    return [str(query["id"]) for query in every]


def from_game(file):
    """Queries of the search-benchmark-game by kind; a single term counts as a union, those with a negation stay out."""
    kinds = {"union": [], "intersection": [], "phrase": []}
    for query in lines(file):
        if "negated" in query["tags"]:
            continue
        words = query["query"].replace("+", "").replace('"', "").strip()
        for tag in query["tags"]:
            kind = "union" if tag == "term" else tag
            if kind in kinds:
                kinds[kind].append(words)
                break
    return kinds


def from_titles(home, count):
    """Spans of two to five words of titles, drawn by a fixed seed; each is asked as union, intersection and phrase."""
    dice = random.Random(SEED)
    titles = []
    with open(home / "docs.tsv", encoding="utf-8") as rows:
        for row in rows:
            words = [word for word in row.split("\t")[2].replace("\\n", " ").split() if word.isalnum()]
            if len(words) >= 2:
                titles.append(words)
    spans = []
    for words in dice.choices(titles, k=count):
        length = min(len(words), dice.randint(2, 5))
        start = dice.randint(0, len(words) - length)
        spans.append(" ".join(words[start:start + length]))
    return {kind: spans for kind in ("union", "intersection", "phrase")}


def write_short(kinds, folder):
    for kind, queries in kinds.items():
        with open(folder / f"{kind}.tsv", "w", encoding="utf-8") as out:
            for number, words in enumerate(queries):
                out.write(flat(f"{kind}{number}", "en", words, ""))


def part(source, out, count):
    """The first queries of a file, for an engine that cannot answer all of them in the time."""
    with open(source, encoding="utf-8") as rows, open(out, "w", encoding="utf-8") as some:
        for number, row in enumerate(rows):
            if number == count:
                break
            some.write(row)
