from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from verbanden.errors import QueryError, StoreError
from verbanden.store import Answer, EmbeddedStore

DATA = b"""<x:a> <x:p> "view" .
<x:a> <x:p> "one" <x:g1> .
<x:a> <x:p> "two" <x:g2> .
"""
ALL = "SELECT ?o WHERE { ?s ?p ?o } ORDER BY ?o"
NAMED = "SELECT ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?o"


@pytest.fixture
def store() -> EmbeddedStore:
    return EmbeddedStore.from_lines(DATA.splitlines(keepends=True))


def values(answer: Answer) -> list[str]:
    assert isinstance(answer, ox.QuerySolutions)
    return [row["o"].value for row in answer if isinstance(row["o"], ox.Literal)]


def test_the_default_graph_is_the_consolidated_view(store: EmbeddedStore) -> None:
    assert values(store.query(ALL)) == ["view"]


def test_named_graphs_are_asked_by_name(store: EmbeddedStore) -> None:
    assert values(store.query(NAMED)) == ["one", "two"]
    assert store.named_graphs() == ["x:g1", "x:g2"]
    assert len(store) == 3


def test_default_graphs_take_the_place_of_the_view(store: EmbeddedStore) -> None:
    assert values(store.query(ALL, default_graphs=["x:g1", "x:g2"])) == ["one", "two"]


def test_named_graphs_alone_leave_the_default_graph_empty(store: EmbeddedStore) -> None:
    assert values(store.query(ALL, named_graphs=["x:g1"])) == []
    assert values(store.query(NAMED, named_graphs=["x:g1"])) == ["one"]


def test_a_graph_that_is_not_there_is_empty(store: EmbeddedStore) -> None:
    assert values(store.query(ALL, default_graphs=["x:nergens"])) == []


def test_gives_yes_or_no_and_triples_too(store: EmbeddedStore) -> None:
    assert bool(store.query("ASK { <x:a> ?p ?o }"))
    assert isinstance(store.query("CONSTRUCT WHERE { ?s ?p ?o }"), ox.QueryTriples)


@pytest.mark.parametrize("text", ["", "SELECT", "SELECT * {", "INSERT DATA { <x:a> <x:p> 1 }", "DROP ALL"])
def test_rejects_what_is_not_a_query(store: EmbeddedStore, text: str) -> None:
    with pytest.raises(QueryError) as refused:
        store.query(text)
    assert refused.value.nl.startswith("geen geldige SPARQL-vraag")
    assert refused.value.en.startswith("not a valid SPARQL query")
    assert len(store) == 3


@pytest.mark.parametrize("name", ["a.nq", "a.nq.gz"])
def test_loads_a_file_gzipped_or_not(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(DATA) if name.endswith(".gz") else DATA)
    assert len(EmbeddedStore.load(path)) == 3


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("weg.nq.gz", None),
        ("geen.nq.gz", DATA),
        ("half.nq.gz", gzip.compress(DATA * 1000)[:-20]),
        ("kapot.nq.gz", gzip.compress(DATA)[:15] + b"\xff" * 20),
        ("fout.nq", b"<x:a> <x:p> ."),
        ("vreemd.nq", b"\xff\xfe"),
    ],
)
def test_reports_a_file_that_cannot_be_loaded(tmp_path: Path, name: str, data: bytes | None) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(StoreError) as refused:
        EmbeddedStore.load(path)
    assert name in refused.value.nl
    assert "cannot be loaded" in refused.value.en


# Start, what opens, middle, what closes, end; how often it is refused at, and how often it may just pass.
CHAINS = {
    "function": ("SELECT*{FILTER(", "STR(", "1", ")", ")}", 1_000, 98),
    "group": ("SELECT*", "{", "", "}", "", 4_000, 100),
    "round": ("SELECT*{FILTER(", "(", "1", ")", ")}", 8_000, 98),
    "sum": ("SELECT*{FILTER(", "1+", "1", "", ")}", 8_000, 999),
    "and": ("SELECT*{FILTER(", "1&&", "1", "", ")}", 8_000, 499),
    "not": ("SELECT*{FILTER(", "!", "1", "", ")}", 16_000, 999),
    "path": ("SELECT*{?s ", "(", "<a:b>", ")", " ?o}", 16_000, 99),
    "steps": ("SELECT*{?s ", "<a:b>/", "<a:b>", "", " ?o}", 1_000, 300),
    "optional": ("SELECT*{", "OPTIONAL{", "", "}", "}", 4_000, 99),
    "minus": ("SELECT*{", "MINUS{", "", "}", "}", 4_000, 99),
    "exists": ("SELECT*{", "FILTER NOT EXISTS{", "", "}", "}", 2_500, 99),
    "list": ("SELECT*{?s ?p ", "(", "1", ")", "}", 500, 99),
    "triples": ("SELECT*{", "?s ?p ?o.", "", "", "}", 1_000, 149),
    "values": ("SELECT*{", "VALUES ?x {1}", "", "", "}", 500, 149),
}
ASK_IN_A_THREAD = """
import sys, threading
from verbanden.errors import QueryError
from verbanden.store import EmbeddedStore
def ask():
    try:
        list(EmbeddedStore.from_lines([]).query(sys.stdin.read()))
        print("answered")
    except QueryError as error:
        print("refused:", error.en)
thread = threading.Thread(target=ask)
thread.start()
thread.join()
"""


@pytest.mark.parametrize("passes", [False, True], ids=["refused", "just passes"])
@pytest.mark.parametrize("name", CHAINS)
def test_survives_chains_and_nesting(name: str, passes: bool) -> None:
    start, opening, middle, closing, end, many, few = CHAINS[name]
    times = few if passes else many
    text = start + opening * times + middle + closing * times + end
    command = [sys.executable, "-c", ASK_IN_A_THREAD]
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.startswith("answered" if passes else "refused: the query has too many "), done.stdout


def test_says_in_two_languages_what_a_query_has_too_much_of(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError) as refused:
        store.query("ASK " + "{" * 101 + "}" * 101)
    assert refused.value.nl == "de vraag heeft te veel geneste haakjes; ten hoogste 100"
    assert refused.value.en == "the query has too many levels of nested brackets; at most 100"
