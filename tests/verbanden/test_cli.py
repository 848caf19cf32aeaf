"""The command as people type it: what it prints, where errors go, and its exit codes."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from verbanden.cli import cli

COMMANDS = ["fetch", "build", "serve", "validate", "compare", "mapping", "query", "export", "snapshot", "check"]


def run(home: Path, *words: str, taal: str = "en") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "VERBANDEN_HOME": str(home), "VERBANDEN_TAAL": taal}
    command = [sys.executable, "-c", "from verbanden.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home")
    made = run(place, "build")
    assert made.returncode == 0, made.stderr
    assert "549 samenwerkingsverbanden, 451 in force on 2026-05-16" in made.stdout
    assert "inferring" in made.stderr
    return place


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_shows_an_example(command: str, tmp_path: Path) -> None:
    shown = run(tmp_path, command, "--help")
    assert shown.returncode == 0
    assert f"verbanden {command}" in shown.stdout.split("Example", 1)[1]


def test_has_every_command_of_the_design() -> None:
    assert sorted(cli.commands) == sorted(COMMANDS)


def test_check_accepts_a_fresh_release(home: Path) -> None:
    checked = run(home, "check")
    assert checked.returncode == 0, checked.stdout
    assert "WRONG" not in checked.stdout
    assert "roo: deelname 9516 = 9516 + 0" in checked.stdout
    assert "the rules derive 0 new triples" in checked.stdout


def test_check_reports_a_changed_file(home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "home"
    subprocess.run(["cp", "-r", home, copy], check=True)
    with (copy / "current" / "deelnames.csv.gz").open("ab") as dump:
        dump.write(b"x")
    checked = run(copy, "check", taal="nl")
    assert checked.returncode == 1
    assert "inhoud wijkt af: deelnames.csv.gz" in checked.stdout


def test_build_of_the_same_content_gives_the_same_release(home: Path, tmp_path: Path) -> None:
    again = run(tmp_path, "build")
    assert again.returncode == 0, again.stderr
    sums = (home / "current" / "SHA256SUMS").read_text()
    assert (tmp_path / "current" / "SHA256SUMS").read_text() == sums


def test_query_answers_by_name_with_codes_as_people_type_them(home: Path) -> None:
    asked = run(home, "query", "verband/van-deelnemer", "--param", "deelnemer=GM0855", "--format", "csv")
    assert asked.returncode == 0, asked.stderr
    assert len(asked.stdout.strip().splitlines()) == 1 + 9  # Tilburg is in nine


def test_query_answers_a_file_as_a_table(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text((Path(__file__).parent / "data" / "telling.rq").read_text())
    asked = run(home, "query", str(file))
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout.split() == ["n", "───", "549", "(1)"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["query", "geen/vraag"], "no question 'geen/vraag'"),
        (["query", "verband/van-deelnemer"], "parameter deelnemer of verband/van-deelnemer is missing"),
        (
            ["query", "verband/van-deelnemer", "--param", "deelnemer=gm0855", "--param", "peildatum=gisteren"],
            "parameter peildatum cannot be 'gisteren'",
        ),
        (["build", "--source", "roo=nergens.xml"], "'roo=nergens.xml' is not NAME=PATH of a file that exists"),
        (["fetch", "onbekend"], "no source onbekend"),
        (["export", "niets"], "no file 'niets' in release"),
        (["check", "--release", "1999-01-01"], "no release in"),
    ],
)
def test_reports_bad_input_in_one_line_without_a_traceback(home: Path, words: list[str], expected: str) -> None:
    failed = run(home, *words)
    assert failed.returncode == 2
    assert failed.stdout == ""
    assert expected in failed.stderr.splitlines()[-1]
    assert "Traceback" not in failed.stderr


def test_reports_in_dutch_when_asked(home: Path) -> None:
    failed = run(home, "query", "geen/vraag", taal="nl")
    assert failed.stderr.startswith("verbanden: geen vraag 'geen/vraag'")


def test_refuses_a_query_that_calls_out(home: Path) -> None:
    failed = run(home, "query", str(Path(__file__).parent / "data" / "roept-uit.rq"))
    assert failed.returncode == 2
    assert "SERVICE" in failed.stderr


def test_reports_an_impossible_setting(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "VERBANDEN_HOME": str(tmp_path),
        "VERBANDEN_QUERY_MAX_ROWS": "veel",
        "VERBANDEN_TAAL": "nl",
    }
    command = [sys.executable, "-c", "from verbanden.cli import main; main()", "check"]
    failed = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert failed.returncode == 2
    assert "VERBANDEN_QUERY_MAX_ROWS" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_export_writes_a_dump_unpacked(home: Path, tmp_path: Path) -> None:
    listed = run(home, "export")
    assert "verbanden.ttl" in listed.stdout
    assert run(home, "export", "deelnames.csv", "--out", str(tmp_path / "d.csv")).returncode == 0
    lines = (tmp_path / "d.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "deelname,verband,deelnemer,naam,begin,einde,beginGrond,eindReden,afgeleid"
    assert len(lines) == 1 + 4347


def test_a_release_of_another_base_iri_mints_there_and_keeps_the_vocabulary(tmp_path: Path) -> None:
    env = {**os.environ, "VERBANDEN_HOME": str(tmp_path), "VERBANDEN_BASE_IRI": "https://gegevens.example.org/"}
    command = [sys.executable, "-c", "from verbanden.cli import main; main()", "build"]
    subprocess.run(command, env=env, check=True, capture_output=True)
    manifest = json.loads((tmp_path / "current" / "release.json").read_text())
    assert manifest["basisIri"] == "https://gegevens.example.org/"
    exported = run(tmp_path, "export", "samenwerkingsverbanden.csv")
    assert exported.stdout.splitlines()[1].startswith("https://gegevens.example.org/id/verband/roo-")


@pytest.fixture
def register() -> Iterator[str]:
    """Serve a small register on this machine."""
    body = (Path(__file__).parents[1] / "loaders" / "roo" / "goed" / "volledig.xml").read_bytes()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server calls
            self.send_response(200)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/exportOO.xml"
        server.shutdown()


def test_fetches_a_source_cuts_it_and_builds_from_it(register: str, tmp_path: Path) -> None:
    got = run(tmp_path, "fetch", "roo", "--url", register)
    assert got.returncode == 0, got.stderr
    path = got.stdout.strip().rsplit("roo=", 1)[1]
    assert "unchanged" in run(tmp_path, "fetch", "roo", "--url", register).stdout
    cut = tmp_path / "roo.jsonl.gz"
    told = run(tmp_path, "snapshot", "roo", path, "--out", str(cut))
    assert told.returncode == 0, told.stderr
    built = run(tmp_path, "build", "--source", f"roo={cut}")
    assert built.returncode == 0, built.stderr
    assert run(tmp_path, "check").returncode == 0
