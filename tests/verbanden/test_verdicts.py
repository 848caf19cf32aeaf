"""From data to verdict through the whole chain: three outcomes for every criterium, and what each rests on.

The cases are files in `oordelen/`, named after the criterium and the outcome that they must have on DAY.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.verbanden.judging import CASES, DAY, EX, HERE, judged, on, store_of, through_time
from verbanden.definition.criteria import criteria
from verbanden.definition.situations import situations
from verbanden.definition.verdicts import OUTCOMES
from verbanden.namespaces import WETTEN


def expected(path: Path) -> tuple[str, str]:
    """Read criterium and outcome off the name of a case, the longest of both first."""
    for code in sorted(criteria(), key=len, reverse=True):
        for outcome in sorted(OUTCOMES, key=len, reverse=True):
            if path.stem == f"{code}-{outcome}" or path.stem.startswith(f"{code}-{outcome}-"):
                return code, outcome
    raise AssertionError(f"{path.name} names no criterium and outcome")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_gives_the_outcome_on_a_day_with_both_engines(path: Path) -> None:
    code, outcome = expected(path)
    toestanden = situations(store_of(path.read_bytes()), DAY, DAY)
    for engine in ("snel", "referentie"):
        verdict = on(judged(toestanden, engine), DAY)[EX + "verband", code]
        assert verdict.uitkomst == outcome


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_gives_the_same_outcome_in_the_period_that_the_day_is_in(path: Path) -> None:
    code, outcome = expected(path)
    oordelen = judged(situations(store_of(path.read_bytes()), None, DAY))
    assert on(oordelen, DAY)[EX + "verband", code].uitkomst == outcome


def test_has_data_for_each_outcome_of_every_criterium() -> None:
    assert {expected(path) for path in CASES} == {(code, outcome) for code in criteria() for outcome in OUTCOMES}


def test_leaves_the_store_as_it_was() -> None:
    store = store_of((HERE / "e-voldoet-niet.ttl").read_bytes())
    before = set(store)
    situations(store, None, DAY)
    situations(store, DAY, DAY)
    assert set(store) == before


def evidence(name: str, code: str) -> set[str]:
    oordelen = judged(situations(store_of((HERE / f"{name}.ttl").read_bytes()), DAY, DAY))
    return {iri.removeprefix(EX) for iri in on(oordelen, DAY)[EX + "verband", code].bewijs}


@pytest.mark.parametrize(
    ("name", "code", "shown"),
    [
        ("a-voldoet", "a", {"deelname-1", "deelname-2"}),
        ("a-voldoet-naast-onbekend", "a", {"deelname-1", "deelname-2"}),
        ("a-voldoet-kort", "a", {"verband"}),
        ("a-onbekend", "a", {"deelname-1", "deelname-2"}),
        ("a-voldoet-niet-uitgetreden", "a", {"deelname-1"}),
        ("a-onbekend-opgeheven", "a", {"deelname-1"}),
        ("a-onbekend-opgeheven-zonder-aard", "a", {"deelname-1"}),
        ("a-onbekend-opgeheven-kort", "a", {"verband"}),
        ("a-onbekend-niemand-bestaat", "a", set()),
        ("a-voldoet-niet-niemand-bestaat-kort", "a", set()),
        ("a-voldoet-nog-niet-opgeheven", "a", {"deelname-1", "deelname-2"}),
        ("twee-nederlandse-overheden-voldoet-niet", "twee-nederlandse-overheden", {"deelname-1", "deelname-2"}),
        ("b-voldoet", "b", {"verband"}),
        ("b-voldoet-in-de-tijd", "b", {"naam-1"}),
        ("c-voldoet-tekst", "c", {"verband"}),
        ("c-onbekend-tegenspraak", "c", {"verband", "verklaring-1"}),
        ("d1-voldoet-niet", "d1", {"verband"}),
        ("d4-voldoet-regelingen", "d4", {"regeling-1"}),
        ("d4-voldoet-niet", "d4", {"verband"}),
        ("d2-onbekend", "d2", set()),
        ("e-voldoet-verklaring", "e", {"verklaring-1"}),
        ("e-onbekend-buitenstaander", "e", set()),
        ("e-onbekend-opgeheven", "e", set()),
        ("e-voldoet-ingetrokken", "e", {"verklaring-2"}),
        ("e-voldoet-samen-ontkend", "e", {"verklaring-2"}),
        ("e-voldoet-niet-samen", "e", {"verklaring-1", "verklaring-2"}),
        ("e-voldoet-niet-zelfde-dag", "e", {"verklaring-1", "verklaring-2"}),
        ("e-voldoet-niet-nog-niet-ingetrokken", "e", {"verklaring-1"}),
        ("c-onbekend-zonder-afzender", "c", {"verklaring-1", "verklaring-2"}),
    ],
)
def test_names_what_a_verdict_rests_on(name: str, code: str, shown: set[str]) -> None:
    assert evidence(name, code) == shown


def test_names_the_law_that_secures_something() -> None:
    assert any(iri.endswith("BWBR0003740&artikel=12") for iri in evidence("d1-voldoet", "d1"))


def test_takes_no_denial_for_consent() -> None:
    derived = situations(store_of((HERE / "e-voldoet-niet.ttl").read_bytes()), DAY, DAY).triples
    consent = {triple.split(" ")[2] for triple in derived if "instemmingBlijktUit" in triple}
    assert consent == {f"<{EX}verklaring-1>", f"<{WETTEN}jci1.3:c:BWBR0003740&artikel=1>"}


def test_counts_a_member_of_two_kinds_once() -> None:
    derived = situations(store_of((HERE / "a-voldoet-niet-twee-aarden.ttl").read_bytes()), DAY, DAY).triples
    counts = {triple.split('"')[1] for triple in derived if "#aantal" in triple and "aantalBevraagd" not in triple}
    assert counts == {"1"}


def numbers(name: str) -> dict[str, int]:
    """The counts of participants in a case by property."""
    derived = situations(store_of((HERE / f"{name}.ttl").read_bytes()), DAY, DAY).triples
    found = (triple.split(" ", 2) for triple in derived if "#aantal" in triple and "aantalBevraagd" not in triple)
    return {predicate.rpartition("#")[2].rstrip(">"): int(value.split('"')[1]) for _, predicate, value in found}


@pytest.mark.parametrize("name", ["a-onbekend-niemand-bestaat", "a-voldoet-niet-niemand-bestaat-kort"])
def test_tells_participants_that_do_not_exist_from_none_on_record(name: str) -> None:
    sure = {key: number for key, number in numbers(name).items() if "Mogelijke" not in key}
    assert set(sure.values()) == {0}
    assert numbers(name)["aantalMogelijkeOverheden"] > 0
    assert "aantalMogelijkeOverheden" not in numbers("a-onbekend-niemand")


@pytest.mark.parametrize("name", ["a-onbekend-opgeheven", "a-onbekend-opgeheven-zonder-aard"])
def test_counts_a_body_that_was_abolished_as_possible_only_for_a_successor_may_carry_on(name: str) -> None:
    assert {key: n for key, n in numbers(name).items() if "Overheden" in key} == {
        key: 2 if "Mogelijke" in key else 1 for key in numbers(name) if "Overheden" in key
    }


def test_counts_how_many_participants_were_asked() -> None:
    def asked(name: str) -> int | None:
        oordelen = judged(situations(store_of((HERE / f"{name}.ttl").read_bytes()), DAY, DAY))
        return on(oordelen, DAY)[EX + "verband", "e"].bevraagd

    names = (
        "e-voldoet-niet",
        "e-voldoet",
        "e-onbekend-buitenstaander",
        "e-voldoet-twee-keer",
        "e-voldoet-ingetrokken",
    )
    assert [asked(name) for name in names] == [2, 0, 0, 1, 1]


def test_is_as_strict_as_its_weakest_criterium_for_a_set() -> None:
    met = through_time(
        """ex:verband a vb:Samenwerkingsverband ; vb:begin "2015-01-01"^^xsd:date ; skos:prefLabel "Proef"@nl ;
            vb:doel "Samen."@nl ; vb:huidigeDeelnemer ex:lid , ex:ander-lid .
        ex:lid vb:aard aard:gemeente . ex:ander-lid vb:aard aard:gemeente ."""
    )
    core, whole = (on(met, DAY)[EX + "verband", code] for code in ("kern", "definitie-2024"))
    assert (core.uitkomst, core.voldaan, core.totaal, core.onbekend) == ("voldoet", 4, 4, ())
    assert (whole.uitkomst, whole.voldaan, whole.totaal) == ("onbekend", 4, 8)
    assert (set(whole.onbekend), whole.niet_voldaan) == ({"d1", "d2", "d3", "e"}, ())
    denied = on(
        through_time(
            """ex:verband a vb:Samenwerkingsverband ; vb:begin "2015-01-01"^^xsd:date ; vb:agendaVooraf false ."""
        ),
        DAY,
    )[EX + "verband", "definitie-2024"]
    assert (denied.uitkomst, denied.niet_voldaan, denied.voldaan) == ("voldoet-niet", ("d3",), 1)
