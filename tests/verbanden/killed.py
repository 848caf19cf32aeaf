"""A build that is killed at every moment it touches the disk, one after the other: run by test_release.

Each child builds a second release beside a first one and ends itself by SIGKILL just before its n-th step on the
disk. What is left then is told, a line of JSON per child: which release is the current one, and what is broken.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.verbanden.records import day, small_sources
from verbanden.assemble import Samenstel, assemble
from verbanden.build import build_release
from verbanden.namespaces import PROJECT, Iris
from verbanden.release import check, open_release

STEPS = frozenset({"open", "os.mkdir", "os.rename", "os.symlink", "os.remove", "os.rmdir", "shutil.rmtree"})

LAST = 45
"""How many of the last steps publish, at the least."""


def older() -> Samenstel:
    """Put together the first release."""
    return assemble(small_sources(), Iris())


def newer() -> Samenstel:
    """Put together the second release: that of a later day."""
    sources = small_sources()
    sources[0] = replace(sources[0], opname=replace(sources[0].opname, datum=day("2024-06-01")))
    return assemble(sources, Iris())


def die_at(step: int, home: Path) -> list[int]:
    """End this process just before its n-th step below a folder; what is given counts the steps."""
    taken = [0]

    def watch(event: str, args: tuple[object, ...]) -> None:
        if event in STEPS and any(str(arg).startswith(str(home)) for arg in args if isinstance(arg, str | Path)):
            taken[0] += 1
            if taken[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    return taken


def build(home: Path, make: Callable[[], Samenstel], step: int = 0) -> int | None:
    """Build in a child that dies at a step, if any; give the steps it took to the end, None when it was killed.

    Always in a child, from the records on: whatever validates keeps threads, which a fork of a process that once
    validated would lack.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            made = make()
            taken = die_at(step, home)
            build_release(home, PROJECT, made)
            os.write(writer, str(taken[0]).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader) as stream:
        told = stream.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code not in (0, -signal.SIGKILL):
        raise SystemExit(f"the build failed at step {step}")
    return int(told) if code == 0 else None


def fresh(place: Path) -> Path:
    """Give a home in which only the first release stands."""
    home = place / "home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(place / "begin", home, symlinks=True)
    return home


def main(place: Path) -> None:
    build(place / "begin", older)
    total = build(fresh(place), newer)
    assert total is not None
    # Writing the dumps is many steps alike: every fifth of them; each step of publishing.
    for step in [*range(1, total - LAST, 5), *range(total - LAST, total + 1)]:
        home = fresh(place)
        assert build(home, newer, step) is None, "it was killed"
        found = open_release(home)
        told: dict[str, object] = {"step": step, "current": found.naam, "wrong": check(found)}
        if step % 5 == 0:
            told["quads"] = len(found.store())
            build(home, newer)
            told |= {"after": open_release(home).naam, "left": sorted(path.name for path in home.rglob(".*"))}
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
