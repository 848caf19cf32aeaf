"""The graphs of a release: what stands where, in terms that every parser reads as they were meant."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verbanden.records import small_sources
from verbanden import ontology
from verbanden.assemble import Samenstel, assemble
from verbanden.dumps import nquads
from verbanden.graph.claims import identifier_iri
from verbanden.graph.state import OVERHEDEN
from verbanden.graph.terms import boolean, day, decimal, integer, iri, text
from verbanden.identifiers import tooi_key
from verbanden.namespaces import DEF, ORG, PROJECT, RDF, RDFS, SKOS, TOOI_ID, VB, XSD, Iris
from verbanden.store import EmbeddedStore

OTHER = "https://voorbeeld.nl/verbanden/"
A = f"<{RDF}type>"


def only_object(term: str) -> ox.NamedNode | ox.Literal:
    """Read a term back from a triple of N-Triples."""
    line = f"<x:s> <x:p> {term} .\n".encode()
    (quad,) = ox.parse(input=line, format=ox.RdfFormat.N_TRIPLES)
    found = quad.object
    assert isinstance(found, ox.NamedNode | ox.Literal)
    return found


def lines(made: Samenstel) -> bytes:
    return b"".join(nquads(made.default_graph(), made.graven))


def graph(made: Samenstel, name: str) -> set[str]:
    (found,) = [g for g in made.graven if f"/graaf/{name}/" in g.naam]
    return {*found.feiten, *found.alleen_hier}


@pytest.fixture(scope="module")
def small() -> Samenstel:
    return assemble(small_sources(), Iris())


# --- Terms --------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=("Cs",))), st.sampled_from([None, "nl", "en"]))
def test_any_text_comes_back_as_it_was(value: str, lang: str | None) -> None:
    found = only_object(text(value, lang))
    assert isinstance(found, ox.Literal)
    assert (found.value, found.language) == (value, lang)


def test_line_ends_and_quotes_stay_within_one_line() -> None:
    assert text('a"b\\c\nd\re') == '"a\\"b\\\\c\\nd\\re"'


@pytest.mark.parametrize(
    "value", ["https://a.nl/b?c=d#e", "urn:isbn:1", "http://wetten.overheid.nl/jci1.3:c:BWBR1&a=1"]
)
def test_an_iri_comes_back_as_it_was(value: str) -> None:
    assert only_object(iri(value)) == ox.NamedNode(value)


@pytest.mark.parametrize("char", [*' <>"{}|^`\\', "\n", "\t", "\x00", "\x1f"])
def test_rejects_an_iri_with_a_character_that_none_may_hold(char: str) -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        iri(f"https://a.nl/{char}b")


@pytest.mark.parametrize("value", ["", "a.nl", "/pad", "1:2"])
def test_rejects_an_iri_without_scheme(value: str) -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        iri(value)


@given(st.dates(), st.integers(), st.booleans())
def test_values_come_back_with_their_type(when: date, number: int, flag: bool) -> None:
    for term, value, kind in (
        (day(when), when.isoformat(), "date"),
        (integer(number), str(number), "integer"),
        (decimal(f"{number}.5"), f"{number}.5", "decimal"),
        (boolean(flag), str(flag).lower(), "boolean"),
    ):
        found = only_object(term)
        assert isinstance(found, ox.Literal)
        assert (found.value, found.datatype.value) == (value, XSD + kind)


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_codes_have_different_identifier_nodes(one: str, other: str) -> None:
    one, other = one.replace("/", ""), other.replace("/", "")
    same = identifier_iri(Iris(), "kvk", one) == identifier_iri(Iris(), "kvk", other)
    assert same == (one == other)


# --- What stands where --------------------------------------------------------------------------------


def test_every_line_parses_in_strict_mode(small: Samenstel) -> None:
    count = sum(1 for _ in ox.parse(input=lines(small), format=ox.RdfFormat.N_QUADS))
    assert count == lines(small).count(b"\n")


def test_the_consolidated_view_has_each_triple_once(small: Samenstel, samenstel: Samenstel) -> None:
    for made in (small, samenstel):
        triples = made.default_graph()
        assert len(triples) == len(set(triples))
        assert triples == sorted(triples)


def test_each_triple_of_the_consolidated_view_stands_in_a_named_graph(
    small: Samenstel, samenstel: Samenstel
) -> None:
    for made in (small, samenstel):
        named = {t for g in made.graven for t in (*g.feiten, *g.alleen_hier)}
        assert set(made.default_graph()) <= named


def test_the_loaded_release_holds_every_line_once(samenstel: Samenstel, embedded_store: EmbeddedStore) -> None:
    assert len(embedded_store) == lines(samenstel).count(b"\n")
    assert embedded_store.named_graphs() == sorted(g.naam for g in samenstel.graven)


def test_claims_stand_in_the_graph_of_their_source_only(samenstel: Samenstel) -> None:
    claim = f" {A} <{VB}Vermelding>"
    assert not [
        t for t in samenstel.default_graph() if t.endswith(claim) or "/id/vermelding/" in t.split(" ", 1)[0]
    ]
    per_graph = {g.naam: sum(t.endswith(claim) for t in g.alleen_hier) for g in samenstel.graven}
    assert {name: n for name, n in per_graph.items() if n} == {f"{PROJECT}graaf/roo/2026-05-16": 9516}


def test_every_claim_says_who_where_and_how_it_was_found(samenstel: Samenstel) -> None:
    told: dict[str, set[str]] = {}
    for t in graph(samenstel, "roo"):
        subject, predicate, _ = t.split(" ", 2)
        if "/id/vermelding/" in subject:
            told.setdefault(subject, set()).add(predicate)
    needed = {"betreftRegeling", "noemtLid", "naamInBron", "elementInBron", "toetredingsdatum", "herkendVia"}
    assert len(told) == 9516
    assert all({f"<{VB}{name}>" for name in needed} <= predicates for predicates in told.values())


def test_every_membership_is_derived_from_claims_that_exist(samenstel: Samenstel) -> None:
    claims = {t.split(" ", 1)[0] for t in graph(samenstel, "roo") if "/id/vermelding/" in t.split(" ", 1)[0]}
    history = [t.split(" ", 2) for t in graph(samenstel, "geschiedenis")]
    derived = {s: o for s, p, o in history if p.endswith("prov#wasDerivedFrom>")}
    memberships = {s for s, p, o in history if p == A and o in (f"<{VB}Deelname>", f"<{VB}AfgeleideDeelname>")}
    assert memberships == set(derived)
    assert set(derived.values()) <= claims


def test_every_organisation_has_one_label_in_the_consolidated_view(samenstel: Samenstel) -> None:
    triples = [t.split(" ", 2) for t in samenstel.default_graph()]
    organisations = {s for s, p, _ in triples if p == f"<{VB}aard>"}
    labels = Counter(s for s, p, _ in triples if p == f"<{RDFS}label>")
    assert {labels[s] for s in organisations} == {1}


def test_every_member_and_body_is_described(samenstel: Samenstel) -> None:
    triples = [t.split(" ", 2) for t in samenstel.default_graph()]
    described = {s for s, p, _ in triples if p == f"<{VB}aard>"}
    named = {
        o
        for _, p, o in triples
        if p in (f"<{ORG}member>", f"<{VB}uitgevoerdDoor>", f"<{VB}bronhouder>", f"<{VB}archiefzorgdrager>")
    }
    assert named <= described


def test_nothing_that_ends_before_it_begins_has_a_place_in_time(samenstel: Samenstel) -> None:
    begins, ends = {}, {}
    for t in samenstel.default_graph():
        s, p, o = t.split(" ", 2)
        if p in (f"<{VB}begin>", f"<{VB}einde>"):
            kept = begins if p == f"<{VB}begin>" else ends
            assert s not in kept, f"{s} has one {p}"
            kept[s] = o
    empty = {s for s in begins.keys() & ends.keys() if begins[s] >= ends[s]}
    assert all("/id/regeling/" in s for s in empty)
    assert len(empty) == 4, "the versions that held on no day"


def test_the_state_graph_counts_what_it_lists(samenstel: Samenstel) -> None:
    listed: Counter[str] = Counter()
    told = {}
    for t in graph(samenstel, "stand"):
        s, p, o = t.split(" ", 2)
        if p == f"<{VB}huidigeDeelnemer>":
            listed[s] += 1
        if p == f"<{VB}aantalDeelnemers>":
            told[s] = int(o.split('"')[1])
    assert len(told) == 451
    assert all(listed[s] == n for s, n in told.items())


def test_abolished_members_still_claimed_are_told_in_the_state_graph(samenstel: Samenstel) -> None:
    gone = [t for t in graph(samenstel, "stand") if f" <{VB}opgehevenPer> " in t]
    claimed = Counter(t.split(" ", 2)[2] for t in graph(samenstel, "stand") if f" <{VB}vermeldeDeelnemer> " in t)
    assert sum(claimed[t.split(" ", 1)[0]] for t in gone) == 18


# --- The vocabulary -----------------------------------------------------------------------------------


def vocabulary_terms() -> set[str]:
    subjects = {t.split(" ", 1)[0] for t in ontology.triples()}
    return {s for s in subjects if s.startswith(f"<{DEF.rstrip('/')}")}


def test_every_term_of_ours_in_the_graph_is_defined(samenstel: Samenstel) -> None:
    defined = vocabulary_terms()
    used: set[str] = set()
    for g in samenstel.graven:
        for t in {*g.feiten, *g.alleen_hier}:
            used |= {
                part for part in t.split(" ", 2) if part.startswith((f"<{VB}", f"<{DEF}")) and part.endswith(">")
            }
    ontologies = {f"<{DEF}koppelingen>", f"<{DEF}koppelingen/0.1.0>", f"<{DEF}0.1.0>"}
    assert used - defined - ontologies == set()


def test_every_concept_in_use_stands_in_its_list(samenstel: Samenstel) -> None:
    triples = [t.split(" ", 2) for t in samenstel.default_graph()]
    concepts = {s: o for s, p, o in triples if p == f"<{SKOS}inScheme>" and s.startswith(f"<{DEF}")}
    used = {o for _, p, o in triples if o.startswith(f"<{DEF}") and o.count("/") == DEF.count("/") + 1 and p != A}
    used -= set(concepts.values())
    for concept in used:
        lijst = concept.rsplit("/", 1)[0] + ">"
        if lijst != f"<{DEF}koppelingen>":
            assert concepts.get(concept) == lijst


def test_kinds_that_are_a_government_are_those_of_the_code_list() -> None:
    true, flag = boolean(True), f"<{VB}isOverheid>"
    rows = [t.split(" ", 2) for t in ontology.triples()]
    listed = {s.rsplit("/", 1)[1].rstrip(">") for s, p, o in rows if p == flag and o == true}
    assert listed == OVERHEDEN


def test_tooi_classes_are_given_to_organisations_of_tooi_only(samenstel: Samenstel) -> None:
    for t in graph(samenstel, "geschiedenis"):
        s, p, _ = t.split(" ", 2)
        if p.endswith("ont/organisatiecode>"):
            assert s.startswith(f"<{TOOI_ID}")
            assert f'"{tooi_key(s[1:-1])}"' in t


# --- The same again -----------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes() -> None:
    first, again = assemble(small_sources(), Iris()), assemble(small_sources(), Iris())
    assert lines(first) == lines(again)


def test_the_order_of_sources_and_versions_does_not_matter(small: Samenstel) -> None:
    turned = [
        replace(b, regelingen=b.regelingen[::-1], organisaties=b.organisaties[::-1]) for b in small_sources()
    ]
    assert lines(assemble(turned[::-1], Iris())) == lines(small)


def test_another_base_moves_what_we_mint_and_not_the_vocabulary(small: Samenstel) -> None:
    moved = lines(assemble(small_sources(), Iris(OTHER))).decode()
    for kind in ("id/", "graaf/"):
        assert f"<{PROJECT}{kind}" not in moved
        assert f"<{OTHER}{kind}" in moved
    assert f"<{VB}Deelname>" in moved
    assert f"<{OTHER}def" not in moved
    back = [line.replace(OTHER, PROJECT) for line in moved.splitlines()]
    assert sorted(back) == sorted(lines(small).decode().splitlines())
