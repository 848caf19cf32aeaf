"""Pairs that may be one partnership: found by members and a telling word, near in time; joined by nobody."""

from __future__ import annotations

import pytest

from tests.verbanden.records import World, event, version
from verbanden.candidates import candidates
from verbanden.history import history
from verbanden.model import Opvolgkandidaat, Regeling, Wijziging


def found(*versions: Regeling, events: tuple[Wijziging, ...] = ()) -> list[Opvolgkandidaat]:
    organisaties = World(events).organisaties()
    return candidates(history(versions, organisaties).verbanden, organisaties)


def pair(
    *, end: str = "2020", begin: str = "2020", before: str = "ABCD", after: str = "ABCD", title: str = "ODijmond"
) -> list[Opvolgkandidaat]:
    return found(
        version("1", "2010", end, before, title="Omgevingsdienst ODijmond"),
        version("2", begin, None, after, title=title),
    )


def test_finds_one_that_begins_where_the_other_ends() -> None:
    (only,) = pair()
    assert (only.eerder, only.later, only.gelijkenis) == ("roo-1", "roo-2", 1.0)
    assert only.methode


@pytest.mark.parametrize(
    ("begin", "count"), [("2019-11-01", 0), ("2019-12-10", 1), ("2021", 1), ("2021-02-01", 0)]
)
def test_looks_a_month_back_and_a_year_ahead(begin: str, count: int) -> None:
    assert len(pair(begin=begin)) == count


@pytest.mark.parametrize(("after", "share"), [("ABCD", 1.0), ("ABCX", 0.75), ("ABXY", 0.5), ("AXYZ", None)])
def test_at_least_half_of_the_earlier_members_take_part_in_the_later(after: str, share: float | None) -> None:
    assert [k.gelijkenis for k in pair(after=after)] == ([] if share is None else [share])


def test_members_count_by_what_they_are_on_the_first_day_of_the_later() -> None:
    merged = event("2020", "ABC", new="G")
    (only,) = found(
        version("1", "2010", "2020", "ABCD", title="Dienst Veluwe"),
        version("2", "2020", None, "DG", title="Dienst Veluwe"),
        events=(merged,),
    )
    assert only.gelijkenis == 1.0


@pytest.mark.parametrize(
    "title", ["Regeling Zuid", "Gemeenschappelijke regeling samenwerking 2010", "Iets anders"]
)
def test_shares_a_telling_word(title: str) -> None:
    assert pair(title=title) == []


def test_finds_nothing_for_one_that_still_runs_or_for_itself() -> None:
    assert (
        found(version("1", "2010", None, "AB", title="Veluwe"), version("2", "2012", None, "AB", title="Veluwe"))
        == []
    )
    assert found(version("1", "2010", "2010-06-01", "AB", title="Veluwe")) == []


def test_finds_nothing_for_one_that_never_was() -> None:
    assert found(version("1", "2010", "2010", title="Veluwe"), version("2", "2010", None, title="Veluwe")) == []


def test_joins_nothing() -> None:
    versions = [version("1", "2010", "2020", title="Veluwe"), version("2", "2020", None, title="Veluwe")]
    organisaties = World().organisaties()
    verbanden = history(versions, organisaties).verbanden
    assert len(candidates(verbanden, organisaties)) == 1
    assert [v.sleutel for v in verbanden] == ["roo-1", "roo-2"]


def test_gives_the_best_first_for_each_that_ended() -> None:
    pairs = found(
        version("1", "2010", "2020", "ABCD", title="Veluwe"),
        version("2", "2020", None, "ABC", title="Veluwe Noord"),
        version("3", "2020", None, "ABCD", title="Veluwe Zuid"),
    )
    assert [(k.later, k.gelijkenis) for k in pairs] == [("roo-3", 1.0), ("roo-2", 0.75)]
