# SPDX-License-Identifier: Apache-2.0
"""Answers as tables in a notebook. All text is escaped: titles and snippets are what anybody may have written."""

import html
from typing import Any, Iterable, List

from . import _forestall


def marked(text: str, ranges: Iterable[Any]) -> str:
    """Escaped text with its highlights."""
    out: List[str] = []
    at = 0
    for piece in ranges:
        end = piece.start + piece.length
        out += [html.escape(text[at : piece.start]), "<mark>", html.escape(text[piece.start : end]), "</mark>"]
        at = end
    return "".join(out) + html.escape(text[at:])


def _title(hit: Any) -> str:
    title = marked(hit.title, hit.title_highlights) or html.escape(hit.id)
    if hit.url.startswith(("http://", "https://")):
        return f'<a href="{html.escape(hit.url, quote=True)}">{title}</a>'
    return title


def _row(hit: Any, number: float) -> str:
    snippet = marked(hit.snippet.text, hit.snippet.highlights)
    return (
        f"<tr><td>{number:.2f}</td><td><code>{html.escape(hit.id)}</code></td>"
        f"<td><strong>{_title(hit)}</strong><br>{snippet}</td></tr>"
    )


def _table(caption: str, number: str, rows: Iterable[str]) -> str:
    return (
        f"<table><caption>{html.escape(caption)}</caption><thead><tr><th>{number}</th><th>id</th><th>document</th></tr>"
        f"</thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _search_result(self: Any) -> str:
    caption = f"{self.total} found in {self.took_us / 1000:.1f} ms" + ("" if self.exact else ", cut short")
    return _table(caption, "score", (_row(hit, hit.score) for hit in self))


def _suggestions(self: Any) -> str:
    caption = f"{self.status}, confidence {self.confidence:.2f}, {self.took_us / 1000:.1f} ms"
    return _table(caption, "confidence", (_row(item, item.confidence) for item in self))


def _hit(self: Any) -> str:
    return _table("", "score", [_row(self, self.score)])


def complete() -> None:
    setattr(_forestall.SearchResult, "_repr_html_", _search_result)
    setattr(_forestall.Suggestions, "_repr_html_", _suggestions)
    setattr(_forestall.Hit, "_repr_html_", _hit)
