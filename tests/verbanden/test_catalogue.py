"""The catalogue record: readable, complete, and as DCAT-AP-NL asks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyshacl
import pytest
import rdflib

from verbanden.catalogue import media_type, record
from verbanden.namespaces import CC0, DCAT, DCT, PROJECT, SPDX, VOID

FILES = {
    "verbanden.nq.gz": {"bytes": 3_000_000, "sha256": "ab" * 32},
    "release.csv.gz": {"bytes": 10, "sha256": "cd" * 32},
}


@pytest.fixture
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=record(PROJECT, date(2026, 5, 16), FILES, 177_000), format="turtle")


def test_reports_every_file_with_size_hash_and_licence(graph: rdflib.Graph) -> None:
    found = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(DCAT + "Distribution")))
    assert len(found) == len(FILES)
    for node in found:
        assert graph.value(node, rdflib.URIRef(DCT + "license")) == rdflib.URIRef(CC0)
        assert int(str(graph.value(node, rdflib.URIRef(DCAT + "byteSize")))) in {3_000_000, 10}
        checksum = graph.value(node, rdflib.URIRef(SPDX + "checksum"))
        assert str(graph.value(checksum, rdflib.URIRef(SPDX + "checksumValue"))) in {"ab" * 32, "cd" * 32}


def test_reports_date_and_number_of_triples(graph: rdflib.Graph) -> None:
    (dataset,) = graph.subjects(rdflib.RDF.type, rdflib.URIRef(DCAT + "Dataset"))
    assert str(graph.value(dataset, rdflib.URIRef(DCT + "issued"))) == "2026-05-16"
    assert int(str(graph.value(dataset, rdflib.URIRef(VOID + "triples")))) == 177_000


def test_gives_the_same_bytes_for_the_same_release() -> None:
    first, second = (record(PROJECT, date(2026, 5, 16), FILES, 1) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", FILES)
def test_other_content_of_one_date_is_another_dataset_with_other_distributions(name: str) -> None:
    changed = {**FILES, name: {"bytes": 10, "sha256": "ef" * 32}}
    datasets, distributions = [], []
    for files in (FILES, changed):
        made = rdflib.Graph().parse(data=record(PROJECT, date(2026, 5, 16), files, 1), format="turtle")
        (dataset,) = made.subjects(rdflib.RDF.type, rdflib.URIRef(DCAT + "Dataset"))
        assert str(made.value(dataset, rdflib.URIRef(DCT + "identifier"))) == str(dataset)
        assert str(dataset).startswith(f"{PROJECT}dataset/2026-05-16-")
        datasets.append(dataset)
        distributions.append(set(made.objects(dataset, rdflib.URIRef(DCAT + "distribution"))))
    assert datasets[0] != datasets[1]
    assert not distributions[0] & distributions[1]


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("a.nq.gz", "application/n-quads"),
        ("a.csv.gz", "text/csv"),
        ("a.json", "application/json"),
        ("a", "application/octet-stream"),
    ],
)
def test_knows_the_media_type_of_a_file(name: str, media: str) -> None:
    assert media_type(name) == media


@pytest.mark.shared
def test_conforms_to_dcat_ap_nl(graph: rdflib.Graph, shared: Path) -> None:
    shapes = rdflib.Graph().parse(shared / "conformance" / "dcat-ap-nl" / "dcat-ap-nl-SHACL.ttl")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    assert conforms, report


@pytest.mark.shared
def test_dcat_ap_nl_misses_what_we_leave_out(graph: rdflib.Graph, shared: Path) -> None:
    graph.remove((None, rdflib.URIRef(DCAT + "theme"), None))
    shapes = rdflib.Graph().parse(shared / "conformance" / "dcat-ap-nl" / "dcat-ap-nl-SHACL.ttl")
    assert not pyshacl.validate(graph, shacl_graph=shapes, inference="none")[0]
