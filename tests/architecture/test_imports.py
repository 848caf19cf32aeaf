"""The rooms of docs/architecture.md, and who may import whom."""

from __future__ import annotations

from pathlib import Path

from tests.architecture.findings import CODE_ROOMS, DATA_ROOMS, ROOT, SAMPLES, modules
from tests.architecture.imports import MAY_IMPORT, forbidden_imports, more_than_a_docstring


def lines(findings: list[str]) -> list[int]:
    return sorted(int(one.split(":")[1]) for one in findings)


def test_every_room_has_its_imports_in_the_table() -> None:
    assert set(MAY_IMPORT) == set(CODE_ROOMS)
    assert {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()} <= {
        *CODE_ROOMS,
        *DATA_ROOMS,
        "tests",
        "bench",
    }


def test_rooms_import_only_what_the_table_allows() -> None:
    assert {place.split("/")[0] for _, place in modules(*CODE_ROOMS)} >= {"verbanden", "loaders", "api"}
    assert [one for path, place in modules(*CODE_ROOMS) for one in forbidden_imports(path, place)] == []


def test_data_rooms_hold_a_docstring_and_files() -> None:
    found = list(modules(*DATA_ROOMS))
    assert len(found) >= len(DATA_ROOMS)
    assert [one for path, _ in found for one in more_than_a_docstring(path)] == []


def test_accepts_a_module_that_imports_the_core_and_its_own_room() -> None:
    assert forbidden_imports(SAMPLES / "good.py.txt", "api/page.py") == []
    assert forbidden_imports(SAMPLES / "good.py.txt", "loaders/page.py") == []


def test_rejects_a_core_that_imports_any_other_room() -> None:
    found = forbidden_imports(SAMPLES / "bad_imports.py.txt", "verbanden/history.py")
    assert lines(found) == [5, 6, 7, 8, 13, 15]


def test_rejects_a_room_that_looks_sideways() -> None:
    found = forbidden_imports(SAMPLES / "bad_imports.py.txt", "api/rest/page.py")
    assert lines(found) == [6, 7, 8, 13, 15]


def test_accepts_that_the_command_line_joins_rooms_inside_a_command() -> None:
    assert forbidden_imports(SAMPLES / "good_joiner.py.txt", "verbanden/cli/asking.py") == []


def test_rejects_joining_anywhere_else_in_the_core() -> None:
    found = forbidden_imports(SAMPLES / "good_joiner.py.txt", "verbanden/release.py")
    assert lines(found) == [8, 9]


def test_rejects_a_command_line_that_joins_rooms_at_import() -> None:
    found = forbidden_imports(SAMPLES / "bad_joiner.py.txt", "verbanden/cli/asking.py")
    assert lines(found) == [3, 4]


def test_rejects_a_page_that_takes_more_of_the_api_than_its_two_modules() -> None:
    found = forbidden_imports(SAMPLES / "web_imports.py.txt", "web/pages.py")
    assert lines(found) == [5, 6]


def test_rejects_relative_imports_that_climb_out_of_the_room(tmp_path: Path) -> None:
    climbing = tmp_path / "climbing.py"
    climbing.write_text("from ..verbanden import cli\nfrom ...loaders import roo\nfrom .. import problems\n")
    assert forbidden_imports(climbing, "api/rest/page.py") == [
        f"{climbing}:2: api may not import loaders.roo here"
    ]


def test_rejects_a_data_room_with_code() -> None:
    assert more_than_a_docstring(SAMPLES / "good_data_room.py.txt") == []
    assert lines(more_than_a_docstring(SAMPLES / "bad_data_room.py.txt")) == [3, 5]


def test_rejects_a_data_room_that_does_not_say_what_it_is(tmp_path: Path) -> None:
    silent = tmp_path / "__init__.py"
    silent.write_text("")
    assert more_than_a_docstring(silent) == [f"{silent}:1: a data room says what it is"]
