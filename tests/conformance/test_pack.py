"""The test pack runs in a harness for the W3C suite, in both engines, and is the same every time."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.conformance.shacl_core import CoreTest, core_tests, outcome
from verbanden import pack
from verbanden.validation import Engine, load_shapes

DATUM = date(2026, 5, 16)


@cache
def state() -> bytes:
    """A state of two partnerships, one of which does not meet a criterion."""
    room = Path(__file__).parents[2] / "shapes" / "gevallen" / "definitie"
    triples = [
        quad.triple
        for name in ("uitkomst-kern-voldoet-niet", "criterium-d4-bekend-fout")
        for quad in ox.parse(path=room / f"{name}.ttl")
    ]
    return ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.N_TRIPLES) or b""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack as people have it: unpacked."""
    place = tmp_path_factory.mktemp("toetspakket")
    pack.write(place / pack.NAME, state(), DATUM)
    with zipfile.ZipFile(place / pack.NAME) as found:
        found.extractall(place / "uit")
    return place / "uit"


@cache
def listed(folder: Path) -> tuple[CoreTest, ...]:
    return tuple(core_tests(folder))


@pytest.mark.parametrize("engine", ["snel", "referentie"])
def test_gives_the_expected_reports_in_a_harness_for_the_w3c_suite(folder: Path, engine: Engine) -> None:
    assert [test.naam for test in listed(folder) if outcome(folder, test, engine) != test.expected] == []


def test_lists_every_case_that_it_carries_and_the_state_of_the_release(folder: Path) -> None:
    cases = {path for path in folder.glob("gevallen/*/*.ttl") if path.name != "manifest.ttl"}
    assert {test.data for test in listed(folder)} == cases | {folder / pack.STATE}
    assert len(cases) > 150
    assert (folder / pack.STATE).read_bytes() == state()


def test_expects_findings_and_silence(folder: Path) -> None:
    for test in listed(folder):
        assert test.expected is not None
        conforms, results = test.expected
        assert conforms == (not results)
        if test.data.stem.endswith("-fout"):
            assert results, test.naam


def test_carries_the_shapes_as_they_are_published(folder: Path) -> None:
    for name in pack.SHAPES:
        assert (folder / "vormen" / f"{name}.ttl").read_text(encoding="utf-8") == load_shapes(name)


def test_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("een", "twee"):
        pack.write(tmp_path / name, state(), DATUM)
    assert (tmp_path / "een").read_bytes() == (tmp_path / "twee").read_bytes()


def test_says_what_it_was_made_with_and_the_hash_of_each_file(folder: Path) -> None:
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert "{{" not in page
    assert page.count(DATUM.isoformat()) >= 4
    rows = [line.split("  ") for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    for digest, name in rows:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        if name.startswith("vormen/"):
            assert digest in page
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {name for _, name in rows} == files - {"README.md", "SHA256SUMS"}


@pytest.mark.parametrize("name", pack.CASES)
def test_the_reports_that_ship_are_those_of_the_shapes_as_they_are(name: str) -> None:
    """When shapes or cases change: `python -m tests.conformance.expected` writes them anew, for review."""
    file = resources.files("shapes").joinpath("gevallen", f"{name}.manifest.ttl")
    assert file.read_bytes() == pack.expected(name)
