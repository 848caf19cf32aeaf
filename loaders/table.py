"""A spreadsheet of partnerships, CSV or xlsx, as a document to be checked: rows become triples with their cells.

The file is opened (`table_csv`, `table_xlsx`), its columns are understood by a mapping or by their headers
(`table_layout`), and each row is accepted or rejected with a reason (`table_rows`): read = accepted + rejected.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from loaders.grenzen import te_groot, te_veel
from loaders.lezen import kort
from loaders.mapping_schema import Afbeelding, afbeelding
from loaders.table_cells import Rij, Tabelbestand
from loaders.table_csv import open_csv
from loaders.table_graph import Schrijver
from loaders.table_layout import Indeling, deel_in, kenner, rijen_na_kop
from loaders.table_report import Plek, Verslaglegging
from loaders.table_rows import Opbouw
from loaders.table_xlsx import open_xlsx
from verbanden.submission import Herken, Inzending, Limieten, Vindplaats

Vorm = Literal["csv", "xlsx"]


def lees_tabel(  # noqa: PLR0913 — what every reader of documents is given, and its form
    naam: str,
    data: bytes,
    *,
    vorm: Vorm,
    limieten: Limieten,
    mapping: Mapping[str, object] | None,
    herken: Herken,
) -> Inzending:
    """Read a table; `mapping` (from `lees_mapping`) says what its columns are, else its headers do.

    Raises MappingError for a mapping that keeps not to its schema, InzendingError for a table that is refused.
    """
    wanted = None if mapping is None else afbeelding(mapping)
    bestand = open_tabel(naam, data, vorm=vorm, limieten=limieten, wanted=wanted)
    blad, indeling = deel_in(naam, bestand, wanted)
    if len(indeling.koppen) > limieten.kolommen:
        raise te_veel(Vindplaats(naam, rij=indeling.koprij), "kolommen", "columns", limieten.kolommen)
    digest = hashlib.sha256(data).hexdigest()
    verslag = Verslaglegging(naam, indeling)
    _opmerkingen(verslag, bestand, blad.naam, indeling)
    schrijver = Schrijver(digest[:16], verslag, herken, limieten)
    opbouw = Opbouw(indeling, verslag, schrijver)
    gelezen = 0
    loose: set[int] = set()
    for rij in rijen_na_kop(blad, indeling):
        gelezen += 1
        if gelezen > limieten.rijen:
            raise te_veel(Vindplaats(naam, rij=rij.nummer), "rijen", "rows", limieten.rijen)
        if blad.recht:
            opbouw.neem(_recht(rij, indeling))
        else:
            _loose_values(rij, indeling, verslag, loose)
            opbouw.neem(rij)
    return Inzending(
        naam=naam,
        vorm=bestand.vorm,
        sha256=digest,
        bytes=len(data),
        triples=tuple(schrijver.triples),
        plaatsen=tuple(schrijver.plaatsen),
        afwijzingen=tuple(verslag.lijst),
        gelezen=gelezen,
        aangenomen=opbouw.aangenomen,
    )


def open_tabel(
    naam: str, data: bytes, *, vorm: Vorm, limieten: Limieten, wanted: Afbeelding | None = None
) -> Tabelbestand:
    """Open a table by its form; raises InzendingError for a file that is too large or cannot be read."""
    if len(data) > limieten.bytes:
        raise te_groot(Vindplaats(naam), len(data), limieten.bytes)
    if vorm == "xlsx":
        return open_xlsx(naam, data, limieten)
    return open_csv(naam, data, limieten, kenner(wanted))


def _recht(rij: Rij, indeling: Indeling) -> Rij:
    """Reject a row of text that has other cells than its header: what shifted cannot be told."""
    width, cells = len(indeling.koppen), rij.cellen
    while len(cells) > width and cells[-1].leeg:
        cells = cells[:-1]
    if rij.fout is not None or len(cells) == width:
        return rij
    # A header row may itself end in empty cells; rows then have those too.
    if len(cells) < width and len(rij.cellen) >= width:
        return rij
    reason = (
        f"de rij heeft {len(cells)} cellen en de koprij {width}; er is een scheidingsteken te veel of te weinig",
        f"the row has {len(cells)} cells and the header row {width}; it has a separator too many or too few",
    )
    return replace(rij, fout=reason)


def _loose_values(rij: Rij, indeling: Indeling, verslag: Verslaglegging, told: set[int]) -> None:
    """Report values in columns without a header, once for each column."""
    for kolom, cel in enumerate(rij.cellen):
        headless = kolom >= len(indeling.koppen) or not indeling.koppen[kolom]
        if headless and kolom not in told and not cel.leeg:
            told.add(kolom)
            nl = f"deze kolom heeft geen kop in rij {indeling.koprij} en wordt niet gelezen"
            en = f"this column has no header in row {indeling.koprij} and is not read"
            verslag.kolom(Plek(rij, kolom), cel.tekst, (nl, en))


def _opmerkingen(verslag: Verslaglegging, bestand: Tabelbestand, blad: str, indeling: Indeling) -> None:
    for reden in bestand.meldingen:
        verslag.bestand(reden)
    others = [f"'{kort(one.naam)}'" for one in bestand.bladen if one.naam != blad]
    if others:
        listed = ", ".join(others[:10])
        nl = f"gelezen is het blad '{kort(blad)}'; niet gelezen zijn {listed}"
        verslag.bestand((nl, f"the sheet '{kort(blad)}' was read; not read were {listed}"))
    header = Rij(indeling.koprij, ())
    for kolom in indeling.onbegrepen:
        nl = "deze kolom wordt niet gelezen; geef in een mapping op wat zij betekent, of noem haar onder negeer"
        en = "this column is not read; say in a mapping what it means, or name it under negeer"
        verslag.kolom(Plek(header, kolom), indeling.koppen[kolom], (nl, en))
    if not indeling.leden:
        nl = "er is geen kolom met deelnemers herkend; zonder deelnemers blijft veel onbekend"
        verslag.bestand((nl, "no column with members was recognised; without members much stays unknown"))
