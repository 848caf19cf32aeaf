"""What a reader of a table is told: rows and fields that were rejected, columns that are not read, remarks."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.lezen import VELD, kort
from loaders.table_cells import Reden, Rij, kolomletter
from loaders.table_layout import Indeling
from verbanden.model import Afwijzing, Plaats
from verbanden.submission import Vindplaats

RIJ = "samenwerkingsverband"
"""The `rij` of an Afwijzing of a whole row of a table."""
KOLOM = "kolom"
"""The `rij` of an Afwijzing of a column that is not read; its rows were."""
MELDING = "melding"
"""The `rij` of a remark: what it speaks of was accepted."""


@dataclass(frozen=True, slots=True)
class Plek:
    """A cell while it is read: its row and its column from 0; no column is the row as a whole."""

    rij: Rij
    kolom: int | None = None

    @property
    def tekst(self) -> str:
        """What stands in it."""
        return "" if self.kolom is None else self.rij.cel(self.kolom).tekst


class Verslaglegging:
    """Collects what is told of one table, in the order of its rows; each with row, column, value and reason."""

    def __init__(self, naam: str, indeling: Indeling) -> None:
        self._naam = naam
        self._indeling = indeling
        self._kolommen: dict[int | None, str | None] = {None: None}
        self.lijst: list[Afwijzing] = []

    def plaats(self, plek: Plek) -> Vindplaats:
        """Give the place of a cell, or of a row as a whole."""
        if plek.kolom is not None and plek.kolom not in self._kolommen:
            self._kolommen[plek.kolom] = self._indeling.kolom(plek.kolom)
        return Vindplaats(self._naam, plek.rij.regel, plek.rij.nummer, self._kolommen[plek.kolom])

    def rij(self, plek: Plek, waarde: str, reden: Reden) -> None:
        """Reject a row."""
        self._add(RIJ, plek, waarde, reden)

    def veld(self, plek: Plek, waarde: str, reden: Reden) -> None:
        """Reject one field of a row that was accepted."""
        self._add(VELD, plek, waarde, reden)

    def melding(self, plek: Plek, waarde: str, reden: Reden) -> None:
        """Remark on something that was accepted."""
        self._add(MELDING, plek, waarde, reden)

    def kolom(self, plek: Plek, waarde: str, reden: Reden) -> None:
        """Report a column that is not read, at its header or at the first value in it."""
        self._add(KOLOM, plek, waarde, reden)

    def bestand(self, reden: Reden) -> None:
        """Remark on the file as a whole."""
        nl, en = reden
        self.lijst.append(
            Afwijzing(MELDING, Plaats(self._naam, "", ""), "", "", f"{self._naam}: {nl}", f"{self._naam}: {en}")
        )

    def _add(self, soort: str, plek: Plek, waarde: str, reden: Reden) -> None:
        nl, en = reden
        number, shown = plek.rij.nummer, kort(waarde)
        if plek.kolom is None:
            veld, waar, where = "", f"rij {number}", f"row {number}"
        else:
            veld = self._indeling.kolom(plek.kolom)
            header = veld.partition(" ")[2]
            cell = f"{kolomletter(plek.kolom)}{number}" + (f" {header}" if header else "")
            waar, where = f"cel {cell}", f"cell {cell}"
        value = f" = '{shown}'" if shown else ""
        self.lijst.append(
            Afwijzing(
                soort,
                Plaats(self._naam, str(number), "", plek.rij.regel),
                veld,
                shown,
                f"{self._naam}, {waar}{value}: {nl}",
                f"{self._naam}, {where}{value}: {en}",
            )
        )
