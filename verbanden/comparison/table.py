"""A comparison as CSV: a line for each row of the list, each differing member, and each partnership it lacks.

Texts of others may read like a formula: no cell is one here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from verbanden.checking.report.csv import guarded
from verbanden.comparison.phrases import over_gemist, over_lid, over_rij, plaats
from verbanden.comparison.records import Rij, Vergelijking
from verbanden.errors import Taal

COLUMNS = (
    "soort",
    "plaats",
    "naamOpLijst",
    "uitkomst",
    "verband",
    "naam",
    "wijze",
    "gevondenAls",
    "gelijkenis",
    "organisatie",
    "organisatieNaam",
    "sinds",
    "tot",
    "toelichting",
)
_Line = dict[str, object]


def als_csv(vergelijking: Vergelijking, taal: Taal) -> str:
    """Write a comparison as CSV with a heading; codes are Dutch, explanations in the language asked for."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for line in _lines(vergelijking, taal):
        writer.writerow({name: guarded("" if value is None else str(value)) for name, value in line.items()})
    return out.getvalue()


def _lines(v: Vergelijking, taal: Taal) -> Iterator[_Line]:
    for rij in v.rijen:
        yield _row(rij, v, taal)
        yield from _members(rij, taal)
    for gemist in v.gemist:
        yield {
            "soort": "gemist",
            "uitkomst": "ontbreekt",
            "verband": gemist.verband,
            "naam": gemist.naam,
            "organisatie": v.organisatie,
            "organisatieNaam": v.organisatie_naam,
            "sinds": gemist.sinds,
            "toelichting": over_gemist(gemist, v).in_taal(taal),
        }
    for kind, told in (("afgewezen", v.afgewezen), ("opmerking", v.opmerkingen)):
        for one in told:
            yield {
                "soort": kind,
                "plaats": str(one.plaats),
                "naamOpLijst": one.waarde,
                "toelichting": one.nl if taal == "nl" else one.en,
            }


def _row(rij: Rij, v: Vergelijking, taal: Taal) -> _Line:
    found = rij.gevonden
    line: _Line = {
        "soort": "rij",
        "plaats": plaats(rij).in_taal(taal),
        "naamOpLijst": rij.naam,
        "uitkomst": rij.stand,
        "toelichting": " ".join(said.in_taal(taal) for said in over_rij(rij, v)),
    }
    if found is not None:
        line |= {
            "verband": found.verband,
            "naam": found.naam,
            "wijze": found.wijze,
            "gevondenAls": found.gevonden_als,
            "gelijkenis": found.gelijkenis,
            "organisatie": v.organisatie,
            "organisatieNaam": v.organisatie_naam,
            "sinds": found.sinds,
            "tot": found.tot,
        }
    return line


def _members(rij: Rij, taal: Taal) -> Iterator[_Line]:
    if rij.leden is None or rij.gevonden is None:
        return
    base: _Line = {
        "soort": "deelnemer",
        "plaats": plaats(rij).in_taal(taal),
        "naamOpLijst": rij.naam,
        "verband": rij.gevonden.verband,
        "naam": rij.gevonden.naam,
    }
    for where, members in (("alleen-lijst", rij.leden.alleen_lijst), ("alleen-graaf", rij.leden.alleen_graaf)):
        for lid in members:
            yield base | {
                "uitkomst": where,
                "organisatie": lid.organisatie,
                "organisatieNaam": lid.naam,
                "sinds": lid.sinds,
                "tot": lid.tot,
                "toelichting": over_lid(lid).in_taal(taal),
            }
    for naam in rij.leden.niet_herkend:
        yield base | {"uitkomst": "niet-herkend", "organisatieNaam": naam}
