"""The data of the shapes files, good and bad, and what each shape says of itself: for the tests beside this file.

Cases of shapes that others may run on their own data ship with the project, in the shapes room; others stand here.
`<shape>-goed….ttl` keeps a shape, `<shape>-fout….ttl` breaks it, `uitkomst-….ttl` is for the outcome as a whole.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import pyoxigraph as ox
import pytest

from verbanden.namespaces import SH
from verbanden.shapebook import Vormen
from verbanden.validation import load_shapes

HERE = Path(__file__).parent
ROOM = Path(str(resources.files("shapes")))
FILES = ("gegevens", "vocabulaire", "definitie", "inzending")
CONSTRAINTS = {
    SH + name
    for line in (
        "minCount maxCount datatype class nodeKind pattern minLength maxLength lessThan lessThanOrEquals",
        "equals disjoint hasValue in node not or and xone property minInclusive maxInclusive minExclusive",
        "maxExclusive uniqueLang languageIn qualifiedMinCount qualifiedMaxCount qualifiedValueShape closed",
    )
    for name in line.split()
}


def folder(file: str) -> Path:
    """Where the data for a shapes file stands."""
    shipped = ROOM / "gevallen" / file
    return shipped if shipped.is_dir() else HERE / file


@cache
def shapes(file: str) -> Vormen:
    return Vormen.lees(load_shapes(file))


@cache
def shape_triples(file: str) -> tuple[ox.Triple, ...]:
    return tuple(quad.triple for quad in ox.parse(load_shapes(file).encode(), format=ox.RdfFormat.TURTLE))


@cache
def case(path: Path) -> bytes:
    """The data of a case with the background that stands beside it, as N-Triples."""
    background = path.parent / "achtergrond.ttl"
    parts = [background, path] if background.exists() else [path]
    triples = [quad.triple for part in parts for quad in ox.parse(part.read_bytes(), format=ox.RdfFormat.TURTLE)]
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def cases(file: str, shape: str, kind: str) -> list[Path]:
    """All data of one kind for one shape: `<shape>-fout.ttl`, `<shape>-fout-regeleinde.ttl`, …"""
    room = folder(file)
    return sorted(room.glob(f"{shape}-{kind}.ttl")) + sorted(room.glob(f"{shape}-{kind}-*.ttl"))


def outcomes(file: str) -> list[Path]:
    """The data for an outcome as a whole: `uitkomst-<criterium or set>-<outcome>….ttl`."""
    return sorted(folder(file).glob("uitkomst-*.ttl"))


def speaking() -> list[object]:
    """Every shape that can speak, as a parameter of a test: file and code."""
    return [
        pytest.param(file, shape.code, id=f"{file}: {shape.code}")
        for file in FILES
        for shape in shapes(file).per_iri.values()
    ]
