"""From data to verdict through the whole chain: three outcomes for every criterium, and periods that fit together.

The cases are files in `oordelen/`, named after the criterium and the outcome that they must have on DAY.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.verbanden.records import day
from verbanden import ontology
from verbanden.assemble import Samenstel
from verbanden.definition.criteria import criteria, criteriasets
from verbanden.definition.situations import Toestanden, situations
from verbanden.definition.verdicts import OUTCOMES, Oordeel, judge
from verbanden.model import Periode
from verbanden.namespaces import WETTEN
from verbanden.validation import Engine, load_shapes, validate

HERE = Path(__file__).parent / "oordelen"
DAY = date(2024, 7, 1)
CASES = sorted(HERE.glob("*.ttl"))
EX = "https://example.org/id/"


def expected(path: Path) -> tuple[str, str]:
    """Read criterium and outcome off the name of a case, the longest of both first."""
    for code in sorted(criteria(), key=len, reverse=True):
        for outcome in sorted(OUTCOMES, key=len, reverse=True):
            if path.stem == f"{code}-{outcome}" or path.stem.startswith(f"{code}-{outcome}-"):
                return code, outcome
    raise AssertionError(f"{path.name} names no criterium and outcome")


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


def periods(oordelen: Iterable[Oordeel], code: str) -> list[tuple[str, str | None, str]]:
    return [
        (str(o.periode.begin), str(o.periode.einde) if o.periode.einde else None, o.uitkomst)
        for o in oordelen
        if (o.criterium or o.sets[0]) == code
    ]


def test_gives_an_open_ended_partnership_its_year_when_it_is_over() -> None:
    oordelen = through_time(
        """ex:verband a vb:Samenwerkingsverband ; vb:begin "2022-03-01"^^xsd:date ; skos:prefLabel "P"@nl ."""
    )
    assert periods(oordelen, "d4") == [
        ("2022-03-01", "2023-03-01", "onbekend"),
        ("2023-03-01", None, "voldoet"),
    ]
    assert periods(oordelen, "b") == [("2022-03-01", None, "voldoet")]


def test_ends_a_verdict_where_a_name_is_given_up() -> None:
    oordelen = through_time(
        """ex:verband a vb:Samenwerkingsverband ; vb:begin "2015-01-01"^^xsd:date ; vb:heeftNaam ex:naam .
        ex:naam vb:naam "P"@nl ; vb:begin "2015-01-01"^^xsd:date ; vb:einde "2020-06-01"^^xsd:date ."""
    )
    assert periods(oordelen, "b") == [("2015-01-01", "2020-06-01", "voldoet"), ("2020-06-01", None, "onbekend")]


def test_does_not_reckon_beyond_the_day_that_is_known() -> None:
    young = """ex:verband a vb:Samenwerkingsverband ; vb:begin "2024-03-01"^^xsd:date ."""
    assert periods(through_time(young), "d4") == [("2024-03-01", None, "onbekend")]
    assert periods(through_time(young.replace("2024", "2025")), "d4") == []


def test_judges_an_ended_partnership_by_its_whole_length_from_its_first_day() -> None:
    ended = (
        """ex:verband a vb:Samenwerkingsverband ; vb:begin "2020-01-01"^^xsd:date ; vb:einde "{}"^^xsd:date ."""
    )
    assert periods(through_time(ended.format("2020-12-30")), "d4") == [
        ("2020-01-01", "2020-12-30", "voldoet-niet")
    ]
    assert periods(through_time(ended.format("2021-01-01")), "d4") == [("2020-01-01", "2021-01-01", "voldoet")]


GAP = """
    ex:verband a vb:Samenwerkingsverband ; vb:heeftRegeling ex:regeling-1 , ex:regeling-2 , ex:leeg .
    ex:regeling-1 vb:begin "2015-01-01"^^xsd:date ; vb:einde "2017-01-01"^^xsd:date ; vb:doelVastgelegd true .
    ex:regeling-2 vb:begin "2018-01-01"^^xsd:date ; vb:doelVastgelegd true .
    ex:leeg vb:begin "2012-01-01"^^xsd:date ; vb:einde "2012-01-01"^^xsd:date ."""


def test_is_silent_on_days_on_which_a_partnership_does_not_hold() -> None:
    oordelen = through_time(GAP)
    assert periods(oordelen, "c") == [("2015-01-01", "2017-01-01", "voldoet"), ("2018-01-01", None, "voldoet")]
    assert on(oordelen, day("2017-06-01")) == {}
    assert on(oordelen, day("2012-01-01")) == {}


def test_reports_who_does_not_hold_on_the_day() -> None:
    prefixes = (HERE.parent / "data" / "voorvoegsels.ttl").read_text(encoding="utf-8")
    toestanden = situations(store_of((prefixes + GAP).encode()), day("2017-06-01"), DAY)
    assert (toestanden.niet_in_werking, toestanden.triples, dict(toestanden.van)) == ((EX + "verband",), [], {})


def test_counts_a_statement_from_its_date_on() -> None:
    oordelen = through_time(
        """ex:verband a vb:Samenwerkingsverband ; vb:begin "2015-01-01"^^xsd:date .
        ex:ja a vb:Verklaring ; vb:betreftVerband ex:verband ; vb:criterium criterium:d2 ;
            vb:beweert uitkomst:voldoet ; vb:datum "2016-01-01"^^xsd:date .
        ex:nee a vb:Verklaring ; vb:betreftVerband ex:verband ; vb:criterium criterium:d2 ;
            vb:beweert uitkomst:voldoet-niet ; vb:datum "2017-01-01"^^xsd:date ."""
    )
    assert periods(oordelen, "d2") == [
        ("2015-01-01", "2016-01-01", "onbekend"),
        ("2016-01-01", "2017-01-01", "voldoet"),
        ("2017-01-01", None, "onbekend"),
    ]


def test_takes_a_statement_back_from_the_day_of_the_new_one_on() -> None:
    oordelen = through_time(
        """ex:verband a vb:Samenwerkingsverband ; vb:begin "2015-01-01"^^xsd:date ; vb:huidigeDeelnemer ex:lid .
        ex:nee a vb:Verklaring ; vb:betreftVerband ex:verband ; vb:criterium criterium:e ;
            vb:beweert uitkomst:voldoet-niet ; vb:verklaardDoor ex:lid ; vb:datum "2016-01-01"^^xsd:date .
        ex:toch a vb:Verklaring ; vb:betreftVerband ex:verband ; vb:criterium criterium:e ;
            vb:beweert uitkomst:voldoet ; vb:verklaardDoor ex:lid ; vb:datum "2017-01-01"^^xsd:date ."""
    )
    assert periods(oordelen, "e") == [
        ("2015-01-01", "2016-01-01", "onbekend"),
        ("2016-01-01", "2017-01-01", "voldoet-niet"),
        ("2017-01-01", None, "voldoet"),
    ]
    assert [o.bewijs for o in oordelen if o.criterium == "e"] == [(), (EX + "nee",), (EX + "toch",)]


def test_takes_the_date_of_a_statement_that_is_none_for_older_than_any() -> None:
    oordelen = through_time(
        """ex:verband a vb:Samenwerkingsverband ; vb:begin "2015-01-01"^^xsd:date .
        ex:nee a vb:Verklaring ; vb:betreftVerband ex:verband ; vb:criterium criterium:d2 ;
            vb:beweert uitkomst:voldoet-niet ; vb:verklaardDoor ex:lid ; vb:datum "weet niet" .
        ex:toch a vb:Verklaring ; vb:betreftVerband ex:verband ; vb:criterium criterium:d2 ;
            vb:beweert uitkomst:voldoet ; vb:verklaardDoor ex:lid ; vb:datum "2017-01-01"^^xsd:date ."""
    )
    assert periods(oordelen, "d2") == [
        ("2015-01-01", "2017-01-01", "voldoet-niet"),
        ("2017-01-01", None, "voldoet"),
    ]


def test_counts_a_participant_as_long_as_it_exists() -> None:
    oordelen = through_time(
        """ex:verband a vb:Samenwerkingsverband ; vb:begin "2015-01-01"^^xsd:date ;
            vb:heeftDeelname ex:deelname-1 , ex:deelname-2 .
        ex:deelname-1 org:member ex:nieuw ; vb:begin "2015-01-01"^^xsd:date .
        ex:deelname-2 org:member ex:oud ; vb:begin "2015-01-01"^^xsd:date .
        ex:nieuw vb:aard aard:gemeente ; vb:begin "2016-01-01"^^xsd:date .
        ex:oud vb:aard aard:gemeente ; vb:einde "2020-01-01"^^xsd:date ."""
    )
    assert periods(oordelen, "a") == [
        ("2015-01-01", "2016-01-01", "onbekend"),
        ("2016-01-01", "2020-01-01", "voldoet"),
        ("2020-01-01", None, "onbekend"),
    ]
    short = through_time(
        """ex:verband a vb:Samenwerkingsverband ; vb:begin "2015-01-01"^^xsd:date ; vb:huidigeDeelnemer ex:oud .
        ex:oud vb:aard aard:gemeente ; vb:einde "2020-01-01"^^xsd:date ."""
    )
    assert periods(short, "een-overheid") == [
        ("2015-01-01", "2020-01-01", "voldoet"),
        ("2020-01-01", None, "onbekend"),
    ]


def test_knows_of_no_absence_before_the_source_is_complete() -> None:
    oordelen = through_time(
        """ex:verband a vb:Samenwerkingsverband ; vb:begin "2015-01-01"^^xsd:date ;
            vb:volledigVanaf "2018-07-01"^^xsd:date ; vb:huidigeDeelnemer ex:lid .
        ex:lid vb:aard aard:gemeente ."""
    )
    assert periods(oordelen, "a") == [
        ("2015-01-01", "2018-07-01", "onbekend"),
        ("2018-07-01", None, "voldoet-niet"),
    ]


def test_takes_a_date_that_is_none_for_absent() -> None:
    oordelen = through_time(
        """ex:verband a vb:Samenwerkingsverband ; vb:begin "2015-02-30"^^xsd:date ; vb:einde "ooit" ;
            vb:heeftDeelname ex:deelname . ex:deelname org:member ex:lid ; vb:begin "weet niet" .
        ex:lid vb:aard aard:gemeente ."""
    )
    found = on(oordelen, DAY)
    assert found[EX + "verband", "d4"].uitkomst == "onbekend"
    assert found[EX + "verband", "een-overheid"].uitkomst == "voldoet"


# --- The register ---------------------------------------------------------------------------------------


def test_covers_the_days_in_force_exactly_and_never_twice(samenstel: Samenstel) -> None:
    in_force: dict[str, list[Periode]] = {}
    for verband in samenstel.geschiedenis.verbanden:
        held = sorted((p for _, p in verband.regelingen if p.begin != p.einde), key=lambda p: p.begin or date.min)
        joined: list[Periode] = []
        for p in held:
            if joined and p.begin == joined[-1].einde:
                joined[-1] = Periode(joined[-1].begin, p.einde)
            else:
                joined.append(p)
        in_force[verband.sleutel] = joined
    by_subject: dict[tuple[str, str], list[Periode]] = {}
    for o in samenstel.oordelen:
        by_subject.setdefault((o.verband.rsplit("/", 1)[1], o.criterium or o.sets[0]), []).append(o.periode)
    for key, expected_periods in in_force.items():
        for code in [*criteria(), *criteriasets()]:
            covered: list[Periode] = []
            for p in by_subject.pop((key, code), []):
                if covered and p.begin == covered[-1].einde:
                    covered[-1] = Periode(covered[-1].begin, p.einde)
                else:
                    assert not covered or str(covered[-1].einde) < str(p.begin)
                    covered.append(p)
            assert covered == expected_periods, (key, code)
    assert by_subject == {}


def test_starts_a_new_period_only_where_the_outcome_changes(samenstel: Samenstel) -> None:
    by_subject: dict[tuple[str, str], list[Oordeel]] = {}
    for o in samenstel.oordelen:
        by_subject.setdefault((o.verband, o.criterium or o.sets[0]), []).append(o)
    for verdicts in by_subject.values():
        for before, after in pairwise(verdicts):
            if before.periode.einde == after.periode.begin:
                assert (before.uitkomst, before.onbekend, before.niet_voldaan) != (
                    after.uitkomst,
                    after.onbekend,
                    after.niet_voldaan,
                )


@pytest.mark.parametrize("years_ago", [0, 1, 4, 8, 15])
def test_gives_on_a_day_what_a_test_of_that_day_alone_gives(samenstel: Samenstel, years_ago: int) -> None:
    when = samenstel.datum - timedelta(days=365 * years_ago + 11 * years_ago)
    alone = on(judged(situations(samenstel.store, when, when)), when)
    within = on(samenstel.oordelen, when)
    assert alone.keys() == within.keys()
    for key, verdict in alone.items():
        same = within[key]
        assert (verdict.uitkomst, verdict.voldaan, verdict.onbekend) == (
            same.uitkomst,
            same.voldaan,
            same.onbekend,
        )
        assert set(verdict.bewijs) <= set(same.bewijs)


def test_rests_on_things_that_the_release_knows(samenstel: Samenstel) -> None:
    known = {triple.split(" ", 1)[0] for graaf in samenstel.graven for triple in graaf.feiten}
    unknown = {iri for o in samenstel.oordelen for iri in o.bewijs if f"<{iri}>" not in known}
    assert unknown == set()
    assert all(o.bewijs for o in samenstel.oordelen if o.criterium and o.uitkomst == "voldoet")
