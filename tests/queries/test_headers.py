"""Every query file says in two languages what it is, and stays within what every SPARQL 1.1 engine can do."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.processor import prepareUpdate

from tests.queries.questions import QUESTIONS, RELEASE, example
from verbanden.query import KINDS, NEEDS, bind, load, names

RULES = tuple(name for name in names() if name.startswith("regels/"))
SELECTS = tuple(name for name in names() if name not in RULES)
PARAMETERS = [pytest.param(name, p, id=f"{name}-{p.naam}") for name in names() for p in load(name).parameters]

NOT_PORTABLE = {
    r"\b(YEAR|MONTH|DAY)\s*\(": "these take xsd:dateTime only; most of our dates are xsd:date",
    r"\bNOT\s+EXISTS\b": "with a join inside it explodes in Oxigraph; MINUS does not",
    r"xsd:date\s*\(": "a cast to xsd:date is no part of SPARQL 1.1; STRDT is",
    r"\bSERVICE\b": "a query goes nowhere else",
    r"\bFROM\b": "which graphs are asked is the asker's to say",
}


def code(text: str) -> str:
    """Give a query without its comments."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


@pytest.mark.parametrize("name", names())
def test_has_a_title_in_both_languages(name: str) -> None:
    vraag = load(name)
    assert vraag.titel_nl
    assert vraag.titel_en
    assert vraag.titel_nl != vraag.titel_en


@pytest.mark.parametrize("name", QUESTIONS)
def test_says_in_both_languages_what_it_answers(name: str) -> None:
    vraag = load(name)
    assert vraag.vraag_nl.endswith("?")
    assert vraag.vraag_en.endswith("?")


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_describes_each_parameter_in_both_languages(name: str, parameter: object) -> None:
    found = next(p for p in load(name).parameters if p == parameter)
    assert found.nl
    assert found.en
    assert found.soort in KINDS
    assert found.nodig in NEEDS
    # The program fills in the queries of its own services; people have an example to go by.
    assert found.voorbeeld or found.nodig == "optioneel" or name not in QUESTIONS


@pytest.mark.parametrize("name", names())
def test_says_of_each_row_to_be_filled_which_parameter_it_is(name: str) -> None:
    vraag = load(name)
    rows = set(re.findall(r"VALUES \?(\w+) \{ UNDEF \}", vraag.tekst))
    assert rows == {p.naam for p in vraag.parameters}


@pytest.mark.parametrize("name", SELECTS)
def test_parses_as_it_stands_and_with_its_example_in_two_engines(name: str) -> None:
    vraag = load(name)
    filled = bind(vraag, vraag.read(example(vraag), RELEASE)) if name in QUESTIONS else vraag.tekst
    for text in (vraag.tekst, filled):
        ox.Store().query(text)
        prepareQuery(text)


@pytest.mark.parametrize("name", RULES)
def test_parses_as_an_update_in_two_engines(name: str) -> None:
    ox.Store().update(load(name).tekst)
    prepareUpdate(load(name).tekst)


@pytest.mark.parametrize("name", QUESTIONS)
def test_uses_nothing_that_only_some_engines_know(name: str) -> None:
    found = {rule: why for rule, why in NOT_PORTABLE.items() if re.search(rule, code(load(name).tekst))}
    assert found == {}


@pytest.mark.parametrize("name", QUESTIONS)
def test_filters_inside_each_arm_of_a_union(name: str) -> None:
    """A reference date that is compared outside the arms makes the engine lay all of them together first."""
    depth, outside = 0, ""
    for piece in re.split(r"([{}])", code(load(name).tekst)):
        depth += {"{": 1, "}": -1}.get(piece, 0)
        outside += piece if depth == 1 else ""
    if "UNION" in outside:
        assert not re.search(r"FILTER\([^L]*\?(peildatum|van|tot)\b", outside)


@pytest.mark.parametrize("name", QUESTIONS)
def test_tells_with_a_date_whether_the_source_covers_it(name: str) -> None:
    dated = {"peildatum", "tot"} & {p.naam for p in load(name).parameters}
    about_partnerships = name != "cijfers/gemeenten-op-datum"
    if dated and about_partnerships:
        assert "?binnenDekking" in code(load(name).tekst).split("WHERE", 1)[0]
