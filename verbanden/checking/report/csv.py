"""All findings as CSV that is safe to open in a spreadsheet: no cell can be a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from csv import writer as table_writer

import pyoxigraph as ox

from verbanden.checking.report.compare import Vergelijking
from verbanden.checking.report.words import code, ding, plek
from verbanden.checking.verslag import Melding, Verslag
from verbanden.errors import Taal
from verbanden.shapebook import Term
from verbanden.submission import Vindplaats

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
_WITHIN = re.compile(r"([;\t\r\n|])(?=[\s\"]*[=+\-@＝＋－＠])")
"""Where a spreadsheet that takes another separator, as the Dutch one takes `;`, would see a formula begin."""


def csv(verslag: Verslag, taal: Taal, *, vergelijking: Vergelijking | None = None) -> str:
    """Write every finding as a row (RFC 4180); with a comparison also those that are solved."""
    out = io.StringIO()
    table = table_writer(out, lineterminator="\r\n")
    places = {one.verband: one.vindplaats for one in verslag.oordelen}
    places |= {one.verband: one.vindplaats for one in verslag.niet_in_werking}
    if vergelijking is None:
        table.writerow(KOLOMMEN)
        table.writerows(_row(one, taal, places) for one in verslag.meldingen)
        return out.getvalue()
    table.writerow([*KOLOMMEN, "vergelijking"])
    new = {one.id for one in vergelijking.nieuw}
    for one in verslag.meldingen:
        table.writerow([*_row(one, taal, places), "nieuw" if one.id in new else "ongewijzigd"])
    for one in vergelijking.opgelost:
        table.writerow([*_row(one, taal, places), "opgelost"])
    return out.getvalue()


def guarded(cell: str) -> str:
    """Make a cell that a spreadsheet takes for text: what begins like a formula gets an apostrophe in front.

    >>> guarded("=1+1")
    "'=1+1"
    >>> guarded("Regio;=1+1")
    "Regio;'=1+1"
    """
    within = _WITHIN.sub(rf"\1{_GUARD}", cell)
    return (
        _GUARD + within if within.startswith(_DANGEROUS) or within.lstrip(' "').startswith(_DANGEROUS) else within
    )


def _row(one: Melding, taal: Taal, places: Mapping[str, Vindplaats | None]) -> list[str]:
    place = one.vindplaatsen[0] if one.vindplaatsen else None
    cells = (
        one.id,
        one.ernst,
        one.herkomst,
        code(one.shape),
        one.criterium,
        _shown(one.focus, places, place),
        one.pad,
        _shown(one.waarde, places, place),
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


def _shown(term: Term | None, places: Mapping[str, Vindplaats | None], place: Vindplaats | None) -> str | None:
    """Write a term; a thing without an IRI of its own by its place, or by that of the finding."""
    if not isinstance(term, ox.NamedNode):
        return term.value if term is not None else None
    return ding(term.value, places.get(term.value) or place)
