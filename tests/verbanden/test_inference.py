"""Our closure is that of OWL 2 RL: compared with owlrl on a small graph, less what tells nobody anything."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from tests.verbanden.records import small_sources
from verbanden.assemble import Samenstel, assemble, load_facts
from verbanden.graph.terms import Graaf
from verbanden.inference import close, rules
from verbanden.namespaces import PROJECT, VB, Iris
from verbanden.query import load

DERIVED = f"{PROJECT}graaf/afleiding/2024-05-01"
Triple = tuple[Node, Node, Node]

AXIOMS: dict[Node, tuple[str, ...]] = {
    RDFS.subClassOf: ("cax-sco", "scm-sco", "scm-dom1", "scm-rng1"),
    RDFS.subPropertyOf: ("prp-spo1", "scm-spo", "scm-dom2", "scm-rng2"),
    RDFS.domain: ("prp-dom", "scm-dom1", "scm-dom2"),
    RDFS.range: ("prp-rng", "scm-rng1", "scm-rng2"),
    OWL.inverseOf: ("prp-inv1", "prp-inv2"),
    OWL.propertyChainAxiom: ("prp-spo2",),
    OWL.equivalentClass: ("scm-eqc1",),
    OWL.equivalentProperty: ("scm-eqp1",),
    OWL.SymmetricProperty: ("prp-symp",),
    OWL.TransitiveProperty: ("prp-trp",),
}
"""Each kind of axiom, with the rules that give what follows from it."""

WITHOUT_RULE: dict[Node, str] = {
    OWL.disjointWith: "follows nothing from it but a contradiction; tests/ontology looks for those",
    OWL.Ontology: "a declaration",
    OWL.Class: "a declaration; that a class is below itself and owl:Thing tells nothing",
    OWL.ObjectProperty: "a declaration",
    OWL.DatatypeProperty: "a declaration",
    OWL.AnnotationProperty: "a declaration; annotations have no meaning in OWL 2 RL",
    OWL.NamedIndividual: "a declaration",
    OWL.versionIRI: "about the ontology as a document",
    OWL.versionInfo: "about the ontology as a document",
    RDFS.label: "an annotation",
    RDFS.comment: "an annotation",
    RDFS.seeAlso: "an annotation",
    RDFS.isDefinedBy: "an annotation",
    RDFS.Datatype: "a declaration",
}
"""What an ontology may say from which no rule derives anything, with the reason."""


# --- What owlrl derives and we do not, by intent ------------------------------------------------------


def reflexive(triple: Triple) -> bool:
    """Everything is the same as itself, each class and property is below and equal to itself (eq-ref, scm-cls)."""
    itself = (OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty, RDFS.subClassOf, RDFS.subPropertyOf)
    return triple[0] == triple[2] and triple[1] in itself


def thing_or_nothing(triple: Triple) -> bool:
    """Each thing is an owl:Thing, each class above owl:Nothing (cls-thing, scm-cls): true of all."""
    return OWL.Thing in triple or OWL.Nothing in triple


def literal_as_subject(triple: Triple) -> bool:
    """A literal of a datatype (dt-type2), the same as an equal one (dt-eq): no RDF graph can hold it."""
    return isinstance(triple[0], rdflib.Literal)


def datatypes(triple: Triple) -> bool:
    """What the datatypes of the map are and how they stand to each other (dt-type1): known to every reader."""
    own = (str(XSD), str(RDF), str(RDFS.Literal))
    return str(triple[0]).startswith(own) and triple[1] in (RDF.type, RDFS.subClassOf, OWL.disjointWith)


def annotation_declarations(triple: Triple) -> bool:
    """The annotation properties that come with OWL 2 (prp-ap): a declaration of the language itself."""
    own = str(triple[0]).startswith((str(OWL), str(RDFS)))
    return own and triple[1] == RDF.type and triple[2] == OWL.AnnotationProperty


TRIVIAL: tuple[Callable[[Triple], bool], ...] = (
    reflexive,
    thing_or_nothing,
    literal_as_subject,
    datatypes,
    annotation_declarations,
)


# --- A small graph, closed by both --------------------------------------------------------------------


def terms() -> list[str]:
    """Give the triples of our terms and alignments, with list nodes named, so that graphs can be compared."""
    found = []
    for entry in sorted(resources.files("ontology").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".ttl"):
            quads = ox.parse(input=entry.read_bytes(), format=ox.RdfFormat.TURTLE)
            found += [f"{quad.subject} {quad.predicate} {quad.object}" for quad in quads]
    return [" ".join(_skolem(part) for part in line.split(" ", 2)) for line in found]


def _skolem(term: str) -> str:
    return f"<urn:node:{term[2:]}>" if term.startswith("_:") else term


def facts(made: Samenstel) -> list[str]:
    return [t for g in made.graven if not {"afleiding", "begrippen"} & set(g.naam.split("/")) for t in g.feiten]


def as_rdflib(store: ox.Store) -> rdflib.Graph:
    text = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert text is not None
    return rdflib.Graph().parse(data=text.decode(), format="nt")


@pytest.fixture(scope="module")
def small() -> ox.Store:
    graaf = Graaf("urn:proef")
    graaf.feiten.extend([*terms(), *facts(assemble(small_sources(), Iris()))])
    return load_facts([graaf])


def test_the_closure_is_that_of_owlrl_less_what_is_trivial(small: ox.Store) -> None:
    theirs = as_rdflib(small)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(theirs)
    close(small, DERIVED)
    ours = as_rdflib(small)
    assert set(ours) - set(theirs) == set(), "we derive nothing that OWL 2 RL does not"
    missing = [t for t in theirs if t not in ours and not any(trivial(t) for trivial in TRIVIAL)]
    assert missing == []


@pytest.mark.parametrize("trivial", TRIVIAL, ids=lambda trivial: trivial.__name__)
def test_each_exclusion_has_a_reason(trivial: Callable[[Triple], bool]) -> None:
    assert trivial.__doc__


def test_nothing_of_ours_that_matters_is_excluded(small: ox.Store) -> None:
    close(small, DERIVED)
    vb = rdflib.Namespace(VB)
    excluded = [t for t in as_rdflib(small) if any(trivial(t) for trivial in TRIVIAL)]
    assert not [t for t in excluded if t[1] in (vb.heeftDeelnemer, vb.neemtDeelAan, vb.heeftDeelname)]


def test_every_kind_of_axiom_in_the_ontology_has_its_rules() -> None:
    graph = rdflib.Graph().parse(data=" .\n".join([*terms(), ""]), format="nt")
    own = (str(OWL), str(RDFS))
    used = {p for _, p, _ in graph if str(p).startswith(own)}
    used |= {o for _, p, o in graph if p == RDF.type and str(o).startswith(own)}
    assert used <= AXIOMS.keys() | WITHOUT_RULE.keys()
    asked = {f"regels/{name}" for names in AXIOMS.values() for name in names}
    assert asked == set(rules())


# --- What follows -------------------------------------------------------------------------------------


def derive(*triples: str) -> list[str]:
    graaf = Graaf("urn:proef")
    graaf.feiten.extend(triples)
    return close(load_facts([graaf]), DERIVED).feiten


TYPE, SUB, SUBP = f"<{RDF.type}>", f"<{RDFS.subClassOf}>", f"<{RDFS.subPropertyOf}>"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((f"<x:A> {SUB} <x:B>", f"<x:a> {TYPE} <x:A>"), f"<x:a> {TYPE} <x:B>"),
        ((f"<x:A> {SUB} <x:B>", f"<x:B> {SUB} <x:C>"), f"<x:A> {SUB} <x:C>"),
        ((f"<x:p> {SUBP} <x:q>", "<x:a> <x:p> <x:b>"), "<x:a> <x:q> <x:b>"),
        ((f"<x:p> {SUBP} <x:q>", f"<x:q> {SUBP} <x:r>"), f"<x:p> {SUBP} <x:r>"),
        ((f"<x:p> <{RDFS.domain}> <x:A>", "<x:a> <x:p> <x:b>"), f"<x:a> {TYPE} <x:A>"),
        ((f"<x:p> <{RDFS.range}> <x:A>", "<x:a> <x:p> <x:b>"), f"<x:b> {TYPE} <x:A>"),
        ((f"<x:p> <{RDFS.domain}> <x:A>", f"<x:A> {SUB} <x:B>"), f"<x:p> <{RDFS.domain}> <x:B>"),
        ((f"<x:q> <{RDFS.domain}> <x:A>", f"<x:p> {SUBP} <x:q>"), f"<x:p> <{RDFS.domain}> <x:A>"),
        ((f"<x:p> <{RDFS.range}> <x:A>", f"<x:A> {SUB} <x:B>"), f"<x:p> <{RDFS.range}> <x:B>"),
        ((f"<x:q> <{RDFS.range}> <x:A>", f"<x:p> {SUBP} <x:q>"), f"<x:p> <{RDFS.range}> <x:A>"),
        ((f"<x:p> <{OWL.inverseOf}> <x:q>", "<x:a> <x:p> <x:b>"), "<x:b> <x:q> <x:a>"),
        ((f"<x:p> <{OWL.inverseOf}> <x:q>", "<x:a> <x:q> <x:b>"), "<x:b> <x:p> <x:a>"),
        ((f"<x:p> {TYPE} <{OWL.SymmetricProperty}>", "<x:a> <x:p> <x:b>"), "<x:b> <x:p> <x:a>"),
        (
            (f"<x:p> {TYPE} <{OWL.TransitiveProperty}>", "<x:a> <x:p> <x:b>", "<x:b> <x:p> <x:c>"),
            "<x:a> <x:p> <x:c>",
        ),
        ((f"<x:A> <{OWL.equivalentClass}> <x:B>", f"<x:b> {TYPE} <x:B>"), f"<x:b> {TYPE} <x:A>"),
        ((f"<x:p> <{OWL.equivalentProperty}> <x:q>", "<x:a> <x:q> <x:b>"), "<x:a> <x:p> <x:b>"),
        (
            (
                f"<x:r> <{OWL.propertyChainAxiom}> <x:1>",
                f"<x:1> <{RDF.first}> <x:p>",
                f"<x:1> <{RDF.rest}> <x:2>",
                f"<x:2> <{RDF.first}> <x:q>",
                f"<x:2> <{RDF.rest}> <{RDF.nil}>",
                "<x:a> <x:p> <x:b>",
                "<x:b> <x:q> <x:c>",
            ),
            "<x:a> <x:r> <x:c>",
        ),
    ],
)
def test_derives(given: tuple[str, ...], expected: str) -> None:
    found = derive(*given)
    assert expected in found
    assert not set(given) & set(found), "what was said is not derived"


@pytest.mark.parametrize(
    "axiom",
    [
        f"<x:p> <{RDFS.range}> <x:A>",
        f"<x:p> <{OWL.inverseOf}> <x:q>",
        f"<x:q> <{OWL.inverseOf}> <x:p>",
        f"<x:p> {TYPE} <{OWL.SymmetricProperty}>",
    ],
)
def test_makes_no_literal_a_subject(axiom: str) -> None:
    assert derive(axiom, '<x:a> <x:p> "tekst"@nl') == []


def test_a_second_closure_derives_nothing(small: ox.Store) -> None:
    close(small, DERIVED)
    count = len(small)
    assert close(small, "urn:nogmaals").feiten == []
    assert len(small) == count


def test_the_derived_graph_of_a_release_is_new_and_has_no_blank_nodes(samenstel: Samenstel) -> None:
    (derived,) = [g for g in samenstel.graven if "/afleiding/" in g.naam]
    said = {t for g in samenstel.graven if g is not derived for t in g.feiten}
    assert not said & set(derived.feiten)
    assert not [t for t in derived.feiten if "_:" in t.split('"', 1)[0]]
    assert derived.feiten == sorted(set(derived.feiten))


def test_a_member_is_found_from_both_sides(samenstel: Samenstel) -> None:
    triples = set(samenstel.default_graph())
    forth = {tuple(t.split(" ", 2)) for t in triples if f" <{VB}heeftDeelnemer> " in t}
    back = {tuple(t.split(" ", 2)) for t in triples if f" <{VB}neemtDeelAan> " in t}
    assert len(forth) > 3000
    assert {(o, s) for s, _, o in forth} == {(s, o) for s, _, o in back}


def test_rules_have_titles_and_one_parameter() -> None:
    for name in rules():
        rule = load(name)
        assert rule.titel_nl
        assert rule.titel_en
        assert [p.naam for p in rule.parameters] == ["afleiding"]
        assert name.removeprefix("regels/") in rule.vraag_nl
