"""Every term is named, defined, used and tied to the vocabulary; nothing runs in a circle."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Literal, URIRef

from tests.ontology.graphs import (
    DATA,
    EXAMPLES,
    ROOM,
    cycle,
    examples,
    iris,
    lists,
    of_type,
    read,
    vocabulary,
)
from verbanden.namespaces import CC0, DEF, VB

ONTOLOGY = URIRef(VB.removesuffix("#"))
EVERYTHING = vocabulary() + lists() + examples()
TERMS = sorted(
    node for node in set(vocabulary().subjects()) if isinstance(node, URIRef) and str(node).startswith(VB)
)
CLASSES = {
    "AfgeleideDeelname",
    "Bron",
    "Deelname",
    "Momentopname",
    "Naamgebruik",
    "Oordeel",
    "Opvolgkandidaat",
    "Regeling",
    "Samenwerkingsverband",
    "Standgraaf",
    "Toestand",
    "Verklaring",
    "Vermelding",
}
PROPERTIES = set((DATA / "properties.txt").read_text(encoding="utf-8").split())


def languages(node: URIRef, relation: URIRef) -> list[str]:
    return sorted(str(one.language) for one in vocabulary().objects(node, relation) if isinstance(one, Literal))


def test_has_exactly_the_terms_that_were_agreed() -> None:
    assert {str(term).removeprefix(VB) for term in TERMS} == CLASSES | PROPERTIES


def test_classes_are_classes_and_properties_are_properties() -> None:
    classes = {str(node).removeprefix(VB) for node in of_type(vocabulary(), OWL.Class) if str(node).startswith(VB)}
    assert classes == CLASSES


@pytest.mark.parametrize("term", TERMS, ids=lambda term: str(term).removeprefix(VB))
def test_every_term_is_named_and_defined_in_dutch_and_english(term: URIRef) -> None:
    assert languages(term, RDFS.label) == ["en", "nl"]
    assert languages(term, SKOS.definition) == ["en", "nl"]
    labels = {str(label).lower() for label in vocabulary().objects(term, RDFS.label)}
    for definition in vocabulary().objects(term, SKOS.definition):
        assert str(definition).endswith(".")
        assert str(definition).rstrip(".").lower() not in labels
    assert vocabulary().value(term, RDFS.isDefinedBy) == ONTOLOGY


def test_no_two_terms_have_one_definition() -> None:
    definitions = [str(text) for text in vocabulary().objects(None, SKOS.definition)]
    assert len(definitions) == len(set(definitions))


def test_the_ontology_says_what_it_is() -> None:
    found = dict(vocabulary().predicate_objects(ONTOLOGY))
    assert found[OWL.versionInfo] == Literal("0.1.0")
    assert found[OWL.versionIRI] == ONTOLOGY + "/0.1.0"
    assert found[DCTERMS.license] == URIRef(CC0)
    assert languages(ONTOLOGY, DCTERMS.title) == ["en", "nl"]
    assert languages(ONTOLOGY, DCTERMS.description) == ["en", "nl"]


@pytest.mark.parametrize("relation", [OWL.imports, OWL.sameAs], ids=["imports", "sameAs"])
def test_the_room_imports_nothing_and_makes_nothing_the_same(relation: URIRef) -> None:
    assert list(EVERYTHING.triples((None, relation, None))) == []
    for file in sorted(ROOM.rglob("*.*")):
        if file.suffix in {".ttl", ".trig", ".jsonld"}:
            text = "\n".join(line for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
            assert f"owl:{str(relation).rsplit('#')[-1]}" not in text


@pytest.mark.parametrize("relation", [RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader])
def test_no_term_is_above_itself(relation: URIRef) -> None:
    assert (None, relation, None) in EVERYTHING
    assert cycle(EVERYTHING, relation) == []


def test_reports_a_term_that_is_above_itself() -> None:
    assert [one.rsplit("/")[-1] for one in cycle(read(DATA / "cycle.ttl"), RDFS.subClassOf)] == ["A", "B"]


def test_every_term_is_used_by_an_example_or_a_code_list() -> None:
    used = iris(examples()) | iris(lists())
    assert [str(term) for term in TERMS if str(term) not in used] == []


def test_every_iri_of_our_vocabulary_is_defined() -> None:
    defined = {str(node) for node in (vocabulary() + lists()).subjects() if not isinstance(node, BNode)}
    versions = {str(one) for one in vocabulary().objects(None, OWL.versionIRI)}
    used = {one for one in iris(EVERYTHING) if one.startswith((VB, DEF))}
    assert used - defined - versions == set()


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_every_thing_that_an_example_says_something_of_has_a_type(file: Path) -> None:
    graph = read(file)
    assert {str(node) for node in set(graph.subjects()) - set(graph.subjects(RDF.type))} == set()


def test_every_law_that_is_a_source_has_a_title() -> None:
    for source in set((vocabulary() + lists()).objects(None, DCTERMS.source)):
        assert (source, DCTERMS.title, None) in vocabulary() + lists(), source
