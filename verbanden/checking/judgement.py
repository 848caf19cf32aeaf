"""Verdicts on partnerships in words: per criterion the outcome, why, what shows it, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from verbanden.checking.shapeset import Vormenset
from verbanden.checking.subjects import Onderwerpen
from verbanden.checking.verslag import Bewijs, Criteriumoordeel, Genoemd, Oordeelsuitkomst, Tekst, Verbandoordeel
from verbanden.definition.criteria import Criteriaset, criteria
from verbanden.definition.verdicts import Oordeel
from verbanden.findings import Rapport, Resultaat
from verbanden.namespaces import ORG
from verbanden.shapebook import statements
from verbanden.wording import Namen

MEESTE = 20
"""So much evidence is shown for one criterion."""
_MEMBER = ORG + "member"
_MET = Tekst("Dit blijkt uit de gegevens.", "The data shows this.")


class Verwoording:
    """Puts verdicts into words, with the names that the data has for things."""

    def __init__(
        self,
        data: bytes,
        rapport: Rapport,
        shapes: Vormenset,
        things: Iterable[str],
        onderwerpen: Onderwerpen,
    ) -> None:
        nodes = {ox.NamedNode(iri) for iri in things}
        self._subjects = onderwerpen
        self._members = {
            subject.value: value
            for subject, predicate, value in statements(data)
            if predicate == _MEMBER and subject in nodes
        }
        self._names = Namen(data, [*nodes, *self._members.values()], ())
        self._said: dict[tuple[str, str, str], Resultaat] = {}
        for found in rapport.resultaten:
            if found.shape in shapes.criterium:
                key = (found.focus.value, shapes.criterium[found.shape], shapes.vraag[found.shape])
                self._said.setdefault(key, found)

    def genoemd(self, iris: Iterable[str]) -> tuple[Genoemd, ...]:
        """Give partnerships by IRI and name."""
        return tuple(Genoemd(iri, self._name(iri), self._subjects.plaats(iri)) for iri in iris)

    def oordelen(self, oordelen: Sequence[Oordeel], gekozen: Criteriaset) -> tuple[Verbandoordeel, ...]:
        """Give the verdict on each partnership in a criteria set, those that do not meet it first."""
        single = {(one.verband, one.criterium): one for one in oordelen if one.criterium is not None}
        made = [
            Verbandoordeel(
                verband=one.verband,
                naam=self._name(one.verband),
                uitkomst=one.uitkomst,
                voldaan=one.voldaan or 0,
                totaal=one.totaal or len(gekozen.criteria),
                criteria=tuple(self._criterium(single[one.verband, code]) for code in gekozen.criteria),
                vindplaats=self._subjects.plaats(one.verband),
            )
            for one in oordelen
            if one.criterium is None and gekozen.code in one.sets
        ]
        order: Mapping[Oordeelsuitkomst, int] = {"voldoet-niet": 0, "onbekend": 1, "voldoet": 2}
        return tuple(sorted(made, key=lambda one: (order[one.uitkomst], one.naam, one.verband)))

    def _criterium(self, one: Oordeel) -> Criteriumoordeel:
        about = criteria()[one.criterium or ""]
        return Criteriumoordeel(
            criterium=about.code,
            naam=Tekst(about.nl, about.en),
            uitkomst=one.uitkomst,
            uitleg=self._why(one),
            aan_te_leveren=(
                Tekst(about.aan_te_leveren_nl, about.aan_te_leveren_en) if one.uitkomst == "onbekend" else None
            ),
            bewijs=tuple(self._bewijs(iri) for iri in sorted(one.bewijs)[:MEESTE]),
            aantal_bewijs=len(one.bewijs),
            bevraagd=one.bevraagd,
        )

    def _why(self, one: Oordeel) -> Tekst:
        code = one.criterium or ""
        if one.uitkomst == "voldoet":
            return _MET
        question = "bekend" if one.uitkomst == "onbekend" else "voldaan"
        found = self._said.get((one.verband, code, question))
        if found is None:
            about = criteria()[code]
            return Tekst(about.uitleg_nl, about.uitleg_en)
        return self._subjects.leesbaar(Tekst(found.nl, found.en))

    def _bewijs(self, iri: str) -> Bewijs:
        name = self._name(iri)
        return Bewijs(iri, name, None if name else self._subjects.plaats(iri))

    def _name(self, iri: str) -> str:
        """Give the name of a thing; a participation is called after its member. Empty when there is none."""
        node = self._members.get(iri, ox.NamedNode(iri))
        name = self._names.toon(node, "nl")
        return "" if name == node.value else name
