"""Measure everything and write the tables of README.md from it.

`--smoke` runs each measurement once on little data and checks that results are equal; `--tables` writes the
tables anew from the figures in results/.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # not bench/ itself: its queries.py is not the room

from bench import graph, growth, names, posting, queries, shapes  # noqa: E402 - after the path is right
from bench.meten import RESULTS  # noqa: E402

README = Path(__file__).with_name("README.md")
SMOKE_SIZE = 0.02
SMALL_REGISTER = 0.1
SMALL_POST = 5
PARTS = {
    "graph": graph,
    "growth": growth,
    "queries": queries,
    "shapes": shapes,
    "names": names,
    "posting": posting,
}


def smoke(folder: Path) -> int:
    """Run each measurement once; give the number of failures."""
    results: list[tuple[bool, str]] = []
    figures = graph.measure({peer: [SMOKE_SIZE] for peer in graph.PEERS}, runs=1, limit=60.0)
    for peer, (found,) in figures["peers"].items():
        told = f"lacks {found['lacks']}, has {found['more']} more"
        results.append((graph.equal(peer, found), f"graph: {graph.PEERS[peer]} makes our graph ({told})"))
    results.append((figures["release"]["total"] > 0, "graph: from files to a release"))
    grown = growth.measure(folder, {1: 1, 2: 1})
    twice = grown["2"]["partnerships"] == 2 * grown["1"]["partnerships"]
    results.append((twice, "growth: a register of twice the size has twice the partnerships"))
    graph.child("bench.ours", "chain", str(SMOKE_SIZE), str(growth.dump(folder, 0)))
    answers = queries.measure(folder, [0], times=1, limit=3.0)
    wrong = queries.unequal(answers)
    asked = len(answers["ours"]["0"])
    results.append(
        (asked > 0 and not wrong, f"queries: {asked} questions, rdflib's answers are ours {wrong or ''}")
    )
    checked = shapes.measure(folder, {kind: {SMOKE_SIZE: dict.fromkeys(shapes.WAYS, 1)} for kind in shapes.PLAN})
    unequal = shapes.unequal(checked)
    results.append((not unequal, f"shapes: the fast path and pySHACL find the same {unequal or ''}"))
    sought = names.measure(SMALL_REGISTER)
    right, wrong = sought["misspelt"]["1"][str(names.DREMPEL)]
    results.append(
        (right > 0.8 * sought["partnerships"] and not wrong, f"names: {right} of {sought['partnerships']} found")
    )
    posted = posting.measure(SMALL_POST)
    results.append((posted["documents"] == SMALL_POST, f"posting: {SMALL_POST} partnerships got their report"))
    late = [name for name, step in answers["rdflib"].items() if "ended_by" in step]
    print(f"note  queries: rdflib was too slow to compare with on {', '.join(late) or 'none'}")
    for good, what in results:
        print(f"{'pass' if good else 'FAIL'}  {what}")
    return sum(not good for good, _ in results)


def write_tables() -> None:
    """Write the tables of README.md from the figures that are kept."""
    text = README.read_text(encoding="utf-8")
    for name, part in PARTS.items():
        kept = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
        body = f"<!-- {name} -->\n{part.report(kept['figures'])}\n<!-- /{name} -->"
        text = re.sub(f"<!-- {name} -->.*?<!-- /{name} -->", lambda _, b=body: b, text, flags=re.DOTALL)
    README.write_text(text, encoding="utf-8")


def main() -> None:
    begun = time.monotonic()
    if sys.argv[1:] == ["--tables"]:
        write_tables()
        return
    with tempfile.TemporaryDirectory(prefix="verbanden-bench-") as name:
        folder = Path(name)
        if sys.argv[1:] == ["--smoke"]:
            failed = smoke(folder)
            print(f"bench --smoke: {failed} failed, {time.monotonic() - begun:.0f} s")
            sys.exit(1 if failed else 0)
        print(graph.main())
        print(growth.main(folder))
        print(queries.main(folder))
        print(shapes.main(folder))
        print(names.main())
        print(posting.main())
    write_tables()


if __name__ == "__main__":
    main()
