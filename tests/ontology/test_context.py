"""The JSON-LD context: what is written with it reads back as the same graph, in two readers."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, Graph
from rdflib.compare import isomorphic

from tests.ontology.graphs import DATA, EXAMPLES, ROOM, of_type, read, vocabulary
from verbanden.namespaces import VB

CONTEXT = json.loads((ROOM / "context.jsonld").read_text(encoding="utf-8"))["@context"]
# rdflib's own reader of JSON-LD uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def write(graph: Graph) -> str:
    return graph.serialize(format="json-ld", context=CONTEXT)


def read_by_oxigraph(text: str) -> Graph:
    triples = [quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD)]
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert lines is not None
    return Graph().parse(data=lines.decode(), format="nt")


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_examples_written_with_the_context_read_back_the_same(file: Path) -> None:
    graph = read(file)
    text = write(graph)
    assert isomorphic(Graph().parse(data=text, format="json-ld"), graph)
    assert isomorphic(read_by_oxigraph(text), graph)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_every_key_and_type_of_an_example_is_a_short_one(file: Path) -> None:
    for node in json.loads(write(read(file)))["@graph"]:
        types = [node["type"]] if isinstance(node["type"], str) else node["type"]
        assert [key for key in [*node, *types] if ":" in key and key != "tooiont:Samenvoeging"] == []


def test_a_document_by_hand_gives_the_triples_it_means() -> None:
    """Numbers, booleans, dates and language maps as a person or a REST answer writes them."""
    document = json.loads((DATA / "verband.json").read_text(encoding="utf-8"))
    text = json.dumps({"@context": CONTEXT, **document})
    expected = read(DATA / "verband.ttl")
    assert isomorphic(Graph().parse(data=text, format="json-ld"), expected)
    assert isomorphic(read_by_oxigraph(text), expected)


def test_every_term_has_its_local_name_as_key() -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in of_type(vocabulary(), kind):
            if str(term).startswith(VB):
                local = str(term).removeprefix(VB)
                entry = CONTEXT[local]
                assert (entry if isinstance(entry, str) else entry["@id"]) == f"vb:{local}"


def test_every_property_that_points_at_things_has_iris_as_values() -> None:
    for term in of_type(vocabulary(), OWL.ObjectProperty):
        if str(term).startswith(VB):
            assert CONTEXT[str(term).removeprefix(VB)]["@type"] == "@id"


def test_the_context_names_no_term_that_the_vocabulary_lacks() -> None:
    known = {str(term) for term in vocabulary().subjects(RDF.type)}
    for entry in CONTEXT.values():
        target = entry if isinstance(entry, str) else entry.get("@id", "") if isinstance(entry, dict) else ""
        if target.startswith("vb:"):
            assert VB + target.removeprefix("vb:") in known


def test_the_context_needs_no_other_document() -> None:
    assert "@import" not in CONTEXT
    assert not any(isinstance(entry, dict) and "@context" in entry for entry in CONTEXT.values())
