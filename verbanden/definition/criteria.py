"""The criteria that partnerships are tested against, and the sets in which definitions use them.

Both are code lists in `ontology/begrippen/`: what a criterium means, what its owner can supply, and which criteria
a definition has, stand there and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import pyoxigraph as ox

from verbanden.errors import QueryError, ReleaseError, Taal
from verbanden.namespaces import RDF, SKOS, VB
from verbanden.shapebook import Term, statements

_Facts = dict[str, dict[str, list[Term]]]


@dataclass(frozen=True, slots=True)
class Criterium:
    """A criterium: its code and IRI, its name, what settles it when unknown, and why it is not met."""

    code: str
    iri: str
    nl: str
    en: str
    aan_te_leveren_nl: str
    aan_te_leveren_en: str
    uitleg_nl: str
    uitleg_en: str


@dataclass(frozen=True, slots=True)
class Criteriaset:
    """A definition: its code and IRI, its name, and the codes of its criteria in the order of the list."""

    code: str
    iri: str
    nl: str
    en: str
    criteria: tuple[str, ...]


@cache
def criteria() -> Mapping[str, Criterium]:
    """Give all criteria by code, in the order in which definitions name them: a, b, c, d1, …"""
    return {
        found.code: found
        for found in (
            Criterium(
                code=_text(about, SKOS + "notation"),
                iri=iri,
                nl=_text(about, SKOS + "prefLabel", "nl"),
                en=_text(about, SKOS + "prefLabel", "en"),
                aan_te_leveren_nl=_text(about, VB + "aanTeLeveren", "nl"),
                aan_te_leveren_en=_text(about, VB + "aanTeLeveren", "en"),
                uitleg_nl=_text(about, VB + "uitleg", "nl"),
                uitleg_en=_text(about, VB + "uitleg", "en"),
            )
            for iri, about in _concepts("criterium")
        )
    }


@cache
def criteriasets() -> Mapping[str, Criteriaset]:
    """Give all sets of criteria by code, in the order of the code list."""
    codes = {criterium.iri: code for code, criterium in criteria().items()}
    return {
        found.code: found
        for found in (
            Criteriaset(
                code=_text(about, SKOS + "notation"),
                iri=iri,
                nl=_text(about, SKOS + "prefLabel", "nl"),
                en=_text(about, SKOS + "prefLabel", "en"),
                criteria=tuple(codes[term.value] for term in about[VB + "omvatCriterium"]),
            )
            for iri, about in _concepts("criteriaset")
        )
    }


def criteriaset(code: str) -> Criteriaset:
    """Give a set of criteria by code; raises QueryError naming the sets that there are."""
    try:
        return criteriasets()[code]
    except KeyError:
        known = ", ".join(criteriasets())
        raise QueryError(
            nl=f"geen criteriaset {code!r}; er zijn: {known}", en=f"no criteria set {code!r}; there are: {known}"
        ) from None


def _concepts(lijst: str) -> list[tuple[str, dict[str, list[Term]]]]:
    """Read the concepts of a code list in the order of the file."""
    body = resources.files("ontology").joinpath("begrippen", f"{lijst}.ttl").read_bytes()
    facts: _Facts = {}
    for subject, predicate, value in statements(body, ox.RdfFormat.TURTLE):
        facts.setdefault(subject.value, {}).setdefault(predicate, []).append(value)
    concept = ox.NamedNode(SKOS + "Concept")
    return [(iri, about) for iri, about in facts.items() if concept in about.get(RDF + "type", ())]


def _text(about: dict[str, list[Term]], predicate: str, taal: Taal | None = None) -> str:
    for term in about.get(predicate, ()):
        if isinstance(term, ox.Literal) and term.language == taal:
            return term.value
    raise ReleaseError(
        nl=f"een begrip van de codelijsten mist {predicate}", en=f"a concept of the code lists lacks {predicate}"
    )
