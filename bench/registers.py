"""Registers of any size: a part of the embedded one, or copies of it with renewed keys.

A copy is what a register of twice the size would hold: other arrangements and other bodies, with names of their
own, of the same municipalities, provinces and water authorities.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from loaders.aard import embedded_aard, lees_aard
from loaders.source import SOURCES, embedded, open_source
from verbanden.assemble import Gelezen
from verbanden.candidates import COMMON
from verbanden.model import Identificatie, Organisatie, Regeling, Verwijzing
from verbanden.versions import chains

_WORD = re.compile(r"\w{4,}")
REGISTER = "roo"
_TOOI_STEP = 2000
"""TOOI numbers bodies so0001 to so1999, of four or five digits: room for fifty copies."""


def embedded_register() -> list[Gelezen]:
    """Read every embedded source."""
    return [Gelezen.sort(open_source(code, embedded(code))) for code in SOURCES]


def kinds() -> dict[str, str]:
    """Give the kinds of organisations that no register describes."""
    return {key: kind.aard for key, kind in lees_aard(embedded_aard()).items()}


def register(size: float) -> list[Gelezen]:
    """Give a register of a size: 1 is the embedded one, 0.1 every tenth partnership of it, 10 ten copies."""
    read = embedded_register()
    own = next(source for source in read if source.opname.bron.code == REGISTER)
    if size < 1:
        _part(own, round(1 / size))
    else:
        _copies(own, round(size))
    return read


def _part(source: Gelezen, every: int) -> None:
    """Keep one partnership in so many, and the organisations that those refer to."""
    source.regelingen = [r for chain in chains(source.regelingen)[::every] for r in chain]
    keys = {r.sleutel for r in source.regelingen}
    used = {v.lid.systeem_id for r in source.regelingen for v in r.vermeldingen}
    source.organisaties = [o for o in source.organisaties if o.hoort_bij in keys or o.systeem_id in used]


def _copies(source: Gelezen, times: int) -> None:
    bodies = {o.systeem_id for o in source.organisaties if o.hoort_bij}
    regelingen, organisaties = list(source.regelingen), list(source.organisaties)
    for number in range(1, times):
        copy = Copy(number, bodies)
        source.regelingen += [copy.regeling(r) for r in regelingen]
        source.organisaties += [copy.organisatie(o) for o in organisaties if o.systeem_id in bodies]


class Copy:
    """Renews the keys of arrangements and their bodies, and the telling words of their names."""

    def __init__(self, number: int, bodies: set[str | None]) -> None:
        self._number = number
        self._bodies = bodies

    def _key(self, key: str) -> str:
        return f"{self._number}{key:0>9}"

    def _tooi(self, iri: str) -> str:
        front, code = iri[:-4], iri[-4:]
        return f"{front}{int(code) + self._number * _TOOI_STEP:05}"

    def _owms(self, iri: str) -> str:
        return f"{iri}-{self._number}"

    def _name(self, name: str) -> str:
        return _WORD.sub(lambda w: w[0] if w[0].lower() in COMMON else f"{w[0]}{self._number}", name)

    def _maybe(self, renew: Callable[[str], str], value: str | None) -> str | None:
        return None if value is None else renew(value)

    def _reference(self, ref: Verwijzing) -> Verwijzing:
        if ref.systeem_id not in self._bodies:
            return ref
        return Verwijzing(
            self._key(ref.systeem_id),
            self._maybe(self._tooi, ref.tooi),
            self._maybe(self._owms, ref.owms),
            self._name(ref.naam),
        )

    def organisatie(self, o: Organisatie) -> Organisatie:
        """Renew a body."""
        return replace(
            o,
            naam=self._name(o.naam),
            systeem_id=self._maybe(self._key, o.systeem_id),
            tooi=self._maybe(self._tooi, o.tooi),
            owms=self._maybe(self._owms, o.owms),
            hoort_bij=self._maybe(self._key, o.hoort_bij),
            andere_namen=tuple(self._name(name) for name in o.andere_namen),
            identificaties=tuple(Identificatie(i.soort, f"{i.code}-{self._number}") for i in o.identificaties),
        )

    def regeling(self, r: Regeling) -> Regeling:
        """Renew a version of an arrangement, with its rows."""
        key = self._key(r.sleutel)
        return replace(
            r,
            sleutel=key,
            titel=self._name(r.titel),
            citeertitel=self._maybe(self._name, r.citeertitel),
            vorige=self._maybe(self._key, r.vorige),
            volgende=self._maybe(self._key, r.volgende),
            lichaam=self._reference(r.lichaam) if r.lichaam else None,
            bronhouder=self._reference(r.bronhouder) if r.bronhouder else None,
            archiefzorgdrager=self._reference(r.archiefzorgdrager) if r.archiefzorgdrager else None,
            tooi=self._maybe(self._owms, r.tooi),
            owms=self._maybe(self._owms, r.owms),
            vermeldingen=tuple(replace(v, regeling=key, lid=self._reference(v.lid)) for v in r.vermeldingen),
        )
