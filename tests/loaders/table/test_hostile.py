"""Tables made to do harm that are read all the same: no row of them gets lost, and what is told is fit to show."""

from __future__ import annotations

import pytest

from tests.hostile.record import AANGENOMEN, XLSX, Hostile
from tests.hostile.tabellen import documents
from tests.loaders.table.hulp import lees

READ = [one for one in documents() if one.verwacht == {AANGENOMEN}]


@pytest.mark.parametrize("one", READ, ids=lambda one: one.naam)
def test_loses_no_row_and_tells_what_can_be_shown(one: Hostile) -> None:
    read = lees(one.data(), "xlsx" if one.mediatype == XLSX else "csv")
    rejected = sum(told.rij == "samenwerkingsverband" for told in read.afwijzingen)
    assert read.gelezen == read.aangenomen + rejected
    texts = [text for told in read.afwijzingen for text in (told.nl, told.en)]
    assert all(text.isprintable() and len(text) < 1_500 for text in texts)
