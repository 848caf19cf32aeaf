from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbanden.sparql_text import calls_service, dataset, decoded, oversized, too_deep

CALLS = [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://x/>{ ?s ?p ?o } }",
    "SELECT * { ?s ex:-1SERVICE<http://x/>{ ?s ?p ?o } }",
    "SELECT * { ?a?b-1SERVICE<http://x/>{ ?s ?p ?o } }",
    "SELECT * { ?s ex:p?trueSERVICE<http://x/>{} }",
    "SELECT * { SERVICE:x{ ?s ?p ?o } }",
    "SELECT * { truea1e3SERVICE:x{} }",
    "SELECT * { []atrueSERVICE<http://x/>{} }",
    "SELECT * { SERVICEa:x { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENTa:x { ?s ?p ?o } }",
    "SELECT * { SERVICE#x\n#y{\nSILENT#\r<http://x/>#\n{ ?s ?p ?o } }",
    "SELECT * { SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { SERVICE$x{ ?s ?p ?o } }",
    "SELECT * { SERVICE a\u1680:x { } }",
    r"SELECT * { SERVICE ex:a\#b { } }",
    r"SELECT * { \u0053ERVICE <http://x/> { } }",
    r"SELECT * { SERVICE \u003Chttp://x/> { } }",
    r"SELECT * { S\U00000045RVICE ex:x \u007B } }",
    "SELECT * { ?s ?p ?o.SERVICE <http://x/> {} }",
]
INNOCENT = [
    'SELECT * { ?s ?p "service" }',
    "SELECT * { ?service <http://x/> ?o . { ?s ?p ?o } }",
    "SELECT * { ?s ex:service <http://x/> { ?a ?b ?c } }",
    "SELECT * { services:a ex:p ex:b . { ?s ?p ?o } }",
    "SELECT ?service ?naam { ?service a ex:Service }",
    "DESCRIBE ex:service ?x { ?x a ex:Service }",
    "SELECT ?service WHERE { ?service a ex:Service }",
    "# the service is good: see\nSELECT * { ?s ?p ?o }",
    'SELECT * { ?s ?p ?o FILTER(CONTAINS(?o, "service: telefoon")) }',
    "PREFIX service: <http://x/> SELECT * { service:a a service:B }",
]


@pytest.mark.parametrize("text", CALLS)
def test_finds_a_call_of_another_service(text: str) -> None:
    assert calls_service(text)


@pytest.mark.parametrize("text", INNOCENT)
def test_lets_innocent_text_pass(text: str) -> None:
    assert not calls_service(text)


GAP = st.lists(st.sampled_from([" ", "\n", "\t", "\r\n", "#\n", '# { } <x> "\n', "#'''\r"]), max_size=4).map(
    "".join
)
WORD = st.tuples(*(st.sampled_from([c.lower(), c.upper()]) for c in "service")).map("".join)
TARGET = st.sampled_from(["<http://127.0.0.1/>", "<>", "?x", "$x", ":x", "a:", "a.b:c-d", r"a:b\#c", "a:%7Bb"])
BEFORE = st.sampled_from(
    ["", " ", "{", "}", ".", "\n", ")", '"', "'", ">", "1", "true", "FALSE", "1.5e-3", "#\n", "?o-2"]
)


SILENT = st.sampled_from(["", "SILENT", "silent"])


@given(st.tuples(BEFORE, WORD, GAP, SILENT, GAP, TARGET, GAP).map("".join))
def test_finds_every_way_to_write_it(clause: str) -> None:
    assert calls_service(f"SELECT * {{ ?s ?p ?o {clause}{{ ?a ?b ?c }} }}")


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through(text: str) -> None:
    calls_service(text)
    dataset(text)
    decoded(text)
    oversized(text)


def test_reads_the_dataset_of_a_query_only_where_it_is_one() -> None:
    text = """BASE <http://b/> PREFIX e: <http://e/> # FROM <http://comment>
    SELECT ("FROM <http://string>" AS ?x) ?from FROM e:a FROM NAMED <g> from <http://z>
    WHERE { ?s ?p 'FROM <http://inside>' . GRAPH ?g { ?s e:from <http://deep> } }"""
    assert dataset(text) == ["http://e/a", "http://b/g", "http://z"]


def test_reads_the_dataset_after_a_template() -> None:
    assert dataset("CONSTRUCT { ?s ?p ?o } FROM <http://g> WHERE { ?s ?p ?o }") == ["http://g"]


@pytest.mark.parametrize(
    "text",
    [
        '"\\' * 25_000,
        "'\"\\" * 16_000,
        "'''\\" * 12_000,
        ("SERVICE?" + "\\a" * 4) * 3_124,
        "BASE <" + "a/" * 900 + "> BASE <" * 5_000,
        "BASE <x:" + "a/" * 900 + "> " + "FROM <g> " * 5_000,
        "<a" * 25_000,
    ],
)
@pytest.mark.parametrize("look", [calls_service, dataset, oversized])
def test_looks_through_a_text_in_linear_time(look: Callable[[str], object], text: str) -> None:
    start = time.perf_counter()
    look(text[:50_000])
    assert time.perf_counter() - start < 0.5


def test_takes_a_text_with_very_many_services_to_call_one() -> None:
    assert calls_service("?service " * 101)
    assert not calls_service("?service " * 100)


def test_reads_the_dataset_through_twenty_bases_and_no_further() -> None:
    assert dataset("BASE <http://b/> " * 20 + "SELECT * FROM <g> {}") == ["http://b/g"]
    assert dataset("BASE <http://b/> " * 21 + "SELECT * FROM <g> {}") == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { VALUES ?x { " + '"a.b;" ' * 2_000 + "} }",
        "SELECT * { VALUES (?x ?y) { " + "(1 2) " * 2_000 + "} }",
        "SELECT * { FILTER(?x IN (" + "<x:a-b/c>," * 2_000 + "1)) }",
        "SELECT * { ?s ?p '" + "/ " * 2_000 + ";'} # " + "+ " * 2_000,
    ],
)
def test_lets_long_lists_of_data_pass(text: str) -> None:
    assert not too_deep(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s?p?o" + ".?s?p?o" * 200 + "}",
        "SELECT * { ?s ?p ?o" + ".a:b?p?o" * 200 + "}",
        "SELECT * { FILTER(1" + "-1" * 1_001 + ") }",
        r"SELECT * { FILTER(" + r"\u0028" * 101 + "1" + ")" * 101 + ") }",
    ],
)
def test_counts_what_stands_without_spaces_or_escaped(text: str) -> None:
    assert too_deep(text)
