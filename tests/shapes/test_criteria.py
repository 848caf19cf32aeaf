"""Each criterion and each definition has three outcomes, with data for all of them; both engines give the same."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.shapes.cases import case, cases, outcomes, shape_triples, shapes
from verbanden.definition.criteria import criteria, criteriasets
from verbanden.findings import Rapport
from verbanden.namespaces import VBS
from verbanden.validation import Engine, load_shapes, validate

FILE = "definitie"
THREE = ("voldoet", "voldoet-niet", "onbekend")
CODES = {one.iri: code for code, one in criteria().items()}
DATA = outcomes(FILE)


def marks(name: str) -> dict[str, str]:
    """What the shapes say of themselves by one of our own properties: code of the shape to value."""
    return {
        triple.subject.value.removeprefix(VBS): triple.object.value
        for triple in shape_triples(FILE)
        if triple.predicate.value == VBS + name
        and isinstance(triple.subject, ox.NamedNode)
        and not isinstance(triple.object, ox.Triple)
    }


OF, ASKS = marks("criterium"), marks("vraag")


def criterion_outcomes(report: Rapport) -> dict[str, str]:
    """The outcome of each criterion, read off a report as the header of the shapes file says."""
    spoke = {(CODES[OF[found.code]], ASKS[found.code]) for found in report.bevindingen()}
    return {
        code: "onbekend"
        if (code, "bekend") in spoke
        else "voldoet-niet"
        if (code, "voldaan") in spoke
        else "voldoet"
        for code in criteria()
    }


def overall(found: dict[str, str], codes: tuple[str, ...]) -> str:
    """The outcome of a set: one that is not met outweighs all, then one that is not known."""
    several = {found[code] for code in codes}
    return next(outcome for outcome in ("voldoet-niet", "onbekend", "voldoet") if outcome in several)


def judged(path: Path, engine: Engine = "snel") -> dict[str, str]:
    found = criterion_outcomes(validate(case(path), load_shapes(FILE), engine=engine))
    return {**found, **{code: overall(found, one.criteria) for code, one in criteriasets().items()}}


def test_every_criterion_has_a_shape_for_known_and_one_for_met() -> None:
    assert set(OF) == set(ASKS) == {shape.code for shape in shapes(FILE).per_iri.values()}
    assert sorted((CODES[OF[code]], ASKS[code]) for code in OF) == sorted(
        (code, question) for code in criteria() for question in ("bekend", "voldaan")
    )
    for shape in shapes(FILE).per_iri.values():
        assert shape.code == f"criterium-{CODES[OF[shape.code]]}-{ASKS[shape.code]}"
        assert shape.ernst == {"bekend": "info", "voldaan": "fout"}[ASKS[shape.code]]


@pytest.mark.parametrize("code", criteria())
def test_every_message_names_its_criterion(code: str) -> None:
    name = criteria()[code].nl.removeprefix(f"{code}: ")
    for question in ("bekend", "voldaan"):
        shape = shapes(FILE).per_iri[f"{VBS}criterium-{code}-{question}"]
        assert shape.nl.startswith("Criterium ")
        assert shape.en.startswith("Criterion ")
        assert name in shape.nl.partition(":")[0]


@pytest.mark.parametrize("code", criteria())
def test_gives_each_criterion_each_of_three_outcomes(code: str) -> None:
    shape = f"criterium-{code}-"
    for outcome, paths in {
        "voldoet": [*cases(FILE, shape + "bekend", "goed"), *cases(FILE, shape + "voldaan", "goed")],
        "onbekend": cases(FILE, shape + "bekend", "fout"),
        "voldoet-niet": cases(FILE, shape + "voldaan", "fout"),
    }.items():
        assert paths, f"no data for {code} {outcome}"
        assert {judged(path)[code] for path in paths} == {outcome}


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_gives_the_outcome_that_the_name_of_the_data_says(path: Path) -> None:
    rest = path.stem.removeprefix("uitkomst-")
    code = max((code for code in (*criteria(), *criteriasets()) if rest.startswith(f"{code}-")), key=len)
    rest = rest.removeprefix(f"{code}-")
    expected = next(outcome for outcome in ("voldoet-niet", *THREE) if (rest + "-").startswith(f"{outcome}-"))
    assert judged(path)[code] == expected
    assert judged(path, "snel") == judged(path, "referentie")


@pytest.mark.parametrize("code", criteriasets())
def test_has_data_for_each_outcome_of_each_definition(code: str) -> None:
    stems = {path.stem for path in DATA}
    assert {f"uitkomst-{code}-{outcome}" for outcome in THREE} <= stems


def test_unknown_is_not_a_breach() -> None:
    """Of a partnership of which only the day is known, nothing is met and nothing is denied."""
    day = f'<{VBS}x> <{VBS.replace("shapes#", "def#")}getoetstOp> "2026-01-01" .'
    assert set(criterion_outcomes(validate(day, load_shapes(FILE))).values()) == {"onbekend"}
