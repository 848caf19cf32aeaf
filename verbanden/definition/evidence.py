"""What a verdict rests on: the participations, names, arrangements, laws and statements behind each criterium."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from verbanden.definition.criteria import criteria
from verbanden.definition.existence import Bestaan
from verbanden.graph.terms import Triple
from verbanden.namespaces import VB
from verbanden.query import bind, load

BLIJKT_UIT = {
    "c": "doelBlijktUit",
    "d1": "vasteGroepBlijktUit",
    "d2": "frequentieBlijktUit",
    "d3": "agendaBlijktUit",
    "e": "instemmingBlijktUit",
    "vastgelegd": "vastleggingBlijktUit",
    "verbonden-partij": "verbondenPartijBlijktUit",
}
"""The property that leads from a state to what shows that a criterium is met."""

_COUNTED = {
    "a": "overheid",
    "een-overheid": "overheid",
    "twee-nederlandse-overheden": "nederlands",
    "een-decentrale-overheid": "decentraal",
}
"""Criteria that count governments, with the kind that they count."""


@dataclass(frozen=True, slots=True)
class Bewijs:
    """What there is on one criterium in one state: `voor` speaks for it, `overig` against it or leaves it open."""

    voor: frozenset[str] = frozenset()
    overig: frozenset[str] = frozenset()

    def bij(self, uitkomst: str) -> frozenset[str]:
        """Give what belongs to an outcome: what is met rests on what speaks for it, all else on everything."""
        return self.voor if uitkomst == "voldoet" else self.voor | self.overig


class Bewijsstukken:
    """The evidence of a set of states, asked of the store while they stand in its graph of moments."""

    def __init__(self, store: ox.Store, momenten: ox.NamedNode, held: Iterable[Triple], derived: Iterable[Triple]):
        self._held = _objects(held)
        self._derived = _objects(derived)
        self._kinds: dict[str, set[str]] = {}
        """The kinds (of `_COUNTED`) that a participation proves: those of the member."""
        self._denied: dict[tuple[str, str], set[str]] = {}
        self._proofs: dict[tuple[str, frozenset[str]], Bewijs] = {}
        for row in _ask(store, "bewijs-leden", momenten):
            kinds = self._kinds.setdefault(row["bewijs"].value, set())
            kinds |= {kind for kind in set(_COUNTED.values()) if _is_true(row["overheid"]) and _is_true(row[kind])}
        codes = {criterium.iri: code for code, criterium in criteria().items()}
        for row in _ask(store, "bewijs-tegen", momenten):
            code = codes.get(row["criterium"].value)
            if code is not None:
                self._denied.setdefault((row["toestand"].value, code), set()).add(row["bewijs"].value)

    def van(self, node: str, verband: str, bestaan: Bestaan) -> Iterator[tuple[tuple[str, str], Bewijs]]:
        """Give the evidence of one state by its node and the code of the criterium."""
        members = self._objects(node, "heeftDeelname")
        if not members and self._objects(node, "huidigeDeelnemer"):
            members = frozenset({verband})
        for code, kind in _COUNTED.items():
            yield (node, code), self._counted(kind, members)
        named = self._objects(node, "heeftNaam") or frozenset({verband} if (node, _NAAM) in self._derived else ())
        yield (node, "b"), Bewijs(named, self._against(node, "b"))
        yield (node, "d4"), Bewijs(bestaan.bronnen)
        for code, predicate in BLIJKT_UIT.items():
            shown = frozenset(self._derived.get((node, VB + predicate), ()))
            yield (node, code), Bewijs(shown, self._against(node, code))

    def _objects(self, node: str, name: str) -> frozenset[str]:
        return frozenset(self._held.get((node, VB + name), ()))

    def _against(self, node: str, code: str) -> frozenset[str]:
        return frozenset(self._denied.get((node, code), ()))

    def _counted(self, kind: str, members: frozenset[str]) -> Bewijs:
        # Most states have the members of another one: each list of members is looked at once.
        if (kind, members) not in self._proofs:
            governments = frozenset(proof for proof in members if kind in self._kinds.get(proof, ()))
            self._proofs[kind, members] = Bewijs(governments, members - governments)
        return self._proofs[kind, members]


_NAAM = VB + "naam"


def _objects(triples: Iterable[Triple]) -> dict[tuple[str, str], list[str]]:
    """Index triples by subject and predicate; IRIs without brackets. What is no IRI is no evidence."""
    found: dict[tuple[str, str], list[str]] = {}
    for triple in triples:
        subject, predicate, value = triple.split(" ", 2)
        values = found.setdefault((subject[1:-1], predicate[1:-1]), [])
        if value.startswith("<"):
            values.append(value[1:-1])
    return found


def _ask(store: ox.Store, name: str, momenten: ox.NamedNode) -> ox.QuerySolutions:
    return cast(ox.QuerySolutions, store.query(bind(load(f"toets/{name}"), {"momenten": [momenten]})))


def _is_true(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.value in ("true", "1")
