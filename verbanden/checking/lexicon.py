"""Our vocabulary as tables: its terms, what is above or inverse to them, and what a typo probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from verbanden.errors import Taal
from verbanden.namespaces import DEF, OWL, PROJECT, RDF, RDFS, SKOS, VB
from verbanden.ontology import triples
from verbanden.shapebook import Term, statements

_SIMILAR = 65
"""Names that are less alike, of 100, are not offered as what was meant."""
_NAMES = (SKOS + "prefLabel", RDFS + "label")
_OLD_PROJECT = PROJECT.replace("https:", "http:", 1)
Rol = Literal["klasse", "eigenschap", "ding"]
"""What a term is used as."""
_Links = Mapping[str, frozenset[ox.NamedNode]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The vocabulary: its lines as N-Triples, its terms, and the links that conclusions are drawn by.

    `boven_klasse` and `boven_eigenschap` hold all that is above a term, near and far; `omgekeerd` goes both ways.
    The values of `naar_dingen` (object properties) are things, of `naar_waarden` (datatype properties) texts.
    """

    regels: frozenset[str]
    feiten: Mapping[ox.NamedNode, tuple[tuple[str, Term], ...]]
    klassen: frozenset[str]
    eigenschappen: frozenset[str]
    begrippen: frozenset[str]
    boven_klasse: _Links
    boven_eigenschap: _Links
    omgekeerd: _Links
    domein: _Links
    bereik: _Links
    naar_dingen: frozenset[str]
    naar_waarden: frozenset[str]
    over_begrippen: frozenset[str]
    """Properties that say something about concepts, such as whether a kind of organisation is a government."""

    def ntriples(self) -> bytes:
        """Give the whole vocabulary as N-Triples."""
        return "".join(sorted(self.regels)).encode()

    def naam(self, iri: str, taal: Taal) -> str | None:
        """Give what a term is called."""
        facts = self.feiten.get(ox.NamedNode(iri), ())
        for name in _NAMES:
            for predicate, value in facts:
                if predicate == name and isinstance(value, ox.Literal) and value.language == taal:
                    return value.value
        return None

    def in_gebruik(self, terms: Iterable[Term]) -> set[str]:
        """Give the lines about these terms, about the terms that they point at, and the hierarchy of classes."""
        found = {term for term in terms if isinstance(term, ox.NamedNode)} & self.feiten.keys()
        near = {value for term in found for _, value in self.feiten[term] if isinstance(value, ox.NamedNode)}
        found |= near & self.feiten.keys()
        lines = {_line(term, predicate, value) for term in found for predicate, value in self.feiten[term]}
        lines |= {
            _line(ox.NamedNode(cls), RDFS + "subClassOf", above)
            for cls, all_above in self.boven_klasse.items()
            for above in all_above
        }
        return lines

    def onbekend(self, iri: str, *, als: Rol) -> bool:
        """Tell whether an IRI claims to be a term of ours, but is none."""
        if iri.startswith(_OLD_PROJECT):
            return True
        if iri.startswith(VB):
            return iri not in self._known(als)
        return iri.startswith(DEF) and ox.NamedNode(iri) not in self.feiten

    def suggestie(self, iri: str, *, als: Rol) -> str | None:
        """Give the term that is most like an unknown one."""
        sound = PROJECT + iri[len(_OLD_PROJECT) :] if iri.startswith(_OLD_PROJECT) else iri
        if sound != iri and not self.onbekend(sound, als=als):
            return sound
        space = self._space(sound)
        known = {term[len(space) :]: term for term in self._known(als) if term.startswith(space)}
        found = process.extractOne(sound[len(space) :], sorted(known), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
        return known[found[0]] if found else None

    def _space(self, iri: str) -> str:
        """Give what a term shares with those it is looked for among: of a code its list, if there is such."""
        if iri.startswith(VB):
            return VB
        listed = iri.rpartition("/")[0] + "/"
        return listed if any(term.startswith(listed) for term in self.begrippen) else DEF

    def _known(self, als: Rol) -> frozenset[str]:
        if als == "klasse":
            return self.klassen
        if als == "eigenschap":
            return self.eigenschappen
        return self.begrippen | self.klassen | self.eigenschappen


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read the vocabulary room, once."""
    lines = frozenset(f"{triple} .\n" for triple in triples())
    facts: dict[ox.NamedNode, list[tuple[str, Term]]] = {}
    for subject, predicate, value in statements("".join(sorted(lines)).encode()):
        if isinstance(subject, ox.NamedNode):
            facts.setdefault(subject, []).append((predicate, value))
    types = {term.value: {v for p, v in about if p == RDF + "type"} for term, about in facts.items()}
    classes, concept = {ox.NamedNode(OWL + "Class"), ox.NamedNode(RDFS + "Class")}, ox.NamedNode(SKOS + "Concept")
    ours = {iri: kinds for iri, kinds in types.items() if iri.startswith((VB, DEF))}
    return Lexicon(
        regels=lines,
        feiten={term: tuple(about) for term, about in facts.items()},
        klassen=frozenset(iri for iri, kinds in ours.items() if kinds & classes),
        eigenschappen=frozenset(iri for iri, kinds in ours.items() if iri.startswith(VB) and not kinds & classes),
        begrippen=frozenset(iri for iri, kinds in ours.items() if concept in kinds),
        boven_klasse=_all_above(_links(facts, RDFS + "subClassOf")),
        boven_eigenschap=_all_above(_links(facts, RDFS + "subPropertyOf")),
        omgekeerd=_both_ways(_links(facts, OWL + "inverseOf")),
        domein=_links(facts, RDFS + "domain"),
        bereik=_links(facts, RDFS + "range"),
        naar_dingen=_of_type(types, "ObjectProperty"),
        naar_waarden=_of_type(types, "DatatypeProperty"),
        over_begrippen=frozenset(
            p
            for term, about in facts.items()
            if concept in types[term.value]
            for p, _ in about
            if p.startswith(VB)
        ),
    )


def _of_type(types: Mapping[str, set[Term]], name: str) -> frozenset[str]:
    return frozenset(iri for iri, kinds in types.items() if ox.NamedNode(OWL + name) in kinds)


def _links(facts: Mapping[ox.NamedNode, list[tuple[str, Term]]], predicate: str) -> _Links:
    return {
        term.value: frozenset(v for p, v in about if p == predicate and isinstance(v, ox.NamedNode))
        for term, about in facts.items()
        if any(p == predicate for p, _ in about)
    }


def _all_above(links: _Links) -> _Links:
    return {iri: _reached(links, iri) for iri in links}


def _reached(links: _Links, start: str) -> frozenset[ox.NamedNode]:
    seen: set[ox.NamedNode] = set()
    todo = [*links[start]]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += links.get(node.value, ())
    return frozenset(seen)


def _both_ways(links: _Links) -> _Links:
    found: dict[str, set[ox.NamedNode]] = {}
    for term, others in links.items():
        for other in others:
            found.setdefault(term, set()).add(other)
            found.setdefault(other.value, set()).add(ox.NamedNode(term))
    return {term: frozenset(others) for term, others in found.items()}


def _line(subject: ox.NamedNode, predicate: str, value: Term) -> str:
    return f"{subject} <{predicate}> {value} .\n"
