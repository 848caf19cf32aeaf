"""What others bring, checked: outcome, findings with their places, verdicts, and what a document cannot do."""

from __future__ import annotations

import builtins
import hashlib
import os
import socket
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from importlib import metadata

import pytest

from tests.verbanden.checking.kennis import DOCUMENTS, code, codes, lines, read, read_bytes
from verbanden.checking import toetsing
from verbanden.checking.background import ReleaseAchtergrond
from verbanden.checking.toetsing import Opdracht, toets
from verbanden.checking.verslag import Verslag
from verbanden.definition.criteria import criteriasets
from verbanden.errors import QueryError, ReleaseError
from verbanden.model import Afwijzing, Plaats
from verbanden.namespaces import VB
from verbanden.store import EmbeddedStore
from verbanden.submission import Vindplaats
from verbanden.validation import load_shapes

_OF_READING = {"rij-afgewezen", "veld-afgewezen", "rij-opmerking"}
OOST_BRABANT = "https://w3id.org/verbanden/id/verband/roo-23018159"


def check(achtergrond: ReleaseAchtergrond, *names: str, **order: object) -> Verslag:
    return toets([read(name, achtergrond.herken) for name in names], achtergrond, Opdracht(**order))  # type: ignore[arg-type]


def unknown(verslag: Verslag) -> list[str]:
    return [one.criterium for one in verslag.oordelen[0].criteria if one.uitkomst == "onbekend"]


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("volledig.ttl", "voldoet"),
        ("aanvulling.ttl", "voldoet"),
        ("netwerk.ttl", "voldoet-niet"),
        ("ontkend.jsonld", "voldoet-niet"),
        ("vals.ttl", "voldoet-niet"),
        ("kijkt-naar-buiten.ttl", "onbekend"),
        ("leden.csv", "onbekend"),
        ("alleen-organisatie.ttl", "niets-te-toetsen"),
    ],
)
def test_tells_each_outcome_apart(achtergrond: ReleaseAchtergrond, name: str, outcome: str) -> None:
    assert check(achtergrond, name).uitkomst == outcome


def test_accepts_a_document_that_has_all_the_definition_asks(achtergrond: ReleaseAchtergrond) -> None:
    verslag = check(achtergrond, "volledig.ttl")
    assert verslag.meldingen == ()
    assert [(one.naam, one.voldaan, one.totaal) for one in verslag.oordelen] == [
        ("Bestuurlijk overleg Hart van Brabant-Zuid", 8, 8)
    ]
    assert verslag.oordelen[0].criteria[0].bewijs[0].naam


def test_settles_what_was_unknown_of_a_partnership_of_the_register(achtergrond: ReleaseAchtergrond) -> None:
    mention = f"<{OOST_BRABANT}> <http://purl.org/dc/terms/source> <https://example.org/jaarverslag> .".encode()
    before = toets([read_bytes(mention)], achtergrond, Opdracht())
    after = check(achtergrond, "aanvulling.ttl")
    assert (before.uitkomst, unknown(before), before.oordelen[0].voldaan) == ("onbekend", ["d2", "d3"], 6)
    assert (after.uitkomst, unknown(after), after.oordelen[0].voldaan) == ("voldoet", [], 8)
    assert after.oordelen[0].naam == "Gemeenschappelijke Regeling Belastingsamenwerking Oost-Brabant"
    for one in before.oordelen[0].criteria:
        assert (one.aan_te_leveren is None) == (one.uitkomst != "onbekend")


def test_counts_a_denial_by_a_participant_against_the_register(achtergrond: ReleaseAchtergrond) -> None:
    verslag = check(achtergrond, "ontkend.jsonld")
    denied = next(one for one in verslag.oordelen[0].criteria if one.criterium == "e")
    assert denied.uitkomst == "voldoet-niet"
    assert "https://example.org/id/verklaring-1" in {proof.iri for proof in denied.bewijs}
    assert "criterium-e-voldaan" in codes(verslag)


def test_points_at_the_line_of_what_is_wrong(achtergrond: ReleaseAchtergrond) -> None:
    verslag = check(achtergrond, "netwerk.ttl")
    places = {code(found): lines(found) for found in verslag.meldingen if found.ernst != "info"}
    assert places == {
        "term-onbekend": [15],
        "inzending-begin-datum": [25],
        "criterium-a-voldaan": [19],
        "afgeleide-waarde": [16],
        "inzending-deelnemer-onbekend": [23],
    }
    assert all(found.herkomst == "inzending" for found in verslag.meldingen)


def test_suggests_the_term_that_was_meant(achtergrond: ReleaseAchtergrond) -> None:
    found = [one for one in check(achtergrond, "netwerk.ttl").meldingen if code(one) == "term-onbekend"]
    assert [one.suggestie and one.suggestie.rpartition("/")[2] for one in found] == [
        "maandelijks",
        "def#huidigeDeelnemer",
    ]
    assert [lines(one) for one in found] == [[14], [15]]


def test_says_of_a_thing_without_a_name_what_kind_it_is(achtergrond: ReleaseAchtergrond) -> None:
    found = next(o for o in check(achtergrond, "netwerk.ttl").meldingen if code(o) == "inzending-begin-datum")
    assert "naamloze deelname" in found.melding.nl
    assert "unnamed participation" in found.melding.en
    assert not any(
        "genid" in text for o in check(achtergrond, "netwerk.ttl").meldingen for text in (o.melding.nl,)
    )


def test_counts_no_participant_that_was_abolished_by_the_day(achtergrond: ReleaseAchtergrond) -> None:
    def outcome(**order: object) -> str:
        (one,) = check(achtergrond, "opgeheven.ttl", criteria="kern", **order).oordelen
        return next(c.uitkomst for c in one.criteria if c.criterium == "a")

    # Weesp was merged into Amsterdam on 24 March 2022; whether Amsterdam carries on for it is not known.
    assert outcome(peildatum=date(2022, 3, 23)) == "voldoet"
    assert outcome(peildatum=date(2022, 3, 24)) == "onbekend"
    assert "inzending-deelnemer-opgeheven" in codes(check(achtergrond, "opgeheven.ttl"))


def test_tells_which_partnerships_are_not_in_force(achtergrond: ReleaseAchtergrond) -> None:
    now, then = check(achtergrond, "netwerk.ttl"), check(achtergrond, "netwerk.ttl", peildatum=date(1995, 1, 1))
    assert [one.naam for one in now.niet_in_werking] == ["Overleg Zandgronden"]
    assert "Overleg Zandgronden" not in {one.naam for one in now.oordelen}
    assert "Overleg Zandgronden" in {one.naam for one in then.oordelen}
    assert then.context.peildatum == date(1995, 1, 1)


@pytest.mark.parametrize("name", ["kern", "definitie-2017", "regioatlas", "definitie-2024"])
def test_finds_only_criteria_of_the_set_that_was_asked_for(achtergrond: ReleaseAchtergrond, name: str) -> None:
    verslag = check(achtergrond, "netwerk.ttl", criteria=name)
    chosen = criteriasets()[name].criteria
    assert {found.criterium for found in verslag.meldingen} - {None} <= set(chosen)
    assert [one.criterium for one in verslag.oordelen[0].criteria] == list(chosen)


def test_rejects_a_criteria_set_that_does_not_exist(achtergrond: ReleaseAchtergrond) -> None:
    with pytest.raises(QueryError, match="kern"):
        check(achtergrond, "volledig.ttl", criteria="definitie-1848")


def test_gives_no_verdict_for_what_a_document_only_asserts(achtergrond: ReleaseAchtergrond) -> None:
    verslag = check(achtergrond, "vals.ttl")
    outcomes = {one.criterium: one.uitkomst for one in verslag.oordelen[0].criteria}
    assert (outcomes["a"], outcomes["c"]) == ("voldoet-niet", "onbekend")
    assert {"begrip-gewijzigd", "afgeleide-waarde", "register-zegt-anders"} <= set(codes(verslag))


def test_checks_several_documents_as_one(achtergrond: ReleaseAchtergrond) -> None:
    verslag = check(achtergrond, "aanvulling.ttl", "ontkend.jsonld")
    assert [one.verband for one in verslag.oordelen] == [OOST_BRABANT]
    assert {one.criterium for one in verslag.oordelen[0].criteria if one.uitkomst != "voldoet"} == {"e"}
    assert [document.naam for document in verslag.documenten] == ["aanvulling.ttl", "ontkend.jsonld"]


def test_reports_what_a_table_has_wrong_with_its_row_and_column(achtergrond: ReleaseAchtergrond) -> None:
    verslag = check(achtergrond, "leden.csv")
    places = {code(found): found.vindplaatsen[0] for found in verslag.meldingen if code(found) in _OF_READING}
    assert {name: (place.rij, (place.kolom or "")[0]) for name, place in places.items()} == {
        "rij-opmerking": (4, "B"),
        "veld-afgewezen": (4, "C"),
    }
    counted = next(one for one in verslag.oordelen[0].criteria if one.criterium == "a")
    assert (counted.uitkomst, verslag.oordelen[0].naam) == ("voldoet", "Overleg Groene Long")


def test_does_not_accept_a_document_with_a_row_that_was_rejected(achtergrond: ReleaseAchtergrond) -> None:
    rejected = Afwijzing("deelname", Plaats("leden.csv", "3"), "begin", "gisteren", "geen datum", "no date")
    document = replace(read("volledig.ttl"), naam="leden.csv", afwijzingen=(rejected,), gelezen=4, aangenomen=3)
    verslag = toets([document], achtergrond, Opdracht())
    found = next(one for one in verslag.meldingen if code(one) == "rij-afgewezen")
    assert found.vindplaatsen == (Vindplaats("leden.csv", rij=3, kolom="begin"),)
    assert (verslag.uitkomst, verslag.documenten[0].afgewezen) == ("voldoet-niet", 1)


def test_counts_apart_what_the_sender_cannot_change(
    achtergrond: ReleaseAchtergrond, embedded_store: EmbeddedStore
) -> None:
    class Fout(ReleaseAchtergrond):
        def over(self, iris: Collection[str]) -> bytes:
            return super().over(iris) + f'<{OOST_BRABANT}> <{VB}frequentie> "vaak" .\n'.encode()

    verslag = toets(
        [read("ontkend.jsonld")], Fout(embedded_store, achtergrond.naam, achtergrond.datum), Opdracht()
    )
    assert codes(verslag, "achtergrond") == ["inzending-lijst-frequentie"]
    assert "inzending-lijst-frequentie" not in codes(verslag)
    assert verslag.groepen[-1].herkomst == "achtergrond"
    assert (verslag.aantal("fout"), verslag.aantal("fout", "achtergrond")) == (1, 1)


def test_pins_what_a_check_was_done_with(achtergrond: ReleaseAchtergrond) -> None:
    context = check(achtergrond, "volledig.ttl").context
    assert {file.naam: file.sha256 for file in context.vormen} == {
        f"{name}.ttl": hashlib.sha256(load_shapes(name).encode()).hexdigest()
        for name in ("definitie", "inzending", "gegevens")
    }
    assert (context.motor_naam, context.motor_versie) == ("pyshacl", metadata.version("pyshacl"))
    assert (context.achtergrond, context.peildatum) == (achtergrond.naam, achtergrond.datum)
    assert context.motor_reden.nl


@pytest.mark.parametrize("name", DOCUMENTS)
def test_both_engines_find_the_same(achtergrond: ReleaseAchtergrond, name: str) -> None:
    fast, reference = (check(achtergrond, name, motor=motor) for motor in ("snel", "referentie"))
    assert fast.meldingen == reference.meldingen
    assert fast.oordelen == reference.oordelen
    assert fast.context.motor_naam == "shacl-rust"


def test_takes_the_fast_engine_for_much_and_says_so(
    achtergrond: ReleaseAchtergrond, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toetsing, "REFERENTIE_TOT", 10)
    context = check(achtergrond, "volledig.ttl").context
    assert (context.motor, context.motor_naam) == ("snel", "shacl-rust")
    assert "10" in context.motor_reden.nl


def test_falls_back_to_the_reference_where_the_fast_engine_cannot(
    achtergrond: ReleaseAchtergrond, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = toetsing.validate

    def fails(data: bytes, shapes: object, *, engine: str) -> object:
        if engine == "snel":
            raise ReleaseError("kan dit niet", "cannot do this")
        return sound(data, shapes, engine=engine)  # type: ignore[arg-type]

    monkeypatch.setattr(toetsing, "validate", fails)
    verslag = check(achtergrond, "volledig.ttl", motor="snel")
    assert (verslag.context.motor, verslag.uitkomst) == ("referentie", "voldoet")
    assert "kan dit niet" in verslag.context.motor_reden.nl


@pytest.fixture
def shut(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """No way out: whoever opens a connection or a file is told on."""
    opened: list[str] = []

    def refuse(*arguments: object, **_: object) -> None:
        opened.append(repr(arguments))
        raise PermissionError("nothing is opened while checking")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(builtins, "open", refuse)
    monkeypatch.setattr(os, "open", refuse)
    return opened


@pytest.mark.parametrize("motor", ["snel", "referentie"])
def test_opens_nothing_that_data_points_at(
    achtergrond: ReleaseAchtergrond, request: pytest.FixtureRequest, motor: str
) -> None:
    check(achtergrond, "volledig.ttl", motor=motor)  # what is read once, from our own rooms, is read now
    document = read("kijkt-naar-buiten.ttl")
    opened: list[str] = request.getfixturevalue("shut")
    verslag = toets([document], achtergrond, Opdracht(motor=motor))  # type: ignore[arg-type]
    assert opened == []
    assert verslag.oordelen[0].naam == "http://example.org/shapes.ttl"
