"""What is wrong in a table: told with kind, cell and value; whatever can be read is read, and no row gets lost."""

from __future__ import annotations

import pytest

from tests.loaders.table.hulp import HIER, feiten, lees, lees_bestand, redenen
from verbanden.model import Afwijzing
from verbanden.submission import Inzending

RIJ, VELD, KOLOM, MELDING = "samenwerkingsverband", "veld", "kolom", "melding"
Told = list[tuple[str, str, str]]

EXPECTED: dict[str, tuple[int, int, Told]] = {
    "formule": (2, 1, [(VELD, "B2", '=HYPERLINK("x")'), (RIJ, "A3", "=1+1")]),
    "dde": (3, 2, [(VELD, "B2", "-2+3+cmd|' /C calc'!A0"), (RIJ, "A3", "@SUM(A1)")]),
    "te-kort": (2, 1, [(RIJ, "2", "A")]),
    "te-lang": (2, 1, [(RIJ, "2", "A")]),
    "aanhalingsteken": (4, 2, [(RIJ, "2", '"A"x;Tilburg'), (RIJ, "4", '"C;Tilburg')]),
    "zonder-naam": (3, 1, [(RIJ, "B2", ""), (RIJ, "B4", "")]),
    "dubbel": (2, 1, [(RIJ, "A3", "a")]),
    "dubbele-sleutel": (3, 2, [(RIJ, "A3", "1")]),
    "datums": (
        9,
        9,
        [
            (VELD, "B2", "1/2/2020"),
            (VELD, "B3", "31-02-2020"),
            (VELD, "B4", "2015"),
            (VELD, "B5", "43831"),
            (VELD, "B6", "01-02-20"),
            (VELD, "B7", "morgen"),
            (VELD, "B8", "0012-01-01"),
        ],
    ),
    "keuzes": (
        1,
        1,
        [(VELD, "B2", "GR"), (VELD, "E2", "ja"), (VELD, "C2", "af en toe"), (VELD, "D2", "misschien")],
    ),
    "nul": (2, 1, [(RIJ, "A2", "A"), (VELD, "B3", "Bre da")]),
    "tegenstrijdig": (
        5,
        5,
        [(VELD, "D3", "stichting"), (VELD, "B4", "B"), (MELDING, "C5", "Tilburg"), (VELD, "C6", "")],
    ),
    "onbegrepen": (1, 1, [(KOLOM, "C1", "Opmerking"), (KOLOM, "D1", "Deelnemers")]),
    "rapporteur": (3, 3, [(MELDING, "B3", "J. Jansen")]),
}


def of_file(name: str) -> Inzending:
    return lees_bestand(HIER / "slecht" / f"{name}.csv")


@pytest.mark.parametrize("name", EXPECTED)
def test_rejects_what_is_wrong_with_its_cell(name: str) -> None:
    read = of_file(name)
    rows_read, accepted, expected = EXPECTED[name]
    # That no column holds members is told of the file, and not what these files are about.
    told = [one for one in redenen(read) if one[1] != ""]
    assert sorted(told) == sorted(expected)
    assert (read.gelezen, read.aangenomen) == (rows_read, accepted)
    assert sum(kind == RIJ for kind, _, _ in told) == rows_read - accepted


@pytest.mark.parametrize("path", sorted((HIER / "slecht").glob("*.csv")), ids=lambda path: path.stem)
def test_reports_in_two_languages_file_place_and_value(path: object) -> None:
    told = of_file(getattr(path, "stem", "")).afwijzingen
    for one in told:
        assert one.nl.startswith("lijst.csv")
        assert one.en.startswith("lijst.csv")
        assert one.nl != one.en
        assert "\n" not in one.nl + one.en
        assert one.waarde in one.nl
        assert one.waarde in one.en


def test_every_bad_file_has_its_expectation() -> None:
    files = {path.stem for path in (HIER / "slecht").glob("*.csv")}
    assert files == {*EXPECTED, "gelijk-als-tekst", "mojibake"}


def the_one(read: Inzending, cell: str) -> Afwijzing:
    [found] = [one for one in read.afwijzingen if f"{one.veld.split(' ')[0]}{one.plaats.record}" == cell]
    return found


def test_reports_a_formula_with_its_cell_and_what_to_do() -> None:
    told = the_one(of_file("formule"), "B2")
    assert told.nl.startswith("lijst.csv, cel B2 (Deelnemers) = ")
    assert "plak haar als waarden" in told.nl
    assert "paste it as values" in told.en


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("B2", "datums: dag-maand-jaar"),
        ("B3", "deze dag bestaat niet"),
        ("B4", "alleen een jaar"),
        ("B6", "vier cijfers"),
        ("B7", "schrijf dag-maand-jaar"),
        ("B8", "kan niet kloppen"),
    ],
)
def test_reports_why_a_date_is_none(cell: str, word: str) -> None:
    assert word in the_one(of_file("datums"), cell).nl


def test_reports_that_gr_is_one_of_five_forms() -> None:
    assert "openbaar lichaam" in the_one(of_file("keuzes"), "B2").nl
    assert "rechtsvorm" not in feiten(of_file("keuzes"))["A"]


def test_reports_on_which_row_a_partnership_stood_before() -> None:
    assert "staat al op rij 2" in the_one(of_file("dubbel"), "A3").nl


def test_accepts_text_that_a_program_wrapped_to_keep_its_zeros() -> None:
    read = of_file("gelijk-als-tekst")
    assert feiten(read)["A"]["identifier"] == {"0012"}


def test_accepts_text_that_only_looks_like_a_formula() -> None:
    assert "- geen -" in feiten(of_file("dde"))


def test_reports_letters_that_were_converted_twice() -> None:
    assert any("twee keer omgezet" in one.nl for one in of_file("mojibake").afwijzingen)


def test_keeps_the_first_of_two_statements() -> None:
    facts = feiten(of_file("tegenstrijdig"))
    assert facts == {
        "A": {
            "identifier": {"1"},
            "rechtsvorm": {"openbaar-lichaam"},
            "lid": {"gm0855", "gm0758", "gm0867"},
        }
    }


def test_keeps_a_reporter_only_when_it_is_an_organisation() -> None:
    facts = feiten(of_file("rapporteur"))
    assert [facts[name].get("wasAttributedTo") for name in "ABC"] == [
        {"https://identifier.overheid.nl/tooi/id/gemeente/gm0758"},
        None,
        None,
    ]


def test_reports_a_table_without_members() -> None:
    assert any("geen kolom met deelnemers" in one.nl for one in lees("Naam\nA\n").afwijzingen)


def test_a_row_is_counted_once_whatever_is_wrong_with_it() -> None:
    read = lees('Naam;Deelnemers\n=x;=y\n\n;\n"a;b\nB;Tilburg\n')
    assert read.gelezen == 3
    assert read.aangenomen == 1
    assert {triple.object.value for triple in read.triples if "prefLabel" in str(triple.predicate)} == {"B"}
