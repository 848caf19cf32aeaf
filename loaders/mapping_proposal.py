"""A mapping proposed from a table: what its headers and first rows seem to mean, as YAML that people finish."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from loaders.grenzen import onleesbaar
from loaders.lezen import kort
from loaders.mapping_headers import bekend, kop, stel_voor
from loaders.mapping_schema import VASTE_VELDEN, VELDEN, VERSIE, VORMEN
from loaders.table_cells import Blad, Cel, Rij, Tabelbestand, kolomletter
from loaders.table_csv import open_csv
from loaders.table_values import ja_nee
from loaders.table_xlsx import open_xlsx
from verbanden.submission import Limieten, Vindplaats

_SEARCHED = 30
_SAMPLE = 200
_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class _Tabel:
    """A sheet with its header row and the first rows below it."""

    blad: Blad
    kop: Rij
    rijen: tuple[Rij, ...]

    @property
    def koppen(self) -> list[str]:
        """The headers; a header that stands there twice is named by the letter of its column."""
        texts = [" ".join(text.split()) for text in self.kop.teksten]
        count = Counter(kop(text) for text in texts)
        return [text if count[kop(text)] < 2 else kolomletter(i) if text else "" for i, text in enumerate(texts)]

    def kolom(self, index: int) -> list[Cel]:
        """The cells of a column in which something stands."""
        return [cel for row in self.rijen if not (cel := row.cel(index)).leeg]


def voorstel(naam: str, data: bytes, limieten: Limieten | None = None) -> str:
    """Propose a mapping of a table as YAML with comments, for people to check and finish.

    Raises InzendingError for a file that cannot be read as a table.
    """
    limits = limieten or Limieten()
    is_zip = data.startswith(_ZIP) or naam.lower().endswith(".xlsx")
    bestand = open_xlsx(naam, data, limits) if is_zip else open_csv(naam, data, limits, bekend)
    tabel = _table(naam, bestand)
    return "\n".join(_lines(naam, bestand, tabel)) + "\n"


def _table(naam: str, bestand: Tabelbestand) -> _Tabel:
    """Take the sheet and row with most known headers; where none is known, the first row there is."""
    best: tuple[int, Blad, Rij] | None = None
    for blad in [one for one in bestand.bladen if not one.verborgen] or bestand.bladen:
        for row in islice((row for row in blad.open() if not row.leeg and row.fout is None), _SEARCHED):
            known = bekend(row.teksten)
            if best is None or known > best[0]:
                best = known, blad, row
    if best is None:
        raise onleesbaar(Vindplaats(naam), "de tabel is leeg", "the table is empty")
    _, blad, header = best
    below = (row for row in blad.open() if row.nummer > header.nummer and not row.leeg)
    return _Tabel(blad, header, tuple(islice(below, _SAMPLE)))


def _lines(naam: str, bestand: Tabelbestand, tabel: _Tabel) -> Iterator[str]:
    found, headers = stel_voor(tabel.kop.teksten), tabel.koppen
    fields = dict(found.velden)
    members, form, rest = list(found.leden), found.vorm, list(found.onbegrepen)
    crosses = [] if members else _crosses(tabel, rest)
    if crosses:
        members, form = crosses, "kruisjes"
    elif form == "een-kolom" and _repeats(tabel, fields):
        form = "rij-per-deelnemer"
    guessed = not found.bruikbaar
    if guessed:
        first = next((i for i in rest if i not in members), 0)
        fields["naam"] = first
    rest = [i for i in rest if i not in members and i not in fields.values()]
    yield f"# Voorstel voor een mapping van {kort(naam)}, gelezen als {bestand.vorm}."
    yield "# Kijk het na en pas het aan; docs/tabellen.md legt elk onderdeel uit."
    yield f"versie: {VERSIE}"
    if tabel.blad.naam:
        yield f"blad: {_text(tabel.blad.naam)}"
    yield f"koprij: {tabel.kop.nummer}"
    yield "kolommen:"
    for field in (field for field in VELDEN if field in fields):
        remark = "  # gegokt: er is geen kop die op een naam lijkt" if guessed and field == "naam" else ""
        yield f"  {field}: {_name(headers, fields[field])}{remark}"
    absent = [field for field in VELDEN if field not in fields]
    if absent:
        yield f"  # Zonder kolom: {', '.join(absent)}."
    yield from _member_lines(headers, members, form, fields)
    yield f"# vast:  # wat voor alle rijen gelijk is: {', '.join(VASTE_VELDEN)}"
    if rest:
        yield "# Niet begrepen; geef deze kolommen hierboven een veld, of laat ze hier staan."
        yield "negeer:"
        yield from (f"  - {_name(headers, i)}" for i in rest)


def _member_lines(headers: Sequence[str], members: list[int], form: str, fields: dict[str, int]) -> Iterator[str]:
    if not members:
        yield "# deelnemers:  # geen kolom met deelnemers herkend"
        yield f"#   vorm: een van {', '.join(VORMEN)}"
        yield '#   kolommen: ["kop van de kolom"]'
        return
    yield "deelnemers:"
    yield f"  vorm: {form}  # {' | '.join(VORMEN)}"
    yield f"  kolommen: [{', '.join(_name(headers, i) for i in members)}]"
    for field in ("toegetreden", "uitgetreden_per"):
        if field in fields and form == "rij-per-deelnemer":
            yield f"  {field}: {_name(headers, fields[field])}"
    if form in ("een-kolom", "rij-per-deelnemer"):
        yield '  # scheiding: ";"  # als deelnemers maar op één manier zijn gescheiden'


def _crosses(tabel: _Tabel, columns: Sequence[int]) -> list[int]:
    """Find columns with nothing but crosses: each is a member, and its header the name."""
    found = [i for i in columns if (cells := tabel.kolom(i)) and all(ja_nee(cel).ja is not None for cel in cells)]
    return found if len(found) > 1 else []


def _repeats(tabel: _Tabel, fields: dict[str, int]) -> bool:
    """Tell whether partnerships come again on later rows: then each row is one member."""
    index = fields.get("sleutel", fields.get("naam"))
    if index is None:
        return False
    texts = [cel.tekst.strip().casefold() for cel in tabel.kolom(index)]
    return len(set(texts)) < len(texts)


def _name(headers: Sequence[str], index: int) -> str:
    return _text(headers[index] or kolomletter(index))


def _text(text: str) -> str:
    """Write a text in YAML: a JSON text is one, whatever stands in it."""
    return json.dumps(text, ensure_ascii=not text.isprintable())
