"""Joining and leaving are what people did, not how a register was kept: gaps and mergers are neither."""

from __future__ import annotations

import pytest

from tests.queries.questions import rows
from verbanden.store import EmbeddedStore

ID = "https://w3id.org/verbanden/id/verband/"
QUESTION = "deelname/toegetreden-en-uitgetreden"
Change = tuple[str, str, str]


@pytest.fixture(scope="module")
def changes(store: EmbeddedStore) -> list[dict[str, str]]:
    """Every joining and leaving that the register shows."""
    return rows(store, QUESTION, van="1900-01-01", tot="2026-05-16")


def of(changes: list[dict[str, str]], verband: str) -> set[Change]:
    """Give the changes in one partnership: day, what, who."""
    return {
        (row["datum"], row["gebeurtenis"], row["deelnemer"].rsplit("/", 1)[-1])
        for row in changes
        if row["verband"] == f"{ID}{verband}"
    }


def test_reports_the_one_real_return(changes: list[dict[str, str]]) -> None:
    boxtel = {change for change in of(changes, "roo-24961596") if change[2] == "gm0757"}
    assert boxtel == {("2022-01-01", "uitgetreden", "gm0757"), ("2024-08-23", "toegetreden", "gm0757")}
    returned = {
        (row["verband"], row["deelnemer"])
        for row in changes
        for later in changes
        if row["gebeurtenis"] == "uitgetreden"
        and later["gebeurtenis"] == "toegetreden"
        and (row["verband"], row["deelnemer"]) == (later["verband"], later["deelnemer"])
        and row["datum"] <= later["datum"]
    }
    assert len(returned) == 1


def test_takes_an_interruption_for_neither(changes: list[dict[str, str]]) -> None:
    # Nothing held from 31 December 2023 to 3 January 2024; Oss is new after it, the others were there before.
    assert of(changes, "roo-24967448") == {("2024-01-03", "toegetreden", "gm0828")}


def test_takes_a_merger_for_neither(changes: list[dict[str, str]], store: EmbeddedStore) -> None:
    merged = {"gemeente Brielle", "gemeente Hellevoetsluis", "gemeente Westvoorne", "gemeente Voorne aan Zee"}
    around = [row for row in changes if row["naam"] in merged and row["datum"] >= "2022-12-01"]
    assert around == []
    assert any(row["naam"] in merged for row in rows(store, "gemeente/opgeheven-nog-vermeld"))


def test_takes_a_successor_named_later_for_neither(changes: list[dict[str, str]]) -> None:
    # Carried on from 2021 on; named by the register from August and September of that year on.
    assert {change for change in of(changes, "roo-24962632") if change[2] in {"gm0855", "gm0824"}} == set()


def test_takes_members_dropped_before_their_merger_for_neither(changes: list[dict[str, str]]) -> None:
    # A version of 2018 names the successor of 2022 and no longer Langedijk and Heerhugowaard: edited in place.
    assert {
        change for change in of(changes, "roo-24961362") if change[2] in {"gm0416", "gm0398", "gm1980"}
    } == set()


def test_leaves_out_founding_and_ending_a_partnership(changes: list[dict[str, str]]) -> None:
    assert {row["grond"].rsplit("/", 1)[-1] for row in changes} == {
        "toetredingsdatum",
        "inwerkingtreding",
        "uitgetreden",
    }


def test_counts_the_last_day_and_not_the_first(store: EmbeddedStore) -> None:
    day = "2024-08-23"
    typed = {"verband": f"{ID}roo-24961596", "deelnemer": "gm0757"}
    assert [row["datum"] for row in rows(store, QUESTION, van="2024-08-22", tot=day, **typed)] == [day]
    assert rows(store, QUESTION, van=day, tot="2024-08-24", **typed) == []


def test_says_what_lies_before_the_register_was_complete(changes: list[dict[str, str]]) -> None:
    assert {row["binnenDekking"] == "true" for row in changes if row["datum"] < "2021-07-01"} == {False}
    assert {row["binnenDekking"] == "true" for row in changes if row["datum"] >= "2021-07-01"} == {True}
