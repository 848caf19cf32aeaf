from __future__ import annotations

import pytest

from api.negotiation import asks_by_name, language, negotiate

OFFERS = ("text/turtle", "application/n-triples", "text/html")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/*", "text/turtle"),
        ("application/*", "application/n-triples"),
        ("text/html", "text/html"),
        ("text/html;q=0.5, text/turtle;q=0.4", "text/html"),
        ("text/html, */*;q=0.1", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*, text/html", "text/html"),
        ("TEXT/HTML", "text/html"),
        ("text/turtle;q=0, */*", "application/n-triples"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("text/turtle;q=veel", None),
        ("text/turtle;q=2", None),
    ],
)
def test_chooses_by_weight_then_precision_then_our_order(header: str | None, expected: str | None) -> None:
    assert negotiate(header, OFFERS) == expected


def test_asks_by_name_is_not_fooled_by_a_wildcard() -> None:
    assert asks_by_name("text/html, */*;q=0.8", "text/html")
    assert not asks_by_name("*/*", "text/html")
    assert not asks_by_name("text/html;q=0", "text/html")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "nl"),
        ("en", "en"),
        ("en-GB, nl;q=0.5", "en"),
        ("de, fr", "nl"),
        ("nl;q=0.1, en;q=0.2", "en"),
        ("*", "nl"),
    ],
)
def test_speaks_dutch_unless_english_is_wanted_more(header: str | None, expected: str) -> None:
    assert language(header) == expected
