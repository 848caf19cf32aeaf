"""Our own vocabulary, code lists and alignments as triples, from the ontology room."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

import pyoxigraph as ox

from verbanden.graph.terms import Graaf, Triple

FOLDERS = ("", "begrippen")
"""Folders of the ontology room whose Turtle goes into a release; the examples do not."""


def files() -> list[Traversable]:
    """Give the Turtle files of the vocabulary, in order of name."""
    room = resources.files("ontology")
    found = [
        entry
        for folder in FOLDERS
        for entry in (room.joinpath(folder) if folder else room).iterdir()
        if entry.name.endswith(".ttl")
    ]
    return sorted(found, key=lambda entry: entry.name)


def triples() -> Iterator[Triple]:
    """Give the triples of the vocabulary; blank nodes are named in order of appearance, so equal every time."""
    names: dict[str, str] = {}
    for entry in files():
        for quad in ox.parse(input=entry.read_bytes(), format=ox.RdfFormat.TURTLE):
            s, o = _named(quad.subject, names), _named(quad.object, names)
            yield f"{s} {quad.predicate} {o}"


def _named(term: object, names: dict[str, str]) -> str:
    if isinstance(term, ox.BlankNode):
        return names.setdefault(term.value, f"_:o{len(names) + 1}")
    return str(term)


def vocabulary_graph(naam: str) -> Graaf:
    """Write the vocabulary as a named graph."""
    graaf = Graaf(naam)
    graaf.feiten.extend(triples())
    return graaf
