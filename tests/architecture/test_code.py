"""What may stand in a module: SPARQL, IRIs, size, work at import, printing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import code
from tests.architecture.findings import CODE_ROOMS, SAMPLES, modules

Rule = Callable[[Path], list[str]]

EXEMPT: dict[Rule, str] = {code.iris: code.NAMESPACES, code.printing: code.PRINTER}
"""The one place where a rule does not hold, because it is where the thing belongs."""


def _exempt(rule: Rule, place: str) -> bool:
    return rule in EXEMPT and place.startswith(EXEMPT[rule])


RULES: list[Rule] = [
    code.sparql,
    code.iris,
    code.long_module,
    code.long_functions,
    code.work_at_import,
    code.printing,
]


def lines(findings: list[str]) -> list[int]:
    return sorted(int(one.split(":")[1]) for one in findings)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rooms_keep_the_rule_on(rule: Rule) -> None:
    assert [one for path, place in modules(*CODE_ROOMS) if not _exempt(rule, place) for one in rule(path)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_accepts_a_sound_module(rule: Rule) -> None:
    assert rule(SAMPLES / "good.py.txt") == []


def test_rejects_sparql_in_a_module() -> None:
    assert lines(code.sparql(SAMPLES / "bad_sparql.py.txt")) == list(range(3, 12))


def test_rejects_iris_in_a_module() -> None:
    assert lines(code.iris(SAMPLES / "bad_iris.py.txt")) == list(range(5, 10))


def test_rejects_work_at_import() -> None:
    assert lines(code.work_at_import(SAMPLES / "bad_import_time.py.txt")) == [5, 6, 7, 8, 9, 15, 18, 18]


def test_rejects_printing_in_a_room() -> None:
    assert lines(code.printing(SAMPLES / "bad_printing.py.txt")) == [8, 9]


@pytest.mark.parametrize(("length", "findings"), [(350, 0), (351, 1)])
def test_rejects_a_module_over_its_length(tmp_path: Path, length: int, findings: int) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""Long."""\n' + "x = 1\n" * (length - 1))
    assert len(code.long_module(module)) == findings


@pytest.mark.parametrize(("length", "findings"), [(60, 0), (61, 1)])
def test_rejects_a_function_over_its_length(tmp_path: Path, length: int, findings: int) -> None:
    module = tmp_path / "module.py"
    module.write_text("class A:\n    async def f(self):\n" + "        x = 1\n" * (length - 1))
    assert len(code.long_functions(module)) == findings
