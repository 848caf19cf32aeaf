"""Documents add to what is known: what the register has otherwise, or what would buy a verdict, does not count."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verbanden.checking.kennis import code, codes, lines, read, read_bytes
from verbanden.checking.background import ReleaseAchtergrond
from verbanden.checking.judgement import MEESTE
from verbanden.checking.lexicon import lexicon
from verbanden.checking.report import html, tekst
from verbanden.checking.toetsing import Opdracht, toets
from verbanden.checking.values import is_blank, is_unreadable
from verbanden.checking.verslag import Criteriumoordeel, Verslag
from verbanden.namespaces import VB, XSD

OOST_BRABANT = "https://w3id.org/verbanden/id/verband/roo-23018159"
THINGS = ("verband", "deelname", "regeling", "verklaring", "organisatie")
_BASE = """
@prefix vb: <https://w3id.org/verbanden/def#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix aard: <https://w3id.org/verbanden/def/aard/> .
@prefix ex: <https://example.org/id/> .
ex:verband a vb:Samenwerkingsverband ; vb:begin "2020-01-01"^^xsd:date ; vb:heeftRegeling ex:regeling .
ex:deelname a vb:Deelname ; org:member ex:organisatie ; org:organization ex:verband .
ex:regeling a vb:Regeling .
ex:verklaring a vb:Verklaring ; vb:betreftVerband ex:verband .
ex:organisatie a org:Organization ; vb:aard aard:gemeente .
"""
_VALUES = ('"Regio Voorbeeld"', '"Regio Voorbeeld"@nl', "<https://example.org/id/iets>", "[]", "7", "true")


def check(achtergrond: ReleaseAchtergrond, name: str, **order: object) -> Verslag:
    return toets([read(name)], achtergrond, Opdracht(**order))  # type: ignore[arg-type]


def criteria(verslag: Verslag) -> dict[str, Criteriumoordeel]:
    return {one.criterium: one for one in verslag.oordelen[0].criteria}


def judged(verslag: Verslag) -> dict[str, tuple[str, list[str]]]:
    return {name: (one.uitkomst, [proof.iri for proof in one.bewijs]) for name, one in criteria(verslag).items()}


def test_reports_a_text_where_a_thing_belongs(achtergrond: ReleaseAchtergrond) -> None:
    verslag = check(achtergrond, "naam-als-tekst.ttl")
    assert "waarde-past-niet" in codes(verslag)
    assert criteria(verslag)["b"].uitkomst == "onbekend"


@pytest.mark.parametrize("name", sorted(lexicon().eigenschappen | {VB + "heeftNaam"}))
def test_no_value_of_the_wrong_sort_breaks_a_check(achtergrond: ReleaseAchtergrond, name: str) -> None:
    for value in _VALUES:
        said = "".join(f"ex:{thing} <{name}> {value} .\n" for thing in THINGS)
        verslag = toets([read_bytes((_BASE + said).encode())], achtergrond, Opdracht(motor="snel"))
        assert Verslag.uit_json(verslag.als_json()) == verslag


def test_counts_the_dates_of_the_register_and_not_those_of_a_document(achtergrond: ReleaseAchtergrond) -> None:
    mention = f"<{OOST_BRABANT}> <http://purl.org/dc/terms/source> <https://example.org/jaarverslag> .".encode()
    before = toets([read_bytes(mention)], achtergrond, Opdracht())
    after = check(achtergrond, "register-overschreven.ttl")
    assert judged(after) == judged(before)
    told = [one for one in after.meldingen if code(one).startswith("register-")]
    assert {(code(one), one.pad, lines(one)[0]) for one in told} == {
        ("register-zegt-anders", "vb:einde", 13),
        ("register-zegt-anders", "vb:opgevolgdDoor", 14),
        ("register-noemt-lid-niet", "vb:huidigeDeelnemer", 15),
        ("register-zegt-anders", "vb:einde", 16),
        ("register-zegt-anders", "vb:opgevolgdDoor", 17),
        ("register-noemt-lid-niet", "org:organization", 20),
    }
    assert {(one.herkomst, one.ernst) for one in told} == {("inzending", "waarschuwing")}


def test_accepts_what_the_register_says_too(achtergrond: ReleaseAchtergrond) -> None:
    known = achtergrond.over([OOST_BRABANT])
    verslag = toets([read_bytes(known, "register.nt")], achtergrond, Opdracht())
    assert codes(verslag) == ["criterium-d2-bekend", "criterium-d3-bekend"]


def test_accepts_no_bought_criterion(achtergrond: ReleaseAchtergrond) -> None:
    verslag = check(achtergrond, "gekocht.ttl")
    assert {criteria(verslag)[name].uitkomst for name in ("a", "b", "c", "d2")} == {"onbekend"}
    assert {
        "tekst-leeg",
        "afgeleide-waarde",
        "inzending-lijst-frequentie",
        "inzending-lijst-rechtsvorm",
        "organisatie-onbekend",
        "aard-tegenstrijdig",
        "zelfde-als-ander",
    } <= set(codes(verslag))
    assert check(achtergrond, "gekocht.ttl", criteria="regioatlas").oordelen[0].criteria[2].uitkomst == "onbekend"


def test_counts_what_is_the_same_as_another_at_most_as_possible(achtergrond: ReleaseAchtergrond) -> None:
    found = [one for one in check(achtergrond, "gekocht.ttl").meldingen if code(one) == "zelfde-als-ander"]
    assert {one.pad for one in found} == {"vb:aard", "owl:sameAs"}
    assert all("hetzelfde" in one.melding.nl and "the same" in one.melding.en for one in found)


def test_reports_values_that_engines_read_differently(achtergrond: ReleaseAchtergrond) -> None:
    found = [one for one in check(achtergrond, "onleesbaar.ttl").meldingen if code(one) == "waarde-onleesbaar"]
    assert sorted(lines(one)[0] or 0 for one in found) == [14, 14, 21, 26, 26]


@given(
    text=st.text(alphabet="\u200b\u200d \u00a0\t\n\u2060\ufeff"), seen=st.characters(categories=["L", "N", "P"])
)
def test_a_text_counts_only_with_a_visible_character(text: str, seen: str) -> None:
    assert is_blank(ox.Literal(text, language="nl"))
    assert not is_blank(ox.Literal(text + seen + text))


@given(number=st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1), space=st.sampled_from(" \t\n\u00a0"))
def test_numbers_up_to_eighteen_digits_can_be_read(number: int, space: str) -> None:
    for kind in ("integer", "decimal"):
        assert not is_unreadable(ox.Literal(str(number), datatype=ox.NamedNode(XSD + kind)))
        assert is_unreadable(ox.Literal(f"{space}{number}", datatype=ox.NamedNode(XSD + kind)))
        assert is_unreadable(ox.Literal(f"{number}" + "0" * 19, datatype=ox.NamedNode(XSD + kind)))


def test_counts_all_evidence_where_it_shows_the_first(achtergrond: ReleaseAchtergrond) -> None:
    members = "".join(
        f"[] a vb:Deelname ; org:organization ex:v ; org:member ex:o{n} . ex:o{n} vb:aard aard:gemeente .\n"
        for n in range(26)
    )
    verband = (
        _BASE.partition("ex:verband")[0] + 'ex:v a vb:Samenwerkingsverband ; vb:begin "2020-01-01"^^xsd:date .\n'
    )
    verslag = toets([read_bytes((verband + members).encode())], achtergrond, Opdracht(motor="snel"))
    counted = criteria(verslag)["a"]
    assert (len(counted.bewijs), counted.aantal_bewijs) == (MEESTE, 26)
    assert verslag.als_json()["oordelen"][0]["criteria"][0]["aantalBewijs"] == 26
    assert "20 van 26" in tekst.tekst(verslag, "nl")
    assert "20 of 26" in html.html(verslag, "en")
