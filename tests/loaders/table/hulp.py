"""What the tests of tables share: a few organisations to recognise, and a table told as plain facts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from loaders.table import lees_tabel
from verbanden.identifiers import tooi_iri
from verbanden.namespaces import ORG, RDF, RDFS, SKOS
from verbanden.recognition import Herkenner, Naamregel
from verbanden.submission import Inzending, Limieten

HIER = Path(__file__).parent
_ORGANISATIES = {
    "gm0855": ("gemeente", "gemeente Tilburg", "Tilburg"),
    "gm0758": ("gemeente", "gemeente Breda", "Breda"),
    "gm0796": ("gemeente", "gemeente 's-Hertogenbosch", "'s-Hertogenbosch"),
    "gm0014": ("gemeente", "gemeente Groningen", "Groningen"),
    "gm0867": ("gemeente", "gemeente Waalwijk", "Waalwijk"),
    "gm0820": ("gemeente", "gemeente Nuenen, Gerwen en Nederwetten"),
    "pv20": ("provincie", "provincie Groningen", "Groningen"),
    "ws0155": ("waterschap", "waterschap Amstel, Gooi en Vecht", "Amstel, Gooi en Vecht"),
}
_SHORT = {RDF + "type": "a", RDFS + "label": "label", SKOS + "prefLabel": "naam", ORG + "member": "lid"}


@lru_cache(maxsize=1)
def herkenner() -> Herkenner:
    """Some organisations under their real names and codes."""
    rows = [
        Naamregel(tooi_iri(key), names[0], "naam", name)
        for key, names in _ORGANISATIES.items()
        for name in names[1:]
    ]
    rows += [Naamregel(tooi_iri(key), names[0], "organisatiecode", key) for key, names in _ORGANISATIES.items()]
    return Herkenner(rows)


def lees(
    data: str | bytes,
    vorm: Literal["csv", "xlsx"] = "csv",
    mapping: Mapping[str, object] | None = None,
    **limieten: int,
) -> Inzending:
    """Read a table under the name "lijst"."""
    content = data.encode() if isinstance(data, str) else data
    return lees_tabel(
        f"lijst.{vorm}",
        content,
        vorm=vorm,
        limieten=Limieten(**limieten),
        mapping=mapping,
        herken=herkenner().herken,
    )


def lees_bestand(pad: Path, mapping: Mapping[str, object] | None = None) -> Inzending:
    """Read a file by the end of its name."""
    return lees(pad.read_bytes(), "xlsx" if pad.suffix == ".xlsx" else "csv", mapping)


def feiten(inzending: Inzending) -> dict[str, dict[str, set[str]]]:
    """Tell each partnership by its name: its properties, and under "lid" the codes or names of its members."""
    about: dict[str, dict[str, set[str]]] = {}
    for triple in inzending.triples:
        assert isinstance(triple.subject, ox.NamedNode)
        name = triple.predicate.value
        about.setdefault(triple.subject.value, {}).setdefault(
            _SHORT.get(name, name.rsplit("#", 1)[-1].rsplit("/", 1)[-1]), set()
        ).add(_shown(triple.object))
    out: dict[str, dict[str, set[str]]] = {}
    for facts in about.values():
        if "Samenwerkingsverband" not in facts["a"]:
            continue
        runs = [about[run] for run in facts.get("heeftDeelname", ())]
        members = {member for run in runs for member in run["lid"]}
        told = {key: values for key, values in facts.items() if key not in ("a", "heeftDeelname", "naam")}
        told["lid"] = {next(iter(about[m]["label"])) if m in about else m.rsplit("/", 1)[-1] for m in members}
        out[next(iter(facts.get("naam", facts.get("identifier", set()))))] = told
    return out


def redenen(inzending: Inzending) -> list[tuple[str, str, str]]:
    """Tell what was reported: kind, cell or row, and value."""
    return [(a.rij, f"{a.veld.split(' ')[0]}{a.plaats.record}", a.waarde) for a in inzending.afwijzingen]


def _shown(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    if isinstance(term, ox.Literal) or "/.well-known/" in term.value or "/tooi/" in term.value:
        return term.value
    return term.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
