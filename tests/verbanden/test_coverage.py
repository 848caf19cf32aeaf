"""Whether a date lies within what a source covers, and what is said when it does not."""

from __future__ import annotations

from datetime import date

import pytest

from verbanden.coverage import Dekking

ROO = Dekking("roo", date(2026, 5, 16), date(2021, 7, 1), date(2016, 1, 1))
TOOI = Dekking("tooi-gemeenten", date(2022, 12, 22))


@pytest.mark.parametrize("day", ["2021-07-01", "2026-05-16"])
def test_accepts_a_date_within_what_a_source_covers(day: str) -> None:
    assert ROO.gemis(date.fromisoformat(day)) == []


@pytest.mark.parametrize(
    ("day", "named"),
    [
        ("2021-06-30", ["2021-07-01"]),
        ("2016-01-01", ["2021-07-01"]),
        ("2015-12-31", ["2021-07-01", "2016-01-01"]),
        ("2026-05-17", ["2026-05-16"]),
    ],
)
def test_reports_what_may_be_missing_on_a_date(day: str, named: list[str]) -> None:
    found = ROO.gemis(date.fromisoformat(day))
    assert len(found) == len(named)
    for (nl, en), limit in zip(found, named, strict=True):
        assert limit in nl
        assert limit in en


def test_reports_that_a_source_is_only_last_seen_after_its_own_date() -> None:
    ((nl, en),) = TOOI.gemis(date(2026, 5, 16))
    assert "2022-12-22" in nl
    assert "2022-12-22" in en


def test_accepts_every_earlier_date_of_a_source_without_a_beginning() -> None:
    assert TOOI.gemis(date(1900, 1, 1)) == []
