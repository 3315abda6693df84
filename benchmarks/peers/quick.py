# SPDX-License-Identifier: Apache-2.0
"""--quick: documents and drafts made of the sample help centre's sentences by a fixed seed. For a look and for tests; the
figures say little about real collections."""
import json
import pathlib
import random

import texts
import timing

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "data/sample"


def sentences(file):
    for document in texts.lines(file):
        text = f"{document.get('title', '')}. {document.get('body', '')}".replace("\n", " ")
        yield from (part.strip() for part in text.split(". ") if len(part.split()) > 3)


def prepare(chosen, say):
    say("making documents of the sample")
    dice = random.Random(texts.SEED)
    pool = [part for file in sorted(SAMPLE.glob("*.jsonl")) for part in sentences(file)]
    words = [word for part in pool for word in part.split()]
    folder = chosen.work / "quick"
    folder.mkdir(exist_ok=True)

    def text(count):  # sentences, and words of others, so that no two documents are alike
        return " ".join(dice.choice(pool) + ". " + " ".join(dice.choices(words, k=6)) + "." for _ in range(count))

    chosen.documents, chosen.drafts = folder / "quick.docs.jsonl", folder / "quick.drafts.jsonl"
    with open(chosen.documents, "w", encoding="utf-8") as out:
        for number in range(8000):
            out.write(json.dumps({"id": f"d{number}", "lang": "en", "title": " ".join(dice.choices(words, k=6)),
                                  "body": text(dice.randint(1, 6))}) + "\n")
    with open(chosen.drafts, "w", encoding="utf-8") as out:
        for number in range(100):
            out.write(json.dumps({"id": f"q{number}", "lang": "en", "subject": " ".join(dice.choices(words, k=5)),
                                  "body": text(dice.randint(1, 4))}) + "\n")
    chosen.queries, chosen.rounds, chosen.more, chosen.titles = 100, min(chosen.rounds, 2), [], 60
    timing.WARM_SECONDS = {"lucene": 2}
