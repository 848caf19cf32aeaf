"""Is an ontology in OWL 2 RL? By the grammar of https://www.w3.org/TR/owl2-profiles/#OWL_2_RL, over its triples.

Checked are the axioms (4.2.5 of that document), the class expressions by the side of an axiom on which they
stand (4.2.3), data ranges (4.2.4), and, as OWL 2 RL is a part of OWL 2 DL, declarations, kinds of terms and the
limits on property chains. `violations` names everything there is in one pass.
"""

from __future__ import annotations

from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from tests.ontology.owl_rl_chains import chain_violations
from tests.ontology.owl_rl_terms import (
    AXIOM_PREDICATES,
    CHARACTERISTICS,
    EXPRESSION_PREDICATES,
    RL_DATATYPES,
    TOP_AND_BOTTOM,
    TYPES,
    name,
)

SUB, SUPER, EQUIVALENT = "subclass", "superclass", "equivalent class"


def violations(graph: Graph) -> list[str]:
    """Give what is not OWL 2 RL in a graph, sorted; an ontology in the profile gives an empty list."""
    check = _Check(graph)
    check.vocabulary()
    check.kinds()
    check.class_axioms()
    check.domains_and_ranges()
    check.property_axioms()
    check.assertions()
    check.annotations()
    check.leftovers()
    return sorted(set(check.found + chain_violations(graph)))


class _Check:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.found: list[str] = []
        self.seen: set[Node] = set()
        self.classes = set(graph.subjects(RDF.type, OWL.Class))
        self.things = set(graph.subjects(RDF.type, OWL.ObjectProperty))
        self.values = set(graph.subjects(RDF.type, OWL.DatatypeProperty))
        self.notes = set(graph.subjects(RDF.type, OWL.AnnotationProperty))

    # --- What may occur at all -------------------------------------------------------------------

    def vocabulary(self) -> None:
        """Refuse every word of OWL, RDFS and RDF that the profile has no production for."""
        for subject, predicate, value in self.graph:
            if _reserved(predicate) and predicate not in AXIOM_PREDICATES | EXPRESSION_PREDICATES:
                self.found.append(f"{name(predicate)} is not in OWL 2 RL")
            if predicate == RDF.type and _reserved(value) and value not in TYPES:
                self.found.append(f"{name(value)} is not in OWL 2 RL")
            for node in (subject, predicate, value):
                if node in TOP_AND_BOTTOM:
                    self.found.append(f"{name(node)} is not in OWL 2 RL")

    def kinds(self) -> None:
        """Refuse a term that is two kinds of property, or a class and a datatype."""
        datatypes = set(self.graph.subjects(RDF.type, RDFS.Datatype))
        for one, other in (
            (self.things, self.values),
            (self.things, self.notes),
            (self.values, self.notes),
            (self.classes, datatypes),
        ):
            self.found += [f"{name(node)} is of two kinds" for node in one & other if isinstance(node, URIRef)]

    # --- Axioms ----------------------------------------------------------------------------------

    def class_axioms(self) -> None:
        """Check each side of each axiom on classes by the grammar of that side."""
        for one, other in self.graph.subject_objects(RDFS.subClassOf):
            self.expression(one, SUB)
            self.expression(other, SUPER)
        for one, other in self.graph.subject_objects(OWL.equivalentClass):
            self.expression(one, EQUIVALENT)
            self.expression(other, EQUIVALENT)
        for one, other in self.graph.subject_objects(OWL.disjointWith):
            self.expression(one, SUB)
            self.expression(other, SUB)
        for group in self.graph.subjects(RDF.type, OWL.AllDisjointClasses):
            self.seen.add(group)
            for member in self.members(group, OWL.members):
                self.expression(member, SUB)
        for one, keys in self.graph.subject_objects(OWL.hasKey):
            self.expression(one, SUB)
            for key in Collection(self.graph, keys):
                self.property(key)

    def domains_and_ranges(self) -> None:
        """Check domains and ranges: superclasses, or of a data property a data range."""
        for one, other in self.graph.subject_objects(RDFS.domain):
            if self.property(one) != OWL.AnnotationProperty:
                self.expression(other, SUPER)
        for one, other in self.graph.subject_objects(RDFS.range):
            kind = self.property(one)
            if kind == OWL.ObjectProperty:
                self.expression(other, SUPER)
            elif kind == OWL.DatatypeProperty:
                self.data_range(other)

    def property_axioms(self) -> None:
        """Check that properties meet properties of their own kind, and that only object properties chain."""
        for relation in (RDFS.subPropertyOf, OWL.equivalentProperty, OWL.propertyDisjointWith, OWL.inverseOf):
            for one, other in self.graph.subject_objects(relation):
                self.same_kind(one, other, relation)
        for head, chain in self.graph.subject_objects(OWL.propertyChainAxiom):
            for link in (head, *Collection(self.graph, chain)):
                self.things_only(link)
        for kind in CHARACTERISTICS:
            for one in self.graph.subjects(RDF.type, kind):
                if kind == OWL.FunctionalProperty:
                    self.property(one)
                else:
                    self.things_only(one)

    def assertions(self) -> None:
        """Check what is said of things: an expression as a type, and the kind of value that a property takes."""
        for _, kind in self.graph.subject_objects(RDF.type):
            if isinstance(kind, BNode):
                self.expression(kind, SUPER)
        for predicate, value in self.graph.predicate_objects():
            if predicate in self.things and isinstance(value, Literal):
                self.found.append(f"{name(predicate)} has a value where a thing must stand")
            if predicate in self.values and not isinstance(value, Literal):
                self.found.append(f"{name(predicate)} has a thing where a value must stand")

    def annotations(self) -> None:
        """Refuse a remark on a term, or on the ontology, by a property that is not declared."""
        known = self.things | self.values | self.notes
        terms = self.classes | known | set(self.graph.subjects(RDF.type, OWL.Ontology))
        for subject, predicate in self.graph.subject_predicates():
            if subject in terms and predicate not in known and not _reserved(predicate):
                self.found.append(f"{name(predicate)} is not declared as a property")

    def leftovers(self) -> None:
        """Refuse an expression that stands in no axiom: nothing above could look at it."""
        for predicate in EXPRESSION_PREDICATES - {RDF.first, RDF.rest, OWL.members}:
            for node in self.graph.subjects(predicate):
                if isinstance(node, BNode) and node not in self.seen:
                    self.found.append(f"{name(predicate)} stands outside every axiom")

    # --- Expressions -----------------------------------------------------------------------------

    def expression(self, node: Node, side: str, *, thing: bool = False) -> None:
        """Check a class expression by the side on which it stands; `thing` where owl:Thing may."""
        if node == OWL.Thing:
            if not thing:
                self.found.append(f"owl:Thing may not stand as {side}")
        elif isinstance(node, URIRef):
            if node not in self.classes and node != OWL.Nothing:
                self.found.append(f"{name(node)} is not declared as a class")
        elif isinstance(node, BNode):
            self.seen.add(node)
            if (node, OWL.onProperty, None) in self.graph:
                self.restriction(node, side)
            else:
                self.combination(node, side)
        else:
            self.found.append(f"{node} is no class expression")

    def combination(self, node: BNode, side: str) -> None:
        """Check an intersection (any side), a union or enumeration (subclass), a complement (superclass)."""
        for member in self.members(node, OWL.intersectionOf):
            self.expression(member, side)
        for relation in (OWL.unionOf, OWL.oneOf):
            if (node, relation, None) in self.graph and side != SUB:
                self.found.append(f"{name(relation)} may not stand as {side}")
        for member in self.members(node, OWL.unionOf):
            self.expression(member, SUB)
        for other in self.graph.objects(node, OWL.complementOf):
            if side != SUPER:
                self.found.append(f"owl:complementOf may not stand as {side}")
            self.expression(other, SUB)

    def restriction(self, node: BNode, side: str) -> None:
        """Check a restriction: some (subclass), all and at most 0 or 1 (superclass), a given value (any)."""
        kind = self.property(self.graph.value(node, OWL.onProperty))
        places = {OWL.someValuesFrom: SUB, OWL.allValuesFrom: SUPER}
        places |= {OWL.maxCardinality: SUPER, OWL.maxQualifiedCardinality: SUPER}
        for relation, place in places.items():
            for value in self.graph.objects(node, relation):
                if side != place:
                    self.found.append(f"{name(relation)} may not stand as {side}")
                if isinstance(value, Literal):
                    if value.toPython() not in (0, 1):
                        self.found.append(f"{name(relation)} may be 0 or 1 only")
                else:
                    self.filler(value, place, kind, thing=relation == OWL.someValuesFrom)
        for value in self.graph.objects(node, OWL.onClass):
            self.filler(value, SUB, kind, thing=True)
        for value in self.graph.objects(node, OWL.onDataRange):
            self.data_range(value)

    def filler(self, value: Node, side: str, kind: URIRef | None, *, thing: bool) -> None:
        """Check what a restriction speaks of: a data range or a class expression."""
        if kind == OWL.DatatypeProperty:
            self.data_range(value)
        else:
            self.expression(value, side, thing=thing)

    def data_range(self, node: Node) -> None:
        """Check a data range: a datatype of the profile, or an intersection of such."""
        if isinstance(node, BNode) and (node, OWL.intersectionOf, None) in self.graph:
            self.seen.add(node)
            for member in self.members(node, OWL.intersectionOf):
                self.data_range(member)
        elif node not in RL_DATATYPES:
            self.seen.add(node)
            self.found.append(f"{name(node)} is no data range of OWL 2 RL")

    # --- Properties ------------------------------------------------------------------------------

    def property(self, node: Node | None) -> URIRef | None:
        """Give the kind of a property; one that is not declared is a violation and has none."""
        inner = self.graph.value(node, OWL.inverseOf) if isinstance(node, BNode) else node
        if isinstance(node, BNode):
            self.seen.add(node)
        for kind, known in (
            (OWL.ObjectProperty, self.things),
            (OWL.DatatypeProperty, self.values),
            (OWL.AnnotationProperty, self.notes),
        ):
            if inner in known:
                return kind
        self.found.append(f"{name(inner)} is not declared as a property")
        return None

    def same_kind(self, one: Node, other: Node, relation: URIRef) -> None:
        """Refuse an axiom between properties of two kinds, and an inverse of anything but an object property."""
        kind, partner = (
            self.property(one) if not isinstance(one, BNode) else OWL.ObjectProperty,
            self.property(other),
        )
        if kind and partner and kind != partner:
            self.found.append(f"{name(relation)} joins two kinds: {name(one)} and {name(other)}")
        if relation == OWL.inverseOf:
            self.things_only(other)

    def things_only(self, node: Node) -> None:
        """Refuse a property that does not point at things where only such a one may stand."""
        if self.property(node) not in (OWL.ObjectProperty, None):
            self.found.append(f"{name(node)} must be an object property")

    def members(self, node: Node, relation: URIRef) -> list[Node]:
        """Give the members of the list that a node points at."""
        return [member for start in self.graph.objects(node, relation) for member in Collection(self.graph, start)]


def _reserved(node: Node) -> bool:
    return str(node).startswith((str(OWL), str(RDFS), str(RDF)))
