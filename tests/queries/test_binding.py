"""Binding takes RDF terms only: what is typed wrong is refused by name, and no text gets out of its term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example as with_example
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.term import Literal, Variable

from tests.queries.questions import QUESTIONS, RELEASE, example
from verbanden.errors import QueryError
from verbanden.query import Vraag, bind, load, parse

DATA = Path(__file__).parent / "data"
WRONG = {"iri": "geen iri", "date": "gisteren", "integer": "veel"}
"""For each kind of parameter a text that it cannot be; a string can be anything."""

TWO_ROWS = """#+ titel: Twee teksten
#+ title: Two texts
#+ parameter: een | string | verplicht | Een | One | a
#+ parameter: twee | string | verplicht | Twee | Two | b
SELECT ?een ?twee WHERE { VALUES ?een { UNDEF } VALUES ?twee { UNDEF } }
"""
ONE_IRI = """#+ titel: Een IRI
#+ title: An IRI
#+ parameter: een | iri | verplicht | Een | One | http://example.org/
SELECT ?een WHERE { VALUES ?een { UNDEF } }
"""
BREAKS_OUT = '" } } DROP ALL #'
SECOND_ROW = "VALUES ?twee { UNDEF }"


def listed(name: str) -> Iterator[tuple[str, dict[str, list[str]], str]]:
    """Give the lines of an examples file: question, values as typed, what is expected."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        question, values, expected = (field.strip() for field in line.split("|", 2))
        typed: dict[str, list[str]] = {}
        for pair in values.split():
            key, _, text = pair.partition("=")
            typed.setdefault(key, []).append(text)
        yield question, typed, expected


def assert_rejects(vraag: Vraag, typed: dict[str, list[str]], *named: str) -> None:
    """Hold that the values are refused, and that the message names what is wrong in both languages."""
    with pytest.raises(QueryError) as caught:
        vraag.read(typed, RELEASE)
    for word in named:
        assert word in caught.value.nl
        assert word in caught.value.en
    assert caught.value.nl != caught.value.en


@pytest.mark.parametrize(("question", "typed", "term"), list(listed("accepted_parameters.txt")))
def test_accepts_what_people_type(question: str, typed: dict[str, list[str]], term: str) -> None:
    vraag = load(question)
    terms = vraag.read(typed, RELEASE)
    assert term in {str(value) for values in terms.values() for value in values}
    assert term in bind(vraag, terms)


@pytest.mark.parametrize(("question", "typed", "named"), list(listed("rejected_parameters.txt")))
def test_rejects_and_names_what_is_typed_wrong(question: str, typed: dict[str, list[str]], named: str) -> None:
    assert_rejects(load(question), typed, named)


@pytest.mark.parametrize("name", QUESTIONS)
def test_rejects_a_parameter_that_the_question_does_not_have(name: str) -> None:
    vraag = load(name)
    assert_rejects(vraag, {**example(vraag), "vreemd": ["1"]}, "'vreemd'", name)


@pytest.mark.parametrize("name", [n for n in QUESTIONS if any(p.nodig == "verplicht" for p in load(n).parameters)])
def test_rejects_a_question_without_what_it_needs(name: str) -> None:
    vraag = load(name)
    for needed in (p for p in vraag.parameters if p.nodig == "verplicht"):
        typed = {key: values for key, values in example(vraag).items() if key != needed.naam}
        assert_rejects(vraag, typed, needed.naam, needed.voorbeeld)


@pytest.mark.parametrize("name", [n for n in QUESTIONS if load(n).parameters])
def test_rejects_a_value_of_the_wrong_kind(name: str) -> None:
    vraag = load(name)
    for parameter in (p for p in vraag.parameters if p.soort in WRONG):
        wrong = WRONG[parameter.soort]
        assert_rejects(vraag, {**example(vraag), parameter.naam: [wrong]}, parameter.naam, repr(wrong))


def test_takes_the_date_of_the_release_where_none_is_given() -> None:
    terms = load("verband/van-deelnemer").read({"deelnemer": ["gm0855"]}, date(2024, 3, 1))
    assert [str(term) for term in terms["peildatum"]] == ['"2024-03-01"^^<http://www.w3.org/2001/XMLSchema#date>']


def test_rejects_terms_for_a_row_that_is_not_there() -> None:
    with pytest.raises(QueryError) as caught:
        bind(load("patronen/nu"), {"deelnemer": [ox.Literal("x")]})
    assert "'deelnemer'" in caught.value.nl


@given(een=st.text(), twee=st.text())
@with_example(een=BREAKS_OUT, twee="x")
@with_example(een=SECOND_ROW, twee=BREAKS_OUT)
@with_example(een="\\", twee='"""')
@with_example(een="\n\r\t\u2028", twee="?een { }")
def test_no_text_gets_out_of_its_literal(een: str, twee: str) -> None:
    vraag = parse("toets/twee", TWO_ROWS)
    text = bind(vraag, vraag.read({"een": [een], "twee": [twee]}, RELEASE))
    answer = ox.Store().query(text)
    assert isinstance(answer, ox.QuerySolutions)
    assert [(row["een"], row["twee"]) for row in answer] == [(ox.Literal(een), ox.Literal(twee))]


@pytest.mark.parametrize(
    "een", ["Súdwest-Fryslân", "'s-Hertogenbosch", BREAKS_OUT, SECOND_ROW, "\\", '"""', "a\nb"]
)
def test_no_text_gets_out_of_its_literal_in_rdflib_either(een: str) -> None:
    vraag = parse("toets/twee", TWO_ROWS)
    text = bind(vraag, vraag.read({"een": [een], "twee": [BREAKS_OUT]}, RELEASE))
    (row,) = Graph().query(text).bindings
    assert [row[Variable(name)] for name in ("een", "twee")] == [Literal(een), Literal(BREAKS_OUT)]


@given(tail=st.text(st.characters(codec="utf-8"), max_size=30))
@with_example(tail="> } DROP ALL #")
@with_example(tail="%3E\\u003E")
@with_example(tail=SECOND_ROW)
def test_no_text_gets_out_of_its_iri(tail: str) -> None:
    """Either the text is no IRI and is refused, or it is one and comes back as it went in."""
    vraag = parse("toets/iri", ONE_IRI)
    try:
        terms = vraag.read({"een": [f"http://example.org/{tail}"]}, RELEASE)
    except QueryError as error:
        assert "een" in error.nl  # noqa: PT017
        return
    answer = ox.Store().query(bind(vraag, terms))
    assert isinstance(answer, ox.QuerySolutions)
    assert [row["een"] for row in answer] == terms["een"]
