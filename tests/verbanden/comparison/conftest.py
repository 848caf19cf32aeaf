"""The embedded register as what a list is laid beside, and the list of Tilburg compared with it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.verbanden.comparison.lists import DAY, LISTS, TILBURG, Compare, read, written
from verbanden.comparison.compare import vergelijk
from verbanden.comparison.listed import lees_lijst
from verbanden.comparison.records import Vergelijking
from verbanden.comparison.register import Basis, Register
from verbanden.coverage import Dekking
from verbanden.namespaces import TOOI_ID
from verbanden.store import EmbeddedStore


@pytest.fixture(scope="module")
def basis(embedded_store: EmbeddedStore) -> Basis:
    names = {"Goirle": TOOI_ID + "gemeente/gm0785"}
    covered = (
        Dekking("roo", DAY, date(2021, 7, 1), date(2016, 1, 1)),
        Dekking("tooi-gemeenten", date(2022, 12, 22)),
    )
    return Basis(Register(embedded_store), names.get, "2026-05-16", DAY, covered)


@pytest.fixture(scope="module")
def tilburg(basis: Basis) -> Vergelijking:
    return vergelijk(lees_lijst([read("tilburg.ttl", (LISTS / "tilburg.ttl").read_bytes())]), basis, TILBURG)


@pytest.fixture(scope="module")
def compare(basis: Basis) -> Compare:
    def run(text: str, organisatie: str = TILBURG, day: date | None = None) -> Vergelijking:
        return vergelijk(lees_lijst([written(text)]), basis, organisatie, day)

    return run
