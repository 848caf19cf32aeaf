"""A workbook as a table: openpyxl reads cells as they are stored; formulas are never run, links never followed."""

from __future__ import annotations

import io
import math
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from loaders.table_cells import FORMULE, LEEG, Blad, Cel, Reden, Rij, Tabelbestand, tekstcel
from loaders.table_zip import Bladmaat, broken, inspect_package
from verbanden.submission import Limieten

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZEROS = re.compile(r"0{2,30}")
_LARGEST_EXACT = 10**15
"""A spreadsheet keeps fifteen digits of a number; of a longer code the rest is gone."""
_TOO_LONG_NUMBER: Reden = (
    "dit getal heeft meer dan 15 cijfers en is daarom afgerond; maak van de cel tekst en typ het opnieuw",
    "this number has more than 15 digits and was rounded for it; make the cell text and type it again",
)
# What openpyxl raises for parts that are sound XML but no sound workbook.
_UNSOUND = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    SyntaxError,
    AssertionError,
    NotImplementedError,
    OSError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
    InvalidFileException,
)


def open_xlsx(naam: str, data: bytes, limieten: Limieten) -> Tabelbestand:
    """Open a workbook as a table; raises InzendingError for what `inspect_package` refuses and what is unsound."""
    measures = inspect_package(naam, data, limieten)
    try:
        with _quiet():
            book: Any = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "_worksheet_path")]
    except _UNSOUND as error:
        raise broken(naam, error) from error
    if not sheets:
        raise broken(naam, ValueError("no worksheet"))
    return Tabelbestand(XLSX, tuple(_blad(naam, sheet, measures, limieten) for sheet in sheets))


def _blad(naam: str, sheet: Any, measures: dict[str, Bladmaat], limieten: Limieten) -> Blad:
    maat = measures.get(sheet._worksheet_path.lstrip("/"), Bladmaat())

    def rows() -> Iterator[Rij]:
        going = _rows(sheet, maat, limieten)
        while True:
            try:
                with _quiet():
                    row = next(going, None)
            except _UNSOUND as error:
                raise broken(naam, error) from error
            if row is None:
                return
            yield row

    return Blad(str(sheet.title), rows, verborgen=sheet.sheet_state != "visible")


def _quiet() -> warnings.catch_warnings[None]:
    """Keep openpyxl from warning of parts that it leaves out: nothing here needs them."""
    return warnings.catch_warnings(action="ignore")


def _rows(sheet: Any, maat: Bladmaat, limieten: Limieten) -> Iterator[Rij]:
    if not maat.breedte:
        return
    merged = _Merged(maat)
    for number, cells in enumerate(
        sheet.iter_rows(min_row=1, max_row=maat.laatste_rij, max_col=maat.breedte), start=1
    ):
        row = [LEEG if cell.value is None else _cel(cell, limieten) for cell in cells]
        # A row in which nothing stands but what is merged from above is no row.
        if not all(cel.leeg for cel in row):
            yield Rij(number, tuple(merged.fill(number, row)))


class _Merged:
    """Cells merged over rows: each row gets the value that a reader sees beside it."""

    def __init__(self, maat: Bladmaat) -> None:
        self._starting: dict[int, list[tuple[int, int]]] = {}
        for left, top, bottom in maat.samengevoegd:
            if bottom > top and left < maat.breedte:
                self._starting.setdefault(top, []).append((left, bottom))
        self._open: dict[int, tuple[int, Cel]] = {}

    def fill(self, number: int, row: list[Cel]) -> list[Cel]:
        """Fill in what goes on from rows above, and remember what begins here."""
        for column, (bottom, cell) in list(self._open.items()):
            if number > bottom:
                del self._open[column]
            elif column < len(row) and row[column].leeg:
                row[column] = cell
            elif column >= len(row):
                row += [LEEG] * (column - len(row)) + [cell]
        for column, bottom in self._starting.get(number, ()):
            if column < len(row) and not row[column].leeg:
                self._open[column] = bottom, row[column]
        return row


def _cel(cell: Any, limieten: Limieten) -> Cel:
    value, kind = cell.value, cell.data_type
    if kind == "f":
        text = value if isinstance(value, str) else getattr(value, "text", None) or "="
        return Cel(str(text), fout=FORMULE)
    if kind == "e":
        return Cel(str(value), fout=_error_value(str(value)))
    if isinstance(value, bool):
        return Cel("ja" if value else "nee")
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Cel(day.isoformat(), datum=day)
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    return tekstcel(str(value), limieten.literal)


def _number(value: float, number_format: str) -> Cel:
    if not math.isfinite(value) or abs(value) >= _LARGEST_EXACT:
        return Cel(str(value), getal=True, fout=_TOO_LONG_NUMBER)
    if isinstance(value, float) and not value.is_integer():
        return Cel(str(value), getal=True)
    # A format such as 0000 shows 855 as 0855: what is shown is the code.
    width = len(number_format) if _ZEROS.fullmatch(number_format or "") else 0
    return Cel(str(int(value)).zfill(width), getal=True)


def _error_value(value: str) -> Reden:
    return (
        f"de cel bevat de foutwaarde {value}; herstel haar",
        f"the cell holds the error value {value}; repair it",
    )
