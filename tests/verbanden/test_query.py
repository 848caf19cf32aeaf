"""Questions as files: what a header must hold, and values that are bound and never spliced."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbanden.errors import QueryError
from verbanden.namespaces import TOOI_ID, XSD
from verbanden.query import KINDS, NEEDS, bind, load, names, parse

ROOM = Path(__file__).parents[2] / "queries"
DAY = date(2024, 5, 1)
HEAD = "#+ titel: Proef\n#+ title: Trial\n"
TEXT = (
    HEAD
    + "#+ parameter: a | string | optioneel | nl | en | x\n"
    + "#+ parameter: b | string | optioneel | nl | en | x\n"
    + "SELECT ?a ?b WHERE { VALUES ?a { UNDEF } VALUES ?b { UNDEF } }"
)
ANY = st.text(st.characters(exclude_categories=("Cs",)))


def ask(text: str) -> list[tuple[str | None, str | None]]:
    answer = ox.Store().query(text)
    assert isinstance(answer, ox.QuerySolutions)
    return [tuple(None if term is None else getattr(term, "value", "") for term in row) for row in answer]  # type: ignore[misc]


# --- Header -------------------------------------------------------------------------------------------


def test_reads_a_header() -> None:
    found = parse(
        "proef/vraag",
        HEAD + "#+ vraag: Wat?\n#+ question: What?\n"
        "#+ parameter: dag | date | release | De dag | The day | 2024-01-01\n\nSELECT * { VALUES ?dag { UNDEF } }",
    )
    assert (found.naam, found.titel_nl, found.titel_en) == ("proef/vraag", "Proef", "Trial")
    assert (found.vraag_nl, found.vraag_en) == ("Wat?", "What?")
    assert found.voorbeeld == {"dag": "2024-01-01"}


@pytest.mark.parametrize("lacking", ["titel", "title"])
def test_rejects_a_header_without_title_in_one_of_the_languages(lacking: str) -> None:
    text = "".join(line for line in TEXT.splitlines(keepends=True) if not line.startswith(f"#+ {lacking}:"))
    with pytest.raises(QueryError, match=lacking) as refused:
        parse("proef", text)
    assert "proef.rq: kop mist" in refused.value.nl
    assert parse("proef", text, complete=False).naam == "proef"


def test_rejects_a_parameter_without_a_row_to_fill() -> None:
    with pytest.raises(QueryError, match="no VALUES row for"):
        parse("proef", TEXT.replace("VALUES ?b { UNDEF }", ""))


@pytest.mark.parametrize(
    "line",
    [
        "a | string | optioneel | nl | en",
        "a | tekst | optioneel | nl | en | x",
        "a | string | soms | nl | en | x",
        "a",
        "",
    ],
)
def test_rejects_a_parameter_line_that_is_none(line: str) -> None:
    with pytest.raises(QueryError, match="is not name") as refused:
        parse("proef", HEAD + f"#+ parameter: {line}\nSELECT * {{ VALUES ?a {{ UNDEF }} }}")
    assert "parameterregel" in refused.value.nl


@pytest.mark.parametrize("name", names())
def test_every_file_is_named_by_its_place_and_reads(name: str) -> None:
    assert (ROOM / f"{name}.rq").is_file()
    vraag = load(name)
    assert all(p.soort in KINDS and p.nodig in NEEDS and p.nl and p.en for p in vraag.parameters)


def test_reports_an_unknown_question_with_those_there_are() -> None:
    with pytest.raises(QueryError, match="uitvoer/deelnames") as refused:
        load("uitvoer/niets")
    assert "geen vraag" in refused.value.nl


@pytest.mark.parametrize("name", ["../pyproject", "/etc/passwd", ""])
def test_rejects_a_name_that_leads_elsewhere(name: str) -> None:
    with pytest.raises(QueryError):
        load(name)


# --- Values -------------------------------------------------------------------------------------------


def test_a_value_that_is_not_given_stays_open() -> None:
    assert ask(bind(parse("proef", TEXT), {})) == [(None, None)]
    assert ask(bind(parse("proef", TEXT), {"a": []})) == [(None, None)]


def test_more_values_mean_or() -> None:
    found = ask(bind(parse("proef", TEXT), {"a": [ox.Literal("1"), ox.Literal("2")]}))
    assert found == [("1", None), ("2", None)]


def test_rejects_a_value_for_a_parameter_that_is_not_there() -> None:
    with pytest.raises(QueryError, match="has no parameter 'c'"):
        bind(parse("proef", TEXT), {"c": [ox.Literal("1")]})


@given(ANY, ANY)
def test_any_text_is_bound_as_it_is(a: str, b: str) -> None:
    found = ask(bind(parse("proef", TEXT), {"a": [ox.Literal(a)], "b": [ox.Literal(b)]}))
    assert found == [(a, b)]


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_a_value_that_reads_like_a_row_is_not_filled_in_turn(order: str) -> None:
    """Filled one after the other, the text of the second would stand bare in the query."""
    typed = {"a": "VALUES ?b { UNDEF }", "b": ' } } # " } INSERT '}
    found = ask(bind(parse("proef", TEXT), {name: [ox.Literal(typed[name])] for name in order}))
    assert found == [(typed["a"], typed["b"])]


def question(kind: str, need: str = "optioneel") -> str:
    return HEAD + f"#+ parameter: a | {kind} | {need} | nl | en | x\nSELECT ?a WHERE {{ VALUES ?a {{ UNDEF }} }}"


@pytest.mark.parametrize(
    ("kind", "text", "term"),
    [
        ("iri", "https://a.nl/b", ox.NamedNode("https://a.nl/b")),
        ("iri", "<https://a.nl/b>", ox.NamedNode("https://a.nl/b")),
        ("iri", "gm0855", ox.NamedNode(f"{TOOI_ID}gemeente/gm0855")),
        ("iri", "GM0855", ox.NamedNode(f"{TOOI_ID}gemeente/gm0855")),
        ("date", "2024-05-01", ox.Literal("2024-05-01", datatype=ox.NamedNode(XSD + "date"))),
        ("integer", "12", ox.Literal(12)),
        ("string", 'a"b', ox.Literal('a"b')),
    ],
)
def test_makes_a_term_of_what_is_typed(kind: str, text: str, term: ox.NamedNode | ox.Literal) -> None:
    assert parse("proef", question(kind)).read({"a": [text]}, DAY) == {"a": [term]}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("iri", "zomaar"),
        ("iri", "https://a.nl/b c"),
        ("iri", "x:y> } DROP ALL #"),
        ("iri", ""),
        ("date", "gisteren"),
        ("date", "2024-02-30"),
        ("date", "2024-05-01T00:00"),
        ("integer", "1.5"),
        ("integer", ""),
        ("string", "\ud800"),
    ],
)
def test_rejects_a_value_of_the_wrong_kind_naming_both(kind: str, text: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse("proef", question(kind)).read({"a": [text]}, DAY)
    assert f"parameter a kan niet {text!r} zijn" in refused.value.nl
    assert f"expected {kind}" in refused.value.en


def test_rejects_an_unknown_parameter_naming_those_there_are() -> None:
    with pytest.raises(QueryError, match="known: a, b"):
        parse("proef", TEXT).read({"c": ["1"]}, DAY)


def test_rejects_a_missing_parameter_with_an_example() -> None:
    with pytest.raises(QueryError, match=r"is missing: en \(for example x\)"):
        parse("proef", question("string", "verplicht")).read({}, DAY)


def test_the_date_of_the_release_is_taken_where_none_is_given() -> None:
    vraag = parse("proef", question("date", "release"))
    day = ox.NamedNode(XSD + "date")
    assert vraag.read({}, DAY) == {"a": [ox.Literal("2024-05-01", datatype=day)]}
    assert vraag.read({"a": ["2020-01-01"]}, DAY) == {"a": [ox.Literal("2020-01-01", datatype=day)]}
