# SPDX-License-Identifier: Apache-2.0
"""What the tests share: a small help desk in a directory of its own."""

import pytest

import forestall

ARTICLES = [
    {
        "id": "kb-1",
        "lang": "en",
        "title": "Reset your password",
        "product": "mail",
        "category": "access",
        "url": "/kb/1",
        "body": "Choose Forgotten password on the sign-in page and follow the link in the mail.",
        "tags": ["password", "sign in"],
    },
    {
        "id": "kb-2",
        "lang": "en",
        "title": "Share a folder",
        "body": "Choose the folder, then Share, and enter an address.",
    },
    {
        "id": "kb-3",
        "lang": "en",
        "title": "The printer does not respond",
        "body": "Switch it off and on again.",
        "created": "2025-01-02T03:04:05Z",
        "votes": {"helpful": 4, "unhelpful": 1},
    },
    {
        "id": "kb-4",
        "lang": "en",
        "title": "Secret printer settings",
        "body": "For agents alone.",
        "audience": ["agent"],
    },
    {
        "id": "faq-1",
        "kind": "faq",
        "lang": "fr",
        "title": "Mot de passe oublié",
        "body": "Suivez le lien « mot de passe ».",
    },
]
DRAFT = forestall.Draft(
    subject="I cannot sign in", body="I forgot my password this morning, how do I reset my password?"
)


@pytest.fixture
def index(tmp_path):
    with forestall.Index.create(tmp_path / "desk.db") as opened:
        for article in ARTICLES:
            opened.put(article)
        yield opened


@pytest.fixture
def searcher(index):
    with index.searcher() as taken:
        yield taken
