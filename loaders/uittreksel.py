"""The facts-only cut of a source: gzip of JSON Lines, a header first, then one record or rejection a line.

Free text (the purpose, the text of powers) is left out; that it is recorded is a fact, and stays. A line is
the name of the record's type, then its fields in the order that the header tells.
"""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import types
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from loaders.lezen import VELD, Invoer, onleesbaar
from verbanden.errors import SourceError
from verbanden.model import (
    Afwijzing,
    Grondslag,
    HistorischeVersie,
    Identificatie,
    Organisatie,
    Periode,
    Plaats,
    Record,
    Regeling,
    Telling,
    Vermelding,
    Verwijzing,
    Wijziging,
)

if TYPE_CHECKING:
    from loaders.source import Lezing

INDELING = 1
"""The version of the layout; a reader of another one refuses the file."""

_MERK = b'{"verbanden":"uittreksel"'
_REGELS: dict[str, type[Any]] = {
    t.__name__: t for t in (Organisatie, HistorischeVersie, Wijziging, Regeling, Afwijzing)
}
_DELEN: tuple[type[Any], ...] = (Grondslag, Identificatie, Periode, Plaats, Vermelding, Verwijzing)
_LANGSTE_REGEL = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kop:
    """The header: which source, its state, and the rows that follow."""

    bron: str
    datum: date
    sha256: str
    licentie: str
    tellingen: tuple[Telling, ...]


def is_uittreksel(kop: bytes) -> bool:
    """Tell by its first bytes whether a file is a cut."""
    return kop.startswith(_MERK)


def write(lezing: Lezing, out: Path) -> Kop:
    """Cut a source to its facts. The same source gives the same bytes; the file appears whole or not at all."""
    with tempfile.TemporaryFile() as regels:
        for ding in lezing:
            regels.write(_regel([type(ding).__name__, *_kaal(_feiten(ding))]))
        stand = lezing.momentopname
        kop = Kop(stand.bron.code, stand.datum, stand.sha256, stand.bron.licentie, stand.tellingen)
        regels.seek(0)
        voorlopig = out.with_name(out.name + ".tijdelijk")
        try:
            with voorlopig.open("wb") as bestand, gzip.GzipFile("", "wb", 9, bestand, mtime=0) as cut:
                cut.write(_regel(_kop_tekst(kop)))
                while stuk := regels.read(1 << 20):
                    cut.write(stuk)
            voorlopig.replace(out)
        finally:
            with suppress(OSError):
                voorlopig.unlink(missing_ok=True)
    return kop


class Uittreksel:
    """Reads a cut: the header at once, then the records line by line."""

    def __init__(self, invoer: Invoer, bron: str) -> None:
        self._invoer = invoer
        self._regels = io.BufferedReader(invoer.stroom, 1 << 16)
        self.kop = self._lees_kop(bron)

    def lees(self) -> Iterator[Record | Afwijzing]:
        """Read the lines after the header, counting rows as they stand there."""
        nummer = 1
        while tekst := self._regels.readline(_LANGSTE_REGEL):
            nummer += 1
            try:
                soort, *waarden = json.loads(tekst)
                ding: Record | Afwijzing = _regellezer(soort)(waarden)
            except (ValueError, KeyError, TypeError, RecursionError) as fout:
                raise self._kapot(nummer) from fout
            _tel_regel(soort, waarden, self._invoer)
            yield ding

    def _lees_kop(self, bron: str) -> Kop:
        """Read the header; a cut of another source or of another layout is refused."""
        try:
            ruw = json.loads(self._regels.readline(_LANGSTE_REGEL))
            indeling, velden = ruw["indeling"], ruw["velden"]
            tellingen = tuple(Telling(str(rij), int(ja), int(nee)) for rij, ja, nee in ruw["tellingen"])
            stand = date.fromisoformat(ruw["datum"])
            kop = Kop(str(ruw["bron"]), stand, str(ruw["sha256"]), str(ruw["licentie"]), tellingen)
        except (ValueError, KeyError, TypeError, RecursionError) as fout:
            raise self._kapot(1) from fout
        if indeling != INDELING or velden != _velden():
            raise onleesbaar(
                self._invoer.bestand,
                f"uittreksel met indeling {indeling}, niet die van deze versie ({INDELING}): maak het opnieuw",
                f"a cut of layout {indeling}, not that of this version ({INDELING}): make it again",
            )
        if kop.bron != bron:
            nl, en = f"uittreksel van {kop.bron}, niet van {bron}", f"a cut of {kop.bron}, not of {bron}"
            raise onleesbaar(self._invoer.bestand, nl, en)
        self._invoer.datum = kop.datum
        return kop

    def _kapot(self, nummer: int) -> SourceError:
        nl, en = f"regel {nummer} is niet te lezen", f"line {nummer} cannot be read"
        return onleesbaar(self._invoer.bestand, nl, en)


def _tel_regel(soort: str, waarden: list[Any], invoer: Invoer) -> None:
    namen = _velden()[soort]
    if soort == "Afwijzing":
        rij = waarden[namen.index("rij")]
        invoer.gelezen[rij] += rij != VELD
    elif soort == "Regeling":
        invoer.gelezen["regeling"] += 1
        invoer.gelezen["deelname"] += len(waarden[namen.index("vermeldingen")])
    else:
        rij = "historische versie" if soort == "HistorischeVersie" else soort.lower()
        invoer.gelezen[rij] += 1


def _feiten(ding: Record | Afwijzing) -> Record | Afwijzing:
    """Leave the free text out."""
    return replace(ding, doel=None, bevoegdheden=()) if isinstance(ding, Regeling) else ding


def _kop_tekst(kop: Kop) -> dict[str, Any]:
    return {
        "verbanden": "uittreksel",
        "indeling": INDELING,
        "bron": kop.bron,
        "datum": kop.datum.isoformat(),
        "sha256": kop.sha256,
        "licentie": kop.licentie,
        "tellingen": [[t.rij, t.aangenomen, t.afgewezen] for t in kop.tellingen],
        "velden": _velden(),
    }


@cache
def _velden() -> dict[str, list[str]]:
    """Name the fields of every type that stands in a cut, so that a changed model is noticed."""
    return {t.__name__: [f.name for f in fields(t)] for t in (*_REGELS.values(), *_DELEN)}


def _regel(waarde: Any) -> bytes:
    return json.dumps(waarde, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _kaal(ding: Any) -> list[Any]:
    """Turn a record into the bare list of its values."""
    return [_waarde(getattr(ding, f.name)) for f in fields(ding)]


def _waarde(waarde: Any) -> Any:
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, tuple):
        return [_waarde(w) for w in waarde]
    return _kaal(waarde) if is_dataclass(waarde) else waarde


@cache
def _regellezer(naam: str) -> Callable[[Any], Any]:
    return _lezer(_REGELS[naam])


def _lezer(soort: Any) -> Callable[[Any], Any]:
    """Give the function that makes a value of a type out of its JSON; it raises TypeError or ValueError."""
    if is_dataclass(soort) and isinstance(soort, type):
        hints = get_type_hints(soort)
        lezers = [_lezer(hints[f.name]) for f in fields(soort)]
        return lambda waarden: soort(*(lees(w) for lees, w in zip(lezers, waarden, strict=True)))
    if get_origin(soort) is tuple:
        element = _lezer(get_args(soort)[0])
        return lambda waarden: tuple(element(w) for w in waarden)
    if get_origin(soort) in (Union, types.UnionType):
        inhoud = _lezer(next(a for a in get_args(soort) if a is not types.NoneType))
        return lambda waarde: None if waarde is None else inhoud(waarde)
    return date.fromisoformat if soort is date else _precies(soort)


def _precies(soort: type[Any]) -> Callable[[Any], Any]:
    def lees_waarde(waarde: Any) -> Any:
        if type(waarde) is not soort:
            raise TypeError(f"not {soort.__name__}: {waarde!r}")
        return waarde

    return lees_waarde
