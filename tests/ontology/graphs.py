"""The graphs of the room `ontology/`, read once, for the tests beside this file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

ROOM = Path(__file__).parents[2] / "ontology"
DATA = Path(__file__).parent / "data"
VOCABULARY = (ROOM / "verbanden.ttl", ROOM / "koppelingen.ttl")
LISTS = tuple(sorted((ROOM / "begrippen").glob("*.ttl")))
EXAMPLES = tuple(sorted((ROOM / "voorbeelden").glob("*.t*")))


def read(*files: Path) -> Graph:
    """Read Turtle and TriG files into one graph; of TriG, the named graphs are joined with the default one."""
    graph = Graph()
    for file in files:
        triples = [quad.triple for quad in ox.parse(path=file)]
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        assert text is not None
        graph.parse(data=text.decode(), format="nt")
    return graph


@cache
def vocabulary() -> Graph:
    """Give our terms with the alignments; not to be changed."""
    return read(*VOCABULARY)


@cache
def lists() -> Graph:
    """Give all code lists; not to be changed."""
    return read(*LISTS)


@cache
def examples() -> Graph:
    """Give all examples; not to be changed."""
    return read(*EXAMPLES)


def iris(graph: Iterable[tuple[Node, Node, Node]]) -> set[str]:
    """Give every IRI that a graph uses in any place."""
    return {str(node) for triple in graph for node in triple if isinstance(node, URIRef)}


def of_type(graph: Graph, kind: URIRef) -> list[URIRef]:
    """Give the IRIs that a graph says are of a class, in order."""
    return sorted(node for node in graph.subjects(RDF.type, kind) if isinstance(node, URIRef))


def cycle(graph: Graph, relation: URIRef) -> list[str]:
    """Give the nodes that reach themselves over a relation."""
    return sorted(str(node) for node in set(graph.subjects(relation)) if _reaches(graph, node, relation))


def _reaches(graph: Graph, node: Node, relation: URIRef) -> bool:
    seen: set[Node] = set()
    ahead = list(graph.objects(node, relation))
    while ahead:
        one = ahead.pop()
        if one == node:
            return True
        if one not in seen:
            seen.add(one)
            ahead.extend(graph.objects(one, relation))
    return False
