"""Each constraint has data that keeps it and data that breaks just that one; both engines find the same."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from verbanden.namespaces import OWL, RDF, SH, VBS
from verbanden.shapebook import Vormen, places, statements
from verbanden.validation import load_shapes, validate

HERE = Path(__file__).parent
FILES = ("gegevens", "vocabulaire")
CONSTRAINTS = {
    SH + name
    for line in (
        "minCount maxCount datatype class nodeKind pattern minLength maxLength lessThan lessThanOrEquals",
        "equals disjoint hasValue in node not or and xone property minInclusive maxInclusive minExclusive",
        "maxExclusive uniqueLang languageIn qualifiedMinCount qualifiedMaxCount qualifiedValueShape closed",
    )
    for name in line.split()
}
# Two halves of one constraint: taking away either alone is a mutation, but they count as one.
HALVES = {SH + "qualifiedValueShape"}


@cache
def shapes(file: str) -> Vormen:
    return Vormen.lees(load_shapes(file))


@cache
def shape_triples(file: str) -> tuple[ox.Triple, ...]:
    return tuple(quad.triple for quad in ox.parse(load_shapes(file).encode(), format=ox.RdfFormat.TURTLE))


@cache
def case(path: Path) -> bytes:
    background = path.parent / "achtergrond.ttl"
    parts = [background, path] if background.exists() else [path]
    triples = [quad.triple for part in parts for quad in ox.parse(part.read_bytes(), format=ox.RdfFormat.TURTLE)]
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def cases(file: str, shape: str, kind: str) -> list[Path]:
    """All data of one kind for one shape: `<shape>-fout.ttl`, `<shape>-fout-regeleinde.ttl`, …"""
    return sorted((HERE / file).glob(f"{shape}-{kind}.ttl")) + sorted((HERE / file).glob(f"{shape}-{kind}-*.ttl"))


def speaking() -> list[object]:
    return [
        pytest.param(file, shape.code, id=f"{file}: {shape.code}")
        for file in FILES
        for shape in shapes(file).per_iri.values()
    ]


def owners(file: str, node: ox.NamedNode | ox.BlankNode) -> set[str]:
    """The speaking shapes that a node of the shapes file is part of."""
    referring: dict[object, set[ox.NamedNode | ox.BlankNode]] = {}
    for triple in shape_triples(file):
        if not isinstance(triple.object, ox.Literal):
            referring.setdefault(triple.object, set()).add(triple.subject)
    seen: set[object] = set()
    todo = [node]
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            if not (isinstance(here, ox.NamedNode) and here.value in shapes(file).per_iri):
                todo.extend(referring.get(here, ()))
    return {here.value for here in seen if isinstance(here, ox.NamedNode)} & shapes(file).per_iri.keys()


def mutations() -> list[object]:
    found = []
    for file in FILES:
        for triple in shape_triples(file):
            owning = owners(file, triple.subject) if triple.predicate.value in CONSTRAINTS else set()
            if owning:
                name, constraint = min(owning).rpartition("#")[2], triple.predicate.value.removeprefix(SH)
                found.append(pytest.param(file, triple, owning, id=f"{file}: {name} without {constraint}"))
    return found


@pytest.mark.parametrize(("file", "shape"), speaking())
def test_accepts_data_that_keeps_the_constraint(file: str, shape: str) -> None:
    paths = cases(file, shape, "goed")
    assert paths, f"no data that keeps {shape}"
    for path in paths:
        fast, reference = (validate(case(path), load_shapes(file), engine=e) for e in ("snel", "referentie"))
        assert fast.getoetst, f"{path.name} is no data for any shape"
        assert fast.resultaten == reference.resultaten == ()


@pytest.mark.parametrize(("file", "shape"), speaking())
def test_reports_just_this_constraint_with_both_engines_alike(file: str, shape: str) -> None:
    paths = cases(file, shape, "fout")
    assert paths, f"no data that breaks {shape}"
    for path in paths:
        fast, reference = (validate(case(path), load_shapes(file), engine=e) for e in ("snel", "referentie"))
        assert fast.resultaten == reference.resultaten
        assert {finding.code for finding in fast.bevindingen()} == {shape}, path.name
        for finding in fast.resultaten:
            assert not set("{}\n\u200b") & set(finding.nl + finding.en)


@pytest.mark.parametrize(("file", "triple", "owning"), mutations())
def test_notices_when_a_constraint_is_taken_away(file: str, triple: ox.Triple, owning: set[str]) -> None:
    left = [other for other in shape_triples(file) if other != triple]
    mutated = (ox.serialize(left, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    paths = [
        path for iri in owning for kind in ("goed", "fout") for path in cases(file, iri.rpartition("#")[2], kind)
    ]
    assert any(
        validate(case(path), mutated, engine=engine).resultaten
        != validate(case(path), load_shapes(file)).resultaten
        for engine in ("snel", "referentie")
        for path in paths
    )


@pytest.mark.parametrize("file", FILES)
def test_has_no_data_without_a_shape(file: str) -> None:
    known = {shape.code for shape in shapes(file).per_iri.values()}
    for path in (HERE / file).glob("*.ttl"):
        code = path.stem.partition("-goed")[0].partition("-fout")[0]
        assert code in known | {"achtergrond"}, f"{path.name} belongs to no shape"


@pytest.mark.parametrize("file", FILES)
def test_every_shape_that_can_fail_has_an_iri_and_messages(file: str) -> None:
    """No finding can come from a shape that says nothing: only nested conditions are silent."""
    silent = rdflib.Graph().parse(data=load_shapes(file), format="turtle")
    sh = rdflib.Namespace(SH)
    targeted = {
        node
        for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf")
        for node in silent.subjects(sh[name])
    }
    named = {shape for holder in targeted for shape in silent.objects(holder, sh.property)}
    for node in targeted | named:
        if any(str(predicate) in CONSTRAINTS - {SH + "property"} for predicate in silent.predicates(node)):
            assert str(node) in shapes(file).per_iri, f"{node} has a constraint and no message"


@pytest.mark.parametrize(("file", "shape"), speaking())
def test_every_shape_is_complete(file: str, shape: str) -> None:
    about: dict[str, list[object]] = {}
    for triple in shape_triples(file):
        if triple.subject == ox.NamedNode(VBS + shape):
            about.setdefault(triple.predicate.value, []).append(triple.object)
    for name in ("message", "name"):
        languages = [text.language for text in about[SH + name] if isinstance(text, ox.Literal)]
        assert sorted(map(str, languages)) == ["en", "nl"]
    assert len(about[SH + "severity"]) == 1
    assert about[VBS + "toerekening"] in ([ox.Literal("bron")], [ox.Literal("ons")])
    assert len([name for name in about if name in CONSTRAINTS - HALVES]) == 1, "one constraint per shape"
    vorm = shapes(file).per_iri[VBS + shape]
    assert places(vorm.nl) == places(vorm.en), "a translation loses a fact"
    assert vorm.nl.count("{waarde}") == vorm.en.count("{waarde}")
    assert vorm.toerekening == "bron" or vorm.ernst == "fout", "what is ours to repair stops a release"


@pytest.mark.parametrize("file", FILES)
def test_shapes_are_core_only_and_well_formed(file: str) -> None:
    used = {predicate for _, predicate, _ in statements(load_shapes(file).encode(), ox.RdfFormat.TURTLE)}
    beyond_core = {SH + name for name in ("sparql", "rule", "js", "expression", "target", "values", "filterShape")}
    assert not used & (beyond_core | {OWL + "imports"})
    graph = rdflib.Graph().parse(data=load_shapes(file), format="turtle")
    assert pyshacl.validate(rdflib.Graph(), shacl_graph=graph, meta_shacl=True, inference="none")[0]


def ontology_files(*patterns: str) -> list[Path]:
    root = Path(str(resources.files("ontology"))).parent
    return sorted(path for pattern in patterns for path in root.glob(pattern))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=f"{path.parent.name}/{path.name}")
        for path in ontology_files("ontology/*.ttl", "ontology/begrippen/*.ttl", "shapes/*.ttl")
    ],
)
def test_our_own_terms_have_names_and_definitions_in_two_languages(path: Path) -> None:
    triples = [quad.triple for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)]
    report = validate(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", load_shapes("vocabulaire"))
    assert not report.resultaten, "\n".join(finding.en for finding in report.resultaten)


def test_every_term_of_ours_in_the_shapes_is_defined_in_the_ontology() -> None:
    defined = {
        subject.value
        for path in ontology_files("ontology/*.ttl", "ontology/begrippen/*.ttl")
        for subject, predicate, _ in statements(path.read_bytes(), ox.RdfFormat.TURTLE)
        if predicate == RDF + "type"
    }
    vocabulary = VBS.replace("shapes#", "def")
    used = {
        term.value
        for subject, _, value in statements(load_shapes("gegevens").encode(), ox.RdfFormat.TURTLE)
        for term in (subject, value)
        if isinstance(term, ox.NamedNode) and term.value.startswith(vocabulary)
    }
    used |= {
        iri
        for shape in shapes("gegevens").per_iri.values()
        for iri in places(shape.nl)
        if iri.startswith(vocabulary)
    }
    # State-graph and example terms are in the ontology like all others: nothing is checked that nobody defined.
    assert used - defined == set()
