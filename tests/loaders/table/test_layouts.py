"""The same partnerships in every layout, encoding and form of file: read as the same facts, each with its cell."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders.mapping import lees_mapping
from tests.loaders.table.hulp import HIER, feiten, lees_bestand, redenen
from verbanden.namespaces import GENID

GOED = sorted((HIER / "goed").glob("*.csv")) + sorted((HIER / "goed").glob("*.xlsx"))
FACTS = {
    "Inkoopkring Één": {
        "identifier": {"007"},
        "lid": {"gm0855", "gm0758", "gm0796"},
        "rechtsvorm": {"bestuursovereenkomst"},
        "begin": {"2020-01-01"},
        "doelVastgelegd": {"true"},
        "doel": {"Samen inkopen; met regels"},
        "frequentie": {"maandelijks"},
        "vasteGroep": {"true"},
        "agendaVooraf": {"false"},
    },
    "Water & Weg": {
        "identifier": {"008"},
        "lid": {"ws0155", "pv20"},
        "rechtsvorm": {"openbaar-lichaam"},
        "begin": {"2015-07-01"},
        "einde": {"2025-01-01"},
        "doelVastgelegd": {"true"},
        "frequentie": {"driemaandelijks"},
        "vasteGroep": {"true"},
    },
    "Netwerk Noord": {"identifier": {"012"}, "lid": {"gm0014", "Stichting Voorbeeld"}},
}


def mapping_of(path: Path) -> dict[str, object] | None:
    file = path.with_suffix(".yaml")
    return dict(lees_mapping(file.read_text(encoding="utf-8"))) if file.exists() else None


@pytest.mark.parametrize("path", GOED, ids=lambda path: path.name)
def test_accepts_every_layout_as_the_same_facts(path: Path) -> None:
    read = lees_bestand(path, mapping_of(path))
    assert feiten(read) == FACTS
    assert read.gelezen == read.aangenomen == (7 if path.stem == "rij-per-deelnemer" else 3)
    rejected = [told for told in redenen(read) if told[0] in ("samenwerkingsverband", "veld")]
    assert rejected == []


@pytest.mark.parametrize("path", GOED, ids=lambda path: path.name)
def test_reports_once_who_was_not_recognised(path: Path) -> None:
    read = lees_bestand(path, mapping_of(path))
    told = [one for one in read.afwijzingen if one.waarde == "Stichting Voorbeeld"]
    assert len(told) == 1
    assert told[0].rij == "melding"
    assert "niet herkend" in told[0].nl
    assert "not recognised" in told[0].en


@pytest.mark.parametrize("path", GOED, ids=lambda path: path.name)
def test_gives_each_triple_its_row_and_column(path: Path) -> None:
    read = lees_bestand(path, mapping_of(path))
    places = dict(zip(read.triples, read.plaatsen, strict=True))
    assert {place.document for place in read.plaatsen} == {read.naam}
    assert all((place.regel is None) == (path.suffix == ".xlsx") for place in read.plaatsen)
    [goal] = [place for triple, place in places.items() if "Samen inkopen" in str(triple.object)]
    assert goal.kolom is not None
    assert goal.kolom.endswith("(Doel)")
    assert goal.rij == (3 if path.stem == "kruisjes" else 2)


@pytest.mark.parametrize("path", GOED, ids=lambda path: path.name)
def test_names_every_node_of_its_own_after_the_document(path: Path) -> None:
    read = lees_bestand(path, mapping_of(path))
    own = f"{GENID}{read.sha256[:16]}-"
    subjects = {triple.subject for triple in read.triples}
    assert all(isinstance(one, ox.NamedNode) and one.value.startswith(own) for one in subjects)


def test_reports_what_a_text_was_read_as() -> None:
    forms = {path.stem: lees_bestand(path, mapping_of(path)).vorm for path in GOED if path.suffix == ".csv"}
    assert forms == {
        "een-kolom": 'text/csv; charset=utf-8; delimiter=";"',
        "kolom-per-deelnemer": 'text/csv; charset=windows-1252; delimiter=","',
        "kruisjes": 'text/csv; charset=utf-8; delimiter="|"',
        "rij-per-deelnemer": 'text/csv; charset=utf-16; delimiter="\\t"',
    }


def test_reports_sheets_that_were_not_read() -> None:
    read = lees_bestand(HIER / "goed" / "een-kolom.xlsx")
    [note] = [one.nl for one in read.afwijzingen if "blad" in one.nl]
    assert "gelezen is het blad 'Verbanden'; niet gelezen zijn 'Toelichting', 'Geheim'" in note
    assert "Verborgen" not in feiten(read)


def test_reads_a_hidden_sheet_when_a_mapping_names_it() -> None:
    mapping = {"versie": 1, "blad": "geheim", "kolommen": {"naam": "Naam"}}
    assert set(feiten(lees_bestand(HIER / "goed" / "een-kolom.xlsx", mapping))) == {"Verborgen"}
