"""The shapes of the definitions on the fast path and with pySHACL: `python -m bench.shapes [FOLDER]`.

The situations of each size stay in the folder where one is given.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.meten import Step, child, p95, save, table
from bench.states import state_file

WAYS = {
    "snel": ("check", "snel"),
    "referentie": ("check", "referentie"),
    "alone": ("alone",),
}
"""How a file is checked: the fast path, pySHACL behind our interface, pySHACL with rdflib only."""

PLAN: dict[str, dict[float, dict[str, int]]] = {
    "day": {
        1: {"snel": 5, "referentie": 3, "alone": 3},
        10: {"snel": 5, "referentie": 3, "alone": 3},
        50: {"snel": 3},
    },
    "periods": {1: {"snel": 5, "referentie": 1, "alone": 1}, 10: {"snel": 3, "referentie": 1, "alone": 1}},
}
"""How often each way is measured, for each kind of situations and each size."""

LIMIT = 1800.0
HEADS = {"day": "on one day", "periods": "through all periods"}


def check(path: Path, ways: dict[str, int]) -> dict[str, Any]:
    """Check a file in some ways, each some times and by turns: what else the machine does touches all alike."""
    done: dict[str, list[list[Step]]] = {way: [] for way in ways}
    for turn in range(max(ways.values())):
        for way, runs in ways.items():
            if turn < runs:
                done[way].append(child("bench.states", *WAYS[way], str(path), limit=LIMIT)[0])
    return {way: _told(runs) for way, runs in done.items()}


def _told(runs: list[list[Step]]) -> dict[str, Any]:
    """Give the times of some runs, and what the last one told."""
    checks = [_step(run, "check") for run in runs]
    times = sorted(check["seconds"] for check in checks)
    return {
        "seconds": times[len(times) // 2],
        "p95": p95(times),
        "runs": len(runs),
        "mb": max(check["mb"] for check in checks),
        "findings": checks[-1]["findings"],
        "answer": next((step["answer"] for step in runs[-1] if step["step"] == "same"), None),
    }


def _step(run: list[Step], name: str) -> Step:
    return next(step for step in run if step["step"] == name)


def measure(folder: Path, plan: dict[str, dict[float, dict[str, int]]]) -> dict[str, Any]:
    """Derive the situations of every size, and check them in every way that the plan names."""
    figures: dict[str, Any] = {kind: {} for kind in plan}
    for size in sorted({size for sizes in plan.values() for size in sizes}):
        wanted = [kind for kind, sizes in plan.items() if size in sizes]
        derived = child("bench.states", "derive", str(size), str(folder), *wanted, limit=LIMIT)[0]
        for kind, sizes in plan.items():
            if size in sizes:
                path = state_file(folder, kind, size)
                figures[kind][f"{size:g}"] = {**_step(derived, kind), "ways": check(path, sizes[size])}
    return figures


def unequal(figures: dict[str, Any]) -> list[str]:
    """Name what was found in one way and not in another: findings and messages by our interface, else how many."""
    wrong = []
    for kind, sizes in figures.items():
        for size, found in sizes.items():
            ways = found["ways"]
            answers = {way["answer"] for way in ways.values() if way["answer"] is not None}
            if len(answers) != 1 or len({way["findings"] for way in ways.values()}) != 1:
                wrong.append(f"{kind} {size}")
    return wrong


def report(figures: dict[str, Any]) -> str:
    """Write the table."""
    head = [
        "Situations",
        "Register",
        "Triples",
        "Findings",
        "Derived",
        "Fast path",
        "pySHACL, our interface",
        "Times",
        "pySHACL and rdflib",
        "Times",
    ]
    rows = [
        [HEADS[kind], f"{size} ×", f"{found['triples']:,}", *_columns(found)]
        for kind, sizes in figures.items()
        for size, found in sorted(sizes.items(), key=lambda one: float(one[0]))
    ]
    return table(head, rows)


def _columns(found: dict[str, Any]) -> list[str]:
    ways = found["ways"]
    fast = ways["snel"]
    cells = [
        f"{fast['findings']:,}",
        f"{found['seconds']:.2f} s",
        f"{fast['seconds']:.2f} s, {fast['mb']} MB",
    ]
    for way in ("referentie", "alone"):
        other = ways.get(way)
        cells += (
            [f"{other['seconds']:.2f} s, {other['mb']} MB", f"{other['seconds'] / fast['seconds']:.1f}"]
            if other
            else ["–", "–"]
        )
    return cells


def main(folder: Path) -> str:
    figures = measure(folder, PLAN)
    wrong = unequal(figures)
    if wrong:
        sys.exit(f"the ways do not find the same: {wrong}")
    save("shapes", figures)
    return report(figures)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(main(Path(sys.argv[1])))
    else:
        with tempfile.TemporaryDirectory(prefix="verbanden-bench-") as temporary:
            print(main(Path(temporary)))
