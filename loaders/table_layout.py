"""Where things stand in a table: which sheet, which row holds the headers, which column is which field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz, process

from loaders.grenzen import onleesbaar
from loaders.lezen import kort
from loaders.mapping_headers import bekend, kop, stel_voor
from loaders.mapping_schema import Afbeelding, Ledenkolommen
from loaders.table_cells import Blad, Kent, Rij, Tabelbestand, kolomletter
from verbanden.submission import InzendingError, Vindplaats

_SEARCHED = 30
_SEARCHED_ROWS = 1_000
"""So many rows with something in them are looked at for the headers, and so many with the empty ones."""
_LETTERS = re.compile(r"[A-Z]{1,3}")
_SHOWN = 40
_VAN_LID = ("toegetreden", "uitgetreden_per")


@dataclass(frozen=True, slots=True)
class Indeling:
    """The columns of a table by index from 0; `koppen` are its headers as written, in row `koprij`.

    `leden` hold members in the form `vorm` (as in a mapping); `onbegrepen` are columns that are not read.
    """

    koprij: int
    koppen: tuple[str, ...]
    velden: Mapping[str, int]
    leden: tuple[int, ...]
    vorm: str
    onbegrepen: tuple[int, ...]
    scheiding: str | None = None
    vast: Mapping[str, str] | None = None
    datums: str | None = None

    def kolom(self, index: int) -> str:
        """Name a column for people: its letter, and its header where it has one."""
        header = kort(self.koppen[index])[:_SHOWN] if index < len(self.koppen) else ""
        return f"{kolomletter(index)} ({header})" if header else kolomletter(index)


def kenner(afbeelding: Afbeelding | None) -> Kent:
    """Give what counts the headers that are looked for: those of the mapping, or those that we know."""
    if afbeelding is None:
        return bekend
    members = afbeelding.leden.kolommen if afbeelding.leden else ()
    # A single letter is a column, not a header; a cell may happen to hold just that.
    wanted = {kop(name) for name in (*afbeelding.velden.values(), *members) if len(name) > 1}
    return lambda koppen: len({kop(header) for header in koppen} & wanted)


def deel_in(naam: str, bestand: Tabelbestand, afbeelding: Afbeelding | None) -> tuple[Blad, Indeling]:
    """Find sheet, header row and columns; raises InzendingError ("onleesbaar") naming what was not found."""
    for blad in _candidates(naam, bestand, afbeelding):
        header = _header_row(blad, afbeelding)
        if header is None:
            continue
        if afbeelding is not None:
            return blad, _mapped(naam, header, afbeelding)
        indeling = _recognised(header)
        if indeling is not None:
            return blad, indeling
    raise _no_headers(naam, bestand, afbeelding)


def rijen_na_kop(blad: Blad, indeling: Indeling) -> Iterator[Rij]:
    """Give the rows below the headers in which something stands."""
    return (row for row in blad.open() if row.nummer > indeling.koprij and not row.leeg)


def _candidates(naam: str, bestand: Tabelbestand, afbeelding: Afbeelding | None) -> Sequence[Blad]:
    wanted = afbeelding.blad if afbeelding else None
    if wanted is None or bestand.bladen[0].naam == "":
        visible = [blad for blad in bestand.bladen if not blad.verborgen]
        return visible or bestand.bladen
    found = [blad for blad in bestand.bladen if blad.naam.strip().casefold() == wanted.casefold()]
    if not found:
        names = ", ".join(f"'{kort(blad.naam)[:_SHOWN]}'" for blad in bestand.bladen[:20])
        raise onleesbaar(
            Vindplaats(naam),
            f"er is geen blad '{kort(wanted)}' (mapping: blad); wel: {names}",
            f"there is no sheet '{kort(wanted)}' (mapping: blad); there are: {names}",
        )
    return found


def _header_row(blad: Blad, afbeelding: Afbeelding | None) -> Rij | None:
    if afbeelding is not None and afbeelding.koprij is not None:
        return next((row for row in blad.open() if row.nummer == afbeelding.koprij and not row.leeg), None)
    count = kenner(afbeelding)
    top = (row for row in islice(blad.open(), _SEARCHED_ROWS) if not row.leeg)
    rows = [row for row in islice(top, _SEARCHED) if row.fout is None]
    best = max(rows, key=lambda row: count(row.teksten), default=None)
    if best is None or count(best.teksten) > 0:
        return best
    # Nothing but letters of columns in the mapping: the first row it is.
    return rows[0] if afbeelding is not None else None


def _recognised(header: Rij) -> Indeling | None:
    headers = _trimmed(header)
    found = stel_voor(headers)
    if not found.bruikbaar:
        return None
    fields, unread = dict(found.velden), set(found.onbegrepen)
    if found.vorm != "rij-per-deelnemer":
        # A date of joining says of whom only where each member has a row.
        unread |= {fields.pop(field) for field in _VAN_LID if field in fields}
    return Indeling(header.nummer, headers, fields, found.leden, found.vorm, tuple(sorted(unread)))


def _mapped(naam: str, header: Rij, afbeelding: Afbeelding) -> Indeling:
    headers = _trimmed(header)
    look = _Lookup(headers)
    fields = {field: look.one(name) for field, name in afbeelding.velden.items()}
    members = afbeelding.leden or Ledenkolommen("een-kolom", ())
    for field in _VAN_LID:
        if (name := getattr(members, field)) is not None:
            fields[field] = look.one(name)
    taken = {index for index in fields.values() if index is not None}
    columns = look.several(members.kolommen, taken)
    if look.missing:
        raise _missing(naam, header, look)
    used = taken | set(columns) | set(look.several(afbeelding.negeer, set(), needed=False))
    return Indeling(
        koprij=header.nummer,
        koppen=headers,
        velden={field: index for field, index in fields.items() if index is not None},
        leden=tuple(columns),
        vorm=members.vorm,
        onbegrepen=tuple(i for i, text in enumerate(headers) if text and i not in used),
        scheiding=members.scheiding,
        vast=afbeelding.vast,
        datums=afbeelding.datums,
    )


class _Lookup:
    """Finds columns by header, in any case and without signs, or by letter; `missing` collects what is absent."""

    def __init__(self, headers: tuple[str, ...]) -> None:
        self.headers = headers
        self._cores = [kop(header) for header in headers]
        self.missing: list[str] = []

    def one(self, name: str) -> int | None:
        """Give the column that a mapping names; a header that stands there twice is named by its letter."""
        found = [i for i, header in enumerate(self.headers) if header.strip() == name] or [
            i for i, core in enumerate(self._cores) if core and core == kop(name)
        ]
        if len(found) != 1 and _LETTERS.fullmatch(name):
            letters = [i for i in range(len(self.headers)) if kolomletter(i) == name]
            found = letters or found
        if len(found) != 1:
            self.missing.append(name)
            return None
        return found[0]

    def several(self, names: Iterable[str], taken: set[int], *, needed: bool = True) -> list[int]:
        """Give columns in order; "Deelnemer *" names all that begin so and are not taken."""
        found: list[int] = []
        for name in names:
            if not name.endswith("*"):
                index = self.one(name)
                found += [] if index is None else [index]
                continue
            start = kop(name[:-1])
            some = [i for i, core in enumerate(self._cores) if core and core.startswith(start) and i not in taken]
            if not some and needed:
                self.missing.append(name)
            found += some
        if not needed:
            self.missing.clear()
        return list(dict.fromkeys(found))


def _trimmed(header: Rij) -> tuple[str, ...]:
    texts = [" ".join(text.split()) for text in header.teksten]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _missing(naam: str, header: Rij, look: _Lookup) -> InzendingError:
    parts_nl, parts_en = [], []
    for name in look.missing:
        twice = sum(kop(text) == kop(name) for text in look.headers) > 1
        close = process.extractOne(name[:100], look.headers, scorer=fuzz.ratio, score_cutoff=60)
        shown = kort(name)[:_SHOWN]
        if twice:
            parts_nl.append(f"'{shown}' staat er twee keer: noem de letter van de kolom")
            parts_en.append(f"'{shown}' stands there twice: name the letter of the column")
        else:
            parts_nl.append(f"'{shown}'" + (f" (bedoelt u '{kort(close[0])[:_SHOWN]}'?)" if close else ""))
            parts_en.append(f"'{shown}'" + (f" (do you mean '{kort(close[0])[:_SHOWN]}'?)" if close else ""))
    there = _listed(look.headers)
    return onleesbaar(
        Vindplaats(naam, rij=header.nummer),
        f"in rij {header.nummer} ontbreken kolommen uit de mapping: {', '.join(parts_nl)}; er staat: {there}",
        f"row {header.nummer} lacks columns of the mapping: {', '.join(parts_en)}; there are: {there}",
    )


def _no_headers(naam: str, bestand: Tabelbestand, afbeelding: Afbeelding | None) -> InzendingError:
    if afbeelding is not None and afbeelding.koprij is not None:
        nl, en = f"rij {afbeelding.koprij} (koprij) is leeg", f"row {afbeelding.koprij} (koprij) is empty"
        return onleesbaar(Vindplaats(naam), nl, en)
    rows = (row for blad in bestand.bladen for row in blad.open() if not row.leeg)
    first = next(rows, None)
    if first is None:
        return onleesbaar(Vindplaats(naam), "de tabel is leeg", "the table is empty")
    if first.fout is not None:
        nl, en = first.fout
        return onleesbaar(Vindplaats(naam, first.regel, first.nummer), nl, en)
    there = _listed(first.teksten)
    return onleesbaar(
        Vindplaats(naam, rij=first.nummer),
        "geen rij met koppen gevonden waarin een kolom met de naam van het samenwerkingsverband staat "
        f"(zoals 'Naam' of 'Samenwerkingsverband'); de eerste rij is: {there}. Maak een mapping",
        "no row of headers found with a column for the name of the partnership (such as 'Naam' or 'Name'); "
        f"the first row is: {there}. Make a mapping",
    )


def _listed(texts: Iterable[str]) -> str:
    shown = [f"'{kort(text)[:_SHOWN]}'" for text in texts if text.strip()]
    return ", ".join(shown[:20]) + (", …" if len(shown) > 20 else "")
