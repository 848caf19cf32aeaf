"""What the tests of the loaders share: reading a file to its end, and where things stand."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from loaders.source import open_source
from verbanden.model import Afwijzing, Momentopname, Organisatie, Record, Regeling

HIER = Path(__file__).parent
SHARED = Path(os.environ.get("VERBANDEN_SHARED") or Path(__file__).parents[2].parent / "shared")
ORIGINELEN = {
    "roo": SHARED / "data/roo/exportOO.xml",
    "tooi-gemeenten": SHARED / "data/tooi/rwc_gemeenten_compleet_4.json",
    "tooi-provincies": SHARED / "data/tooi/rwc_provincies_compleet_1.json",
    "tooi-waterschappen": SHARED / "data/tooi/rwc_waterschappen_compleet_2.json",
}


@dataclass(frozen=True)
class Uitkomst:
    records: list[Record]
    afwijzingen: list[Afwijzing]
    opname: Momentopname

    @property
    def regelingen(self) -> list[Regeling]:
        return [r for r in self.records if isinstance(r, Regeling)]

    @property
    def organisaties(self) -> list[Organisatie]:
        return [r for r in self.records if isinstance(r, Organisatie)]

    @property
    def tellingen(self) -> dict[str, tuple[int, int]]:
        return {t.rij: (t.aangenomen, t.afgewezen) for t in self.opname.tellingen}


def lees(code: str, pad: Path) -> Uitkomst:
    lezing = open_source(code, pad)
    alles = list(lezing)
    records = [ding for ding in alles if not isinstance(ding, Afwijzing)]
    return Uitkomst(records, [ding for ding in alles if isinstance(ding, Afwijzing)], lezing.momentopname)


def tooi_code(naam: str) -> str:
    return next((f"tooi-{s}" for s in ("provincies", "waterschappen") if s in naam), "tooi-gemeenten")
