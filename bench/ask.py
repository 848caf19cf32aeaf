"""Ask every question of a dump, in a process of its own: `ask ours FILE RUNS` or `ask rdflib FILE RUNS LIMIT`."""

from __future__ import annotations

import os
import signal
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rdflib import Dataset

from bench.meten import memory, p95, repeat, tell, timed
from verbanden.query import Vraag, bind, load, names
from verbanden.store import EmbeddedStore

NOT_ASKED = ("regels/", "rest/", "uitvoer/", "patronen/", "toets/", "vergelijk/")
PEILDATUM = date(2026, 5, 16)
BUDGET = 10.0
"""Seconds for all runs of one question: a slow one is asked less often, but three times at least."""

Rows = list[tuple[str, ...]]


def questions() -> list[Vraag]:
    """Give the questions that people ask."""
    return [load(name) for name in names() if not name.startswith(NOT_ASKED)]


def text(vraag: Vraag) -> str:
    """Fill a question with its own examples."""
    typed = {p.naam: [p.voorbeeld] for p in vraag.parameters if p.voorbeeld and p.nodig != "release"}
    return bind(vraag, vraag.read(typed, PEILDATUM))


def plain(value: str | None) -> str:
    """Write a value the same for both engines: numbers by what they are."""
    try:
        return f"{float(value or ''):.6g}"
    except ValueError:
        return value or ""


def ours(path: Path, runs: int) -> None:
    """Ask our store; each answer is written out as JSON, as a visitor gets it."""
    store = EmbeddedStore.load(path)
    for vraag in questions():
        filled = text(vraag)
        answer = _rows(store, filled)
        first = repeat(1, lambda q=filled: _whole(store, q))
        times = first + repeat(
            max(2, min(runs, int(BUDGET / max(first[0], 1e-6)))), lambda q=filled: _whole(store, q)
        )
        told = {"median": statistics.median(times), "p95": p95(times), "runs": len(times)}
        tell(vraag.naam, rows=len(answer), answer=checksum(answer), **told)


def _whole(store: EmbeddedStore, query: str) -> bytes:
    import pyoxigraph as ox  # noqa: PLC0415

    return store.query(query).serialize(format=ox.QueryResultsFormat.JSON) or b""  # type: ignore[union-attr]


def _rows(store: EmbeddedStore, query: str) -> Rows:
    found = store.query(query)
    return [tuple(plain(getattr(value, "value", None)) for value in row) for row in found]  # type: ignore[union-attr]


def checksum(rows: Rows) -> int:
    """Give a number that is equal for equal rows in any order."""
    import zlib  # noqa: PLC0415

    return zlib.crc32("\n".join(sorted("\t".join(row) for row in rows)).encode())


def rdflib(path: Path, runs: int, limit: float) -> None:
    """Ask rdflib; each question in a fork that is ended at the limit."""
    data = Dataset()
    with timed("loading"):
        data.parse(path, format="nquads")
    for vraag in questions():
        filled = text(vraag)
        if not _within(limit, lambda q=filled, n=vraag.naam: _ask(data, n, q, runs)):
            tell(vraag.naam, ended_by=limit, mb=memory())


def _ask(data: Dataset, name: str, query: str, runs: int) -> None:
    begun = time.perf_counter()
    answer = [tuple(plain(None if v is None else str(v)) for v in row) for row in data.query(query)]
    times = [time.perf_counter() - begun]
    while len(times) < runs and sum(times) + times[0] < BUDGET:
        times += repeat(1, lambda: list(data.query(query)))
    told = {"median": statistics.median(times), "p95": p95(times), "runs": len(times)}
    tell(name, rows=len(answer), answer=checksum(answer), **told)


def _within(limit: float, what: Callable[[], None]) -> bool:
    """Do something in a fork; tell whether it ended in time. Raises RuntimeError when it failed."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            what()
            sys.stdout.flush()
            code = 0
        finally:
            os._exit(code)
    end = time.monotonic() + limit
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done and status:
            raise RuntimeError("rdflib failed on a question")
        if done:
            return True
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return False


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["ours", file, count]:
            ours(Path(file), int(count))
        case ["rdflib", file, count, seconds]:
            rdflib(Path(file), int(count), float(seconds))
        case _:
            sys.exit(__doc__)
