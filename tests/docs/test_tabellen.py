"""The page about spreadsheets: its example is read as it says, and it names every key, field, form and limit."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.inzending import lees
from loaders.mapping import lees_mapping, voorstel
from loaders.mapping_schema import VASTE_VELDEN, VELDEN, VOLGORDES, VORMEN
from tests.queries.questions import solve
from verbanden.query import load
from verbanden.recognition import Herkenner, Naamregel
from verbanden.store import EmbeddedStore
from verbanden.submission import Inzending, Limieten

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "tabellen.md").read_text(encoding="utf-8")
EXAMPLES = DOCS / "voorbeelden"
MAPPING = (EXAMPLES / "samenwerkingen-mapping.yaml").read_text(encoding="utf-8")
FILES = ["samenwerkingen.csv", "samenwerkingen.xlsx"]
Read = Callable[[str], Inzending]


@pytest.fixture(scope="module")
def read(embedded_store: EmbeddedStore) -> Read:
    rows = solve(embedded_store, load("toets/organisaties").tekst)
    known = Herkenner(Naamregel(*(str(getattr(term, "value", "")) for term in row)) for row in rows)
    mapping = lees_mapping(MAPPING)

    def reader(name: str) -> Inzending:
        data = (EXAMPLES / name).read_bytes()
        return lees(name, data, limieten=Limieten(), mapping=mapping, herken=known.herken)

    return reader


@pytest.mark.parametrize("name", FILES)
def test_the_example_is_read_as_the_page_says(read: Read, name: str) -> None:
    found = read(name)
    assert (found.gelezen, found.aangenomen) == (4, 4)
    told = []
    for one in found.afwijzingen:
        cell = re.search(r"cell ([A-Z]+[0-9]+) ", one.en)
        assert cell is not None
        reason = one.en.rpartition("': ")[2]
        told.append(f"| {cell[1]} | {one.waarde} | {reason} |")
    assert told == re.findall(r"^\| [A-Z][0-9] \| .*$", PAGE, re.MULTILINE)


def test_the_example_says_the_same_in_both_files(read: Read) -> None:
    texts = [
        {(str(t.predicate), str(t.object)) for t in read(name).triples if "genid" not in str(t.object)}
        for name in FILES
    ]
    assert texts[0] == texts[1]
    assert {"gm0855", "gm0867", "gm0785", "ws0155", "pv26", "gm0344", "gm0014", "gm0106", "gm0114"} <= {
        value.rstrip(">").rsplit("/", 1)[-1] for _, value in texts[0]
    }


def test_the_mapping_on_the_page_is_that_of_the_example() -> None:
    [shown] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert lees_mapping(shown) == lees_mapping(MAPPING)


@pytest.mark.parametrize("name", FILES)
def test_a_mapping_is_proposed_for_the_example(name: str) -> None:
    proposed = lees_mapping(voorstel(name, (EXAMPLES / name).read_bytes()))
    assert proposed["negeer"] == ["Overleg (hoe vaak)", "Telefoon"]


def test_the_example_is_marked_as_made_by_us() -> None:
    assert "We made this example" in PAGE
    assert "Verzonnen voorbeeld" in MAPPING


def test_the_page_names_every_key_field_and_form() -> None:
    keys = ("versie", "blad", "koprij", "kolommen", "deelnemers", "vast", "datums", "negeer", "scheiding")
    dates = ("toegetreden", "uitgetreden_per")
    for name in (*keys, *dates, *VELDEN, *VORMEN, *VOLGORDES, *VASTE_VELDEN):
        assert f"`{name}`" in PAGE, name


def test_the_page_names_the_limits_as_they_are() -> None:
    limits = Limieten()
    for words in (
        f"{limits.bytes // 1_000_000} MB,",
        f"{limits.uitgepakt // 1_000_000} MB unpacked",
        f"{limits.rijen:,} rows",
        f"{limits.kolommen} columns",
        f"{limits.literal:,} characters",
        f"{limits.triples:,} triples",
    ):
        assert words in PAGE
