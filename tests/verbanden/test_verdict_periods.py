"""Verdicts through time: periods that begin and end where the outcome changes, and fit together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.verbanden.judging import DAY, EX, HERE, judged, on, store_of, through_time
from tests.verbanden.records import day
from verbanden.assemble import Samenstel
from verbanden.definition.criteria import criteria, criteriasets
from verbanden.definition.situations import situations
from verbanden.definition.verdicts import Oordeel
from verbanden.model import Periode


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
