#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Indexes a folder of Markdown files and suggests which of them solve a ticket.

suggest_markdown.py FOLDER INDEX SUBJECT [BODY]

Each file is an article: its first heading is the title, its path the id. Run it again after changing files: what is equal is
not written again, and articles whose files have gone are removed.
"""

import datetime
import pathlib
import sys

import forestall


def article(path: pathlib.Path, folder: pathlib.Path) -> forestall.Document:
    text = path.read_text(encoding="utf-8", errors="replace")
    title = next((line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("#")), path.stem)
    return forestall.Document(
        id=path.relative_to(folder).as_posix().replace(" ", "_"),
        title=title,
        body=text,
        format="markdown",
        updated=datetime.datetime.fromtimestamp(int(path.stat().st_mtime), datetime.timezone.utc),
        url=path.resolve().as_uri(),
    )


def refresh(index: forestall.Index, folder: pathlib.Path) -> int:
    """All changes take effect together."""
    batch = forestall.Batch()
    found = set()
    for path in sorted(folder.rglob("*.md")):
        document = article(path, folder)
        found.add(document.id)
        batch.put(document)
    for document in index.searcher().documents():
        if document.id not in found:
            batch.remove(document.id)
    return index.write(batch)


def main() -> int:
    if len(sys.argv) not in (4, 5):
        print(__doc__, file=sys.stderr)
        return 2
    folder, directory = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    draft = forestall.Draft(subject=sys.argv[3], body=sys.argv[4] if len(sys.argv) > 4 else "")
    try:
        with forestall.Index.open_or_create(directory) as index, index.searcher() as before:
            print(
                f"{refresh(index, folder)} of {index.stats().documents} articles written, {before.size()} were there before\n"
            )
            answer = forestall.Suggester(index.searcher()).solutions_for(draft, limit=3, min_confidence=0, explain=True)
    except forestall.Error as error:
        print(error, file=sys.stderr)
        return 3
    for solution in answer:
        words = ", ".join(term.word for term in solution.explanation.terms[:5]) if solution.explanation else ""
        print(
            f"{solution.title}  ({solution.confidence:.0%} likely to help)\n  {solution.url}\n  because of: {words}\n"
        )
    if not answer:
        print(f"No suggestion: {answer.status}")
    return 0 if answer else 1


if __name__ == "__main__":
    sys.exit(main())
