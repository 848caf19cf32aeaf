"""From versions to partnerships: one Verband per chain, with names, versions, gaps and Deelnames. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from verbanden.continuation import continued
from verbanden.model import Bevinding, Deelname, Periode, Regeling, Verband
from verbanden.participation import Ledenlijst, deelname
from verbanden.resolve import Organisaties
from verbanden.versions import Versie, chains, effective, gaps, names


@dataclass(frozen=True, slots=True)
class Geschiedenis:
    """What the versions of a source tell together."""

    verbanden: tuple[Verband, ...]
    bevindingen: tuple[Bevinding, ...]


def history(regelingen: Iterable[Regeling], organisaties: Organisaties) -> Geschiedenis:
    """Turn all versions of a source into partnerships, with everything a reader should know about the source.

    Every chain becomes one partnership, also one whose versions are all empty (it then has no period).
    """
    verbanden: list[Verband] = []
    bevindingen: list[Bevinding] = []
    for chain in chains(regelingen):
        verband, found = partnership(chain, organisaties)
        verbanden.append(verband)
        bevindingen += found
    return Geschiedenis(tuple(verbanden), tuple(bevindingen))


def partnership(chain: Sequence[Regeling], organisaties: Organisaties) -> tuple[Verband, list[Bevinding]]:
    """Make the partnership of one chain of versions, the first version in front."""
    sleutel = f"roo-{chain[0].sleutel}"
    versions, findings = effective(chain)
    lijst = Ledenlijst.of(sleutel, versions, organisaties)
    pairs = []
    for run in lijst.runs():
        own, found = deelname(lijst, run)
        pairs.append((run, own))
        findings += found
    recorded = [own for _, own in pairs if own is not None]
    deelnames: list[Deelname] = [*recorded, *continued(lijst, pairs, recorded)]
    last = versions[-1].regeling if versions else chain[-1]
    return (
        Verband(
            sleutel=sleutel,
            naam=last.titel,
            periode=_span(versions),
            regelingen=_versions(chain, versions),
            namen=names(versions),
            deelnames=tuple(sorted(deelnames, key=lambda d: d.sleutel)),
            gaten=tuple(gaps(versions)),
        ),
        findings,
    )


def _versions(chain: Sequence[Regeling], versions: Sequence[Versie]) -> tuple[tuple[str, Periode], ...]:
    """Give all versions in order of date; one that held on no day has an empty period."""
    held = {v.regeling.sleutel: v.periode for v in versions}
    begins = ((r.sleutel, r.periode.begin) for r in chain)
    periods = [(key, held.get(key, Periode(begin, begin))) for key, begin in begins]
    return tuple(sorted(periods, key=lambda pair: (pair[1].begin or date.min, pair[0])))


def _span(versions: Sequence[Versie]) -> Periode:
    if not versions:
        return Periode(None, None)
    return Periode(versions[0].begin, versions[-1].einde)
