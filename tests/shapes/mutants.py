"""Shapes with one thing taken away, loosened or changed: what a test of the shapes must notice.

A mutant is a change of the triples of a shapes file. It belongs to the speaking shapes that the changed part is a
part of; the rest of the file is left out when it is tried, so that a trial takes a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from tests.shapes.cases import CONSTRAINTS
from verbanden.namespaces import RDF, SH, VBS, XSD

Node = ox.NamedNode | ox.BlankNode
Value = Node | ox.Literal
FIRST, REST, NIL = RDF + "first", RDF + "rest", ox.NamedNode(RDF + "nil")
TARGETS = {SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")}
# By how much a bound is moved: outwards, which lets more through; and inwards, so that data stands at the bound.
BOUNDS = {SH + name: (-1, 1) for name in ("minCount", "minLength", "qualifiedMinCount", "minInclusive")}
BOUNDS |= {SH + name: (1, -1) for name in ("maxCount", "maxLength", "qualifiedMaxCount", "maxInclusive")}
SWAPS = {
    SH + "lessThan": SH + "lessThanOrEquals",
    SH + "lessThanOrEquals": SH + "lessThan",
    SH + "xone": SH + "or",
    SH + "or": SH + "and",
    SH + "and": SH + "or",
}
SEVERITIES = {"Violation": "Warning", "Warning": "Info", "Info": "Violation"}
KINDS = {"IRI": "IRIOrLiteral", "Literal": "IRIOrLiteral", "BlankNode": "BlankNodeOrIRI"}
BLAMES = {"bron": "ons", "ons": "bron"}
ELSEWHERE = ox.NamedNode(VBS + "iets-anders")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: its name, the speaking shapes it is a part of, the triples that go and that come."""

    naam: str
    shapes: frozenset[str]
    weg: frozenset[ox.Triple]
    erbij: tuple[ox.Triple, ...] = ()

    def apply(self, triples: Iterable[ox.Triple]) -> tuple[ox.Triple, ...]:
        return (*(triple for triple in triples if triple not in self.weg), *self.erbij)


class Shapesfile:
    """The triples of a shapes file as a graph: what refers to what, and which shapes can speak."""

    def __init__(
        self, triples: Iterable[ox.Triple], speaking: Iterable[str], refused: Mapping[str, Iterable[Value]]
    ) -> None:
        """Take the triples, the shapes that can speak, and values that each of them refuses in its bad data."""
        self.triples = tuple(triples)
        self.speaking = frozenset(speaking)
        self._refused = refused
        self._about: dict[object, list[ox.Triple]] = {}
        self._referring: dict[object, set[Node]] = {}
        for triple in self.triples:
            self._about.setdefault(triple.subject, []).append(triple)
            if not isinstance(triple.object, ox.Literal):
                self._referring.setdefault(triple.object, set()).add(_node(triple))

    def part_of(self, node: Node) -> frozenset[str]:
        """The speaking shapes that a node is a part of."""
        seen: set[Node] = set()
        todo = [node]
        while todo:
            here = todo.pop()
            if here not in seen:
                seen.add(here)
                if not self._speaks(here):
                    todo.extend(self._referring.get(here, ()))
        return frozenset(here.value for here in seen if self._speaks(here))

    def excerpt(self, shapes: Iterable[str]) -> tuple[ox.Triple, ...]:
        """All that says something of these shapes: their own parts, and who targets for them."""
        wanted = {ox.NamedNode(iri) for iri in shapes}
        holders = {node for shape in wanted for node in self._referring.get(shape, ()) if not self._speaks(node)}
        seen: set[object] = set()
        todo: list[object] = [*wanted, *holders]
        kept: list[ox.Triple] = []
        while todo:
            here = todo.pop()
            if here in seen:
                continue
            seen.add(here)
            for triple in self._about.get(here, ()):
                if triple.object in wanted or not self._speaks(triple.object):
                    kept.append(triple)
                    todo.append(triple.object)
        return tuple(kept)

    def mutants(self) -> Iterator[Mutant]:
        """Give every mutant of the file, in the order of its triples."""
        for triple in self.triples:
            owners = self._owners(triple)
            if owners:
                yield from self._of_triple(triple, owners)
        for triple in self.triples:
            owners = self.part_of(_node(triple))
            if triple.predicate.value == REST and owners:
                yield self._without_member(triple, owners)

    def _owners(self, triple: ox.Triple) -> frozenset[str]:
        """Whose change it is: of a holder of shapes and of targets, all the shapes that it holds."""
        subject = triple.subject
        if not isinstance(subject, ox.NamedNode) or self._speaks(subject):
            return self.part_of(_node(triple))
        if self._speaks(triple.object):
            return self.part_of(triple.object)  # type: ignore[arg-type]  # what speaks has an IRI
        held = [one.object for one in self._about[subject] if self._speaks(one.object)]
        if held:
            return frozenset(node.value for node in held if isinstance(node, ox.NamedNode))
        return self.part_of(subject)

    def _of_triple(self, triple: ox.Triple, owners: frozenset[str]) -> Iterator[Mutant]:
        name, value = triple.predicate.value, triple.object
        said = name.rpartition("#")[2]
        if name in CONSTRAINTS or name in TARGETS or name == SH + "message":
            yield self._mutant(triple, owners, f"without {said} {_short(value)}")
        if name in BOUNDS:
            assert isinstance(value, ox.Literal)
            for step in BOUNDS[name]:
                moved = ox.Literal(str(int(value.value) + step), datatype=ox.NamedNode(XSD + "integer"))
                yield self._mutant(triple, owners, f"{said} {_short(value)} moved to {moved.value}", moved)
        if name in SWAPS and not self._alone(value):
            swapped = ox.Triple(triple.subject, ox.NamedNode(SWAPS[name]), value)
            yield Mutant(
                f"{said} for {swapped.predicate.value.rpartition('#')[2]}", owners, frozenset({triple}), (swapped,)
            )
        if name in {SH + "in", SH + "languageIn"}:
            for extra in sorted(self._extra(triple, owners), key=str):
                cell = ox.BlankNode("ruimer")
                longer = (
                    ox.Triple(triple.subject, triple.predicate, cell),
                    ox.Triple(cell, ox.NamedNode(FIRST), extra),
                    ox.Triple(cell, ox.NamedNode(REST), value),
                )
                yield Mutant(f"{said} with {_short(extra)} too", owners, frozenset({triple}), longer)
        changed = _changed(name, value)
        if changed is not None:
            yield self._mutant(triple, owners, f"{said} {_short(value)} for {_short(changed)}", changed)

    def _extra(self, triple: ox.Triple, owners: frozenset[str]) -> set[Value]:
        """What a list of allowed values could let through besides: what it refuses, or another language."""
        if triple.predicate.value == SH + "in":
            return {value for owner in owners for value in self._refused.get(owner, ())}
        members = {one.object for one in self._about[triple.object] if one.predicate.value == FIRST}
        languages: set[Value] = {ox.Literal("nl"), ox.Literal("en")}
        return languages - members

    def _mutant(self, triple: ox.Triple, owners: frozenset[str], naam: str, value: Value | None = None) -> Mutant:
        new = () if value is None else (ox.Triple(triple.subject, triple.predicate, value),)
        return Mutant(naam, owners, frozenset({triple}), new)

    def _without_member(self, rest: ox.Triple, owners: frozenset[str]) -> Mutant:
        """Take a member out of a list: what pointed at its cell points at the next one."""
        cell = rest.subject
        member = next(one for one in self._about[cell] if one.predicate.value == FIRST)
        pointing = [one for one in self.triples if one.object == cell]
        return Mutant(
            f"without list member {self._called(member.object)}",
            owners,
            frozenset({rest, member, *pointing}),
            tuple(ox.Triple(one.subject, one.predicate, rest.object) for one in pointing),
        )

    def _alone(self, value: object) -> bool:
        """Tell whether it is a list of one: and, or and xone mean the same of that."""
        return ox.Triple(value, ox.NamedNode(REST), NIL) in self._about.get(value, ())  # type: ignore[arg-type]

    def _called(self, node: object) -> str:
        """Name a part of a shape: what has no name, by what it says."""
        if not isinstance(node, ox.BlankNode):
            return _short(node)
        return " ".join(
            f"{one.predicate.value.rpartition('#')[2]} {self._called(one.object)}" for one in self._about[node]
        )

    def _speaks(self, node: object) -> bool:
        return isinstance(node, ox.NamedNode) and node.value in self.speaking


def _changed(name: str, value: object) -> Value | None:
    """Give another value where there is one that means something else."""
    local = value.value.rpartition("#")[2] if isinstance(value, ox.NamedNode | ox.Literal) else ""
    changes: dict[str, Value] = {
        SH + "pattern": ox.Literal(".*"),
        SH + "hasValue": ELSEWHERE,
        SH + "uniqueLang": ox.Literal(False),
        SH + "severity": ox.NamedNode(SH + SEVERITIES.get(local, "")),
        SH + "nodeKind": ox.NamedNode(SH + KINDS.get(local, "")),
        VBS + "toerekening": ox.Literal(BLAMES.get(local, "")),
    }
    return changes.get(name)


def _node(triple: ox.Triple) -> Node:
    """The subject of a triple; none is a triple itself here."""
    assert not isinstance(triple.subject, ox.Triple)
    return triple.subject


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."
