"""Which partnership a row of a list means: by the surest thing that it gives.

An address, a key, a number, an equal name, a nearly equal name, first letters: in that order. What was found how
stands in the answer; what fits several equally well stays "more than one".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Literal

from verbanden.comparison.listed import Opgave
from verbanden.comparison.names import (
    DREMPEL,
    DREMPEL_EIGEN,
    DREMPEL_VOORSTEL,
    gelijkenis,
    kern,
    privaat,
    spellingen,
    verwisselbaar,
)
from verbanden.comparison.records import Gevonden, Rij, Stand, Wijze
from verbanden.comparison.register import KEY_KINDS, Register

SUGGESTIONS = 3
SHORTEST_NUMBER = 7
_Hit = tuple[str, str, int | None]  # a partnership, what of ours was the same, how alike


class Zoeker:
    """Finds the partnership that a row means, for one organisation on one day."""

    def __init__(self, register: Register, organisatie: str, day: date) -> None:
        self._register = register
        self._organisatie = organisatie
        self._day = day
        self._own = register.van(organisatie, day)
        self._initials = register.beginletters(frozenset(self._own))
        self._ways: tuple[tuple[Wijze, Callable[[Opgave], list[_Hit]]], ...] = (
            ("iri", self._by_iri),
            ("sleutel", self._by_key),
            ("nummer", self._by_number),
            ("naam", self._by_name),
            ("naam-bijna", self._nearly),
            ("beginletters", self._by_initials),
        )

    def row(self, number: int, opgave: Opgave) -> Rij:
        """Give what a row turned out to be."""
        private = any(privaat(naam) for naam in _names(opgave))
        plain = Rij(number, opgave.naam, opgave.plaats, "onbekend", privaat=private)
        for way, search in self._ways:
            hits = [self._found(way, hit) for hit in search(opgave)]
            if hits:
                return self._settled(plain, hits, opgave)
        return replace(plain, kandidaten=tuple(self._suggestions(opgave)))

    def _settled(self, row: Rij, hits: list[Gevonden], opgave: Opgave) -> Rij:
        chosen, reason = _choose(hits, self._day)
        if chosen is None:
            return replace(row, stand="meer-dan-een", kandidaten=tuple(hits))
        stand = self._stand(chosen)
        return replace(
            row,
            stand=stand,
            gevonden=chosen,
            keuze=reason,
            kandidaten=tuple(hit for hit in hits if hit is not chosen),
            naam_wijst_op=self._contradicted(chosen, opgave),
            opvolgers=self._register.opvolgers(chosen.verband) if stand == "beeindigd" else (),
        )

    def _stand(self, found: Gevonden) -> Stand:
        if found.einde is not None and found.einde <= self._day:
            return "beeindigd"
        if found.neemt_deel:
            return "bekend"
        return "nog-niet" if found.begin is not None and self._day < found.begin else "niet-deelnemer"

    def _contradicted(self, chosen: Gevonden, opgave: Opgave) -> Gevonden | None:
        """Give what the name says where key or number say something else."""
        if chosen.wijze not in ("iri", "sleutel", "nummer"):
            return None
        named = self._by_name(opgave)
        if not named or chosen.verband in (hit[0] for hit in named):
            return None
        return self._found("naam", named[0])

    def _by_iri(self, opgave: Opgave) -> list[_Hit]:
        return self._by_keys(opgave.iris)

    def _by_key(self, opgave: Opgave) -> list[_Hit]:
        return self._by_keys([*opgave.sleutels, *(code for kind, code in opgave.nummers if kind in KEY_KINDS)])

    def _by_keys(self, keys: Iterable[str]) -> list[_Hit]:
        return _each_once((iri, key, None) for key in keys for iri in self._register.op_sleutel(key))

    def _by_number(self, opgave: Opgave) -> list[_Hit]:
        # A column "nummer" may hold the KvK number; what is shorter is the list's own numbering.
        bare = [("", key) for key in opgave.sleutels if sum(map(str.isdigit, key)) >= SHORTEST_NUMBER]
        numbers = [*((kind, code) for kind, code in opgave.nummers if kind not in KEY_KINDS), *bare]
        return _each_once(
            (iri, code, None) for kind, code in numbers for iri in self._register.op_nummer(kind, code)
        )

    def _by_name(self, opgave: Opgave) -> list[_Hit]:
        for naam in _names(opgave):
            found = self._register.namen.gelijk(naam)
            if found:
                return [(iri, ours, None) for iri, ours in found.items()]
        return []

    def _nearly(self, opgave: Opgave) -> list[_Hit]:
        for naam in _names(opgave):
            bare = self._register.namen.kaal(naam)
            if bare:
                return [(iri, ours, gelijkenis(naam, ours)) for iri, ours in bare.items()]
            near = [hit for hit in self._near(naam, DREMPEL_EIGEN) if verwisselbaar(naam, hit[1])]
            near = [hit for hit in near if (hit[2] or 0) >= DREMPEL or hit[0] in self._own]
            if near:
                # What is as near as the nearest is as good; what is less near is not meant.
                return [hit for hit in near if hit[2] == near[0][2]]
        return []

    def _by_initials(self, opgave: Opgave) -> list[_Hit]:
        for naam in _names(opgave):
            for spelling in spellingen(naam):
                found = self._initials.get(kern(spelling))
                if found:
                    return [(iri, ours, None) for iri, ours in found.items()]
        return []

    def _near(self, naam: str, least: int) -> list[_Hit]:
        return [(iri, ours, score) for score, iri, ours in self._register.namen.bijna(naam, least)]

    def _suggestions(self, opgave: Opgave) -> list[Gevonden]:
        best: dict[str, _Hit] = {}
        for naam in _names(opgave):
            for hit in self._near(naam, DREMPEL_VOORSTEL):
                if (hit[2] or 0) > (best.get(hit[0], hit)[2] or 0) or hit[0] not in best:
                    best[hit[0]] = hit
        nearest = sorted(best.values(), key=lambda hit: (-(hit[2] or 0), hit[0]))
        return [self._found("naam-bijna", hit) for hit in nearest[:SUGGESTIONS]]

    def _found(self, way: Wijze, hit: _Hit) -> Gevonden:
        verband, ours, score = hit
        known = self._register.verbanden[verband]
        runs = self._register.deelnames(verband, self._organisatie)
        run = self._own.get(verband) or (runs[-1] if runs else None)
        return Gevonden(
            verband=verband,
            naam=known.naam,
            wijze=way,
            gevonden_als=ours,
            gelijkenis=score,
            begin=known.periode.begin,
            einde=known.periode.einde,
            neemt_deel=verband in self._own,
            sinds=run.periode.begin if run else None,
            tot=run.periode.einde if run else None,
        )


def _choose(hits: list[Gevonden], day: date) -> tuple[Gevonden | None, Literal["deelname", "in-werking"] | None]:
    """Choose one of several that fit as well: the only one taken part in, else the only one in force."""
    if len(hits) == 1:
        return hits[0], None
    own = [hit for hit in hits if hit.neemt_deel]
    if own:
        return (own[0], "deelname") if len(own) == 1 else (None, None)
    running = [
        hit for hit in hits if (hit.begin is None or hit.begin <= day) and (hit.einde is None or day < hit.einde)
    ]
    return (running[0], "in-werking") if len(running) == 1 else (None, None)


def _names(opgave: Opgave) -> list[str]:
    return [naam for naam in (opgave.naam, *opgave.andere_namen) if naam]


def _each_once(hits: Iterable[_Hit]) -> list[_Hit]:
    found: dict[str, _Hit] = {}
    for hit in hits:
        found.setdefault(hit[0], hit)
    return list(found.values())
