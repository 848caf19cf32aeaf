"""Things that have no IRI of their own: the forms for people show where they stand, and no IRI that we made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.verbanden.checking.kennis import DOCUMENTS, read, read_bytes
from verbanden.checking.background import ReleaseAchtergrond
from verbanden.checking.report import csv, html, tekst
from verbanden.checking.report.words import ding
from verbanden.checking.toetsing import Opdracht, toets
from verbanden.checking.verslag import Verslag
from verbanden.namespaces import GENID
from verbanden.submission import Vindplaats

UNNAMED = b"""@prefix vb: <https://w3id.org/verbanden/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

[] a vb:Samenwerkingsverband ; vb:begin "2015-01-01"^^xsd:date ; vb:doel "Samen." ;
    vb:heeftDeelname [ vb:begin "2015-01-01"^^xsd:date ] .

[] a vb:Samenwerkingsverband ; vb:einde "2016-01-01"^^xsd:date .
"""


def forms(verslag: Verslag) -> list[str]:
    return [tekst.tekst(verslag, "nl"), html.html(verslag, "nl", stijl="stijl.css"), csv.csv(verslag, "nl")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_shows_no_iri_that_we_made(achtergrond: ReleaseAchtergrond, name: str) -> None:
    verslag = toets([read(name, achtergrond.herken)], achtergrond, Opdracht(motor="referentie"))
    assert not [form for form in forms(verslag) if GENID in form]


def test_shows_where_a_partnership_without_iri_stands(achtergrond: ReleaseAchtergrond) -> None:
    order = Opdracht(motor="referentie", peildatum=date(2026, 1, 1))
    verslag = toets([read_bytes(UNNAMED, "naamloos.ttl")], achtergrond, order)
    (judged,), (ended,) = verslag.oordelen, verslag.niet_in_werking
    assert judged.vindplaats == Vindplaats("naamloos.ttl", regel=4)
    assert ended.vindplaats == Vindplaats("naamloos.ttl", regel=7)
    for form in forms(verslag):
        assert "naamloos.ttl:4" in form
        assert GENID not in form
    for form in forms(verslag)[:2]:
        assert "naamloos.ttl:7" in form


def test_shows_the_iri_that_a_thing_has_whether_its_place_is_known_or_not() -> None:
    place = Vindplaats("leden.csv", rij=2)
    assert ding("https://example.org/id/x", place) == "https://example.org/id/x"
    assert ding(f"{GENID}x-rij-2", place) == "leden.csv!2"
    assert ding(f"{GENID}x-rij-2", None) == f"{GENID}x-rij-2"


def test_reads_a_report_from_before_places_were_kept(achtergrond: ReleaseAchtergrond) -> None:
    verslag = toets([read("leden.csv", achtergrond.herken)], achtergrond, Opdracht(motor="referentie"))
    plain = verslag.als_json()
    for one in plain["oordelen"]:
        del one["vindplaats"]
    without = tuple(replace(one, vindplaats=None) for one in verslag.oordelen)
    assert Verslag.uit_json(plain) == replace(verslag, oordelen=without)
