"""The questions of `queries/` at every size, and beside rdflib at the smallest: `python -m bench.queries FOLDER`.

The folder holds the N-Quads that `bench.growth` left there.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from bench.growth import RUNS, dump
from bench.meten import Step, child, save, table

TIMES = 21
LIMIT = 60.0


def measure(folder: Path, sizes: list[int], *, times: int = TIMES, limit: float = LIMIT) -> dict[str, Any]:
    """Ask every question at every size, and of rdflib at the smallest."""
    asked = {str(size): _ask("ours", dump(folder, size), times) for size in sizes}
    return {"ours": asked, "rdflib": _ask("rdflib", dump(folder, min(sizes)), times, limit)}


def _ask(who: str, path: Path, *numbers: float) -> dict[str, Step]:
    steps, _ = child("bench.ask", who, str(path), *(f"{number:g}" for number in numbers))
    return {step.pop("step"): step for step in steps}


def unequal(figures: dict[str, Any]) -> list[str]:
    """Name the questions that rdflib answered, and otherwise than we did."""
    ours, theirs = figures["ours"][min(figures["ours"], key=int)], figures["rdflib"]
    return [
        name for name, own in ours.items() if theirs.get(name, own).get("answer", own["answer"]) != own["answer"]
    ]


def report(figures: dict[str, Any]) -> str:
    """Write the table: median and p95 in milliseconds."""
    sizes = sorted(figures["ours"], key=int)
    first = figures["ours"][sizes[0]]
    head = ["Question", "Rows", *(f"{size} ×" for size in sizes), f"rdflib, {sizes[0]} ×", "Times ours"]
    rows = []
    for name, own in first.items():
        theirs = figures["rdflib"].get(name, {})
        cells = [_cell(figures["ours"][size][name]) for size in sizes]
        rows.append([f"`{name}`", own["rows"], *cells, _cell(theirs), _times(theirs, own)])
    return table(head, rows)


def _cell(step: Step) -> str:
    if "median" in step:
        return f"{_ms(step['median'])} · {_ms(step['p95'])}"
    return f"> {step['ended_by']:.0f} s" if "ended_by" in step else "–"


def _ms(took: float) -> str:
    return f"{took * 1000:,.1f}" if took < 0.1 else f"{took * 1000:,.0f}"


def _times(theirs: Step, own: Step) -> str:
    if "median" in theirs:
        return f"{theirs['median'] / own['median']:,.0f}"
    return f"> {theirs['ended_by'] / own['median']:,.0f}" if "ended_by" in theirs else "–"


def main(folder: Path) -> str:
    figures = measure(folder, sorted(RUNS))
    save("queries", figures)
    return report(figures)


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))
