"""Situations and shapes, in a process of its own: `derive SIZE FOLDER KIND…`, `check ENGINE FILE` or `alone FILE`.

`derive` writes the situations on one day (`day`), through all periods (`periods`), or both; `check` reads such a
file and tests it against the shapes of the definitions, as `verbanden` does; `alone` does that with pySHACL and
rdflib only, as their own users do.
"""

from __future__ import annotations

import sys
import zlib
from datetime import date
from pathlib import Path
from typing import get_args

from bench.meten import tell, timed
from bench.registers import kinds, register
from verbanden.assemble import CRITERIA
from verbanden.findings import Rapport
from verbanden.validation import Engine, load_shapes

DAY = date(2026, 5, 16)
KINDS: dict[str, date | None] = {"day": DAY, "periods": None}
"""What is derived: the situations on the day of the release, and those of all periods."""


def state_file(folder: Path, kind: str, size: float) -> Path:
    """Give where the situations of a size stand."""
    return folder / f"{kind}-{size:g}.nt"


def derive(size: float, folder: Path, wanted: list[str]) -> None:
    """From records to situations of some kinds."""
    from verbanden.assemble import assemble  # noqa: PLC0415 - what a check does not import
    from verbanden.definition.situations import situations  # noqa: PLC0415
    from verbanden.namespaces import Iris  # noqa: PLC0415

    made = assemble(register(size), Iris(), aarden=kinds())
    for kind in wanted:
        with timed(kind) as more:
            found = situations(made.store, KINDS[kind], DAY)
            more["states"], more["triples"] = len(found.van), len(found.triples)
        state_file(folder, kind, size).write_bytes(found.ntriples())


def check(engine: Engine, path: Path) -> None:
    """From a file to a report with messages."""
    from verbanden.validation import validate  # noqa: PLC0415

    shapes = load_shapes(CRITERIA)
    with timed("check") as more:
        report = validate(path.read_bytes(), shapes, engine=engine)
        more["findings"] = len(report.resultaten)
    tell("same", answer=checksum(report))


def checksum(report: Rapport) -> int:
    """Give a number that is equal for equal findings: thing, shape, value and messages."""
    lines = (f"{one.volgorde} {one.pad} {one.ernst} {one.nl} {one.en}" for one in report.resultaten)
    return zlib.crc32("\n".join(lines).encode())


def alone(path: Path) -> None:
    """From a file to pySHACL's own report graph, parsed by rdflib."""
    import pyshacl  # noqa: PLC0415
    import rdflib  # noqa: PLC0415

    shapes = load_shapes(CRITERIA)
    with timed("check") as more:
        data = rdflib.Graph().parse(data=path.read_bytes(), format="nt")
        rules = rdflib.Graph().parse(data=shapes, format="turtle")
        _, report, _ = pyshacl.validate(data, shacl_graph=rules, inference="none", advanced=False, inplace=True)
        more["findings"] = len(set(report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)))


def main(arguments: list[str]) -> None:
    match arguments:
        case ["derive", size, folder, *wanted] if wanted and KINDS.keys() >= set(wanted):
            derive(float(size), Path(folder), wanted)
        case ["check", engine, path] if engine in get_args(Engine):
            check("snel" if engine == "snel" else "referentie", Path(path))
        case ["alone", path]:
            alone(Path(path))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
