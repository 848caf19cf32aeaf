"""A comparison as JSON, text, CSV and page: everything in two languages, and nothing that is dangerous."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from tests.verbanden.comparison.lists import Compare
from verbanden.comparison.page import als_html
from verbanden.comparison.phrases import over_gemist, over_rij
from verbanden.comparison.records import Vergelijking
from verbanden.comparison.table import COLUMNS, als_csv
from verbanden.comparison.text import als_tekst
from verbanden.errors import SourceError
from verbanden.model import Afwijzing, Plaats


def test_keeps_everything_as_json(tilburg: Vergelijking) -> None:
    data = json.loads(json.dumps(tilburg.als_json()))
    assert data["uitkomst"] == "verschillen"
    assert Vergelijking.uit_json(data) == tilburg


def test_rejects_json_that_is_something_else(tilburg: Vergelijking) -> None:
    data = tilburg.als_json()
    del data["rijen"]
    with pytest.raises(SourceError):
        Vergelijking.uit_json(data)


def test_says_everything_in_both_languages(tilburg: Vergelijking) -> None:
    for rij in tilburg.rijen:
        for said in over_rij(rij, tilburg):
            assert said.nl
            assert said.en
            assert said.nl != said.en, said
    for gemist in tilburg.gemist:
        assert over_gemist(gemist, tilburg).nl != over_gemist(gemist, tilburg).en


@pytest.mark.parametrize(
    ("taal", "sentences"),
    [
        (
            "nl",
            [
                "Er zijn verschillen, of punten om na te kijken.",
                "neemt niet meer deel sinds 2021-11-27.",
                "Let op: de naam op uw lijst is die van ‘Gemeenschappelijke regeling Benego’",
                "Hetzelfde samenwerkingsverband staat ook in",
                "het is beëindigd per 2022-01-01.",
                "Misschien voortgezet als: ‘Centrumregeling",
                "Zet de sleutel of een nummer op uw lijst.",
                "gemeente Boxmeer (nam deel van 2001-01-01 tot 2022-01-01; nu gemeente Land van Cuijk)",
                "openbaar lichaam; deelname sinds 1992-10-05.",
            ],
        ),
        (
            "en",
            [
                "There are differences, or points to look into.",
                "gemeente Tilburg no longer takes part since 2021-11-27.",
                "Note: the name on your list is that of ‘Gemeenschappelijke regeling Benego’",
                "The same partnership stands in",
                "it ended on 2022-01-01.",
                "Perhaps carried on as: ‘Centrumregeling",
                "Put the key or a number on your list.",
                "gemeente Boxmeer (took part from 2001-01-01 until 2022-01-01; now gemeente Land van Cuijk)",
                "public body; takes part since 1992-10-05.",
            ],
        ),
    ],
)
def test_tells_it_in_plain_words(tilburg: Vergelijking, taal: str, sentences: list[str]) -> None:
    text = als_tekst(tilburg, "nl" if taal == "nl" else "en")
    assert [said for said in sentences if said not in text] == []


def test_writes_csv_with_a_line_for_each_row_member_and_missed_one(tilburg: Vergelijking) -> None:
    lines = list(csv.DictReader(io.StringIO(als_csv(tilburg, "nl"))))
    assert list(lines[0]) == list(COLUMNS)
    kinds = [line["soort"] for line in lines]
    assert (kinds.count("rij"), kinds.count("gemist")) == (15, 2)
    oirschot = next(line for line in lines if line["uitkomst"] == "alleen-lijst")
    assert (oirschot["naamOpLijst"], oirschot["organisatieNaam"]) == ("Hart van Brabant", "gemeente Oirschot")


EVIL = ('=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "<script>alert(1)</script>", "a\u202eb\u001b[31m")


@pytest.fixture(scope="module")
def evil(compare: Compare) -> Vergelijking:
    rows = "".join(
        f":n{number} a vb:Samenwerkingsverband ; skos:prefLabel {json.dumps(name)} .\n"
        for number, name in enumerate(EVIL)
    )
    rejected = Afwijzing(
        "deelname", Plaats("=cmd.csv", "2"), "naam", "=1+1", "<b>niet</b> te lezen", "<b>not</b> read"
    )
    return replace(compare(rows), afgewezen=(rejected,))


def test_csv_holds_no_formula(evil: Vergelijking) -> None:
    cells = [cell for line in csv.reader(io.StringIO(als_csv(evil, "nl"))) for cell in line]
    assert '\'=HYPERLINK("x")' in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_page_escapes_what_others_wrote_and_has_no_script(evil: Vergelijking) -> None:
    page = als_html(evil, "nl")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;niet&lt;/b&gt; te lezen" in page
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!https://w3id\.org/verbanden/)', page) == []


def test_text_shows_signs_that_cannot_be_seen(evil: Vergelijking) -> None:
    assert "a\\u202eb\\u001b[31m" in als_tekst(evil, "en")


def test_page_says_all_in_one_language(tilburg: Vergelijking) -> None:
    dutch, english = als_html(tilburg, "nl"), als_html(tilburg, "en")
    assert '<html lang="nl">' in dutch
    assert "In de graaf, niet op uw lijst" in dutch
    assert "In the graph, not on your list" in english
    assert "uw lijst" not in english
