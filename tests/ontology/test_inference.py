"""What OWL 2 RL infers from the examples: nothing that contradicts itself, nothing of a nonsense type."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import owlrl
import pytest
from rdflib import FOAF, ORG, OWL, PROV, RDF, SKOS, TIME, Graph, Namespace, URIRef

from tests.ontology.graphs import DATA, EXAMPLES, lists, read, vocabulary
from verbanden.namespaces import ADMS, CPOV, DCAT, EARL, ELI, PROJECT, SCHEMA, TOOI_ID, TOOI_ONT, VB

V = Namespace(VB)
TOOI = Namespace(TOOI_ONT)
GM = Namespace(TOOI_ID + "gemeente/")
GOVERNMENT = {
    ORG.Organization,
    TOOI.Overheidsorganisatie,
    URIRef(CPOV + "PublicOrganisation"),
    URIRef(SCHEMA + "GovernmentOrganization"),
}
CHANGE = {ORG.ChangeEvent, PROV.Activity, TOOI.FormeleOrganisatiewijziging}
# What a thing of the first class may be besides; the first that fits a thing is its kind.
SANE = {
    V.Samenwerkingsverband: {ORG.OrganizationalCollaboration, ORG.Organization},
    V.Regeling: {PROV.Entity},
    V.AfgeleideDeelname: {V.Deelname, ORG.Membership},
    V.Deelname: {ORG.Membership},
    V.Verklaring: {V.Vermelding, PROV.Entity},
    V.Vermelding: {PROV.Entity},
    V.Bron: {PROV.Entity, URIRef(DCAT + "Resource")},
    V.Momentopname: {PROV.Entity},
    V.Standgraaf: {PROV.Entity},
    V.Toestand: set(),
    V.Naamgebruik: set(),
    V.Opvolgkandidaat: {PROV.Entity},
    V.Oordeel: {PROV.Entity, URIRef(EARL + "Assertion")},
    TOOI.Gemeente: GOVERNMENT,
    TOOI.Provincie: GOVERNMENT,
    TOOI.Samenwerkingsorganisatie: GOVERNMENT,
    TOOI.Samenvoeging: CHANGE,
    ORG.Organization: set(),
    URIRef(ADMS + "Identifier"): set(),
    URIRef(ELI + "LegalResource"): set(),
    TIME.ProperInterval: {TIME.TemporalEntity},
    TIME.Instant: {TIME.TemporalEntity},
    ORG.Role: {SKOS.Concept},
    SKOS.Concept: set(),
    SKOS.ConceptScheme: set(),
}


def close(data: Graph) -> tuple[Graph, list[str]]:
    """Give the closure of data with the vocabulary under OWL 2 RL, and the contradictions found."""
    graph = vocabulary() + data
    semantics = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
    semantics.closure()
    return graph, list(semantics.error_messages)


@cache
def closed(file: Path) -> tuple[Graph, list[str]]:
    return close(read(file))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_examples_contradict_nothing(file: Path) -> None:
    graph, contradictions = closed(file)
    assert contradictions == []
    assert list(graph.subjects(RDF.type, OWL.Nothing)) == []
    assert [(one, other) for one, other in graph.subject_objects(OWL.sameAs) if one != other] == []


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_examples_get_only_types_that_make_sense(file: Path) -> None:
    graph, _ = closed(file)
    for node in set(read(file).subjects()):
        types = set(graph.objects(node, RDF.type)) - {OWL.Thing}
        kind = next(one for one in SANE if one in types)
        assert types - {kind} <= SANE[kind], node


def test_code_lists_get_only_types_that_make_sense() -> None:
    graph, contradictions = close(lists())
    assert contradictions == []
    for node in set(lists().subjects(RDF.type)):
        types = set(graph.objects(node, RDF.type)) - {OWL.Thing}
        kind = next(one for one in SANE if one in types)
        assert types - {kind} <= SANE[kind], node


@pytest.mark.parametrize("file", sorted((DATA / "contradictions").glob("*.ttl")), ids=lambda file: file.stem)
def test_rejects_things_that_are_two_at_once(file: Path) -> None:
    _, contradictions = close(read(file))
    assert contradictions
    assert all("Disjoint classes" in one for one in contradictions)


def test_a_participation_makes_the_organisation_a_participant_both_ways() -> None:
    graph, _ = closed(next(file for file in EXAMPLES if file.stem == "samenwerkingsverband"))
    partnership = URIRef(PROJECT + "id/verband/voorbeeld-1")
    ever = {GM.gm0501, GM.gm0530, GM.gm0614, GM.gm1930, GM.gm1992}
    assert set(graph.objects(partnership, V.heeftDeelnemer)) == ever
    assert set(graph.subjects(V.neemtDeelAan, partnership)) == ever
    assert len(set(graph.objects(partnership, V.heeftDeelname))) == 5


def test_only_who_takes_part_now_is_a_member_by_org() -> None:
    graph, _ = closed(next(file for file in EXAMPLES if file.stem == "samenwerkingsverband"))
    partnership = URIRef(PROJECT + "id/verband/voorbeeld-1")
    assert set(graph.objects(partnership, ORG.hasMember)) == {GM.gm1992}
    assert set(graph.subjects(ORG.memberOf, partnership)) == {GM.gm1992}


def test_versions_and_successions_are_known_from_both_sides() -> None:
    graph, _ = closed(next(file for file in EXAMPLES if file.stem == "samenwerkingsverband"))
    first, second = (URIRef(PROJECT + f"id/regeling/voorbeeld-1{n}") for n in (1, 2))
    assert (first, V.volgendeVersie, second) in graph
    assert (second, PROV.wasRevisionOf, first) in graph
    assert (first, V.regeltVerband, URIRef(PROJECT + "id/verband/voorbeeld-1")) in graph
    assert set(graph.objects(GM.gm1992, V.volgtOp)) == {GM.gm0501, GM.gm0530, GM.gm0614}


def test_membership_of_a_person_makes_nobody_an_organisation() -> None:
    """The inverse and the chain hold for every org:Membership, also those that are not ours."""
    graph, contradictions = close(read(DATA / "person.ttl"))
    person, club, membership = (URIRef(f"https://example.org/{one}") for one in ("anna", "club", "lid"))
    assert contradictions == []
    assert set(graph.objects(person, RDF.type)) - {OWL.Thing} == {FOAF.Person}
    assert set(graph.objects(club, RDF.type)) - {OWL.Thing} == {ORG.Organization}
    assert set(graph.objects(membership, RDF.type)) - {OWL.Thing} == {ORG.Membership}
