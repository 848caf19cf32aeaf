"""Validation: one report whatever the engine or the order of the data; no network; words for a reader."""

from __future__ import annotations

import json
import random
import re
import socket
from importlib import metadata
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from verbanden.errors import ReleaseError, SourceError
from verbanden.shapebook import Vormen
from verbanden.text import printable
from verbanden.validation import Engine, load_shapes, validate

ENGINES: tuple[Engine, ...] = ("snel", "referentie")
CASES = Path(__file__).parent.parent / "shapes" / "gegevens"
PREFIXES = """
@prefix ex: <https://example.org/id/> .
@prefix vb: <https://w3id.org/verbanden/def#> .
@prefix vbs: <https://w3id.org/verbanden/shapes#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CODES = """
ex:vorm a sh:NodeShape ; sh:targetSubjectsOf ex:code ; sh:property vbs:code .
vbs:code sh:path ex:code ; sh:pattern "^[0-9]+$" ; sh:severity sh:Warning ; vbs:toerekening "bron" ;
    sh:message "{over}: '{waarde}' is geen code van {org:linkedTo}."@nl ,
        "{over}: '{waarde}' is no code of {org:linkedTo}."@en .
"""


def shapes(text: str) -> str:
    return PREFIXES + text


def data(text: str) -> bytes:
    triples = [quad.triple for quad in ox.parse((PREFIXES + text).encode(), format=ox.RdfFormat.TURTLE)]
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def one_shape(path: str, constraint: str = "sh:minCount 1", target: str = "sh:targetNode ex:ding") -> str:
    return shapes(
        f'vbs:een a sh:PropertyShape ; {target} ; sh:path {path} ; {constraint} ; sh:message "n"@nl , "e"@en .'
    )


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError(f"somebody goes outside: {args}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="module")
def everything() -> bytes:
    """All broken data of all shapes at once, in which much is wrong together."""
    parts = [CASES / "achtergrond.ttl", *sorted(CASES.glob("*-fout*.ttl"))]
    triples = {quad.triple for part in parts for quad in ox.parse(part.read_bytes(), format=ox.RdfFormat.TURTLE)}
    return ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.N_TRIPLES) or b""


def test_engines_agree_on_everything_wrong_at_once(everything: bytes) -> None:
    fast, reference = (validate(everything, load_shapes("gegevens"), engine=engine) for engine in ENGINES)
    assert len(fast.groepen()) > 50
    assert fast.resultaten == reference.resultaten
    assert fast.bevindingen() == reference.bevindingen()


@given(st.text('0123456789I \n\r\t\u0663é\\"', max_size=24))
@settings(max_examples=25, deadline=None)
def test_engines_agree_on_any_code(code: str) -> None:
    literal = json.dumps(code)
    graph = data(
        f"ex:o <http://www.w3.org/ns/adms#identifier> ex:i . ex:i skos:notation {literal} ;"
        " <http://purl.org/dc/terms/type> <https://w3id.org/verbanden/def/identificatiesoort/oin> ."
    )
    fast, reference = (validate(graph, load_shapes("gegevens"), engine=engine) for engine in ENGINES)
    assert fast.resultaten == reference.resultaten
    codes = {finding.code for finding in fast.bevindingen()}
    assert ("identificatie-oin" in codes) is (re.fullmatch("[0-9]{20}", code) is None)


@pytest.mark.parametrize("engine", ENGINES)
def test_report_does_not_depend_on_the_order_of_the_data(everything: bytes, engine: Engine) -> None:
    lines = everything.splitlines(keepends=True)
    random.Random(1).shuffle(lines)
    one, other = (validate(text, load_shapes("gegevens"), engine=engine) for text in (everything, b"".join(lines)))
    assert one.resultaten == other.resultaten


def test_report_of_the_same_input_is_the_same_text(everything: bytes) -> None:
    one, other = (validate(text, load_shapes("gegevens")) for text in (everything, everything.decode()))
    assert (one.json(), one.turtle(), one.ntriples()) == (other.json(), other.turtle(), other.ntriples())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.usefixtures("no_network")
def test_never_fetches_what_data_or_shapes_point_at(engine: Engine) -> None:
    importing = "<https://example.org/ontologie> a owl:Ontology ; owl:imports <https://example.org/meer> ."
    graph = data(importing + ' ex:een ex:code "x" .')
    assert len(validate(graph, shapes(importing + CODES), engine=engine).resultaten) == 1


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "text", ["https://example.org/data.ttl", "file:///etc/passwd", "/etc/passwd", b"\xff\xfe"]
)
@pytest.mark.usefixtures("no_network")
def test_rejects_data_that_is_no_n_triples(text: str | bytes, engine: Engine) -> None:
    with pytest.raises(SourceError, match="not readable"):
        validate(text, load_shapes("gegevens"), engine=engine)


def test_rejects_data_that_the_engine_refuses_and_does_not_blame_the_shapes() -> None:
    sound = data("ex:een a vb:Regeling .").decode()
    with pytest.raises(SourceError, match="could not process the data"):
        validate(sound + "<urn:a> <urn:b> <https://a.nl/x[1]> .\n", load_shapes("gegevens"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://example.org/shapes.ttl", "not readable Turtle"),
        (PREFIXES + 'ex:a sh:targetNode ex:b ; sh:minCount 1 ; sh:message "alleen"@nl .', "lacks a message"),
        (PREFIXES + 'ex:a sh:nodeKind sh:IRI ; sh:message "{ex:a}"@nl , "{ex:a}"@en .', "unknown prefix 'ex'"),
        (PREFIXES + 'vbs:a sh:path [ ] ; sh:message "n"@nl , "e"@en .', "unreadable path"),
    ],
)
def test_rejects_shapes_that_cannot_report(text: str, reason: str) -> None:
    with pytest.raises(ReleaseError, match=reason):
        validate(b"", text)


@pytest.mark.parametrize("engine", ENGINES)
def test_rejects_a_finding_of_a_shape_without_words(engine: Engine) -> None:
    silent = shapes("ex:stil a sh:NodeShape ; sh:targetSubjectsOf ex:code ; sh:nodeKind sh:Literal .")
    with pytest.raises(ReleaseError, match="no message"):
        validate(data('ex:een ex:code "x" .'), silent, engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_ignores_shapes_that_stand_in_the_data(engine: Engine) -> None:
    graph = data('ex:een ex:code "1" . ex:s a sh:NodeShape ; sh:targetNode ex:een ; sh:nodeKind sh:Literal .')
    assert validate(graph, shapes(CODES), engine=engine).conform


@pytest.mark.parametrize("engine", ENGINES)
def test_names_things_and_values_in_both_languages(engine: Engine) -> None:
    graph = data(
        'ex:een ex:code "x" ; rdfs:label "Gemeente"@nl , "Municipality"@en ; org:linkedTo ex:b , ex:a .'
        ' ex:a skos:prefLabel "Alfa"@nl . ex:b skos:notation "B" .'
    )
    (result,) = validate(graph, shapes(CODES), engine=engine).resultaten
    assert result.nl == "Gemeente: 'x' is geen code van Alfa, B."
    assert result.en == "Municipality: 'x' is no code of Alfa, B."


def test_says_unknown_where_the_data_is_silent() -> None:
    (result,) = validate(data('ex:een ex:code "x" .'), shapes(CODES)).resultaten
    assert result.nl == "https://example.org/id/een: 'x' is geen code van onbekend."
    assert result.en == "https://example.org/id/een: 'x' is no code of unknown."


def test_shows_the_first_of_many_and_counts_the_rest() -> None:
    graph = data("ex:een ex:code 'x' ; org:linkedTo " + ", ".join(f"'{n:02}'" for n in range(12)) + " .")
    result = validate(graph, shapes(CODES)).resultaten[0]
    assert "00, 01, 02, 03, 04, en nog 7" in result.nl
    assert "and 7 more" in result.en


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "value",
    [
        '"a\\"b\\\\c\\nd"',
        '"é\\u200B"@nl',
        '"0.80"^^xsd:decimal',
        '"007"^^xsd:integer',
        "ex:iets",
        "_:knoop",
        '"{over}"',
    ],
)
def test_keeps_every_value_as_it_stands_in_the_data(value: str, engine: Engine) -> None:
    graph = data(f"ex:ding ex:waarde {value} .")
    report = validate(graph, one_shape("ex:waarde", "sh:in ( ex:anders )"), engine=engine)
    assert [str(found.waarde) for found in report.resultaten] == [
        str(quad.object) for quad in ox.parse(graph, format=ox.RdfFormat.N_TRIPLES)
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_sees_members_of_a_subclass_as_members_of_the_class(engine: Engine) -> None:
    graph = data("ex:ding a ex:Klein . ex:Klein rdfs:subClassOf ex:Middel . ex:Middel rdfs:subClassOf ex:Groot .")
    report = validate(graph, one_shape("ex:naam", target="sh:targetClass ex:Groot"), engine=engine)
    assert report.getoetst
    assert len(report.resultaten) == 1


def test_tells_nothing_to_test_from_conforming() -> None:
    outcomes = [validate(data(text), shapes(CODES)).uitkomst for text in (
        "ex:een a ex:Iets .",
        'ex:een ex:code "1" .',
        'ex:een ex:code "x" .',
    )]  # fmt: skip
    assert outcomes == ["niets-te-toetsen", "voldoet", "voldoet-niet"]


def test_only_a_violation_of_our_own_making_stops_a_release() -> None:
    def publishable(name: str) -> bool:
        parts = ((CASES / part).read_text(encoding="utf-8") for part in ("achtergrond.ttl", f"{name}-fout.ttl"))
        triples = [quad.triple for quad in ox.parse("\n".join(parts).encode(), format=ox.RdfFormat.TURTLE)]
        graph = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        report = validate(graph, load_shapes("gegevens"))
        assert not report.conform
        return report.publiceerbaar

    assert publishable("verband-vermelde-deelnemer-opgeheven")
    assert publishable("regeling-doel-ontbreekt")
    assert not publishable("verband-huidige-deelnemer-opgeheven")


def test_findings_go_on_as_bevinding_with_code_weight_and_blame() -> None:
    graph = data('ex:een ex:code "x" ; rdfs:label "Een"@nl .')
    (finding,) = validate(graph, shapes(CODES)).bevindingen()
    assert (finding.code, finding.ernst, finding.van) == ("code", "waarschuwing", "bron")
    assert (finding.over, finding.waarde) == ("https://example.org/id/een", "x")
    assert finding.nl.startswith("Een: 'x'")


def test_groups_count_the_heaviest_and_most_frequent_first(everything: bytes) -> None:
    report = validate(everything, load_shapes("gegevens"))
    groups = report.groepen()
    assert sum(group.aantal for group in groups) == len(report.resultaten)
    assert [group.ernst for group in groups] == sorted(
        (g.ernst for g in groups), key=["fout", "waarschuwing", "info"].index
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_report_names_engine_version_and_hashes(engine: Engine) -> None:
    document = json.loads(validate(b"", load_shapes("gegevens"), engine=engine).json())
    package = {"snel": "shacl-rust", "referentie": "pyshacl"}[engine]
    assert document["motor"] == {"naam": package, "versie": metadata.version(package)}
    assert document["vormen"]["sha256"] == Vormen.lees(load_shapes("gegevens")).sha256
    assert len(document["gegevens"]["sha256"]) == 64


def test_json_tells_iris_from_texts(everything: bytes) -> None:
    document = json.loads(validate(everything, load_shapes("gegevens")).json())
    kinds = {result["waarde"]["type"] for result in document["resultaten"] if result["waarde"]}
    assert kinds == {"uri", "literal"}
    assert document["publiceerbaar"] is False


def test_shacl_report_is_the_same_graph_in_both_syntaxes_and_as_the_standard_wants(everything: bytes) -> None:
    report = validate(everything, load_shapes("gegevens"))
    turtle = rdflib.Graph().parse(data=report.turtle(), format="turtle")
    n_triples = rdflib.Graph().parse(data=report.ntriples(), format="nt")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    assert len(turtle) == len(n_triples)
    assert len(list(turtle.objects(None, sh.result))) == len(report.resultaten)
    assert list(turtle.objects(None, sh.conforms)) == [rdflib.Literal(False)]
    for result in turtle.objects(None, sh.result):
        assert len(list(turtle.objects(result, sh.resultMessage))) == 2
        for name in ("focusNode", "sourceShape", "sourceConstraintComponent", "resultSeverity"):
            assert len(list(turtle.objects(result, sh[name]))) == 1
    small = validate(data('ex:een ex:code "x" .'), shapes(CODES))
    assert isomorphic(
        rdflib.Graph().parse(data=small.turtle(), format="turtle"),
        rdflib.Graph().parse(data=small.ntriples(), format="nt"),
    )


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("org:member", "org:member"),
        ("ex:naam", "<https://example.org/id/naam>"),
        ("[ sh:inversePath org:member ]", "^org:member"),
        ("( [ sh:inversePath org:member ] vb:einde )", "^org:member/vb:einde"),
        ("[ sh:alternativePath ( vb:begin vb:einde ) ]", "vb:begin|vb:einde"),
        ("( vb:aard [ sh:alternativePath ( vb:begin vb:einde ) ] )", "vb:aard/(vb:begin|vb:einde)"),
        ("[ sh:zeroOrMorePath vb:vorigeVersie ]", "vb:vorigeVersie*"),
        ("[ sh:oneOrMorePath vb:vorigeVersie ]", "vb:vorigeVersie+"),
        ("[ sh:zeroOrOnePath vb:vorigeVersie ]", "vb:vorigeVersie?"),
    ],
)
def test_writes_paths_as_sparql_does_and_keeps_them_in_the_report(path: str, text: str, engine: Engine) -> None:
    report = validate(data("ex:a ex:b ex:c ."), one_shape(path, "sh:minCount 3"), engine=engine)
    assert [result.pad for result in report.resultaten] == [text]
    # The path in the SHACL report means the same: read as a path of a shape, it is written the same.
    graph = rdflib.Graph().parse(data=report.ntriples(), format="nt")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    graph.add((rdflib.URIRef("https://example.org/v"), sh.path, next(graph.objects(None, sh.resultPath))))
    for language in ("nl", "en"):
        graph.add((rdflib.URIRef("https://example.org/v"), sh.message, rdflib.Literal("x", lang=language)))
    again = Vormen.lees(graph.serialize(format="turtle"))
    assert str(again.per_iri["https://example.org/v"].pad) == text


def test_refuses_a_path_that_the_fast_engine_cannot_read_rather_than_skip_it() -> None:
    inverse_of_sequence = one_shape("[ sh:inversePath ( vb:begin vb:einde ) ]")
    (found,) = validate(b"", inverse_of_sequence, engine="referentie").resultaten
    assert found.pad == "^(vb:begin/vb:einde)"
    with pytest.raises(ReleaseError, match="could not apply the shapes"):
        validate(b"", inverse_of_sequence, engine="snel")


@pytest.mark.xfail(strict=True, reason="shacl-rust 0.2.12 does not count literals under sh:qualifiedValueShape")
def test_fast_engine_counts_qualified_literals() -> None:
    constraint = 'sh:qualifiedValueShape [ sh:pattern "x" ] ; sh:qualifiedMinCount 1'
    assert validate(data('ex:ding ex:code "x" .'), one_shape("ex:code", constraint)).conform


def test_shows_what_cannot_be_seen_and_cuts_what_is_too_long() -> None:
    assert printable("a\u200bb\nc") == "a\\u200bb\\u000ac"
    assert printable("x" * 300) == "x" * 199 + "…"
