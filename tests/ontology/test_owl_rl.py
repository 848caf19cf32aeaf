"""The vocabulary is OWL 2 RL and nothing more; the checker itself accepts and rejects by files on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, RDF, BNode

from tests.ontology.graphs import DATA, VOCABULARY, examples, lists, read, vocabulary
from tests.ontology.owl_rl import violations

GOOD = sorted((DATA / "owl_rl" / "good").glob("*.ttl"))
BAD = sorted((DATA / "owl_rl" / "bad").glob("*.ttl"))


def test_accepts_the_vocabulary_with_its_alignments() -> None:
    assert len(vocabulary()) > 800
    assert violations(vocabulary()) == []


def test_accepts_the_code_lists_and_examples_as_data_of_the_vocabulary() -> None:
    assert violations(vocabulary() + lists() + examples()) == []


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_accepts_what_the_grammar_allows(file: Path) -> None:
    assert violations(read(file)) == []


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_rejects_what_the_grammar_forbids(file: Path) -> None:
    expected = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    assert violations(read(file)) == [expected]


def test_has_files_for_both_verdicts_of_the_checker() -> None:
    assert len(GOOD) >= 3
    assert len(BAD) >= 30


def test_vocabulary_has_no_blank_nodes_but_the_one_chain() -> None:
    """Blank nodes would get other names in each release; the chain has labelled ones."""
    nodes = {node for triple in vocabulary() for node in triple if isinstance(node, BNode)}
    assert len(nodes) == 2
    assert len(list(vocabulary().triples((None, OWL.propertyChainAxiom, None)))) == 1
    assert "_:keten1" in VOCABULARY[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [OWL.FunctionalProperty, OWL.InverseFunctionalProperty], ids=["one", "inverse"])
def test_nothing_is_functional_so_that_nothing_becomes_the_same(kind: object) -> None:
    assert [node for node, sort in vocabulary().subject_objects(RDF.type) if sort == kind] == []
