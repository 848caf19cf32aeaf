"""Each constraint has data that keeps it and data that breaks just that one; both engines find the same."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from tests.shapes.cases import CONSTRAINTS, FILES, case, cases, folder, outcomes, shape_triples, shapes, speaking
from verbanden.definition.criteria import criteria, criteriasets
from verbanden.namespaces import OWL, RDF, SH, VBS
from verbanden.shapebook import places, statements
from verbanden.validation import load_shapes, validate

# Two halves of one constraint count as one.
HALVES = {SH + "qualifiedValueShape"}


def about(file: str, shape: str) -> dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]:
    found: dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]] = {}
    for triple in shape_triples(file):
        if triple.subject == ox.NamedNode(VBS + shape):
            found.setdefault(triple.predicate.value, []).append(triple.object)
    return found


def heard_with(file: str, shape: str) -> set[str]:
    """The shapes that are tested together with one: of criteria, those of the definitions that have it.

    Definitions overlap: who has no two governments has no two Dutch ones either.
    """
    everything = {vorm.code for vorm in shapes(file).per_iri.values()}
    if file != "definitie":
        return everything
    of = {one.iri: code for code, one in criteria().items()}
    codes = {code: of[str(about(file, code)[VBS + "criterium"][0])[1:-1]] for code in everything}
    together = {other for one in criteriasets().values() if codes[shape] in one.criteria for other in one.criteria}
    return {code for code in everything if codes[code] in together}


@pytest.mark.parametrize(("file", "shape"), speaking())
def test_accepts_data_that_keeps_the_constraint(file: str, shape: str) -> None:
    paths = cases(file, shape, "goed")
    assert paths, f"no data that keeps {shape}"
    for path in paths:
        fast, reference = (validate(case(path), load_shapes(file), engine=e) for e in ("snel", "referentie"))
        assert fast.getoetst, f"{path.name} is no data for any shape"
        assert fast.resultaten == reference.resultaten
        assert not {finding.code for finding in fast.bevindingen()} & heard_with(file, shape), path.name


@pytest.mark.parametrize(("file", "shape"), speaking())
def test_reports_just_this_constraint_with_both_engines_alike(file: str, shape: str) -> None:
    paths = cases(file, shape, "fout")
    assert paths, f"no data that breaks {shape}"
    for path in paths:
        fast, reference = (validate(case(path), load_shapes(file), engine=e) for e in ("snel", "referentie"))
        assert fast.resultaten == reference.resultaten
        found = {finding.code for finding in fast.bevindingen()}
        assert found & heard_with(file, shape) == {shape}, path.name
        for finding in fast.resultaten:
            assert not set("{}\n\u200b") & set(finding.nl + finding.en)


@pytest.mark.parametrize("file", FILES)
def test_has_no_data_without_a_shape(file: str) -> None:
    known = {shape.code for shape in shapes(file).per_iri.values()}
    for path in set(folder(file).glob("*.ttl")) - set(outcomes(file)):
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
    facts = about(file, shape)
    for name in ("message", "name"):
        languages = [text.language for text in facts[SH + name] if isinstance(text, ox.Literal)]
        assert sorted(map(str, languages)) == ["en", "nl"]
    assert len(facts[SH + "severity"]) == 1
    assert facts[VBS + "toerekening"] in ([ox.Literal("bron")], [ox.Literal("ons")])
    assert len([name for name in facts if name in CONSTRAINTS - HALVES]) == 1, "one constraint per shape"
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


@pytest.mark.parametrize("file", ["gegevens", "definitie", "inzending"])
def test_every_term_of_ours_in_the_shapes_is_defined_in_the_ontology(file: str) -> None:
    defined = {
        subject.value
        for path in ontology_files("ontology/*.ttl", "ontology/begrippen/*.ttl")
        for subject, predicate, _ in statements(path.read_bytes(), ox.RdfFormat.TURTLE)
        if predicate == RDF + "type"
    }
    vocabulary = VBS.replace("shapes#", "def")
    used = {
        term.value
        for subject, _, value in statements(load_shapes(file).encode(), ox.RdfFormat.TURTLE)
        for term in (subject, value)
        if isinstance(term, ox.NamedNode) and term.value.startswith(vocabulary)
    }
    used |= {
        iri for shape in shapes(file).per_iri.values() for iri in places(shape.nl) if iri.startswith(vocabulary)
    }
    # State-graph and example terms are in the ontology like all others: nothing is checked that nobody defined.
    assert used - defined == set()
