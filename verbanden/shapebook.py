"""What a shapes file says about itself: per shape its messages, weight, whose doing it is, path and targets.

Engines lose the languages of messages and rename paths, so reports take both from here, by `sh:sourceShape`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from verbanden.errors import ReleaseError
from verbanden.namespaces import PREFIXES, RDF, RDFS, SH, VBS

Ernst = Literal["fout", "waarschuwing", "info"]
Toerekening = Literal["bron", "ons"]
Term = ox.NamedNode | ox.BlankNode | ox.Literal
_Facts = dict[Term, dict[str, list[Term]]]

_ERNST: dict[str, Ernst] = {
    SH + "Violation": "fout",
    SH + "Warning": "waarschuwing",
    SH + "Info": "info",
}
ERNST_IRI: dict[Ernst, str] = {ernst: iri for iri, ernst in _ERNST.items()}
PLACE = re.compile(r"\{(waarde|over|([a-z]+):([A-Za-z]+))\}")
"""An open place in a message: the value, the thing it is about, or a property of that thing."""
_PATH_MARKS = {"inversePath": "^", "zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


@dataclass(frozen=True, slots=True)
class Pad:
    """A SHACL path: a predicate, or an operator of SHACL ("inversePath", …; "reeks" for a sequence) on parts."""

    soort: str
    predicaat: str = ""
    delen: tuple[Pad, ...] = ()

    def __str__(self) -> str:
        """Write it as a SPARQL property path, with the prefixes of the project."""
        if self.soort == "predicaat":
            return compact(self.predicaat)
        if self.soort == "inversePath":
            return f"^{self.delen[0]._grouped()}"
        if self.soort in _PATH_MARKS:
            return f"{self.delen[0]._grouped()}{_PATH_MARKS[self.soort]}"
        return ("/" if self.soort == "reeks" else "|").join(part._grouped() for part in self.delen)

    def _grouped(self) -> str:
        return f"({self})" if len(self.delen) > 1 else str(self)

    def triples(self, label: str) -> tuple[ox.NamedNode | ox.BlankNode, list[ox.Triple]]:
        """Write it as SHACL does: the node that stands for it and the triples about it, from a label up."""
        if self.soort == "predicaat":
            return ox.NamedNode(self.predicaat), []
        parts = [part.triples(f"{label}x{i}") for i, part in enumerate(self.delen)]
        triples = [triple for _, inner in parts for triple in inner]
        node = ox.BlankNode(label)
        if self.soort not in {"reeks", "alternativePath"}:
            return node, [*triples, ox.Triple(node, ox.NamedNode(SH + self.soort), parts[0][0])]
        cells = [ox.BlankNode(f"{label}c{i}") for i in range(len(parts))]
        ends: list[ox.NamedNode | ox.BlankNode] = [*cells[1:], ox.NamedNode(RDF + "nil")]
        for cell, (part, _), rest in zip(cells, parts, ends, strict=True):
            triples += [
                ox.Triple(cell, ox.NamedNode(RDF + "first"), part),
                ox.Triple(cell, ox.NamedNode(RDF + "rest"), rest),
            ]
        if self.soort == "reeks":
            return cells[0], triples
        return node, [*triples, ox.Triple(node, ox.NamedNode(SH + self.soort), cells[0])]


@dataclass(frozen=True, slots=True)
class Vorm:
    """A shape that can speak: its messages with their open places, its weight, whose doing, and its path."""

    iri: str
    nl: str
    en: str
    ernst: Ernst
    toerekening: Toerekening
    pad: Pad | None

    @property
    def gevraagd(self) -> frozenset[str]:
        """The properties that its messages show, as IRIs."""
        return places(self.nl) | places(self.en)

    @property
    def code(self) -> str:
        """The last part of the IRI: the stable code of its findings."""
        return self.iri.rpartition("#")[2].rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Vormen:
    """A shapes file: its text, its hash, its speaking shapes by IRI, and what it targets."""

    tekst: str
    sha256: str
    per_iri: dict[str, Vorm]
    doelen: dict[str, frozenset[Term]]

    @classmethod
    def lees(cls, turtle: str) -> Vormen:
        """Read a shapes file; raises ReleaseError when it is no Turtle or a message lacks a language."""
        facts: _Facts = {}
        try:
            for subject, predicate, value in statements(turtle.encode(), ox.RdfFormat.TURTLE):
                facts.setdefault(subject, {}).setdefault(predicate, []).append(value)
        except (SyntaxError, ValueError) as error:
            raise ReleaseError(
                f"De vormvoorschriften zijn geen leesbare Turtle: {error}",
                f"The shapes are not readable Turtle: {error}",
            ) from error
        speaking = [
            node.value for node in facts if isinstance(node, ox.NamedNode) and SH + "message" in facts[node]
        ]
        return cls(
            tekst=turtle,
            sha256=hashlib.sha256(turtle.encode()).hexdigest(),
            per_iri={iri: _read_shape(facts, iri) for iri in sorted(speaking)},
            doelen={
                name: frozenset(value for about in facts.values() for value in about.get(SH + name, ()))
                for name in _TARGETS
            },
        )

    def vorm(self, iri: str) -> Vorm:
        """Give the shape of a result; raises ReleaseError when it has no message of its own to report with."""
        try:
            return self.per_iri[iri]
        except KeyError:
            raise ReleaseError(
                f"Vormvoorschrift {iri} meldt iets, maar heeft geen eigen melding.",
                f"Shape {iri} reports something, but has no message of its own.",
            ) from None

    def raken(self, data: bytes) -> bool:
        """Tell whether any shape has something to say about this N-Triples: is there a target in it at all."""
        if self.doelen["targetNode"]:
            return True
        classes = self.doelen["targetClass"]
        predicates = {term.value for term in self.doelen["targetSubjectsOf"] | self.doelen["targetObjectsOf"]}
        types: set[Term] = set()
        supers: dict[Term, set[Term]] = {}
        for subject, predicate, value in statements(data):
            if predicate in predicates or (predicate == RDF + "type" and value in classes):
                return True
            if predicate == RDF + "type":
                types.add(value)
            elif predicate == RDFS + "subClassOf":
                supers.setdefault(subject, set()).add(value)
        return not classes.isdisjoint(_closure(types, supers))


def statements(
    data: bytes, syntax: ox.RdfFormat = ox.RdfFormat.N_TRIPLES
) -> Iterator[tuple[ox.NamedNode | ox.BlankNode, str, Term]]:
    """Read triples one by one: subject, IRI of the predicate, object; raises SyntaxError on anything else."""
    for quad in ox.parse(data, format=syntax):
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
            raise SyntaxError("a triple about a triple is not used here")
        yield subject, quad.predicate.value, value


def as_term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    """Give a term as one that is no triple; raises TypeError for a triple about a triple: none is used here."""
    if isinstance(term, ox.Triple):
        raise TypeError("a triple about a triple is not used here")
    return term


def compact(iri: str) -> str:
    """Write an IRI with a prefix of the project where there is one, in angle brackets otherwise."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri[len(namespace) :].isalnum():
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def places(message: str) -> frozenset[str]:
    """Give the properties that a message shows, as IRIs; raises ReleaseError on a prefix the project lacks."""
    found = PLACE.findall(message)
    for _, prefix, _ in found:
        if prefix and prefix not in PREFIXES:
            raise ReleaseError(
                f"Een melding noemt het onbekende voorvoegsel '{prefix}': {message}",
                f"A message uses the unknown prefix '{prefix}': {message}",
            )
    return frozenset(PREFIXES[prefix] + name for _, prefix, name in found if prefix)


def _closure(start: Set[Term], supers: dict[Term, set[Term]]) -> set[Term]:
    seen: set[Term] = set()
    todo = list(start)
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo.extend(supers.get(node, ()))
    return seen


def _read_shape(facts: _Facts, iri: str) -> Vorm:
    about = facts[ox.NamedNode(iri)]
    messages = {term.language: term.value for term in about[SH + "message"] if isinstance(term, ox.Literal)}
    if not {"nl", "en"} <= messages.keys():
        raise ReleaseError(
            f"Vormvoorschrift {iri} heeft geen melding in het Nederlands en het Engels.",
            f"Shape {iri} lacks a message in Dutch or English.",
        )
    severity = next((term.value for term in about.get(SH + "severity", ())), SH + "Violation")
    path = about.get(SH + "path")
    shape = Vorm(
        iri=iri,
        nl=messages["nl"],
        en=messages["en"],
        ernst=_ERNST.get(severity, "fout"),
        toerekening="ons" if ox.Literal("ons") in about.get(VBS + "toerekening", ()) else "bron",
        pad=_read_path(facts, path[0]) if path else None,
    )
    places(shape.nl + shape.en)  # what cannot be filled is told now, not at the first finding
    return shape


def _read_path(facts: _Facts, node: Term) -> Pad:
    if isinstance(node, ox.NamedNode):
        return Pad("predicaat", node.value)
    about = facts.get(node, {})
    if RDF + "first" in about:
        return Pad("reeks", delen=tuple(_read_path(facts, item) for item in _read_list(facts, node)))
    if SH + "alternativePath" in about:
        items = _read_list(facts, about[SH + "alternativePath"][0])
        return Pad("alternativePath", delen=tuple(_read_path(facts, item) for item in items))
    for kind in _PATH_MARKS:
        if SH + kind in about:
            return Pad(kind, delen=(_read_path(facts, about[SH + kind][0]),))
    raise ReleaseError("Een vormvoorschrift heeft een onleesbaar pad.", "A shape has an unreadable path.")


def _read_list(facts: _Facts, head: Term) -> Iterator[Term]:
    about = facts.get(head)
    while about is not None:
        yield about[RDF + "first"][0]
        about = facts.get(about[RDF + "rest"][0])
