"""Text as a table: encoding and separator are found out, cells come back as written, rows keep their line."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.mapping_headers import bekend
from loaders.table_cells import Rij, Tabelbestand
from loaders.table_csv import open_csv
from tests.loaders.table.hulp import lees
from verbanden.submission import InzendingError, Limieten

LETTERS = st.characters(blacklist_categories=["Cs", "Cc", "Cn"], blacklist_characters='="+-@\ufeff\u2028\x85')
CELL = st.text(LETTERS, max_size=12)
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=6)
)
QUOTED = st.text(st.sampled_from("ab\";,\n\t|' é"), max_size=8)


def opened(data: bytes, **limits: int) -> Tabelbestand:
    return open_csv("lijst.csv", data, Limieten(**limits), bekend)


def rows(data: bytes, **limits: int) -> list[Rij]:
    return list(opened(data, **limits).bladen[0].open())


def written(table: list[list[str]], separator: str, eol: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=eol, quoting=csv.QUOTE_ALL).writerows(table)
    return out.getvalue()


@given(
    TABLES,
    st.sampled_from(";,\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_reads_back_what_was_written(table: list[list[str]], separator: str, encoding: str, eol: str) -> None:
    table = [["Naam", "Deelnemers", "Doel", "Agenda", "Nr"][: len(table[0])], *table]
    data = written(table, separator, eol).encode(encoding)
    assert [row.teksten for row in rows(data)] == table
    assert [row.nummer for row in rows(data)] == list(range(1, len(table) + 1))


@given(st.lists(QUOTED, min_size=1, max_size=6))
def test_reads_back_cells_with_quotes_and_line_ends(cells: list[str]) -> None:
    table = [["Naam", "Doel"], *([cell, "x"] for cell in cells)]
    found = rows(written(table, ";").encode())
    assert [row.cel(0).tekst for row in found[1:]] == cells
    assert all(row.fout is None for row in found)


@given(st.binary(max_size=300))
def test_reads_or_refuses_any_bytes(data: bytes) -> None:
    with suppress(InzendingError):
        found = rows(data)
        assert [row.nummer for row in found] == list(range(1, len(found) + 1))


@given(st.lists(st.sampled_from(['"', '""', "a", ";", "\n", "x;y\n", '"a"\n']), max_size=30))
def test_loses_no_line_to_wrong_quotes(pieces: list[str]) -> None:
    text = "x;y\n" + "".join(pieces)
    found = rows(text.encode())
    lines = list(io.StringIO(text, newline=""))
    # Each row begins on a later line, and a row that is wrong takes one line only.
    starts = [row.regel or 0 for row in found]
    assert starts == sorted(set(starts))
    for row, after in zip(found, [*starts[1:], len(lines) + 1], strict=True):
        assert row.fout is None or after == (row.regel or 0) + 1


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("Naam;Deelnemers\nA;Tilburg, Breda, Waalwijk\nB;a, b, c\n", ";"),
        ("Naam,Deelnemers\nA,Tilburg; Breda\n", ","),
        ("Naam\tDeelnemers\nA;b;c\tTilburg\n", "\\t"),
        ("sep=|\nNaam|Deelnemers\nA|b\n", "|"),
        ("sep=\t\nNaam\tDeelnemers\nA\tb\n", "\\t"),
        ("x;y;z\n1;2,5;3\n", ";"),
    ],
)
def test_finds_the_separator(text: str, separator: str) -> None:
    assert opened(text.encode()).vorm.endswith(f'delimiter="{separator}"')


def test_counts_rows_as_a_spreadsheet_does_and_lines_as_an_editor_does() -> None:
    read = lees('sep=;\nNaam;Doel\n\nA;"twee\nregels"\nB;x\n')
    places = {(place.rij, place.regel) for place in read.plaatsen}
    assert places == {(4, 4), (5, 6)}


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"Naam\nCaf\x81\n", "regel 2"),
        ("Naam;Deelnemers\nA;B\n".encode("utf-16-le"), "zonder BOM"),
        (b"\xff\xfeN\x00a", "lijst"),
        (b"\xff\xfeN", "regel 1"),
    ],
)
def test_rejects_bytes_that_are_no_text(data: bytes, word: str) -> None:
    with pytest.raises(InzendingError) as refused:
        lees(data)
    assert refused.value.soort == "onleesbaar"
    assert word in refused.value.nl


def test_reports_that_an_encoding_was_guessed() -> None:
    read = lees("Naam\nCoöperatie\n".encode("windows-1252"))
    assert any("Windows-1252" in one.nl for one in read.afwijzingen)
    assert "Coöperatie" in str(read.triples)


def test_rejects_cells_and_rows_over_the_limits_and_reads_those_at_them() -> None:
    at, over = "a" * 100, "a" * 101
    found = rows(f"Naam;Doel\n{at};x\n{over};x\n".encode(), literal=100)
    assert [row.cel(0).fout is None for row in found] == [True, True, False]
    wide = rows(("a;" * 4 + "a\n" + "a;" * 5 + "a\n").encode(), kolommen=5)
    assert [row.fout is None for row in wide] == [True, False]


def test_refuses_a_file_that_is_nothing_but_wrong_quotes() -> None:
    with pytest.raises(InzendingError) as refused:
        lees("Naam;Deelnemers\n" + '"x"y;z\n' * 1001)
    assert refused.value.soort == "te-veel"
    assert lees("Naam;Deelnemers\n" + '"x"y;z\n' * 1000).gelezen == 1000
