"""Chains of versions: which versions are one partnership, and when each was really in force.

Pure. Versions are taken in order of date, not of chain: the register links them, but what held on a day is what
the dates say. Empty versions are left out, overlaps are cut at the next start; both with a finding. A version cut
so does not come back when a later one that it outlasts is over: that has a finding of its own.
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
    """Order the versions of a chain by date and give each the period in which it held, with the findings.

    Raises ValueError on a version without a begin: no source gives one, the loader rejects it.
    """
    ordered = sorted(chain, key=lambda r: (_begin(r), _key_order(r.sleutel)))
    kept = [r for r in ordered if r.periode.einde is None or r.periode.einde > _begin(r)]
    findings = [_empty(r) for r in ordered if r not in kept]
    versions: list[Versie] = []
    for i, r in enumerate(kept):
        begin, einde, later = _begin(r), r.periode.einde, kept[i + 1 :]
        if later and _outlasts(r, _begin(later[0])):
            findings.append(_overlap(r, later))
            einde = _begin(later[0])
        if einde != begin:
            versions.append(Versie(r, begin, einde))
    return versions, findings


def _begin(r: Regeling) -> date:
    if r.periode.begin is None:
        raise ValueError(f"arrangement {r.sleutel} ({r.plaats}) has no begin")
    return r.periode.begin


def _outlasts(r: Regeling, day: date) -> bool:
    return r.periode.einde is None or r.periode.einde > day


def _covered_until(versions: Sequence[Regeling]) -> date | None:
    """Give the first day on which none of these versions is in force, once the first of them began."""
    until = versions[0].periode.einde
    for r in versions[1:]:
        if until is None or _begin(r) > until:
            break
        until = None if r.periode.einde is None else max(until, r.periode.einde)
    return until


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
    begin, einde = _begin(r), r.periode.einde
    on_one_day = begin == einde
    why_nl = (
        f"in werking en uit werking op {begin}"
        if on_one_day
        else f"uit werking op {einde}, in werking pas op {begin}"
    )
    why_en = (
        f"in and out of force on {begin}" if on_one_day else f"out of force on {einde}, in force only on {begin}"
    )
    return _finding(
        "lege-versie",
        r,
        f"{begin} {'=' if on_one_day else '>'} {einde}",
        f"versie {r.sleutel} is leeg: {why_nl}; overgeslagen",
        f"version {r.sleutel} is empty: {why_en}; left out",
    )


def _overlap(r: Regeling, later: Sequence[Regeling]) -> Bevinding:
    """Report a version that runs on past the begin of the next; another code when it outlasts what follows."""
    following, begin, covered = later[0].sleutel, _begin(later[0]), _covered_until(later)
    value = f"{r.periode.einde or 'heden'} > {begin}"
    nl = f"versie {r.sleutel} loopt tot {r.periode.einde or 'heden'}, maar {following} begint op {begin}"
    en = f"version {r.sleutel} runs to {r.periode.einde or 'the present'}, but {following} begins on {begin}"
    if covered is None or not _outlasts(r, covered):
        return _finding("overlappende-versie", r, value, f"{nl}; afgekapt", f"{en}; cut there")
    return _finding(
        "omvattende-versie",
        r,
        value,
        f"{nl} en is op {covered} al uit werking; afgekapt, en daarna niet hervat",
        f"{en} and is out of force by {covered}; cut there, and not resumed after",
    )


def _finding(code: str, r: Regeling, value: str, nl: str, en: str) -> Bevinding:
    return Bevinding(code, "waarschuwing", "bron", r.sleutel, value, nl, en, r.plaats)
