"""Versions edited in place: a member dropped before its merger, its successor named ahead of time."""

from __future__ import annotations

from tests.verbanden.records import chain, event, made, runs, version

JOINED, LEFT, ENDED, ABOLISHED = "toetredingsdatum", "uitgetreden", "verband-beeindigd", "lid-opgeheven"
MERGER = event("2018", "AB", new="C")


def test_carries_a_member_to_its_merger_when_its_successor_is_named_in_its_place() -> None:
    linked = chain(version("1", "2010", "2015", "ABD"), version("2", "2015", None, {"C": "2018", "D": "2010"}))
    verband, findings = made(linked, MERGER)
    assert runs(verband, "A") == [("2010-01-01", "2018-01-01", JOINED, ABOLISHED)]
    assert runs(verband, "B") == [("2010-01-01", "2018-01-01", JOINED, ABOLISHED)]
    assert runs(verband, "C") == [("2018-01-01", None, JOINED, None)]
    assert runs(verband, "C", derived=True) == []
    assert [f.code for f in findings] == ["te-vroeg-weggelaten"] * 2
    assert "2015-01-01" in findings[0].nl
    assert "2018-01-01" in findings[0].en


def test_names_the_row_of_the_successor_as_what_it_follows_from() -> None:
    linked = chain(version("1", "2010", "2015", "A"), version("2", "2015", None, {"C": "2018"}))
    verband, _ = made(linked, MERGER)
    (own,) = [d for d in verband.deelnames if d.eind_reden == ABOLISHED]
    assert own.vermeldingen == (("1", 1), ("2", 1))


def test_lets_a_member_leave_when_its_successor_joins_on_another_day() -> None:
    linked = chain(version("1", "2010", "2015", "A"), version("2", "2015", None, {"C": "2019"}))
    verband, findings = made(linked, MERGER)
    assert runs(verband, "A") == [("2010-01-01", "2015-01-01", JOINED, LEFT)]
    assert findings == ()


def test_lets_a_member_leave_when_the_next_version_does_not_name_its_successor() -> None:
    linked = chain(version("1", "2010", "2015", "AD"), version("2", "2015", None, {"D": "2010"}))
    verband, _ = made(linked, MERGER)
    assert runs(verband, "A") == [("2010-01-01", "2015-01-01", JOINED, LEFT)]


def test_lets_a_member_leave_when_the_successor_is_gone_again_before_the_merger() -> None:
    linked = chain(
        version("1", "2010", "2015", "AD"),
        version("2", "2015", "2017", {"C": "2018", "D": "2010"}),
        version("3", "2017", None, {"D": "2010"}),
    )
    verband, _ = made(linked, MERGER)
    assert runs(verband, "A") == [("2010-01-01", "2015-01-01", JOINED, LEFT)]


def test_lets_a_member_leave_when_it_returns_before_the_merger() -> None:
    linked = chain(
        version("1", "2010", "2015", "A"),
        version("2", "2015", "2016", {"C": "2018"}),
        version("3", "2016", None, {"A": "2016", "C": "2018"}),
    )
    verband, _ = made(linked, MERGER)
    assert [run[1] for run in runs(verband, "A")] == ["2015-01-01", "2018-01-01"]
    assert runs(verband, "A")[0][3] == LEFT
