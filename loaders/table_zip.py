"""A package of zipped XML (xlsx), looked at before anything reads it: sizes, compression, document types, depth.

Spreadsheets are archives that strangers make. What unpacks to more than it may, declares entities, or places rows
where they would take for ever, is refused here, so that the reader behind it meets only what it can bear.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from loaders.grenzen import gevaarlijk, onleesbaar, te_diep, te_groot, te_veel, weiger
from loaders.lezen import kort
from verbanden.submission import InzendingError, Limieten, Vindplaats

MAX_PARTS = 2_000
MAX_RATIO = 200
"""So many times may a part grow when unpacked; ordinary sheets grow 5 to 30 times."""
_RATIO_FROM = 5_000_000
MAX_ROW = 1_048_576
"""The last row that the format knows (ECMA-376, part 1, section 18.3.1.73)."""
_CHUNK = 1 << 16
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCODINGS = ("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


@dataclass(slots=True)
class Bladmaat:
    """What a sheet measures: the last column and row in which something stands, and its merged cells.

    `samengevoegd` are (first column, first row, last row); columns from 0, rows from 1.
    """

    breedte: int = 0
    laatste_rij: int = 0
    samengevoegd: list[tuple[int, int, int]] = field(default_factory=list)


def inspect_package(naam: str, data: bytes, limieten: Limieten) -> dict[str, Bladmaat]:
    """Look through an archive; give the measures of each sheet by the path of its part.

    Raises InzendingError: "onleesbaar" (no or a broken archive), "te-groot", "te-veel", "te-diep" (over a limit),
    "gevaarlijk" (document type or entities).
    """
    if data.startswith(_OLD_EXCEL):
        raise onleesbaar(
            Vindplaats(naam),
            "dit is een oud Excelbestand (.xls) of het heeft een wachtwoord; sla het zonder op als .xlsx",
            "this is an old Excel file (.xls), or it has a password; save it without a password as .xlsx",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(naam, archive.infolist(), limieten)
            return _scan_parts(naam, archive, limieten)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, KeyError) as error:
        raise broken(naam, error) from error


def broken(naam: str, error: BaseException) -> InzendingError:
    """Make the error of a file that is not a sound workbook."""
    what = kort(str(error))
    return onleesbaar(
        Vindplaats(naam),
        f"geen leesbaar xlsx-bestand; open het in een rekenprogramma en sla het opnieuw op ({what})",
        f"not a readable xlsx file; open it in a spreadsheet program and save it again ({what})",
    )


def _check_sizes(naam: str, parts: list[zipfile.ZipInfo], limieten: Limieten) -> None:
    place = Vindplaats(naam)
    if len(parts) > MAX_PARTS:
        raise te_veel(place, "delen in het bestand", "parts in the file", MAX_PARTS)
    total = sum(part.file_size for part in parts)
    if total > limieten.uitgepakt:
        raise te_groot(place, total, limieten.uitgepakt, uitgepakt=True)
    for part in parts:
        if part.file_size > _RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise weiger(
                "te-groot",
                Vindplaats(naam, element=part.filename),
                f"dit deel wordt uitgepakt meer dan {MAX_RATIO} keer zo groot; dat doet geen gewoon rekenblad",
                f"this part grows more than {MAX_RATIO} times when unpacked; no ordinary sheet does",
            )
    if any(part.flag_bits & 1 for part in parts):
        raise onleesbaar(
            place,
            "het bestand heeft een wachtwoord; sla het zonder wachtwoord op",
            "the file has a password; save it without one",
        )
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise zipfile.BadZipFile("compression method")
    names = [part.filename for part in parts]
    if len(names) != len(set(names)):
        raise zipfile.BadZipFile("two parts with one name")
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise weiger(
            "onbekende-vorm",
            place,
            "dit is een rekenblad in een andere vorm; sla het op als .xlsx of CSV",
            "this is a spreadsheet of another form; save it as .xlsx or CSV",
        )


def _scan_parts(naam: str, archive: zipfile.ZipFile, limieten: Limieten) -> dict[str, Bladmaat]:
    sheets: dict[str, Bladmaat] = {}
    for part in archive.infolist():
        with archive.open(part) as stream:
            head = stream.read(_CHUNK)
            if not _is_markup(head):
                continue
            scan = _Scan(naam, part.filename, limieten)
            try:
                scan.parser.Parse(head, False)
                while chunk := stream.read(_CHUNK):
                    scan.parser.Parse(chunk, False)
                scan.parser.Parse(b"", True)
            except expat.ExpatError as error:
                # Drawings of old are sloppy HTML, and never read.
                if not part.filename.endswith(".vml"):
                    raise broken(naam, ValueError(f"{part.filename}: {error}")) from error
        if scan.root == "worksheet":
            sheets[part.filename] = scan.maat
    return sheets


def _is_markup(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<", b"\xff\xfe", b"\xfe\xff", b"\0<"))


class _Scan:
    """One part, parsed once: refuses what is dangerous, measures what is a sheet."""

    def __init__(self, naam: str, part: str, limieten: Limieten) -> None:
        self._naam = naam
        self._part = part
        self._place = Vindplaats(naam, element=part)
        self._limieten = limieten
        self._depth = 0
        self._row = 0
        self._column = -1
        self.root = ""
        self.maat = Bladmaat()
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.upper() not in _ENCODINGS:
            raise broken(self._naam, ValueError(f"{self._part}: encoding {encoding}"))

    def _doctype(self, *_: object) -> None:
        raise gevaarlijk(
            self._place,
            "een documenttype of entiteiten; dat hoort niet in een rekenblad",
            "a document type or entities; a spreadsheet has none",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        local = name[name.rfind(" ") + 1 :]
        if self._depth == 1:
            self.root = local
        if self._depth > self._limieten.diepte:
            raise te_diep(self._place, self._limieten.diepte)
        if self.root == "worksheet":
            self._in_sheet(local, attributes)

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _in_sheet(self, local: str, attributes: dict[str, str]) -> None:
        if local == "c":
            self._column = column_index(attributes["r"]) if "r" in attributes else self._column + 1
        elif local in ("v", "is", "f"):
            self._measure()
        elif local == "row":
            number = int(attributes["r"]) if "r" in attributes else self._row + 1
            if not self._row < number <= MAX_ROW:
                # A reader of rows in order would lose it, or fill the gap until memory ends.
                raise broken(self._naam, ValueError(f"{self._part}: row {number} after row {self._row}"))
            self._row, self._column = number, -1
        elif local == "mergeCell":
            found = _RANGE.fullmatch(attributes.get("ref", ""))
            if found and len(self.maat.samengevoegd) < self._limieten.rijen:
                self.maat.samengevoegd.append((column_index(found[1] + "1"), int(found[2]), int(found[4])))

    def _measure(self) -> None:
        self.maat.laatste_rij = max(self.maat.laatste_rij, self._row)
        self.maat.breedte = max(self.maat.breedte, self._column + 1)
        if self.maat.breedte > self._limieten.kolommen:
            place = Vindplaats(self._naam, rij=self._row, element=self._part)
            raise te_veel(place, "kolommen", "columns", self._limieten.kolommen)


def column_index(reference: str) -> int:
    """Give the column from 0 of a cell reference; raises ValueError for what is none.

    >>> column_index("C4")
    2
    """
    found = _CELL.fullmatch(reference)
    if found is None:
        raise ValueError(f"no cell: {reference[:20]!r}")
    index = 0
    for letter in found[1]:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
