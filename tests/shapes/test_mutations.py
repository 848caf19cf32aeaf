"""The data of the shapes shows every change of a shape: taken away, loosened, moved, swapped or said otherwise."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.shapes.cases import FILES, case, cases, folder, shape_triples, shapes, speaking
from tests.shapes.mutants import Mutant, Shapesfile
from verbanden.errors import ReleaseError
from verbanden.findings import Resultaat
from verbanden.namespaces import VBS
from verbanden.validation import Engine, validate


@cache
def shapesfile(file: str) -> Shapesfile:
    refused: dict[str, set[ox.NamedNode | ox.BlankNode | ox.Literal]] = {}
    for path in all_data(file):
        for found in validate(case(path), shapes(file)).resultaten:
            refused.setdefault(found.shape, set()).update(() if found.waarde is None else (found.waarde,))
    return Shapesfile(shape_triples(file), shapes(file).per_iri, refused)


@cache
def mutants(file: str) -> dict[str, list[Mutant]]:
    """The mutants of a file by the first of the shapes that they are of."""
    found: dict[str, list[Mutant]] = {}
    for mutant in shapesfile(file).mutants():
        found.setdefault(min(mutant.shapes), []).append(mutant)
    return found


def turtle(triples: tuple[ox.Triple, ...]) -> str:
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def results(data: bytes, triples: tuple[ox.Triple, ...], engine: Engine) -> tuple[Resultaat, ...] | None:
    """What is found; None where the shapes are refused."""
    try:
        return validate(data, turtle(triples), engine=engine).resultaten
    except ReleaseError:
        return None


@cache
def unchanged(file: str, iris: frozenset[str], path: Path, engine: Engine) -> tuple[Resultaat, ...] | None:
    return results(case(path), shapesfile(file).excerpt(iris), engine)


def survives(mutant: Mutant, file: str, paths: list[Path], engine: Engine = "snel") -> bool:
    """Tell whether no data shows the difference to an engine."""
    changed = mutant.apply(shapesfile(file).excerpt(mutant.shapes))
    return all(
        results(case(path), changed, engine) == unchanged(file, mutant.shapes, path, engine) for path in paths
    )


def data_for(file: str, iris: frozenset[str]) -> list[Path]:
    codes = sorted({iri.removeprefix(VBS) for iri in iris})
    if file == "definitie":  # the two questions about a criterion share their data
        codes = sorted({code.rpartition("-")[0] + end for code in codes for end in ("-bekend", "-voldaan")})
    # Bad data first: it shows most.
    return [path for kind in ("fout", "goed") for code in codes for path in cases(file, code, kind)]


def all_data(file: str) -> list[Path]:
    return sorted(set(folder(file).glob("*.ttl")) - {folder(file) / "achtergrond.ttl"})


@pytest.mark.parametrize(("file", "shape"), speaking())
def test_data_notices_every_change_of_a_shape(file: str, shape: str) -> None:
    survivors = []
    for mutant in mutants(file).get(VBS + shape, []):
        own = data_for(file, mutant.shapes)
        # Its own data is the quickest. Some changes only the other engine notices, such as of what `$` matches.
        if (
            survives(mutant, file, own)
            and survives(mutant, file, own, "referentie")
            and survives(mutant, file, all_data(file))
        ):
            survivors.append(f"{shape} {mutant.naam}")
    assert not survivors, "\n".join(survivors)


@pytest.mark.parametrize("file", FILES)
def test_every_shape_is_changed_in_several_ways(file: str) -> None:
    """Each has at least a target, a constraint, two messages and a weight to change."""
    several = {
        iri: sum(iri in mutant.shapes for found in mutants(file).values() for mutant in found)
        for iri in shapes(file).per_iri
    }
    assert min(several.values()) >= 6, min(several, key=several.__getitem__)


def test_reports_a_change_that_no_data_notices() -> None:
    """Data for other shapes does not show that this one lost its constraint; its own does."""
    found = mutants("gegevens")[f"{VBS}deelname-lid-ontbreekt"]
    [mutant] = [one for one in found if one.naam.startswith("without minCount")]
    assert survives(mutant, "gegevens", cases("gegevens", "identificatie-oin", "fout"))
    assert not survives(mutant, "gegevens", data_for("gegevens", mutant.shapes))
