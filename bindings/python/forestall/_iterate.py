# SPDX-License-Identifier: Apache-2.0
"""Walks over everything that an index holds, a page at a time."""

from typing import Any, Iterator

from . import _forestall

PAGE = 256


def _documents(self: Any, reader: Any = None, after: str = "") -> Iterator[Any]:
    """Every document that the reader may see, in order of id; those alone whose ids follow `after`. Holds one page at a time."""
    while True:
        page = self._page(after, PAGE, reader)
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1].id


def complete() -> None:
    setattr(_forestall.Searcher, "documents", _documents)
