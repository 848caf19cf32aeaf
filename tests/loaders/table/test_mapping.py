"""Mappings: every mistake told at once with line and key; what a mapping names is found or said to be missing."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.mapping import MAX_BYTES, MappingError, lees_mapping, voorstel
from loaders.mapping_headers import SYNONIEMEN, kop, stel_voor
from loaders.mapping_schema import VELDEN, afbeelding
from tests.loaders.table.hulp import feiten, lees, lees_bestand, redenen
from tests.loaders.table.test_layouts import FACTS, GOED
from verbanden.submission import InzendingError

WHOLE = """
versie: 1
kolommen:
  naam: Nee        # a header may be called so
  sleutel: 012
deelnemers: {vorm: een-kolom, kolommen: Leden, scheiding: " / "}
vast:
  rechtsvorm: OL
negeer: ["*"]
"""


def mistakes(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(MappingError) as refused:
        lees_mapping(text)
    assert isinstance(refused.value, InzendingError)
    for one in refused.value.fouten:
        assert one.nl in refused.value.nl
        assert one.en in refused.value.en
        assert one.nl != one.en
    return [(one.regel, one.sleutel) for one in refused.value.fouten]


def test_accepts_a_mapping_and_keeps_every_value_as_it_is_written() -> None:
    mapping = lees_mapping(WHOLE)
    assert mapping["kolommen"] == {"naam": "Nee", "sleutel": "012"}
    read = lees("Nee;012;Leden;Los\nA;007;Tilburg / Breda, X;weg\n", mapping=mapping)
    assert feiten(read) == {
        "A": {"identifier": {"007"}, "lid": {"gm0855", "Breda, X"}, "rechtsvorm": {"openbaar-lichaam"}}
    }
    assert [told for told in redenen(read) if told[0] == "kolom"] == []


def test_reports_every_mistake_at_once_with_line_and_key() -> None:
    text = "\n".join(
        [
            "versie: 2",
            "kolomen:",
            "  naam: x",
            "deelnemers:",
            "  vorm: los",
            "  toegetreden: y",
            "blad: [a, b]",
            "koprij: nul",
            "datums: jaar",
            "vast: {naam: x}",
            "blad: z",
        ]
    )
    assert mistakes(text) == [
        (1, "versie"),
        (1, "kolommen"),
        (2, "kolomen"),
        (4, "deelnemers"),
        (5, "deelnemers.vorm"),
        (6, "deelnemers.toegetreden"),
        (8, "koprij"),
        (9, "datums"),
        (10, "vast.naam"),
        (11, "blad"),
    ]


def test_reports_what_was_probably_meant() -> None:
    with pytest.raises(MappingError, match="do you mean rechtsvorm"):
        lees_mapping("versie: 1\nkolommen: {naam: x, rechtvorm: y}\n")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(1, "bestand")]),
        ("- a\n", [(1, "bestand")]),
        ("versie: 1\nkolommen: {naam: a}\nx: &a b\n", [(3, "bestand")]),
        ("versie: 1\nkolommen: {naam: *a}\n", [(2, "bestand")]),
        ("versie: 1\nkolommen: {naam: !!python/name:os.system x}\n", [(2, "bestand")]),
        ("[[[[[[[[[[", [(1, "bestand")]),
        ("versie: 1\nkolommen: {naam: 'a}\n", [(3, "bestand")]),
        ("a: b: c\n", [(1, "bestand")]),
        ("versie: 1\x00\n", [(None, "bestand")]),
        ("#" * (MAX_BYTES + 1), [(None, "bestand")]),
        ("- x\n" * 6000, [(4999, "bestand")]),
        ("versie: 1\nkolommen:\n  naam: a\n  naam: b\n", [(4, "kolommen.naam")]),
        ("versie: 1\nkolommen: {naam: }\n", [(2, "kolommen.naam")]),
        ("versie: 1\nkolommen: {naam: a, einde: b, beeindigd_per: c}\n", [(2, "kolommen.beeindigd_per")]),
        ("versie: 1\nkolommen: {naam: a, rechtsvorm: b}\nvast: {rechtsvorm: OL}\n", [(3, "vast.rechtsvorm")]),
        (
            "versie: 1\nkolommen: {naam: a}\ndeelnemers: {vorm: een-kolom, kolommen: [a, b]}\n",
            [(3, "deelnemers.kolommen")],
        ),
        ("versie: 1\nkolommen: {naam: a}\ndeelnemers: x\n", [(3, "deelnemers")]),
    ],
)
def test_rejects_what_is_no_mapping(text: str, found: list[tuple[int | None, str]]) -> None:
    assert mistakes(text) == found


@given(st.text(max_size=80))
def test_reads_or_refuses_any_text(text: str) -> None:
    try:
        data = lees_mapping(text)
    except MappingError as refused:
        told = refused.fouten
    else:
        told = ()
        assert data
    assert all(one.nl and one.en for one in told)


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
KEYS = st.sampled_from(["versie", "kolommen", "naam", "deelnemers", "vorm", "x"])
PLAIN = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


@given(PLAIN)
def test_checks_any_plain_data(data: object) -> None:
    """A mapping that comes as JSON is checked by the same schema."""
    with suppress(MappingError):
        read = afbeelding(data if isinstance(data, dict) else {"kolommen": data})
        assert {"naam", "sleutel"} & set(read.velden)


def test_rejects_columns_that_are_not_there_and_says_which_are() -> None:
    mapping = {"versie": "1", "kolommen": {"naam": "Naam", "doel": "Doelstelling", "begin": "Start"}}
    with pytest.raises(InzendingError) as refused:
        lees("Naam;Doelstellling;Begin\nA;x;1-1-2020\n", mapping=mapping)
    assert "'Doelstelling' (bedoelt u 'Doelstellling'?)" in refused.value.nl
    assert "'Start'" in refused.value.nl
    assert refused.value.plaats is not None
    assert refused.value.plaats.rij == 1


def test_names_a_column_by_its_letter_where_its_header_stands_there_twice() -> None:
    table = "Naam;Naam;Deelnemers\nA;B;Tilburg\n"
    with pytest.raises(InzendingError, match="stands there twice"):
        lees(table, mapping={"versie": "1", "kolommen": {"naam": "Naam"}})
    assert set(feiten(lees(table, mapping={"versie": "1", "kolommen": {"naam": "B"}}))) == {"B"}


@pytest.mark.parametrize(("key", "value"), [("koprij", 9), ("koprij", 3), ("blad", "Blad9")])
def test_rejects_a_header_row_or_sheet_that_is_not_there(key: str, value: object) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Naam"])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(InzendingError) as refused:
        lees(out.getvalue(), "xlsx", {"versie": "1", "kolommen": {"naam": "Naam"}, key: value})
    assert key in refused.value.nl


def test_dates_of_members_count_where_each_has_a_row() -> None:
    table = "Naam;Lid;Vanaf;Weg\nA;Tilburg;1-1-2020;1-1-2021\nA;Tilburg;1-1-2022;\nA;Breda;;\n"
    mapping = lees_mapping(
        "versie: 1\nkolommen: {naam: Naam}\n"
        "deelnemers: {vorm: rij-per-deelnemer, kolommen: Lid, toegetreden: Vanaf, uitgetreden_per: Weg}\n"
    )
    read = lees(table, mapping=mapping)
    assert sum("#Deelname>" in str(triple.object) for triple in read.triples) == 3
    begun = sorted(t.object.value for t in read.triples if str(t.predicate).endswith("#begin>"))
    assert begun == ["2020-01-01", "2022-01-01"]


# --- Headers and proposals --------------------------------------------------------------------------------


def test_every_header_that_is_known_is_written_as_it_is_compared_and_means_one_field() -> None:
    names = [name for group in SYNONIEMEN.values() for name in group]
    assert [kop(name) for name in names] == names
    assert len(names) == len(set(names))
    assert set(VELDEN) <= set(SYNONIEMEN)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("NAAM SAMENWERKINGSVERBAND", "naam"),
        ("Beëindigd per", "beeindigd_per"),
        ("Begindatum (dd-mm-jjjj)", "begin"),
        ("Meeting frequency", "frequentie"),
        ("Verplicht / vrijwillig", "verplichting"),
        ("Vaste groep?", "vasteGroep"),
    ],
)
def test_knows_headers_in_any_case_with_accents_and_remarks(header: str, field: str) -> None:
    assert stel_voor([header]).velden == {field: 0}


@pytest.mark.parametrize("path", GOED, ids=lambda path: path.name)
def test_a_proposal_reads_the_table_it_was_made_for(path: Path) -> None:
    text = voorstel(path.name, path.read_bytes())
    assert text.startswith("# Voorstel voor een mapping")
    mapping = lees_mapping(text)
    assert feiten(lees_bestand(path, mapping)) == FACTS


def test_proposes_a_guess_and_says_so_where_nothing_is_known() -> None:
    text = voorstel("x.csv", b"Wat;Tilburg;Breda;Los\nA;x;;q\nB;x;x;\n")
    assert "# gegokt" in text
    assert "vorm: kruisjes" in text
    assert '  - "Los"' in text
    assert feiten(lees("Wat;Tilburg;Breda;Los\nA;x;;q\n", mapping=lees_mapping(text)))["A"]["lid"] == {"gm0855"}


class NothingToReadError(Exception):
    """The table itself is refused: there is nothing to propose for."""


def proposed(data: bytes) -> str:
    try:
        return voorstel("x.csv", data)
    except InzendingError as refused:
        raise NothingToReadError from refused


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"]), max_size=8), min_size=1, max_size=5))
def test_a_proposal_is_a_mapping_whatever_the_headers(headers: list[str]) -> None:
    quoted = ";".join('"' + header.replace('"', '""') + '"' for header in headers)
    with suppress(NothingToReadError):
        assert lees_mapping(proposed(f"{quoted}\n".encode()))["koprij"]


def test_rejects_an_empty_table_to_propose_for() -> None:
    with pytest.raises(InzendingError, match="empty"):
        voorstel("x.csv", b"\n\n")
