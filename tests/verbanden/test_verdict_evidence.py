"""What verdicts rest on on one day: the question for people, REST, and a test of that day alone say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pytest

from tests.verbanden.judging import CASES, DAY, EX, HERE, judged, on, store_of
from verbanden.assemble import Samenstel, load_facts
from verbanden.definition.situations import situations
from verbanden.definition.verdicts import Oordeel
from verbanden.graph.verdicts import oordeel_iri, verdict_graph
from verbanden.inference import close
from verbanden.namespaces import SKOS, XSD, Iris, concept
from verbanden.query import bind, load

Evidence = Mapping[tuple[str, str], set[str]]
"""The evidence by partnership and IRI of the criterium; where there is none, neither is there a key."""
IRIS = Iris()
NAME = ox.NamedNode(SKOS + "prefLabel")
MORE = """
    # Three laws of two legal forms follow each other while the outcomes stay.
    ex:verband a vb:Samenwerkingsverband ; vb:heeftRegeling ex:oud , ex:nieuw .
    ex:oud a vb:Regeling ; vb:rechtsvorm rechtsvorm:openbaar-lichaam ; vb:begin "2015-01-01"^^xsd:date ;
        vb:einde "2020-01-01"^^xsd:date .
    ex:nieuw a vb:Regeling ; vb:rechtsvorm rechtsvorm:gemeenschappelijk-orgaan ; vb:begin "2020-01-01"^^xsd:date .
    # Of three governments one leaves, one is abolished, and two come.
    ex:lid-1 vb:aard aard:gemeente . ex:lid-2 vb:aard aard:gemeente . ex:lid-4 vb:aard aard:provincie .
    ex:lid-3 vb:aard aard:gemeente ; vb:begin "2010-01-01"^^xsd:date ; vb:einde "2019-01-01"^^xsd:date .
    ex:d1 a vb:Deelname ; org:organization ex:verband ; org:member ex:lid-1 ; vb:begin "2015-01-01"^^xsd:date .
    ex:d2 a vb:Deelname ; org:organization ex:verband ; org:member ex:lid-2 ; vb:begin "2015-01-01"^^xsd:date ;
        vb:einde "2018-01-01"^^xsd:date .
    ex:d3 a vb:Deelname ; org:organization ex:verband ; org:member ex:lid-3 ; vb:begin "2015-01-01"^^xsd:date .
    ex:d4 a vb:Deelname ; org:organization ex:verband ; org:member ex:lid-4 ; vb:begin "2016-01-01"^^xsd:date .
    # Each says something, more than once, and some of them when they are gone.
    ex:v1 a vb:Verklaring ; vb:betreftVerband ex:verband ; vb:criterium criterium:e ; vb:beweert uitkomst:voldoet ;
        vb:verklaardDoor ex:lid-1 .
    ex:v2 a vb:Verklaring ; vb:betreftVerband ex:verband ; vb:criterium criterium:e ; vb:beweert uitkomst:voldoet ;
        vb:verklaardDoor ex:lid-1 ; vb:datum "2017-01-01"^^xsd:date .
    ex:v3 a vb:Verklaring ; vb:betreftVerband ex:verband ; vb:criterium criterium:e ; vb:beweert uitkomst:voldoet ;
        vb:verklaardDoor ex:lid-2 ; vb:datum "2016-06-01"^^xsd:date .
    ex:v4 a vb:Verklaring ; vb:betreftVerband ex:verband ; vb:criterium criterium:e ; vb:beweert uitkomst:voldoet ;
        vb:verklaardDoor ex:lid-3 , ex:lid-4 ; vb:datum "2016-06-01"^^xsd:date .
    ex:v5 a vb:Verklaring ; vb:betreftVerband ex:verband ; vb:criterium criterium:d2 ;
        vb:beweert uitkomst:voldoet ; vb:verklaardDoor ex:lid-2 ; vb:datum "2016-06-01"^^xsd:date .
    ex:v6 a vb:Verklaring ; vb:betreftVerband ex:verband ; vb:criterium criterium:d2 ;
        vb:beweert uitkomst:voldoet ; vb:verklaardDoor ex:lid-2 ; vb:datum "2021-06-01"^^xsd:date .
    ex:v7 a vb:Verklaring ; vb:betreftVerband ex:verband ; vb:criterium criterium:d2 ;
        vb:beweert uitkomst:voldoet ."""


def of_the_day(oordelen: Iterable[Oordeel]) -> Evidence:
    return {
        (o.verband, concept("criterium", o.criterium)): set(o.bewijs) for o in oordelen if o.criterium and o.bewijs
    }


def rows(store: ox.Store, name: str, when: date, **iris: Iterable[str]) -> list[ox.QuerySolution]:
    day = ox.Literal(when.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    terms = {key: [ox.NamedNode(iri) for iri in sorted(values)] for key, values in iris.items()}
    text = bind(load(name), {**terms, "peildatum": [day]})
    return list(cast(ox.QuerySolutions, store.query(text)))


def of_the_question(store: ox.Store, oordelen: Iterable[Oordeel], when: date) -> Evidence:
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows(store, "oordeel/bewijs", when, verband={o.verband for o in oordelen}):
        found.setdefault((row["verband"].value, row["criterium"].value), set()).add(row["bewijs"].value)
    return found


def of_why_not(store: ox.Store, oordelen: Iterable[Oordeel], when: date) -> Evidence:
    """What the question says of criteria of the definition of 2024 that are not met or not known."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows(store, "oordeel/waarom-niet", when, verband={o.verband for o in oordelen}):
        if row["bewijs"] is not None:
            found.setdefault((row["verband"].value, row["criterium"].value), set()).add(row["bewijs"].value)
    return found


def open_or_not_met(oordelen: Iterable[Oordeel]) -> Evidence:
    return of_the_day(o for o in oordelen if o.uitkomst != "voldoet" and "definitie-2024" in o.sets)


def of_rest(store: ox.Store, oordelen: Iterable[Oordeel], when: date) -> Evidence:
    """What REST gives of the verdicts that hold on a day: it asks for each verdict by its IRI."""
    about = {
        oordeel_iri(IRIS, o): (o.verband, concept("criterium", o.criterium))
        for o in oordelen
        if o.criterium and o.periode.bevat(when)
    }
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows(store, "rest/oordeel-bewijs", when, oordeel=about):
        found.setdefault(about[row["oordeel"].value], set()).add(row["bewijs"].value)
    return found


def released(turtle: bytes) -> tuple[ox.Store, tuple[Oordeel, ...]]:
    """The data of a case as a release has it: with the verdicts of all periods, and with what follows."""
    store = store_of(turtle)
    oordelen = judged(situations(store, None, DAY))
    load_facts([verdict_graph(IRIS, DAY, oordelen)], store)
    close(store, IRIS.graaf("afleiding", DAY))
    # Every partnership of a release has a name to be shown by; what a case says of names is judged by now.
    for verband in {ox.NamedNode(o.verband) for o in oordelen}:
        if not any(store.quads_for_pattern(verband, NAME, None)):
            store.add(ox.Quad(verband, NAME, ox.Literal("Zonder naam", language="nl")))
    return store, oordelen


# The short form, without participations, is how documents say it; a release has none.
@pytest.mark.parametrize(
    "path", [p for p in CASES if "huidigeDeelnemer" not in p.read_text()], ids=lambda p: p.stem
)
def test_gives_the_evidence_of_the_day_for_a_case(path: Path) -> None:
    store, oordelen = released(path.read_bytes())
    alone = judged(situations(store_of(path.read_bytes()), DAY, DAY))
    expected = of_the_day(alone)
    assert of_the_question(store, oordelen, DAY) == expected
    assert of_why_not(store, oordelen, DAY) == open_or_not_met(alone)
    assert of_rest(store, oordelen, DAY) == expected


def test_gives_the_evidence_of_each_day_while_everything_changes() -> None:
    prefixes = (HERE.parent / "data" / "voorvoegsels.ttl").read_text(encoding="utf-8")
    turtle = (prefixes + MORE).encode()
    store, oordelen = released(turtle)
    seen = set()
    for year in range(2015, 2024):
        for when in (date(year, 3, 1), date(year, 9, 1)):
            expected = of_the_day(judged(situations(store_of(turtle), when, when)))
            assert of_the_question(store, oordelen, when) == expected, when
            assert of_rest(store, oordelen, when) == expected, when
            seen.add(frozenset(expected[EX + "verband", concept("criterium", "e")]))
    # The outcome of e is the same all the while, and what it rests on is not.
    assert len({o.uitkomst for o in oordelen if o.criterium == "e"}) == 1
    assert len(seen) > 3


@pytest.mark.parametrize("years_ago", [0, 7])
def test_gives_the_evidence_of_the_day_for_the_whole_register(samenstel: Samenstel, years_ago: int) -> None:
    when = samenstel.datum - timedelta(days=365 * years_ago)
    alone = judged(situations(samenstel.store, when, when))
    expected = of_the_day(alone)
    assert len({verband for verband, _ in expected}) == len(
        {o.verband for o in on(samenstel.oordelen, when).values()}
    )
    assert len(expected) > 2000
    assert of_the_question(samenstel.store, samenstel.oordelen, when) == expected
    assert of_why_not(samenstel.store, samenstel.oordelen, when) == open_or_not_met(alone)
    assert of_rest(samenstel.store, samenstel.oordelen, when) == expected
