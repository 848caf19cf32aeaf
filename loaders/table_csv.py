"""A table as text: encoding and separator found out, rows with their line, wrong quotes rejected row by row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from loaders.grenzen import onleesbaar, op_regel, te_veel
from loaders.table_cells import LEEG, Blad, Cel, Kent, Reden, Rij, Tabelbestand, tekstcel
from verbanden.submission import InzendingError, Limieten, Vindplaats

SCHEIDINGEN = {";": "puntkomma/semicolon", ",": "komma/comma", "\t": "tab", "|": "streep/bar"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAMPLE = 40
_MAX_BROKEN = 1000
"""So many rows with wrong quotes may be passed over; with more, this is another kind of file."""
_BROKEN_ROWS = ("rijen met verkeerde aanhalingstekens", "rows with wrong quotes")
_MOJIBAKE = ("Ã«", "Ã©", "Ã¨", "Ã¯", "Ã¶", "Ã¼", "â€™", "Ã¢")


class _RowTooLongError(Exception):
    """A row is longer than any row may be, most often because a quote was never closed."""


def open_csv(naam: str, data: bytes, limieten: Limieten, kent: Kent) -> Tabelbestand:
    """Open a text file as a table; raises InzendingError ("onleesbaar") when its encoding cannot be found out."""
    text, encoding, notes = _decode(naam, data)
    lines = list(io.StringIO(text, newline=""))
    skip, separator = _announced(lines)
    if separator is None:
        separator = _find_separator(naam, lines, limieten, kent)
    charset = encoding.removesuffix("-le").removesuffix("-be")
    shown = "\\t" if separator == "\t" else separator

    def rows() -> Iterator[Rij]:
        return _rows(naam, lines, separator, limieten, skip)

    return Tabelbestand(
        vorm=f'text/csv; charset={charset}; delimiter="{shown}"',
        bladen=(Blad("", rows, recht=True),),
        meldingen=tuple(notes),
    )


def _decode(naam: str, data: bytes) -> tuple[str, str, list[Reden]]:
    notes: list[Reden] = []
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding), encoding, notes
            except UnicodeDecodeError as error:
                raise _unreadable(naam, data, error.start + len(bom), encoding.upper()) from error
    if _looks_like_utf16(data):
        raise onleesbaar(
            Vindplaats(naam),
            "dit lijkt UTF-16 zonder BOM; sla het op als CSV UTF-8",
            "this looks like UTF-16 without a BOM; save it as CSV UTF-8",
        )
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as first:
        try:
            text, encoding = data.decode("windows-1252"), "windows-1252"
        except UnicodeDecodeError:
            raise _unreadable(naam, data, first.start, "UTF-8, UTF-16, Windows-1252") from first
        notes.append(
            (
                "gelezen als Windows-1252, want het is geen UTF-8; controleer letters met accenten",
                "read as Windows-1252, since it is not UTF-8; check letters with accents",
            )
        )
    if any(sign in text for sign in _MOJIBAKE):
        notes.append(
            (
                "sommige letters lijken twee keer omgezet (zoals 'Ã«' voor 'ë'); sla het bestand opnieuw op",
                "some letters look converted twice (such as 'Ã«' for 'ë'); save the file again",
            )
        )
    return text, encoding, notes


def _looks_like_utf16(data: bytes) -> bool:
    head = data[:2000]
    return len(head) >= 4 and head.count(0) * 5 >= len(head) * 2


def _unreadable(naam: str, data: bytes, at: int, encodings: str) -> InzendingError:
    byte = f"0x{data[at]:02X}" if at < len(data) else "-"
    return onleesbaar(
        op_regel(Vindplaats(naam), data, at),
        f"hier staat byte {byte}; dit is geen leesbare tekst ({encodings}). Sla het op als CSV UTF-8",
        f"byte {byte} stands here; this is no readable text ({encodings}). Save it as CSV UTF-8",
    )


def _announced(lines: list[str]) -> tuple[int, str | None]:
    """Read a first line "sep=;", by which a file tells spreadsheets its separator; give the rows to skip."""
    first = lines[0].strip("\r\n ") if lines else ""
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in SCHEIDINGEN:
        return 1, first[4]
    # A tab is blank, and gone after a strip.
    return (1, "\t") if lines and lines[0].rstrip("\r\n").lower() == "sep=\t" else (0, None)


def _find_separator(naam: str, lines: list[str], limieten: Limieten, kent: Kent) -> str:
    """Take the separator by which most headers are known; then by which rows have the same number of cells."""

    def fit(separator: str) -> tuple[int, int, int]:
        sample = [row for row in islice(_rows(naam, lines, separator, limieten, 0), _SAMPLE) if not row.leeg]
        known = max((kent(row.teksten) for row in sample), default=0)
        widths = Counter(len(row.cellen) for row in sample if row.fout is None)
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(0, 0))
        return known, count if width > 1 else 0, width

    return max(SCHEIDINGEN, key=fit)


def _rows(naam: str, lines: list[str], separator: str, limieten: Limieten, skip: int) -> Iterator[Rij]:
    """Read rows from the lines; after a row with wrong quotes go on with the line after the one it began on.

    Wrong quotes swallow what follows: going on from the next line, no other row gets lost.
    """
    at, number, broken = skip, skip, 0
    while at < len(lines):
        feed = _Feed(lines, at, 4 * limieten.literal)
        reader = csv.reader(feed, delimiter=separator, strict=True)
        try:
            for cells in reader:
                number += 1
                yield _row(number, at + 1, cells, limieten)
                at = feed.next
                feed.row_done()
        except (csv.Error, _RowTooLongError) as error:
            reason = _too_long(limieten) if "field limit" in str(error) else _wrong_quotes(separator)
            number += 1
            broken += 1
            if broken > _MAX_BROKEN:
                raise te_veel(Vindplaats(naam, regel=at + 1), *_BROKEN_ROWS, _MAX_BROKEN) from None
            yield Rij(number, (Cel(lines[at].strip()),), at + 1, reason)
            at += 1


def _too_long(limieten: Limieten) -> Reden:
    return (
        f"een cel is langer dan {limieten.literal} tekens, of een aanhalingsteken is niet gesloten",
        f"a cell is longer than {limieten.literal} characters, or a quote is not closed",
    )


def _wrong_quotes(separator: str) -> Reden:
    return (
        f'de aanhalingstekens kloppen niet: een cel met {separator!r}, " of een regeleinde staat tussen " en ", '
        'en een " daarin wordt verdubbeld',
        f'the quotes are wrong: a cell with {separator!r}, " or a line end stands between " and ", '
        'and a " inside it is doubled',
    )


def _row(number: int, line: int, cells: list[str], limieten: Limieten) -> Rij:
    if len(cells) > limieten.kolommen:
        while cells and not cells[-1].strip():
            cells.pop()
    if len(cells) > limieten.kolommen:
        nl = f"de rij heeft {len(cells)} cellen; ten hoogste {limieten.kolommen} mag"
        en = f"the row has {len(cells)} cells; at most {limieten.kolommen} is allowed"
        return Rij(number, (tekstcel(cells[0], limieten.literal),), line, (nl, en))
    return Rij(
        number, tuple(tekstcel(_unwrapped(cell), limieten.literal) if cell else LEEG for cell in cells), line
    )


def _unwrapped(cell: str) -> str:
    """Give the text of `="0123"`, by which programs keep spreadsheets from dropping zeros: no formula to run."""
    inner = cell[2:-1]
    return inner if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 and '"' not in inner else cell


class _Feed:
    """The lines for the reader, counted; stops a row that grows past what a row may be."""

    def __init__(self, lines: list[str], start: int, longest: int) -> None:
        self._lines = lines
        self.next = start
        self._longest = longest
        self._length = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self.next >= len(self._lines):
            raise StopIteration
        line = self._lines[self.next]
        self._length += len(line)
        if self._length > self._longest and self._length > len(line):
            raise _RowTooLongError
        self.next += 1
        return line

    def row_done(self) -> None:
        """Start counting anew."""
        self._length = 0
