"""The limits that OWL 2 DL, and so OWL 2 RL, sets to property chains and transitive properties.

https://www.w3.org/TR/owl2-syntax/#Global_Restrictions_on_Axioms_in_OWL_2_DL
"""

from __future__ import annotations

from rdflib import OWL, RDF, RDFS, Graph
from rdflib.collection import Collection
from rdflib.term import Node

from tests.ontology.owl_rl_terms import name

_SIMPLE_ONLY = (
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.AsymmetricProperty,
)


def chain_violations(graph: Graph) -> list[str]:
    """Give the misuse of properties that a chain or transitivity makes composite, and chains in a circle."""
    found = []
    for node in composite(graph):
        for kind in _SIMPLE_ONLY:
            if (node, RDF.type, kind) in graph:
                found.append(f"{name(node)} is composite and may not be an {name(kind)}")
        if (node, OWL.propertyDisjointWith, None) in graph or (None, OWL.propertyDisjointWith, node) in graph:
            found.append(f"{name(node)} is composite and may not be disjoint")
        for restriction in graph.subjects(OWL.onProperty, node):
            if any(
                (restriction, limit, None) in graph for limit in (OWL.maxCardinality, OWL.maxQualifiedCardinality)
            ):
                found.append(f"{name(node)} is composite and may not be counted")
    return found + _circles(graph)


def composite(graph: Graph) -> set[Node]:
    """Give the properties with a chain or transitivity, with those above them and their inverses."""
    nodes = set(graph.subjects(OWL.propertyChainAxiom)) | set(graph.subjects(RDF.type, OWL.TransitiveProperty))
    ahead = list(nodes)
    while ahead:
        node = ahead.pop()
        above = set(graph.objects(node, RDFS.subPropertyOf))
        above |= set(graph.objects(node, OWL.inverseOf)) | set(graph.subjects(OWL.inverseOf, node))
        ahead += above - nodes
        nodes |= above
    return nodes


def _circles(graph: Graph) -> list[str]:
    """Refuse a chain one of whose links depends on its own head, but for the head as its first or last link."""
    found = []
    for head, start in graph.subject_objects(OWL.propertyChainAxiom):
        links = list(Collection(graph, start))
        if links[0] == head:
            links = links[1:]
        elif links[-1] == head:
            links = links[:-1]
        if len(links) == 0 or any(head in _below(graph, link) for link in links):
            found.append(f"{name(head)} has a chain that depends on itself")
    return found


def _below(graph: Graph, node: Node) -> set[Node]:
    """Give what a property depends on: itself, its subproperties, its inverses, and the links of their chains."""
    seen: set[Node] = set()
    ahead = [node]
    while ahead:
        one = ahead.pop()
        if one in seen:
            continue
        seen.add(one)
        ahead += graph.subjects(RDFS.subPropertyOf, one)
        ahead += graph.objects(one, OWL.inverseOf)
        ahead += graph.subjects(OWL.inverseOf, one)
        for start in graph.objects(one, OWL.propertyChainAxiom):
            ahead += Collection(graph, start)
    return seen
