"""From records to a store that answers, beside rdflib; and from files to a release: `python -m bench.graph`."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from bench.meten import Step, child, save, seconds, table

PEERS = {
    "rounds": "rdflib, the rules in SPARQL",
    "rules": "rdflib, the rules in our strata",
    "owlrl": "rdflib + owlrl",
}
LIMIT = 300.0
RUNS = 3
SMALL = 0.05
"""The part of the register at which owlrl ends as well."""


def ours(size: float, folder: Path, runs: int) -> dict[str, Any]:
    """Measure our own chain; give the medians."""
    path = folder / "ours.nq"
    done = [child("bench.ours", "chain", str(size), str(path))[0] + load(path) for _ in range(runs)]
    times = seconds(done)
    return {"size": size, "seconds": times, "total": sum(times.values()), "mb": most(done), **counts(done[-1])}


def load(path: Path) -> list[Step]:
    """Load our dump in a process of its own, as a server does."""
    return child("bench.ours", "load", str(path))[0]


def counts(steps: list[Step]) -> dict[str, Any]:
    """Give what a run told about its result."""
    told = next(step for step in steps if step["step"] == "counts")
    return {key: value for key, value in told.items() if key != "step"}


def most(runs: list[list[Step]]) -> int:
    """Give the most memory of any step, in MB."""
    return max(step["mb"] for run in runs for step in run if "mb" in step)


def beside(peer: str, size: float, folder: Path, limit: float) -> dict[str, Any]:
    """Measure a peer once; it gets as long as the limit."""
    steps, ended_by = child("bench.peer", peer, str(size), str(folder / "peer.nq"), limit=limit)
    times = seconds([steps])
    same = next((step for step in steps if step["step"] == "same"), {})
    return {
        "size": size,
        "seconds": times,
        "total": sum(times.values()),
        "mb": most([steps]),
        "ended_by": ended_by,
        "lacks": same.get("lacks"),
        "more": same.get("more"),
    }


def equal(peer: str, found: dict[str, Any]) -> bool:
    """Tell whether the peer made our graph; owlrl closes under all of OWL 2 RL, so it may have more."""
    return found["lacks"] == 0 and (found["more"] == 0 or peer == "owlrl")


def to_release(folder: Path, runs: int) -> dict[str, Any]:
    """Measure the whole way, from the embedded files to a published release."""
    done = []
    for number in range(runs):
        home = folder / f"home-{number}"
        done.append(child("bench.ours", "release", str(home))[0])
        shutil.rmtree(home)
    times = seconds(done)
    return {"seconds": times, "total": sum(times.values()), "mb": most(done)}


def measure(sizes: dict[str, list[float]], *, runs: int = RUNS, limit: float = LIMIT) -> dict[str, Any]:
    """Measure us at every size that a peer is measured at, and each peer at its own sizes."""
    with tempfile.TemporaryDirectory(prefix="verbanden-bench-") as name:
        folder = Path(name)
        all_sizes = sorted({size for own in sizes.values() for size in own})
        return {
            "ours": {str(size): ours(size, folder, runs) for size in all_sizes},
            "peers": {peer: [beside(peer, size, folder, limit) for size in own] for peer, own in sizes.items()},
            "release": to_release(folder, runs),
        }


def report(figures: dict[str, Any]) -> str:
    """Write the tables."""
    rows = []
    for size, own in figures["ours"].items():
        rows.append([size, "Verbanden", *_columns(own), f"{own['mb']} MB", "1"])
        for peer, found in figures["peers"].items():
            rows += [_peer_row(peer, run, own) for run in found if str(run["size"]) == size]
    head = [
        "Register",
        "With",
        "Quads made",
        "Inferred",
        "Serialised",
        "Loaded",
        "Together",
        "Memory",
        "Times ours",
    ]
    whole = figures["release"]
    steps = [[name, f"{took:.2f} s"] for name, took in sorted(whole["seconds"].items(), key=_order)]
    steps.append(["**together**", f"**{whole['total']:.2f} s**, {whole['mb']} MB"])
    return f"{table(head, rows)}\n\n{table(['From files to a release', 'Time'], steps)}"


_RELEASE = (
    "reading",
    "resolving organisations",
    "deriving history",
    "writing triples",
    "loading facts",
    "inferring",
    "validating",
    "writing dumps",
    "publishing",
)


def _order(step: tuple[str, float]) -> int:
    return _RELEASE.index(step[0]) if step[0] in _RELEASE else len(_RELEASE)


_QUADS = (
    "resolving organisations",
    "deriving history",
    "writing triples",
    "making terms and graphs",
)
_INFERRED = ("loading facts", "inferring")
_SERIALISED = ("serialising", "writing to disk")


def _columns(found: dict[str, Any]) -> list[str]:
    took = found["seconds"]
    parts = [sum(took.get(step, 0) for step in steps) for steps in (_QUADS, _INFERRED, _SERIALISED, ("loading",))]
    return [f"{part:.2f} s" if part else "–" for part in (*parts, found["total"])]


def _peer_row(peer: str, run: dict[str, Any], own: dict[str, Any]) -> list[str]:
    more = "> " if run["ended_by"] else ""
    total = run["ended_by"] or run["total"]
    columns = _columns({**run, "total": total})
    columns[-1] = more + columns[-1]
    name = PEERS[peer] + (f", ended after {run['ended_by']:.0f} s" if run["ended_by"] else "")
    return [str(run["size"]), name, *columns, f"{run['mb']} MB", f"{more}{total / own['total']:.1f}"]


def main() -> str:
    figures = measure({peer: [SMALL, 1] for peer in PEERS})
    save("graph", figures)
    return report(figures)


if __name__ == "__main__":
    print(main())
