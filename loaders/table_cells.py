"""What any table is once its file is open: sheets of rows of cells, each with its place. CSV and xlsx make these.

A reader of another form (ods) makes a `Tabelbestand` too, and nothing after it changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from loaders.lezen import kort

Reden = tuple[str, str]
"""Why something cannot be used, or what should be known of it: the same in Dutch and in English."""

Kent = Callable[[Sequence[str]], int]
"""Counts how many cells of a row are headers that are looked for: how the header row is told from others."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# "=…" is a formula to any spreadsheet. The other signs start one only in these shapes: a call of a program (DDE)
# or of a function; "- geen -" and "+31 13" are text.
_FORMULA = re.compile(r"=|[+\-@]\s*(?:[A-Za-z_.]+\s*\(|.*\|.*!)", re.DOTALL)

FORMULE: Reden = (
    "dit is een formule; die wordt niet uitgerekend. Kopieer de kolom en plak haar als waarden",
    "this is a formula; it is not calculated. Copy the column and paste it as values",
)
STUURTEKENS: Reden = (
    "hier staan onleesbare stuurtekens in; typ de tekst opnieuw",
    "it contains unreadable control characters; type the text again",
)


@dataclass(frozen=True, slots=True)
class Cel:
    """A cell: its text as a reader sees it, its date if it is one, and why it cannot be used, if so.

    `getal`: the spreadsheet holds a number, not text, so that leading zeros may be gone.
    """

    tekst: str = ""
    datum: date | None = None
    getal: bool = False
    fout: Reden | None = None

    @property
    def leeg(self) -> bool:
        """Whether nothing stands in it."""
        return not self.tekst.strip() and self.fout is None


LEEG = Cel()


@dataclass(frozen=True, slots=True)
class Rij:
    """A row: its number from 1 as a spreadsheet shows it, the line it starts on (text), why it cannot be read."""

    nummer: int
    cellen: tuple[Cel, ...]
    regel: int | None = None
    fout: Reden | None = None

    @property
    def leeg(self) -> bool:
        """Whether there is nothing in it."""
        return self.fout is None and all(cel.leeg for cel in self.cellen)

    def cel(self, kolom: int) -> Cel:
        """Give a cell by its index from 0; an empty one beyond the end."""
        return self.cellen[kolom] if kolom < len(self.cellen) else LEEG

    @property
    def teksten(self) -> list[str]:
        """The texts of all cells."""
        return [cel.tekst for cel in self.cellen]


@dataclass(frozen=True, slots=True)
class Blad:
    """A sheet: `open` gives its rows from the top, anew each time. A text file has one sheet without a name.

    `recht`: each row must have as many cells as the header, as in text, where a missing one shifts the rest.
    """

    naam: str
    open: Callable[[], Iterator[Rij]]
    verborgen: bool = False
    recht: bool = False


@dataclass(frozen=True, slots=True)
class Tabelbestand:
    """An open file: what it was read as (media type with parameters), its sheets, what should be known of it."""

    vorm: str
    bladen: tuple[Blad, ...]
    meldingen: tuple[Reden, ...] = field(default=())


def tekstcel(tekst: str, langste: int) -> Cel:
    """Make a cell of a stranger's text: too long, control characters or the start of a formula spoil it."""
    if len(tekst) > langste:
        nl = f"de cel bevat {len(tekst)} tekens; ten hoogste {langste} mag"
        en = f"the cell has {len(tekst)} characters; at most {langste} is allowed"
        return Cel(kort(tekst), fout=(nl, en))
    if _CONTROL.search(tekst):
        return Cel(kort(tekst), fout=STUURTEKENS)
    if _FORMULA.match(tekst.lstrip()):
        return Cel(tekst, fout=FORMULE)
    return Cel(tekst)


def kolomletter(kolom: int) -> str:
    """Give the letters of a column by its index from 0.

    >>> kolomletter(0), kolomletter(25), kolomletter(26), kolomletter(701), kolomletter(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    letters = ""
    rest = kolom + 1
    while rest:
        rest, cijfer = divmod(rest - 1, 26)
        letters = chr(ord("A") + cijfer) + letters
    return letters
