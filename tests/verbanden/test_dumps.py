"""The dumps say the same in every form, and are equal every time."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.verbanden.records import small_sources
from verbanden.assemble import Samenstel, assemble
from verbanden.dumps import JSONLD, NQUADS, TURTLE, nquads, write_all, write_gzip
from verbanden.namespaces import Iris
from verbanden.query import names

TABLES = ["deelnames", "identificaties", "organisaties", "regelingen", "samenwerkingsverbanden", "vermeldingen"]


@pytest.fixture(scope="module")
def small() -> Samenstel:
    return assemble(small_sources(), Iris())


@pytest.fixture(scope="module")
def folder(small: Samenstel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("dumps")
    write_all(place, small.default_graph(), small.graven, small.store)
    return place


def quads(folder: Path, name: str, form: ox.RdfFormat) -> list[ox.Quad]:
    return list(ox.parse(input=gzip.decompress((folder / name).read_bytes()), format=form))


def canonical(found: list[ox.Quad]) -> set[ox.Triple]:
    """Give the triples of the default graph, with blank nodes named by what they say."""
    data = ox.Dataset(
        ox.Quad(q.subject, q.predicate, q.object) for q in found if q.graph_name == ox.DefaultGraph()
    )
    data.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {q.triple for q in data}


def table(folder: Path, name: str) -> list[dict[str, str]]:
    text = gzip.decompress((folder / f"{name}.csv.gz").read_bytes()).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_all_forms_hold_the_same_consolidated_graph(folder: Path, small: Samenstel) -> None:
    as_quads = canonical(quads(folder, NQUADS, ox.RdfFormat.N_QUADS))
    assert len(as_quads) == len(small.default_graph())
    assert canonical(quads(folder, TURTLE, ox.RdfFormat.TURTLE)) == as_quads
    assert canonical(quads(folder, JSONLD, ox.RdfFormat.JSON_LD)) == as_quads


def test_turtle_and_json_ld_hold_the_consolidated_view_only(folder: Path) -> None:
    for name, form in ((TURTLE, ox.RdfFormat.TURTLE), (JSONLD, ox.RdfFormat.JSON_LD)):
        assert {q.graph_name for q in quads(folder, name, form)} == {ox.DefaultGraph()}


def test_n_quads_hold_each_graph_by_name(folder: Path, small: Samenstel) -> None:
    found = {q.graph_name for q in quads(folder, NQUADS, ox.RdfFormat.N_QUADS)}
    assert found == {ox.DefaultGraph(), *(ox.NamedNode(g.naam) for g in small.graven)}


def test_n_quads_have_no_line_twice(folder: Path) -> None:
    lines = gzip.decompress((folder / NQUADS).read_bytes()).splitlines()
    assert len(lines) == len(set(lines))


def test_there_is_a_table_for_each_question_of_the_output(folder: Path) -> None:
    assert [path.name.removesuffix(".csv.gz") for path in sorted(folder.glob("*.csv.gz"))] == TABLES
    assert [f"uitvoer/{name}" for name in TABLES] == [name for name in names() if name.startswith("uitvoer/")]


@pytest.mark.parametrize("name", TABLES)
def test_each_table_parses_has_rows_and_none_twice(folder: Path, name: str) -> None:
    rows = table(folder, name)
    assert rows
    assert len({tuple(row.values()) for row in rows}) == len(rows)
    assert all(None not in row for row in rows), "no row has more fields than the header"


def test_the_tables_hold_everything_there_is(folder: Path, small: Samenstel) -> None:
    verbanden = small.geschiedenis.verbanden
    assert len(table(folder, "samenwerkingsverbanden")) == len(verbanden)
    assert len(table(folder, "regelingen")) == sum(len(v.regelingen) for v in verbanden)
    rows = table(folder, "deelnames")
    assert len(rows) == sum(len(v.deelnames) for v in verbanden)
    assert sum(row["afgeleid"] == "true" for row in rows) == sum(
        d.afgeleid for v in verbanden for d in v.deelnames
    )
    assert {row["naam"] for row in rows} == {f"Gemeente {m}" for m in "ABCDEFG"}


def test_text_with_quotes_and_line_ends_comes_through_every_table(folder: Path) -> None:
    titles = {row["titel"] for row in table(folder, "regelingen")}
    assert {'Regeling Één "Oud"', "Regeling Eén\nNieuw"} <= titles


def test_the_tables_of_the_embedded_data_have_every_row(samenstel: Samenstel, tmp_path: Path) -> None:
    write_all(tmp_path, [], [], samenstel.store)
    verbanden = samenstel.geschiedenis.verbanden
    assert len(table(tmp_path, "samenwerkingsverbanden")) == 549
    assert len(table(tmp_path, "regelingen")) == 1186
    assert len(table(tmp_path, "deelnames")) == sum(len(v.deelnames) for v in verbanden)


def test_gzip_keeps_no_time_and_no_name(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        flags, time = path.read_bytes()[3], path.read_bytes()[4:8]
        assert (flags, time) == (0, b"\0\0\0\0"), path.name
    write_gzip(tmp_path / "een.gz", [b"a", b"b"])
    write_gzip(tmp_path / "twee.gz", [b"ab"])
    assert gzip.decompress((tmp_path / "een.gz").read_bytes()) == b"ab"


def test_the_same_graphs_give_the_same_files(folder: Path, tmp_path: Path) -> None:
    made = assemble(small_sources(), Iris())
    write_all(tmp_path, made.default_graph(), made.graven, made.store)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        p.name: p.read_bytes() for p in folder.iterdir()
    }


def test_chunks_end_with_a_line(samenstel: Samenstel) -> None:
    for chunk in nquads(samenstel.default_graph(), samenstel.graven):
        assert chunk.endswith(b" .\n")
