"""What may stand in any file of the project, and in its locks."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.files import loose_lock_lines, machine_traces, pins, project_files
from tests.architecture.findings import ROOT, SAMPLES

LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]


def test_no_file_bears_traces_of_a_machine() -> None:
    files = project_files(ROOT)
    assert ROOT / "Makefile" in files
    assert [one for path in files for one in machine_traces(path, ROOT)] == []


@pytest.mark.parametrize(
    "line",
    [
        "see /" + "work/main/thing",
        "HOME=/" + "home/anna/verbanden",
        "'/" + "root/.cache/x'",
        "file:/" + "//opt/wheels",
        "index = https://" + "pypi" + ".org/simple",
        "the checkout's own place is /" + "srv/checkout/of/it",
    ],
)
def test_rejects_a_line_that_bears_traces_of_a_machine(tmp_path: Path, line: str) -> None:
    file = tmp_path / "notes.md"
    file.write_text(f"fine\n{line}\n")
    found = machine_traces(file, Path("/" + "srv/checkout/of/it"))
    assert [one.split(":")[1] for one in found] == ["2"]


@pytest.mark.parametrize(
    "line", ["https://www.tilburg.nl/home/inwoners/", "data/home/x", "GET /v1/samenwerkingsverbanden", "var/root/"]
)
def test_accepts_paths_that_are_of_no_machine(tmp_path: Path, line: str) -> None:
    file = tmp_path / "notes.md"
    file.write_text(line)
    assert machine_traces(file, ROOT) == []


def test_lists_files_without_git(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    for name in ("a.md", "var/b.md"):
        (tmp_path / name).write_text("x")
    assert project_files(tmp_path) == [tmp_path / "a.md"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_locks_hold_versions_and_hashes_only(lock: Path) -> None:
    assert loose_lock_lines(lock) == []


def test_rejects_a_lock_with_an_address_a_range_or_no_hash() -> None:
    assert loose_lock_lines(SAMPLES / "good.lock.txt") == []
    found = loose_lock_lines(SAMPLES / "bad.lock.txt")
    assert [one.split(":")[1] for one in found] == ["1", "2", "6", "7", " no hash for idna==3.20 \\"]


def test_both_locks_hold_the_same_versions() -> None:
    runtime, dev = map(pins, LOCKS)
    assert runtime
    assert {name: dev.get(name) for name in runtime} == runtime


def test_every_requirement_is_locked_within_its_bounds() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime, dev = map(pins, LOCKS)
    wanted = [(one, runtime) for one in config["project"]["dependencies"] + config["build-system"]["requires"]]
    wanted += [(one, dev) for one in config["project"]["optional-dependencies"]["dev"]]
    for text, lock in wanted:
        requirement = Requirement(text)
        version = lock.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not locked: run make lock"
        assert requirement.specifier.contains(version), f"{text} is locked at {version}: run make lock"
