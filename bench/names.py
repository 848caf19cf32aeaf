"""What the thresholds for nearly equal names find, and what they get wrong: `python -m bench.names`.

Every partnership of the embedded register is sought by its own name with letters wrong, and by its right name
among all others only: whatever is found then is wrong.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

from bench.meten import save, table
from bench.registers import kinds, register
from verbanden.assemble import assemble
from verbanden.comparison.names import DREMPEL, DREMPEL_EIGEN, Namen, verwisselbaar
from verbanden.comparison.register import Register
from verbanden.namespaces import Iris
from verbanden.store import EmbeddedStore

THRESHOLDS = (80, 83, DREMPEL_EIGEN, 90, DREMPEL, 96)
WRONG_LETTERS = (1, 2, 3)
SEED = 7
LETTERS = "aeinorst"


def misspelt(name: str, times: int, chance: random.Random) -> str:
    """Swap, leave out, add or change a letter, some times."""
    signs = list(name)
    for _ in range(times):
        at = chance.randrange(1, len(signs) - 1)
        match chance.randrange(4):
            case 0:
                signs[at], signs[at - 1] = signs[at - 1], signs[at]
            case 1:
                del signs[at]
            case 2:
                signs.insert(at, chance.choice(LETTERS))
            case _:
                signs[at] = chance.choice(LETTERS)
    return "".join(signs)


def nearest(names: Namen, name: str, among: Iterable[str]) -> tuple[int, str | None]:
    """Give the likeness of the nearest partnership among some, and which; equal names have 100."""
    allowed = set(among)
    equal = sorted(allowed & ({*names.gelijk(name)} or {*names.kaal(name)}))
    if equal:
        return 100, equal[0]
    for score, thing, ours in names.bijna(name, min(THRESHOLDS)):
        if thing in allowed and verwisselbaar(name, ours):
            return score, thing
    return 0, None


def neighbours(known: Register) -> dict[str, set[str]]:
    """Give with each partnership the others that have, or ever had, a member in common with it."""
    of_member: dict[str, set[str]] = {}
    for iri in known.verbanden:
        for run in known.deelnames(iri):
            of_member.setdefault(run.lid, set()).add(iri)
    found: dict[str, set[str]] = {iri: set() for iri in known.verbanden}
    for together in of_member.values():
        for iri in together:
            found[iri] |= together - {iri}
    return found


def measure(size: float = 1) -> dict[str, Any]:
    """Seek every partnership of a register in every way."""
    known = Register(EmbeddedStore(assemble(register(size), Iris(), aarden=kinds()).store))
    names, own = known.namen, neighbours(known)
    figures: dict[str, Any] = {"partnerships": len(known.verbanden), "misspelt": {}}
    for times in WRONG_LETTERS:
        chance = random.Random(SEED)
        hits = []
        for iri, verband in sorted(known.verbanden.items()):
            score, thing = nearest(names, misspelt(verband.naam, times, chance), known.verbanden)
            hits.append((score, thing == iri))
        figures["misspelt"][str(times)] = counted(hits)
    for among in ("all", "own"):
        hits = []
        for iri, verband in sorted(known.verbanden.items()):
            others = own[iri] if among == "own" else known.verbanden.keys() - {iri}
            hits.append((nearest(names, verband.naam, others)[0], False))
        figures[among] = counted(hits)
    return figures


def counted(hits: list[tuple[int, bool]]) -> dict[str, list[int]]:
    """Count for each threshold what is found rightly and wrongly."""
    return {
        str(least): [sum(score >= least and right is good for score, good in hits) for right in (True, False)]
        for least in THRESHOLDS
    }


def report(figures: dict[str, Any]) -> str:
    """Write the table."""
    many = figures["partnerships"]
    head = [
        "From",
        *(f"{times} wrong: right · wrong" for times in WRONG_LETTERS),
        "absent: wrong",
        "absent, own: wrong",
    ]
    rows = []
    for least in map(str, THRESHOLDS):
        mark = "**" if int(least) in (DREMPEL, DREMPEL_EIGEN) else ""
        found = [figures["misspelt"][str(times)][least] for times in WRONG_LETTERS]
        cells = [f"{100 * right / many:.1f} % · {wrong}" for right, wrong in found]
        rows.append([f"{mark}{least}{mark}", *cells, figures["all"][least][1], figures["own"][least][1]])
    return table(head, rows)


def main() -> str:
    figures = measure()
    save("names", figures)
    return report(figures)


if __name__ == "__main__":
    print(main())
