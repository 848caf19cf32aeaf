"""From when to when a partnership exists: by its arrangements, or by its own dates where these have none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

import pyoxigraph as ox

from verbanden.model import Periode
from verbanden.query import load

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Bestaan:
    """The existence of a partnership: when it holds, its begin and recorded end, and what says so.

    `perioden` do not touch each other. `begin` is None where it is not recorded, `einde` where it runs on.
    `bronnen` are the arrangements (or the partnership itself) that the begin and the end follow from.
    """

    perioden: tuple[Periode, ...]
    begin: date | None
    einde: date | None
    bronnen: frozenset[str]

    def bevat(self, dag: date) -> bool:
        """Tell whether the partnership holds on a day."""
        return any(periode.bevat(dag) for periode in self.perioden)


@dataclass(slots=True)
class _Recorded:
    """What is on record of one thing: its dates; more than one of a kind is a fault that others report."""

    begin: set[date] = field(default_factory=set)
    einde: set[date] = field(default_factory=set)

    def periode(self) -> Periode:
        return Periode(min(self.begin, default=None), max(self.einde, default=None))


def existence(store: ox.Store) -> dict[str, Bestaan]:
    """Give the existence of every partnership in the default graph of a store, by its IRI.

    A date that is none counts as absent: what is wrong with it, the shapes of the data report.
    """
    recorded: dict[str, dict[str, _Recorded]] = {}
    for row in cast(ox.QuerySolutions, store.query(load("toets/geldigheid").tekst)):
        verband = row["verband"].value
        source = row["regeling"].value if row["regeling"] is not None else verband
        dates = recorded.setdefault(verband, {}).setdefault(source, _Recorded())
        for known, term in ((dates.begin, row["begin"]), (dates.einde, row["einde"])):
            when = calendar(term)
            if when is not None:
                known.add(when)
    return {verband: _existence(verband, sources) for verband, sources in sorted(recorded.items())}


def calendar(term: object) -> date | None:
    """Read an RDF date, without its time zone where it has one; None for what is no date."""
    found = _DAY.fullmatch(term.value) if isinstance(term, ox.Literal) else None
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _existence(verband: str, sources: Mapping[str, _Recorded]) -> Bestaan:
    own = sources.get(verband, _Recorded()).periode()
    periods = {source: dates.periode() for source, dates in sources.items() if source != verband}
    dated = {source: periode for source, periode in periods.items() if periode != Periode(None, None)}
    # One that ends as it begins, or before, held on no day; its dates are those of nothing.
    held = {source: periode for source, periode in (dated or {verband: own}).items() if _has_days(periode)}
    begins = [periode.begin for periode in held.values() if periode.begin]
    ends = [periode.einde for periode in held.values() if periode.einde]
    begin = min(begins) if len(begins) == len(held) and begins else own.begin if held else None
    einde = max(ends) if len(ends) == len(held) and ends else None
    return Bestaan(
        perioden=tuple(_joined(held.values())),
        begin=begin,
        einde=einde,
        bronnen=frozenset(
            source
            for source, periode in held.items()
            if (begin and periode.begin == begin) or (einde and periode.einde == einde)
        ),
    )


def _has_days(periode: Periode) -> bool:
    return periode.begin is None or periode.einde is None or periode.begin < periode.einde


def _joined(perioden: Iterable[Periode]) -> list[Periode]:
    """Join periods that overlap or follow each other without a gap."""
    joined: list[Periode] = []
    for periode in sorted(perioden, key=lambda p: p.begin or date.min):
        last = joined[-1] if joined else None
        if last is None or (last.einde and periode.begin and last.einde < periode.begin):
            joined.append(periode)
        elif last.einde:
            joined[-1] = Periode(last.begin, max(last.einde, periode.einde) if periode.einde else None)
    return joined
