"""From data to verdicts, for tests: the cases of `oordelen/`, and what judges them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from verbanden import ontology
from verbanden.definition.situations import Toestanden, situations
from verbanden.definition.verdicts import Oordeel, judge
from verbanden.validation import Engine, load_shapes, validate

HERE = Path(__file__).parent / "oordelen"
DAY = date(2024, 7, 1)
CASES = sorted(HERE.glob("*.ttl"))
EX = "https://example.org/id/"


@cache
def code_lists() -> bytes:
    return "".join(f"{triple} .\n" for triple in ontology.triples()).encode()


def store_of(turtle: bytes) -> ox.Store:
    """The data of a case with the code lists, as whoever judges has them."""
    store = ox.Store()
    store.load(input=code_lists(), format=ox.RdfFormat.N_TRIPLES)
    store.load(input=turtle, format=ox.RdfFormat.TURTLE)
    return store


def judged(toestanden: Toestanden, engine: Engine = "snel") -> tuple[Oordeel, ...]:
    return judge(validate(toestanden.ntriples(), load_shapes("definitie"), engine=engine), toestanden)


def on(oordelen: Iterable[Oordeel], when: date) -> dict[tuple[str, str], Oordeel]:
    """The verdicts that hold on a day, by partnership and by criterium or set; each is there once."""
    found = [o for o in oordelen if o.periode.bevat(when)]
    keyed = {(o.verband, o.criterium or o.sets[0]): o for o in found}
    assert len(keyed) == len(found)
    return keyed


def through_time(turtle: str, until: date = DAY) -> list[Oordeel]:
    prefixes = (HERE.parent / "data" / "voorvoegsels.ttl").read_text(encoding="utf-8")
    return list(judged(situations(store_of((prefixes + turtle).encode()), None, until)))
