"""Measuring: each measurement runs in a process of its own and tells its steps as lines of JSON."""

from __future__ import annotations

import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results"
Step = dict[str, Any]


def tell(step: str, **facts: Any) -> None:
    """Tell the process that waits for us about a step."""
    print(json.dumps({"step": step, **facts}), flush=True)


def memory() -> int:
    """Give the most memory this process ever held, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) // 1024


@contextmanager
def timed(step: str, **facts: Any) -> Iterator[dict[str, Any]]:
    """Measure a step and tell about it; what is put in the dict is told too."""
    more: dict[str, Any] = {}
    gc.collect()
    begun = time.perf_counter()
    yield more
    seconds = time.perf_counter() - begun
    tell(step, seconds=seconds, mb=memory(), **facts, **more)


class Steps:
    """A progress callback that measures the steps it is told of, or only some of them."""

    def __init__(self, only: Sequence[str] = ()) -> None:
        self._only = only
        self._current: str | None = None
        self._begun = 0.0

    def __call__(self, _nl: str, en: str) -> None:
        self.end()
        self._current, self._begun = en, time.perf_counter()

    def end(self) -> None:
        """End the last step."""
        if self._current is not None and (not self._only or self._current in self._only):
            tell(self._current, seconds=time.perf_counter() - self._begun, mb=memory())
        self._current = None


def child(module: str, *arguments: str, limit: float = 3600.0) -> tuple[list[Step], float | None]:
    """Run a module in a process of its own; give its steps, and the limit in seconds where that ended it.

    Raises RuntimeError when it fails.
    """
    command = [sys.executable, "-m", module, *arguments]
    started = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    ended_by: float | None = None
    try:
        out, _ = started.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        started.kill()
        out, _ = started.communicate()
        ended_by = limit
    if ended_by is None and started.returncode:
        raise RuntimeError(f"{' '.join(command[1:])} ended with {started.returncode}")
    steps = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    return steps, ended_by


def seconds(runs: Sequence[Sequence[Step]]) -> dict[str, float]:
    """Give the median seconds of each step over a number of runs."""
    found: dict[str, list[float]] = {}
    for run in runs:
        for step in run:
            if "seconds" in step:
                found.setdefault(step["step"], []).append(step["seconds"])
    return {name: statistics.median(times) for name, times in found.items()}


def p95(times: Sequence[float]) -> float:
    """Give the time within which 95 of 100 runs ended (nearest rank)."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * 95 // 100) - 1)]


def repeat(times: int, what: Callable[[], Any]) -> list[float]:
    """Run something a number of times; give the seconds of each."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        what()
        found.append(time.perf_counter() - begun)
    return found


def surroundings() -> dict[str, Any]:
    """Tell on what was measured."""
    return {
        "when": time.strftime("%Y-%m-%d"),
        "cores": os.cpu_count(),
        "load_before": os.getloadavg()[0],
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "python": platform.python_version(),
        **{name: version(name) for name in ("pyoxigraph", "rdflib", "owlrl", "pyshacl", "shacl-rust")},
    }


def save(name: str, figures: Any) -> None:
    """Keep the raw figures in bench/results."""
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps({"surroundings": surroundings(), "figures": figures}, indent=1, sort_keys=True)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Write a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
