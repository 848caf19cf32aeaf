"""Our own work, in a process of its own: `chain SIZE FILE`, `load FILE` or `release HOME [EXPORT]`."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

from bench.meten import Steps, memory, tell, timed
from bench.registers import kinds, register
from verbanden.assemble import assemble
from verbanden.dumps import nquads
from verbanden.namespaces import PROJECT, Iris


def chain(size: float, path: Path) -> None:
    """From records to N-Quads in a file, step by step."""
    read = register(size)
    gc.collect()
    steps = Steps()
    made = assemble(read, Iris(), aarden=kinds(), progress=steps)
    steps.end()
    gc.collect()
    begun, writing = time.perf_counter(), 0.0
    consolidated = made.default_graph()
    with path.open("wb") as out:
        for chunk in nquads(consolidated, made.graven):
            before = time.perf_counter()
            out.write(chunk)
            writing += time.perf_counter() - before
    took = time.perf_counter() - begun
    tell("serialising", seconds=took - writing, mb=memory(), triples=len(consolidated))
    tell("writing to disk", seconds=writing)
    named = sum(len({*g.feiten, *g.alleen_hier}) for g in made.graven)
    derived = len(made.graven[-1])
    tell("counts", quads=len(consolidated) + named, derived=derived, partnerships=len(made.geschiedenis.verbanden))


def load(path: Path) -> None:
    """From a file to a store that answers."""
    from verbanden.store import EmbeddedStore  # noqa: PLC0415 - what a server imports, not what a build does

    with timed("loading") as more:
        store = EmbeddedStore.load(path)
        more["quads"] = len(store)


def release(source: Path | None, home: Path) -> None:
    """From the bytes of the sources to a published release, as `verbanden build` does it."""
    from loaders.source import SOURCES, embedded, open_source  # noqa: PLC0415
    from verbanden.assemble import Gelezen  # noqa: PLC0415
    from verbanden.build import build_release  # noqa: PLC0415

    steps = Steps()
    steps("", "reading")
    paths = {code: source if source and code == "roo" else embedded(code) for code in SOURCES}
    read = [Gelezen.sort(open_source(code, path)) for code, path in paths.items()]
    made = assemble(read, Iris(), aarden=kinds(), progress=steps)
    build_release(home, PROJECT, made, progress=steps)
    steps.end()


def main(arguments: list[str]) -> None:
    match arguments:
        case ["chain", size, path]:
            chain(float(size), Path(path))
        case ["load", path]:
            load(Path(path))
        case ["release", home]:
            release(None, Path(home))
        case ["release", home, source]:
            release(Path(source), Path(home))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
