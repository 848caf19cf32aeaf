"""Is a release what it says it is: the hash of each file, the counts, and nothing left to infer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verbanden import release as releases
from verbanden.inference import close
from verbanden.namespaces import Iris
from verbanden.release import Release


@dataclass(frozen=True, slots=True)
class Controle:
    """One thing that was checked, and whether it is good."""

    goed: bool
    nl: str
    en: str


def inspect(release: Release) -> Iterator[Controle]:
    """Check a release piece by piece; the store is loaded once."""
    wrong = releases.check(release)
    files = len(release.manifest["bestanden"])
    yield Controle(
        not wrong,
        f"{files} bestanden kloppen met hun hash" if not wrong else f"inhoud wijkt af: {', '.join(wrong)}",
        f"{files} files match their hash" if not wrong else f"content differs: {', '.join(wrong)}",
    )
    if wrong:
        return
    for source in release.manifest["bronnen"]:
        for row, n in source["rijen"].items():
            told = f"{source['code']}: {row} {n['gelezen']} = {n['aangenomen']} + {n['afgewezen']}"
            yield Controle(n["gelezen"] == n["aangenomen"] + n["afgewezen"], told, told)
    store = release.store()
    expected = int(release.manifest["quads"])
    yield Controle(
        len(store) == expected,
        f"{len(store)} quads in de opslag, {expected} in de lijst",
        f"{len(store)} quads in the store, {expected} in the manifest",
    )
    before = len(store)
    close(store.inner, Iris(release.base_iri).graaf("afleiding", release.datum))
    yield Controle(
        len(store) == before,
        f"afgesloten: de regels leiden {len(store) - before} nieuwe triples af",
        f"closed: the rules derive {len(store) - before} new triples",
    )
