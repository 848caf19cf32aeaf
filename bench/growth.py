"""How our own steps grow with the register, at 1, 10 and 50 times its size: `python -m bench.growth [FOLDER]`.

The N-Quads of each size stay in the folder where one is given, for `bench.queries`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.graph import counts, load, most
from bench.meten import child, save, seconds, table

RUNS = {1: 5, 10: 3, 50: 1}
OWN = ("resolving organisations", "deriving history", "writing triples", "inferring", "serialising")
ENGINE = ("loading facts", "loading")
LINEAR = 1.3


def at_size(size: int, runs: int, folder: Path) -> dict[str, Any]:
    """Measure a size; give the medians."""
    path = dump(folder, size)
    made = [child("bench.ours", "chain", str(size), str(path))[0] for _ in range(runs)]
    loaded = [load(path) for _ in range(runs)]
    times = seconds([a + b for a, b in zip(made, loaded, strict=True)])
    return {"seconds": times, "mb": most(made), "mb_loaded": most(loaded), **counts(made[-1])}


def dump(folder: Path, size: int) -> Path:
    """Give where the N-Quads of a size stand."""
    return folder / f"register-{size}.nq"


def measure(folder: Path, sizes: dict[int, int]) -> dict[str, Any]:
    """Measure every size, the smallest first."""
    return {str(size): at_size(size, runs, folder) for size, runs in sorted(sizes.items())}


def factor(figures: dict[str, Any], size: str, steps: tuple[str, ...]) -> float:
    """Give how many times as long as in proportion to the register some steps take."""
    first = min(figures, key=int)
    took = {at: sum(figures[at]["seconds"].get(step, 0) for step in steps) for at in (first, size)}
    return took[size] / took[first] / (int(size) / int(first))


def report(figures: dict[str, Any]) -> str:
    """Write the table: seconds of each step, and beside it how many times as long as in proportion."""
    first, *others = sorted(figures, key=int)
    head = ["Step", f"{first} ×", *(f"{size} ×" for size in others)]
    rows = [_row(figures, f"{step}", (step,)) for step in OWN]
    rows.append(_row(figures, "**our own steps together**", OWN))
    rows += [_row(figures, f"engine: {step}", (step,)) for step in ENGINE]
    for label, key in (("quads", "quads"), ("memory, building (MB)", "mb"), ("memory, serving (MB)", "mb_loaded")):
        rows.append([label, *(f"{figures[size][key]:,}" for size in (first, *others))])
    return table(head, rows)


def _row(figures: dict[str, Any], label: str, steps: tuple[str, ...]) -> list[str]:
    cells = []
    for size in sorted(figures, key=int):
        took = sum(figures[size]["seconds"].get(step, 0) for step in steps)
        cells.append(f"{took:.3f} s" if size == min(figures, key=int) else _cell(figures, size, steps, took))
    return [label, *cells]


def _cell(figures: dict[str, Any], size: str, steps: tuple[str, ...], took: float) -> str:
    return f"{took:.2f} s ({factor(figures, size, steps):.2f})"


def main(folder: Path) -> str:
    figures = measure(folder, RUNS)
    save("growth", figures)
    return report(figures)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(main(Path(sys.argv[1])))
    else:
        with tempfile.TemporaryDirectory(prefix="verbanden-bench-") as temporary:
            print(main(Path(temporary)))
