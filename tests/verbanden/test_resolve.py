"""References of sources: by TOOI, then by OWMS, then by the source's own key; never by name."""

from __future__ import annotations

import pytest

from tests.verbanden.records import HERE, World, day, event, gm, organisation
from verbanden.model import Organisatie, Periode, Verwijzing
from verbanden.namespaces import OWMS, PROJECT, TOOI_ID, Iris
from verbanden.resolve import Organisaties

TERM = OWMS + "Proef_(gemeente)"


def known(*records: Organisatie, aarden: dict[str, str] | None = None) -> Organisaties:
    return Organisaties(Iris(), records, aarden=aarden)


def roo(key: str, *, tooi: str | None = None, owms: str | None = None, naam: str = "Proef") -> Organisatie:
    return Organisatie(naam, "onbekend", HERE, systeem_id=key, tooi=tooi, owms=owms)


def test_resolves_by_tooi_before_all_else() -> None:
    organisaties = known(roo("1", tooi=gm("A"), owms=TERM), roo("2", owms=OWMS + "X"))
    assert organisaties.herken(Verwijzing("2", gm("A"), OWMS + "X", "?")) == (gm("A"), "tooi")


def test_resolves_by_owms_where_there_is_no_tooi() -> None:
    assert known(roo("1", tooi=gm("A"), owms=TERM)).herken(Verwijzing("9", None, TERM, "?")) == (gm("A"), "owms")


def test_resolves_by_the_key_where_owms_is_unknown() -> None:
    organisaties = known(roo("1", tooi=gm("A")))
    assert organisaties.herken(Verwijzing("1", None, TERM, "?")) == (gm("A"), "roo")


def test_never_resolves_by_name() -> None:
    organisaties = known(roo("1", tooi=gm("A"), naam="Proef"))
    assert organisaties.herken(Verwijzing("9", None, None, "Proef")) == (f"{PROJECT}id/organisatie/roo-9", "roo")


def test_one_without_tooi_is_the_one_with_the_same_owms_whatever_comes_first() -> None:
    ours, theirs = roo("1", owms=TERM), roo("2", tooi=gm("A"), owms=TERM)
    for records in ((ours, theirs), (theirs, ours)):
        assert known(*records).herken(Verwijzing("1", None, None, "?")) == (gm("A"), "roo")


def test_an_unknown_organisation_gets_an_iri_of_ours_and_its_name_as_written() -> None:
    organisaties = known(aarden={"9": "buitenlandse-overheid"})
    iri, _ = organisaties.herken(Verwijzing("9", None, None, "Stadt Aachen"))
    assert iri == f"{PROJECT}id/organisatie/roo-9"
    assert (organisaties.lid(iri).naam, organisaties.lid(iri).aard) == ("Stadt Aachen", "buitenlandse-overheid")


@pytest.mark.parametrize(
    ("folder", "aard"),
    [
        ("gemeente/gm1", "gemeente"),
        ("provincie/pv1", "provincie"),
        ("ministerie/mnre1", "rijk"),
        ("anders/x1", "onbekend"),
    ],
)
def test_an_organisation_that_only_a_row_names_is_of_the_kind_of_its_tooi_folder(folder: str, aard: str) -> None:
    organisaties = known()
    iri, _ = organisaties.herken(Verwijzing("9", TOOI_ID + folder, None, "?"))
    assert organisaties.lid(iri).aard == aard


def test_the_register_that_comes_first_names_the_organisation_and_each_adds_what_it_knows() -> None:
    tooi = Organisatie("gemeente A", "gemeente", HERE, tooi=gm("A"), periode=Periode(None, day("2020")))
    ours = Organisatie("A", "onbekend", HERE, systeem_id="1", tooi=gm("A"), periode=Periode(day("2010"), None))
    lid = known(tooi, ours).lid(gm("A"))
    assert (lid.naam, lid.aard, lid.periode) == ("gemeente A", "gemeente", Periode(day("2010"), day("2020")))


def test_an_organisation_is_founded_by_the_event_that_made_it() -> None:
    organisaties = World((event("2014", "AB", new="C"),)).organisaties()
    assert organisaties.lid(gm("C")).periode.begin == day("2014")


def test_successors_hold_from_the_day_of_the_event() -> None:
    organisaties = World((event("2014", "AB", new="C"),)).organisaties()
    assert organisaties.op_datum(gm("A"), day("2013-12-31")) == [gm("A")]
    assert organisaties.op_datum(gm("A"), day("2014")) == [gm("C")]
    assert [s.voorganger for s in organisaties.voorgangers(gm("C"))] == [gm("A"), gm("B")]


def test_successors_of_successors_are_followed_and_parts_told_once() -> None:
    events = (event("2014", "A", new="CD"), event("2016", "C", new="E"), event("2018", "D", new="E"))
    organisaties = World(events).organisaties()
    assert organisaties.op_datum(gm("A"), day("2017")) == [gm("E"), gm("D")]
    assert organisaties.op_datum(gm("A"), day("2019")) == [gm("E")]


def test_a_circle_of_events_comes_to_an_end() -> None:
    events = (event("2014", "A", grown="B"), event("2015", "B", grown="A"))
    assert World(events).organisaties().op_datum(gm("A"), day("2020"))


def test_one_without_successor_stays_what_it_was() -> None:
    organisaties = known(organisation("A", None, "2012"))
    assert organisaties.op_datum(gm("A"), day("2020")) == [gm("A")]
    assert organisaties.op_datum("x:onbekend", day("2020")) == ["x:onbekend"]


def test_all_organisations_come_in_order_of_their_iri() -> None:
    organisaties = known(organisation("C"), organisation("A"))
    organisaties.herken(Verwijzing("9", gm("B"), None, "B"))
    assert [lid.iri for lid in organisaties.alle()] == [gm("A"), gm("B"), gm("C")]
