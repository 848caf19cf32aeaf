"""What the tests of the queries share: which files there are, and how one is asked with its example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from verbanden.query import Vraag, bind, load, names
from verbanden.store import Store

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).resolve().parent / "golden"
RELEASE = date(2026, 5, 16)
"""The date of the embedded data, and so of a release that is made of them."""

SERVICE = frozenset({"regels", "rest", "toets", "uitvoer", "vergelijk"})
"""Folders of queries that the program itself asks; all others hold questions for people."""

FIFTEEN = (
    "verband/van-deelnemer",
    "verband/deelnemers",
    "verband/per-thema",
    "verband/per-rechtsvorm-per-jaar",
    "deelname/toegetreden-en-uitgetreden",
    "gemeente/mededeelnemers",
    "thema/gemeenten-per-verband",
    "thema/zonder-verband",
    "verband/over-provincies",
    "organisatie/lichamen-met-nummers",
    "verband/geschiedenis",
    "gemeente/opgeheven-nog-vermeld",
    "organisatie/provincies-en-waterschappen",
    "verband/verplicht-bij-wet",
    "verband/telling-per-1-januari",
)
"""The questions that people ask first, in the order in which the docs show them."""

ROOMS = {name.split("/")[0] for name in names()} - SERVICE
QUESTIONS = tuple(name for name in names() if name.split("/")[0] in ROOMS)
FIGURES = tuple(name for name in QUESTIONS if name.startswith("cijfers/"))
PATTERNS = tuple(name for name in QUESTIONS if name.startswith("patronen/"))


def example(vraag: Vraag) -> dict[str, list[str]]:
    """Give the example values of a question, as typed."""
    return {name: [text] for name, text in vraag.voorbeeld.items()}


def bound(name: str, typed: Mapping[str, Sequence[str]] | None = None) -> str:
    """Give a question with values bound: those given, else those of its example."""
    vraag = load(name)
    return bind(vraag, vraag.read(example(vraag) if typed is None else typed, RELEASE))


def solve(store: Store, text: str) -> ox.QuerySolutions:
    """Answer a SELECT."""
    return cast(ox.QuerySolutions, store.query(text))


def csv_of(store: Store, text: str) -> bytes:
    """Answer a SELECT as CSV, with line ends as git keeps them."""
    answer = solve(store, text).serialize(format=ox.QueryResultsFormat.CSV) or b""
    return answer.replace(b"\r\n", b"\n")


def rows(store: Store, name: str, **typed: str) -> list[dict[str, str]]:
    """Answer a question with values as typed; what is unbound is left out of its row."""
    answer = solve(store, bound(name, {key: [text] for key, text in typed.items()}))
    variables = [variable.value for variable in answer.variables]
    return [{v: cast(ox.Literal, row[v]).value for v in variables if row[v] is not None} for row in answer]
