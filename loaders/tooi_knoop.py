"""What stands in a node of TOOI's JSON-LD: its values, names and period, each read with its trap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from loaders.lezen import GEEN_DATUM, Meldingen, datum, schoon, tooi
from verbanden.model import Plaats
from verbanden.namespaces import PROV, RDFS, TOOI_ONT

Knoop = dict[str, Any]

_NAMEN = ("voorkeursnaamInclSoort", "officieleNaamInclSoort", "voorkeursnaamExclSoort", "officieleNaamExclSoort")
_ONEENS = (
    "einddatum (laatste dag) en invalidatedAtTime spreken elkaar tegen; de laatste geldt",
    "einddatum (last day) and invalidatedAtTime disagree; the latter counts",
)
_BEGIN_ONEENS = (
    "begindatum en generatedAtTime spreken elkaar tegen; de laatste geldt",
    "begindatum and generatedAtTime disagree; the latter counts",
)
_MEER = ("meer dan een waarde; de eerste geldt", "more than one value; the first counts")


def typen(knoop: Knoop) -> list[str]:
    """Give the types of a node."""
    typen = knoop.get("@type", [])
    return [t for t in typen if isinstance(t, str)] if isinstance(typen, list) else []


def verwijst(knoop: Knoop) -> Iterator[str]:
    """Give all that a change event points at."""
    for naam in ("generated", "invalidated", "used"):
        yield from waarden_van(knoop, PROV + naam)


def sleutel_van(knoop: Knoop) -> str | None:
    """Give the local key of a node; None when its IRI is not one of TOOI."""
    iri = knoop.get("@id")
    proef = Meldingen(Plaats("", ""))
    if not isinstance(iri, str) or tooi(iri, proef) is None:
        return None
    return iri.rsplit("/", 1)[-1]


def waarden_van(knoop: Knoop, iri: str) -> list[str]:
    """Give the values of a property, literals and references alike."""
    ruw = knoop.get(iri, [])
    if not isinstance(ruw, list):
        return []
    waarden = (w.get("@value", w.get("@id")) for w in ruw if isinstance(w, dict))
    return [w for w in waarden if isinstance(w, str)]


def waarde_van(knoop: Knoop, iri: str, meldingen: Meldingen) -> str | None:
    """Give the one value of a property; more than one is reported, and the first counts."""
    waarden = waarden_van(knoop, iri)
    if len(waarden) > 1:
        meldingen.veld(_kort(iri), ", ".join(waarden), _MEER)
    return waarden[0] if waarden else None


def _kort(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


def namen_van(knoop: Knoop, meldingen: Meldingen) -> tuple[str | None, tuple[str, ...]]:
    """Give the name and the other names; the label reads best: it says no `waterschap Hoogheemraadschap`."""
    label = schoon(waarde_van(knoop, RDFS + "label", meldingen))
    andere = [schoon(waarde_van(knoop, TOOI_ONT + naam, meldingen)) for naam in _NAMEN]
    namen = list(dict.fromkeys(n for n in (label, *andere) if n is not None))
    return (namen[0], tuple(namen[1:])) if namen else (None, ())


def begin_van(knoop: Knoop, meldingen: Meldingen) -> date | None:
    """Give the first day of the period."""
    dag = datum(waarde_van(knoop, TOOI_ONT + "begindatum", meldingen), "begindatum", meldingen)
    ruw = waarde_van(knoop, PROV + "generatedAtTime", meldingen)
    tijdstip = datum(ruw, "generatedAtTime", meldingen)
    if dag and tijdstip and dag != tijdstip:
        meldingen.veld("generatedAtTime", f"{dag}, {ruw}", _BEGIN_ONEENS)
    return tijdstip or dag


def einde_van(knoop: Knoop, eigenschap: str, meldingen: Meldingen) -> date | None:
    """Give the first day no longer in the period."""
    ruw_dag = waarde_van(knoop, TOOI_ONT + eigenschap, meldingen)
    laatste = datum(ruw_dag, eigenschap, meldingen)
    dag: date | None = None
    if laatste is not None:
        try:
            dag = laatste + timedelta(days=1)
        except OverflowError:
            meldingen.veld(eigenschap, ruw_dag, GEEN_DATUM)
    ruw = waarde_van(knoop, PROV + "invalidatedAtTime", meldingen)
    tijdstip = datum(ruw, "invalidatedAtTime", meldingen)
    if dag and tijdstip and dag != tijdstip:
        meldingen.veld("invalidatedAtTime", f"{ruw_dag}, {ruw}", _ONEENS)
    return tijdstip or dag
