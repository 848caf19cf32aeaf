"""Both engines pass the W3C tests of SHACL Core but those in a table with reasons, which our shapes avoid."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.conformance.shacl_core import CoreTest, core_tests, outcome, parts, parts_of
from tests.shapes.cases import FILES
from verbanden.namespaces import SH
from verbanden.shapebook import statements
from verbanden.validation import Engine, load_shapes

TABLE = tomllib.loads((Path(__file__).parent / "shacl_core.toml").read_text(encoding="utf-8"))["uitzondering"]
EXCEPTED: dict[tuple[str, Engine], str] = {(row["test"], row["motor"]): row["reden"] for row in TABLE}
USED = {
    *["alternativePath", "inversePath", "path", "property", "targetClass", "targetObjectsOf", "targetSubjectsOf"],
    *[
        "and",
        "node",
        "not",
        "or",
        "xone",
        "class",
        "datatype",
        "nodeKind",
        "hasValue",
        "in",
        "languageIn",
        "uniqueLang",
        "pattern",
        "maxLength",
    ],
    *["minCount", "maxCount", "minInclusive", "maxInclusive", "lessThan", "lessThanOrEquals", "disjoint"],
}
ENGINES: tuple[Engine, ...] = ("snel", "referentie")
# What pySHACL warns of is what the suite tests: odd shapes and odd literals.
pytestmark = [
    pytest.mark.shared,
    pytest.mark.filterwarnings("ignore:QualifiedValueShapeConstraintComponent"),
    pytest.mark.filterwarnings("ignore:Parsing weird boolean"),
]


@pytest.fixture(scope="module")
def root(shared: Path) -> Path:
    return shared / "conformance" / "shacl" / "core"


@cache
def suite(root: Path) -> tuple[CoreTest, ...]:
    return tuple(core_tests(root))


@cache
def passed(root: Path, test: CoreTest, engine: Engine) -> bool:
    return outcome(root, test, engine) == test.expected


@pytest.mark.parametrize("engine", ENGINES)
def test_passes_every_test_of_the_suite_but_those_with_a_reason(root: Path, engine: Engine) -> None:
    assert len(suite(root)) == 98, "the suite as it was received"
    failed = {test.naam for test in suite(root) if not passed(root, test, engine)}
    assert failed == {naam for naam, of in EXCEPTED if of == engine}


def test_every_part_that_our_shapes_use_is_tested_by_the_suite_in_both_engines(root: Path) -> None:
    ours = frozenset().union(*(parts(load_shapes(file)) for file in FILES))
    proved: dict[str, list[str]] = {part: [] for part in sorted(ours)}
    for test in suite(root):
        for part in parts_of(root, test) & ours:
            if all(passed(root, test, engine) for engine in ENGINES):
                proved[part].append(test.naam)
    assert [part for part, names in proved.items() if not names] == []
    # What this list holds is what the shapes may use; a new part is added here when its tests were looked at.
    assert ours == USED


def test_no_test_of_a_part_that_our_shapes_use_fails_as_we_use_it(root: Path) -> None:
    """An excepted test is about one part; where our shapes use that part, they use it in another way."""
    by_name = {test.naam: test for test in suite(root)}
    for row in TABLE:
        part = SH + row["onderdeel"]
        strange = set(values_of(part, by_name[row["test"]].shapes.read_bytes()))
        assert strange, f"{row['test']} does not use {part}"
        ours = {value for file in FILES for value in values_of(part, load_shapes(file).encode())}
        assert not strange & ours, f"our shapes use {part} as {row['test']} does"


def values_of(part: str, shapes: bytes) -> Iterator[ox.NamedNode | ox.BlankNode | ox.Literal]:
    for _, predicate, value in statements(shapes, ox.RdfFormat.TURTLE):
        if predicate == part:
            yield value


def test_reports_a_test_that_an_engine_fails(root: Path) -> None:
    """The comparison is no formality: of another test, the report differs."""
    one, other = (test for test in suite(root) if test.naam in {"node/and-001", "node/or-001"})
    mixed = CoreTest("mixed", one.data, one.shapes, other.expected)
    assert passed(root, one, "snel")
    assert not passed(root, mixed, "snel")
