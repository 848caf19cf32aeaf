"""Chains of versions: which versions are one partnership, and when each was really in force.

Pure. Versions are taken in order of date, not of chain: the register links them, but what held on a day is what
the dates say. Empty versions are left out, overlaps are cut at the next start; both with a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from verbanden.model import Bevinding, Naamgebruik, Periode, Regeling


@dataclass(frozen=True, slots=True)
class Versie:
    """A version of an arrangement with the period in which it really held."""

    regeling: Regeling
    begin: date
    einde: date | None

    @property
    def periode(self) -> Periode:
        """The effective period."""
        return Periode(self.begin, self.einde)


def chains(regelingen: Iterable[Regeling]) -> list[list[Regeling]]:
    """Group versions that are linked as previous and next, each group with its first version in front.

    A link to a version that the source does not hold links nothing. The result is in order of the key of the
    first version.
    """
    by_key = {r.sleutel: r for r in regelingen}
    leader = {key: key for key in by_key}

    def find(key: str) -> str:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for r in by_key.values():
        for other in (r.vorige, r.volgende):
            if other in by_key:
                leader[find(other)] = find(r.sleutel)
    groups: dict[str, list[Regeling]] = {}
    for r in by_key.values():
        groups.setdefault(find(r.sleutel), []).append(r)
    ordered = [_first_in_front(group) for group in groups.values()]
    return sorted(ordered, key=lambda group: _key_order(group[0].sleutel))


def _first_in_front(group: list[Regeling]) -> list[Regeling]:
    keys = {r.sleutel for r in group}
    # The first version of the chain names no previous one; its key never changes, so it names the partnership.
    return sorted(group, key=lambda r: (r.vorige in keys, r.periode.begin or date.min, _key_order(r.sleutel)))


def _key_order(key: str) -> tuple[int, str]:
    return (int(key), key) if key.isdigit() else (0, key)


def effective(chain: Sequence[Regeling]) -> tuple[list[Versie], list[Bevinding]]:
    """Order the versions of a chain by date and give each the period in which it held, with the findings."""
    ordered = sorted(chain, key=lambda r: (r.periode.begin or date.min, _key_order(r.sleutel)))
    kept = [r for r in ordered if r.periode.einde is None or r.periode.einde > (r.periode.begin or date.min)]
    findings = [_empty(r) for r in ordered if r not in kept]
    versions: list[Versie] = []
    for i, r in enumerate(kept):
        begin, einde = r.periode.begin or date.min, r.periode.einde
        if i + 1 < len(kept):
            following = kept[i + 1].periode.begin or date.min
            if following == begin:
                findings.append(_overlap(r, kept[i + 1]))
                continue
            if einde is None or einde > following:
                findings.append(_overlap(r, kept[i + 1]))
                einde = following
        versions.append(Versie(r, begin, einde))
    return versions, findings


def gaps(versions: Sequence[Versie]) -> Iterator[Periode]:
    """Give the periods between versions in which none held."""
    for before, after in pairwise(versions):
        if before.einde is not None and before.einde < after.begin:
            yield Periode(before.einde, after.begin)


def names(versions: Sequence[Versie]) -> tuple[Naamgebruik, ...]:
    """Give the names borne and when; equal names of versions that follow each other are one."""
    runs: list[Naamgebruik] = []
    for v in versions:
        if runs and runs[-1].naam == v.regeling.titel:
            runs[-1] = Naamgebruik(runs[-1].naam, Periode(runs[-1].periode.begin, v.einde))
        else:
            runs.append(Naamgebruik(v.regeling.titel, v.periode))
    return tuple(runs)


def _empty(r: Regeling) -> Bevinding:
    return Bevinding(
        code="lege-versie",
        ernst="waarschuwing",
        van="bron",
        over=r.sleutel,
        waarde=f"{r.periode.begin} = {r.periode.einde}",
        nl=f"versie {r.sleutel} is leeg: in werking en uit werking op {r.periode.begin}; overgeslagen",
        en=f"version {r.sleutel} is empty: in and out of force on {r.periode.begin}; left out",
        plaats=r.plaats,
    )


def _overlap(r: Regeling, following: Regeling) -> Bevinding:
    begin = following.periode.begin
    return Bevinding(
        code="overlappende-versie",
        ernst="waarschuwing",
        van="bron",
        over=r.sleutel,
        waarde=f"{r.periode.einde} > {begin}",
        nl=f"versie {r.sleutel} loopt tot {r.periode.einde}, maar {following.sleutel} begint op {begin}; afgekapt",
        en=f"version {r.sleutel} runs to {r.periode.einde}, but {following.sleutel} begins on {begin}; cut there",
        plaats=r.plaats,
    )
