"""All findings as CSV that is safe to open in a spreadsheet: no cell can be a formula."""

from __future__ import annotations

import io
from csv import writer as table_writer

from verbanden.checking.report.compare import Vergelijking
from verbanden.checking.report.words import code, plek
from verbanden.checking.verslag import Melding, Verslag
from verbanden.errors import Taal

KOLOMMEN = (
    "id",
    "ernst",
    "herkomst",
    "regel",
    "criterium",
    "onderwerp",
    "pad",
    "waarde",
    "melding",
    "bedoeld",
    "document",
    "regelnummer",
    "rij",
    "kolom",
    "element",
    "andere_plaatsen",
)
"""The columns; with a comparison `vergelijking` stands behind them."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"


def csv(verslag: Verslag, taal: Taal, *, vergelijking: Vergelijking | None = None) -> str:
    """Write every finding as a row (RFC 4180); with a comparison also those that are solved."""
    out = io.StringIO()
    table = table_writer(out, lineterminator="\r\n")
    if vergelijking is None:
        table.writerow(KOLOMMEN)
        table.writerows(_row(one, taal) for one in verslag.meldingen)
        return out.getvalue()
    table.writerow([*KOLOMMEN, "vergelijking"])
    new = {one.id for one in vergelijking.nieuw}
    for one in verslag.meldingen:
        table.writerow([*_row(one, taal), "nieuw" if one.id in new else "ongewijzigd"])
    for one in vergelijking.opgelost:
        table.writerow([*_row(one, taal), "opgelost"])
    return out.getvalue()


def guarded(cell: str) -> str:
    """Make a cell that a spreadsheet takes for text: what begins like a formula gets an apostrophe in front.

    >>> guarded("=1+1")
    "'=1+1"
    """
    return _GUARD + cell if cell.startswith(_DANGEROUS) else cell


def _row(one: Melding, taal: Taal) -> list[str]:
    place = one.vindplaatsen[0] if one.vindplaatsen else None
    cells = (
        one.id,
        one.ernst,
        one.herkomst,
        code(one.shape),
        one.criterium,
        one.focus.value,
        one.pad,
        one.waarde.value if one.waarde is not None else None,
        one.melding.in_taal(taal),
        one.suggestie,
        place.document if place else None,
        place.regel if place else None,
        place.rij if place else None,
        place.kolom if place else None,
        place.element if place else None,
        "; ".join(map(plek, one.vindplaatsen[1:])),
    )
    return [guarded(str(cell)) if cell is not None else "" for cell in cells]
