"""What a source is: who publishes it, which parser reads it, and one reading of it from first to last byte."""

from __future__ import annotations

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import IO, cast

from loaders import roo, tooi, uittreksel
from loaders.lezen import VELD, Hasher, Invoer, Parser, onleesbaar
from verbanden.errors import SourceError
from verbanden.model import Afwijzing, Bron, Momentopname, Organisatie, Record, Regeling, Telling, Wijziging
from verbanden.namespaces import CC0, PUBLIC_DOMAIN, ROO_EXPORT, TOOI_WAARDELIJSTEN

RIJEN = ("organisatie", "regeling", "deelname", "historische versie", "wijziging")
"""The kinds of row that are counted; rejected fields are counted apart, their rows were accepted."""

_KOOP = "KOOP, Ministerie van Binnenlandse Zaken en Koninkrijksrelaties"
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class BronLezer:
    """A source and the parser of its original form; `vorm` and `slot` are how such a file begins and ends."""

    bron: Bron
    lees: Parser
    vorm: bytes
    slot: bytes


def _tooi(code: str, lijst: str, versie: int, nl: str, en: str) -> BronLezer:
    naam = f"rwc_{lijst}_compleet"
    adres = f"{TOOI_WAARDELIJSTEN}{naam}/{versie}/json/{naam}_{versie}.json"
    # The lists name no licence: government data made public without reserving rights.
    return BronLezer(Bron(code, nl, en, _KOOP, PUBLIC_DOMAIN, adres), tooi.lees, b"[", b"]")


SOURCES: dict[str, BronLezer] = {
    "roo": BronLezer(
        Bron(
            code="roo",
            titel_nl="Register van Overheidsorganisaties, met het register van gemeenschappelijke regelingen",
            titel_en="Register of government organisations, with the register of gemeenschappelijke regelingen",
            uitgever=_KOOP,
            licentie=CC0,
            adres=ROO_EXPORT,
            # Registration became a duty by law; before the earlier date whoever left a regeling is invisible.
            volledig_vanaf=date(2021, 7, 1),
            vertrek_vanaf=date(2016, 1, 1),
        ),
        roo.lees,
        b"<",
        f"{roo.WORTEL}>".encode(),
    ),
    "tooi-gemeenten": _tooi(
        "tooi-gemeenten", "gemeenten", 4, "TOOI-register van gemeenten", "TOOI register of municipalities"
    ),
    "tooi-provincies": _tooi(
        "tooi-provincies", "provincies", 1, "TOOI-register van provincies", "TOOI register of provinces"
    ),
    "tooi-waterschappen": _tooi(
        "tooi-waterschappen",
        "waterschappen",
        2,
        "TOOI-register van waterschappen",
        "TOOI register of water authorities",
    ),
}


def embedded(code: str) -> Path:
    """Give the cut of a source that ships with Verbanden."""
    bestand = files("data") / f"{code}.jsonl.gz"
    if code not in SOURCES or not bestand.is_file():
        raise SourceError(f"geen ingebouwd uittreksel van {code}", f"no embedded cut of {code}")
    return cast(Path, bestand)


def open_source(code: str, pad: Path) -> Lezing:
    """Start reading a file as a source: its original form or our cut of it, with gzip around it or not."""
    if code not in SOURCES:
        bekend = ", ".join(SOURCES)
        raise SourceError(
            f"onbekende bron {code}; bekend zijn {bekend}", f"unknown source {code}; known are {bekend}"
        )
    return Lezing(SOURCES[code], pad)


class Lezing:
    """One reading of a source: iterate once; the Momentopname is known when that has ended."""

    def __init__(self, lezer: BronLezer, pad: Path) -> None:
        self.bron = lezer.bron
        self._lezer = lezer
        self._pad = pad
        self._gestart = False
        self._momentopname: Momentopname | None = None
        self._is_cut = uittreksel.is_uittreksel(self._kop())

    @property
    def momentopname(self) -> Momentopname:
        """The state of the source that was read; a ValueError when it is not read to its end."""
        if self._momentopname is None:
            raise ValueError("the source is not read to its end")
        return self._momentopname

    def __iter__(self) -> Iterator[Record | Afwijzing]:
        """Give the records and rejections, in the order of the source; once."""
        if self._gestart:
            raise ValueError("a source is read once")
        self._gestart = True
        teller: Counter[tuple[str, bool]] = Counter()
        with ExitStack() as stapel:
            invoer = Invoer(self._pad.name, Hasher(self._open(stapel)))
            cut: uittreksel.Uittreksel | None = None
            try:
                if self._is_cut:
                    cut = uittreksel.Uittreksel(invoer, self.bron.code)
                for ding in cut.lees() if cut else self._lezer.lees(invoer):
                    _tel(ding, teller)
                    yield ding
            except (EOFError, zlib.error, gzip.BadGzipFile) as fout:
                raise onleesbaar(self._pad.name, f"gzip afgebroken: {fout}", f"gzip cut off: {fout}") from fout
            self._sluit(invoer, teller, cut.kop if cut else None)

    def _sluit(self, invoer: Invoer, teller: Counter[tuple[str, bool]], kop: uittreksel.Kop | None) -> None:
        """Check that every row read was accepted or rejected, and note the state."""
        tellingen = tuple(
            Telling(rij, teller[rij, True], teller[rij, False]) for rij in RIJEN if invoer.gelezen[rij]
        )
        for rij in {*RIJEN, *invoer.gelezen, *(r for r, _ in teller)}:
            uit = teller[rij, True] + teller[rij, False]
            if invoer.gelezen[rij] != uit:
                raise onleesbaar(
                    invoer.bestand,
                    f"{invoer.gelezen[rij]} rijen '{rij}' gelezen, maar {uit} aangenomen of afgewezen",
                    f"{invoer.gelezen[rij]} rows '{rij}' read, but {uit} accepted or rejected",
                )
        if invoer.datum is None or not tellingen:
            raise onleesbaar(invoer.bestand, "geen rijen of geen standdatum", "no rows or no state date")
        if kop is not None and kop.tellingen != tellingen:
            raise onleesbaar(
                invoer.bestand, "niet de rijen die de kop noemt", "not the rows that the header names"
            )
        sha256 = kop.sha256 if kop else invoer.stroom.sha256()
        self._momentopname = Momentopname(self.bron, invoer.datum, sha256, tellingen)

    def _kop(self) -> bytes:
        """Look at the first bytes, refusing at once what is no form of this source."""
        try:
            with ExitStack() as stapel:
                kop = self._open(stapel).read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
        except (OSError, EOFError, zlib.error) as fout:
            raise onleesbaar(
                self._pad.name, f"kan het bestand niet lezen: {fout}", f"cannot read the file: {fout}"
            ) from fout
        if not kop.startswith(self._lezer.vorm) and not uittreksel.is_uittreksel(kop):
            raise onleesbaar(
                self._pad.name,
                f"dit is geen bestand van de bron {self.bron.code}",
                f"this is not a file of the source {self.bron.code}",
            )
        return kop

    def _open(self, stapel: ExitStack) -> IO[bytes]:
        bestand = stapel.enter_context(self._pad.open("rb"))
        gezipt = bestand.read(2) == _GZIP
        bestand.seek(0)
        return cast(IO[bytes], stapel.enter_context(gzip.GzipFile(fileobj=bestand))) if gezipt else bestand


def _tel(ding: Record | Afwijzing, teller: Counter[tuple[str, bool]]) -> None:
    """Count what came out, by kind and by whether it was accepted."""
    match ding:
        case Afwijzing(rij=rij):
            if rij != VELD:
                teller[rij, False] += 1
        case Regeling():
            teller["regeling", True] += 1
            teller["deelname", True] += len(ding.vermeldingen)
        case Organisatie():
            teller["organisatie", True] += 1
        case Wijziging():
            teller["wijziging", True] += 1
        case _:
            teller["historische versie", True] += 1
