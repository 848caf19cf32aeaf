"""The kind of organisations that no register describes: foreign governments, chambers, firms.

The list is kept by hand, each line with the ground on which its kind was given.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import cast

from loaders.lezen import onleesbaar, schoon, sleutel
from verbanden.errors import SourceError

AARDEN = frozenset({"buitenlandse-overheid", "privaat", "samenwerkingsorganisatie", "onbekend"})
KOLOMMEN = ["systeemId", "naam", "aard", "land", "grond"]


@dataclass(frozen=True, slots=True)
class Aard:
    """The kind of an organisation (a code of def/aard), its country (ISO 3166-1), and why we say so."""

    aard: str
    land: str
    grond: str


def embedded_aard() -> Path:
    """Give the list that ships with Verbanden."""
    return cast(Path, files("data") / "aard-organisaties.csv")


def lees_aard(pad: Path) -> dict[str, Aard]:
    """Read the list, by systeemId; it is our own, so any fault in it is an error."""
    uit: dict[str, Aard] = {}
    try:
        with pad.open(encoding="utf-8-sig", newline="") as bestand:
            lezer = csv.DictReader(bestand, strict=True)
            if lezer.fieldnames != KOLOMMEN:
                kolommen = ", ".join(KOLOMMEN)
                raise onleesbaar(pad.name, f"de kolommen zijn niet {kolommen}", f"the columns are not {kolommen}")
            for rij in lezer:
                id_, aard = _lees_rij(rij, pad.name, lezer.line_num)
                if id_ in uit:
                    raise _fout(pad.name, lezer.line_num, "systeemId", id_)
                uit[id_] = aard
    except (OSError, UnicodeDecodeError, csv.Error) as fout:
        raise onleesbaar(
            pad.name, f"kan het bestand niet lezen: {fout}", f"cannot read the file: {fout}"
        ) from fout
    return uit


def _lees_rij(rij: dict[str, str | None], bestand: str, regel: int) -> tuple[str, Aard]:
    id_ = sleutel(rij["systeemId"])
    aard, land, grond = rij["aard"] or "", rij["land"] or "", schoon(rij["grond"])
    if id_ is None:
        raise _fout(bestand, regel, "systeemId", rij["systeemId"])
    if aard not in AARDEN:
        raise _fout(bestand, regel, "aard", aard)
    if len(land) != 2 or not land.isascii() or not land.isupper():
        raise _fout(bestand, regel, "land", land)
    if grond is None:
        raise _fout(bestand, regel, "grond", grond)
    return id_, Aard(aard, land, grond)


def _fout(bestand: str, regel: int, kolom: str, waarde: str | None) -> SourceError:
    nl, en = "ontbreekt, is onbekend of komt dubbel voor", "is missing, unknown or occurs twice"
    return onleesbaar(
        bestand, f"regel {regel} {kolom} = '{waarde}' {nl}", f"line {regel} {kolom} = '{waarde}' {en}"
    )
