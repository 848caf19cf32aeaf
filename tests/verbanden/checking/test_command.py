"""`verbanden validate` as people type it: forms, exit codes, what goes where."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.verbanden.checking.kennis import HERE
from verbanden.assemble import Samenstel
from verbanden.build import build_release
from verbanden.checking.verslag import Verslag
from verbanden.cli import cli
from verbanden.namespaces import PROJECT
from verbanden.validation import load_shapes

DOCUMENTS = HERE / "documenten"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, samenstel: Samenstel) -> Path:
    place = tmp_path_factory.mktemp("home")
    build_release(place, PROJECT, samenstel)
    return place


def run(home: Path, *words: str | Path, data: bytes | None = None, **env: str) -> Result:
    told = {"VERBANDEN_HOME": str(home), "VERBANDEN_TAAL": "nl", **env}
    return CliRunner().invoke(cli, ["validate", *map(str, words)], input=data, env=told)


@pytest.mark.parametrize(
    ("name", "code"),
    [("volledig.ttl", 0), ("kijkt-naar-buiten.ttl", 0), ("netwerk.ttl", 1), ("alleen-organisatie.ttl", 1)],
)
def test_ends_with_a_code_that_tells_the_outcome(home: Path, name: str, code: int) -> None:
    assert run(home, DOCUMENTS / name).exit_code == code


def test_ends_with_two_when_a_document_cannot_be_read(home: Path, tmp_path: Path) -> None:
    cut = tmp_path / "half.ttl"
    cut.write_text("<https://example.org/a> <https://exam")
    command = [sys.executable, "-c", "from verbanden.cli import main; main()", "validate"]
    env = {**os.environ, "VERBANDEN_HOME": str(home), "VERBANDEN_TAAL": "nl"}
    for words, said in (
        ([cut], "half.ttl"),
        ([tmp_path / "weg.ttl"], "weg.ttl"),
        ([cut, "--criteria", "x"], "geen criteriaset"),
    ):
        ended = subprocess.run([*command, *map(str, words)], capture_output=True, text=True, env=env, check=False)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert said in ended.stderr.splitlines()[-1]
        assert "Traceback" not in ended.stderr


def test_speaks_on_stderr_while_it_works_and_reports_on_stdout(home: Path) -> None:
    ended = run(home, DOCUMENTS / "netwerk.ttl")
    assert "documenten lezen" in ended.stderr
    assert ended.stdout.startswith("Voldoet niet: definitie van 2024")
    assert "\x1b" not in ended.stdout
    assert "netwerk.ttl:25" in ended.stdout


def test_reads_what_comes_in(home: Path) -> None:
    ended = run(home, "-", data=(DOCUMENTS / "volledig.ttl").read_bytes())
    assert ended.exit_code == 0
    assert "stdin" in ended.stdout
    assert run(home, "-", "-", data=(DOCUMENTS / "volledig.ttl").read_bytes()).exit_code == 2


@pytest.mark.parametrize(
    ("form", "begin"),
    [
        ("turtle", "@prefix"),
        ("jsonld", "[{"),
        ("json", "{"),
        ("csv", "id,ernst,"),
        ("html", "<!doctype html>"),
        ("text", "Voldoet"),
    ],
)
def test_writes_each_form_to_the_terminal_and_to_a_file(home: Path, tmp_path: Path, form: str, begin: str) -> None:
    out = tmp_path / "verslag"
    shown = run(home, DOCUMENTS / "netwerk.ttl", "--format", form)
    kept = run(home, DOCUMENTS / "netwerk.ttl", "--format", form, "--out", out)
    assert shown.stdout.startswith(begin)
    assert (kept.stdout, kept.exit_code) == ("", 1)
    assert out.read_bytes() == shown.stdout_bytes


def test_compares_with_an_earlier_report(home: Path, tmp_path: Path) -> None:
    earlier, again = tmp_path / "eerder.json", tmp_path / "nu.json"
    run(home, DOCUMENTS / "netwerk.ttl", "--format", "json", "--out", earlier)
    text = (DOCUMENTS / "netwerk.ttl").read_text().replace("vb:deelneemer", "vb:huidigeDeelnemer")
    better = tmp_path / "netwerk.ttl"
    better.write_text(text.replace("@prefix ex:", "\n\n@prefix ex:"))
    shown = run(home, better, "--compare", earlier)
    assert "0 nieuw · 1 opgelost · 16 ongewijzigd" in shown.stdout
    run(home, better, "--format", "json", "--compare", earlier, "--out", again)
    data = json.loads(again.read_text())
    assert [len(data["vergelijking"][name]) for name in ("nieuw", "opgelost", "ongewijzigd")] == [0, 1, 16]
    assert Verslag.uit_json(data).uitkomst == "voldoet-niet"


@pytest.mark.parametrize("text", ["geen json", "[]", '{"verslag": 3}', "{}"])
def test_rejects_an_earlier_report_that_is_none(home: Path, tmp_path: Path, text: str) -> None:
    earlier = tmp_path / "eerder.json"
    earlier.write_text(text)
    ended = run(home, DOCUMENTS / "volledig.ttl", "--compare", earlier)
    assert type(ended.exception).__name__ == "SourceError"


def test_obeys_criteria_peildatum_and_engine(home: Path) -> None:
    ended = run(
        home,
        DOCUMENTS / "netwerk.ttl",
        *("--criteria", "kern", "--peildatum", "1995-01-01", "--engine", "snel", "--format", "json"),
    )
    context = json.loads(ended.stdout)["context"]
    assert (context["criteriaset"], context["peildatum"], context["motorNaam"]) == (
        "kern",
        "1995-01-01",
        "shacl-rust",
    )
    assert run(home, DOCUMENTS / "netwerk.ttl", "--peildatum", "1995").exit_code == 2


def test_reads_a_table_by_a_mapping(home: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "kolommen.yaml"
    mapping.write_text("versie: 1\nonzin: x\n")
    ended = run(home, DOCUMENTS / "leden.csv", "--mapping", mapping)
    assert ended.exception is not None
    assert "onzin" in getattr(ended.exception, "nl", "")
    assert run(home, DOCUMENTS / "leden.csv").exit_code == 0


def test_shows_the_version_of_the_shapes(home: Path) -> None:
    shown = run(home, "--shapes-version").stdout.splitlines()
    assert f"{hashlib.sha256(load_shapes('definitie').encode()).hexdigest()}  definitie.ttl" in shown
    assert len(shown) == 3
