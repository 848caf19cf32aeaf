"""The REST answers are linked data too: with their context they say what the graph says."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from rdflib import Graph
from starlette.testclient import TestClient

from verbanden.namespaces import ORG, SKOS, VB
from verbanden.store import EmbeddedStore

ACCEPT = {"Accept": "application/ld+json"}
PATHS = [
    "/v1/samenwerkingsverbanden?alle=true",
    "/v1/samenwerkingsverbanden/roo-10",
    "/v1/samenwerkingsverbanden/roo-30/geschiedenis",
    "/v1/samenwerkingsverbanden/roo-10/oordelen",
    "/v1/samenwerkingsverbanden/roo-20/oordelen",
    "/v1/samenwerkingsverbanden/roo-10/oordelen/geschiedenis",
    "/v1/oordelen?criteriaset=kern",
    "/v1/oordelen?criteriaset=kern&criterium=a",
    "/v1/criteriasets",
    "/v1/criteriasets/regioatlas",
    "/v1/organisaties?alle=true",
    "/v1/organisaties/gm0002",
    "/v1/organisaties/gm0001",
    "/v1/organisaties/_zoek?codes=gm0001&codes=Utrecht",
]


def triples(client: TestClient, path: str) -> set[ox.Triple]:
    """Read an answer as RDF, with its context in the place of the reference to it."""
    response = client.get(path, headers=ACCEPT)
    assert response.headers["content-type"] == "application/ld+json"
    body = response.json()
    context = client.get(body["@context"])
    assert context.headers["content-type"] == "application/ld+json"
    body["@context"] = context.json()["@context"]
    return {quad.triple for quad in ox.parse(json.dumps(body), format=ox.RdfFormat.JSON_LD)}


@pytest.mark.parametrize("path", PATHS)
def test_is_the_json_with_a_context(client: TestClient, path: str) -> None:
    plain = client.get(path).json()
    linked = client.get(path, headers=ACCEPT).json()
    del linked["@context"]
    assert linked == plain


@pytest.mark.parametrize("path", PATHS)
def test_says_nothing_of_our_vocabulary_that_the_graph_does_not(
    client: TestClient, store: EmbeddedStore, path: str
) -> None:
    found = triples(client, path)
    ours = [t for t in found if t.predicate.value.startswith((VB, ORG))]
    assert ours
    # The graph of this test is not closed under inference: the inverse of org:organization is not all there.
    inverse = VB + "heeftDeelname"
    for triple in ours:
        if triple.predicate.value == inverse:
            triple = ox.Triple(triple.object, ox.NamedNode(ORG + "organization"), triple.subject)  # noqa: PLW2901
        assert ox.Quad(triple.subject, triple.predicate, triple.object) in store.inner, triple


def test_names_things_by_their_own_addresses(client: TestClient) -> None:
    found = triples(client, "/v1/organisaties/gm0002")
    gm = ox.NamedNode("https://identifier.overheid.nl/tooi/id/gemeente/gm0002")
    members = {t.subject for t in found if t.predicate.value == ORG + "member" and t.object == gm}
    assert len(members) == 2
    assert any(t.subject == gm and t.predicate.value == SKOS + "notation" for t in found)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("path", PATHS)
def test_another_library_reads_the_same(client: TestClient, path: str) -> None:
    body = client.get(path, headers=ACCEPT).json()
    body["@context"] = client.get(body["@context"]).json()["@context"]
    graph = Graph().parse(data=json.dumps(body), format="json-ld")
    assert len(graph) == len(triples(client, path))
