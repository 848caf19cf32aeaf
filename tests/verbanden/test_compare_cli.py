"""`verbanden compare` as people type it: a table with a mapping, a workbook, formats, exit codes, refusals."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

LISTS = Path(__file__).parent / "data" / "lijsten"
TABLE = str(LISTS / "tilburg.csv")
MAPPING = ("--mapping", str(LISTS / "kolommen.yaml"))
TILBURG = ("--organisatie", "GM0855")


def run(home: Path, *words: str, taal: str = "nl") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "VERBANDEN_HOME": str(home), "VERBANDEN_TAAL": taal}
    command = [sys.executable, "-c", "from verbanden.cli import main; main()", "compare", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def told(home: Path) -> dict[str, object]:
    done = run(home, TABLE, *TILBURG, *MAPPING, "--format", "json")
    assert done.returncode == 1, done.stderr
    data: dict[str, object] = json.loads(done.stdout)
    return data


def test_compares_a_table_row_by_row(told: dict[str, object]) -> None:
    rows = {rij["naam"]: rij for rij in told["rijen"]}  # type: ignore[attr-defined]
    assert told["aantallen"] == {"bekend": 7, "niet-deelnemer": 1, "onbekend": 3}
    ways = {name: rij["gevonden"]["wijze"] for name, rij in rows.items() if rij["gevonden"]}
    assert ways == {
        "Omgevingsdienst Midden- en West-Brabant": "nummer",
        "Veiligheidsregio Midden en West Brabant": "naam",
        "Regio Hart van Brabant": "nummer",
        "GGD Hart voor Brabnat": "naam-bijna",
        "GR Diamantgroep": "naam",
        "Ambtelijke samenwerking Tilburg-Dongen": "sleutel",
        "RAV Brabant Midden-West-Noord": "nummer",
        "BHIC": "nummer",
    }
    assert rows["BHIC"]["plaats"]["rij"] == 9
    assert rows["BHIC"]["gevonden"]["tot"] == "2021-11-27"
    assert [gemist["naam"] for gemist in told["gemist"]] == [  # type: ignore[attr-defined]
        "Gemeenschappelijke regeling Benego",
        "Gemeenschappelijke regeling Stadsgewest 's Hertogenbosch",
    ]


def test_recognises_members_by_their_names_in_a_cell(told: dict[str, object]) -> None:
    hart = next(rij for rij in told["rijen"] if rij["naam"] == "Regio Hart van Brabant")  # type: ignore[attr-defined]
    assert [lid["naam"] for lid in hart["leden"]["alleenLijst"]] == ["gemeente Oirschot"]
    assert [lid["naam"] for lid in hart["leden"]["alleenGraaf"]] == ["gemeente Heusden"]


def test_reports_rows_that_cannot_be_read(told: dict[str, object]) -> None:
    (rejected,) = told["afgewezen"]  # type: ignore[misc]
    assert "A12" in rejected["nl"]  # type: ignore[has-type]


def test_compares_as_of_another_day(home: Path) -> None:
    done = run(home, TABLE, *TILBURG, *MAPPING, "--peildatum", "2021-06-01", "--format", "json")
    rows = {rij["naam"]: rij for rij in json.loads(done.stdout)["rijen"]}
    assert rows["BHIC"]["stand"] == "bekend"


def test_reads_a_workbook_by_its_headers_without_a_mapping(home: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["Verbonden partij", "Nummer"], ["Diamant-groep", None], ["Iets", 56679750]):
        book.active.append(row)
    book.save(tmp_path / "lijst.xlsx")
    done = run(home, str(tmp_path / "lijst.xlsx"), *TILBURG, "--format", "csv")
    lines = [line for line in csv.DictReader(io.StringIO(done.stdout)) if line["soort"] == "rij"]
    assert [(line["naamOpLijst"], line["wijze"]) for line in lines] == [
        ("Diamant-groep", "naam"),
        ("Iets", "nummer"),
    ]


def test_speaks_english_to_who_speaks_english(home: Path) -> None:
    assert "In the graph, not on your list" in run(home, TABLE, *TILBURG, *MAPPING, taal="en").stdout


def test_writes_a_page(home: Path) -> None:
    assert "In de graaf, niet op uw lijst" in run(home, TABLE, *TILBURG, *MAPPING, "--format", "html").stdout


def test_writes_to_a_file_without_formulas(home: Path, tmp_path: Path) -> None:
    kept = run(home, TABLE, *TILBURG, *MAPPING, "--format", "csv", "--out", str(tmp_path / "out.csv"))
    assert kept.stdout == ""
    assert "'=HYPERLINK" in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_a_list_that_says_what_the_graph_says_ends_with_0(
    home: Path, told: dict[str, object], tmp_path: Path
) -> None:
    rows = told["rijen"]
    keys = {rij["gevonden"]["verband"] for rij in rows if rij["stand"] == "bekend"}  # type: ignore[attr-defined]
    keys |= {gemist["verband"] for gemist in told["gemist"]}  # type: ignore[attr-defined]
    lines = "".join(f'"{key}";"{number}"\n' for number, key in enumerate(sorted(keys)))
    (tmp_path / "lijst.csv").write_text(f"sleutel;volgorde\n{lines}", encoding="utf-8")
    done = run(home, str(tmp_path / "lijst.csv"), *TILBURG)
    assert done.returncode == 0, done.stdout
    assert "De lijst en de graaf zeggen hetzelfde." in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((TABLE, "--organisatie", "Tilburg"), "not the code"),
        ((TABLE, "--organisatie", "gm9999"), "gm9999"),
        (("missing.csv", *TILBURG), "missing.csv"),
        ((TABLE, *TILBURG, "--peildatum", "16-05-2026"), "not a date"),
    ],
)
def test_rejects_what_it_cannot_do_with_2(home: Path, words: tuple[str, ...], said: str) -> None:
    done = run(home, *words, taal="en")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
