"""The shapes that what others bring is checked with: structure, quality of data, and the criteria of one set.

Rules about our own processing, and criteria of other sets, are taken out. That is the same as switching them off
by `sh:deactivated`, which the fast engine does not heed on a property shape.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from verbanden.checking.verslag import Tekst, Vormbestand
from verbanden.definition.criteria import criteria, criteriaset
from verbanden.namespaces import SH, VBS
from verbanden.shapebook import Term, Vormen, as_term, statements
from verbanden.validation import load_shapes

BESTANDEN = ("definitie", "inzending", "gegevens")
"""The files of shapes, in the order in which they are joined."""
_CRITERIUM, _VRAAG, _TOEREKENING = VBS + "criterium", VBS + "vraag", VBS + "toerekening"


@dataclass(frozen=True, slots=True)
class Vormenset:
    """Shapes ready for a check: all of them in one, the files they come from, and what each rule is called.

    `criterium` and `vraag` are of the shapes of criteria: the code, and "bekend" or "voldaan".
    """

    vormen: Vormen
    bestanden: tuple[Vormbestand, ...]
    titels: Mapping[str, Tekst]
    criterium: Mapping[str, str]
    vraag: Mapping[str, str]


@lru_cache(maxsize=16)
def vormenset(naam: str) -> Vormenset:
    """Make the shapes for a criteria set; raises QueryError when there is none of that name."""
    chosen = criteriaset(naam)
    texts = {file: load_shapes(file) for file in BESTANDEN}
    facts = _facts("\n".join(texts.values()))
    codes = {criterium.iri: code for code, criterium in criteria().items()}
    of = {shape: codes[about[_CRITERIUM][0].value] for shape, about in facts.items() if _CRITERIUM in about}
    off = {
        shape
        for shape, about in facts.items()
        if (shape in of and of[shape] not in chosen.criteria) or ox.Literal("ons") in about.get(_TOEREKENING, ())
    }
    return Vormenset(
        vormen=Vormen.lees(_without(off, "\n".join(texts.values()))),
        bestanden=tuple(
            Vormbestand(f"{file}.ttl", hashlib.sha256(text.encode()).hexdigest()) for file, text in texts.items()
        ),
        titels={shape: _title(about, of.get(shape)) for shape, about in facts.items() if SH + "name" in about},
        criterium=of,
        vraag={shape: about[_VRAAG][0].value for shape, about in facts.items() if _VRAAG in about},
    )


def _without(off: Set[str], turtle: str) -> str:
    """Take shapes out, with all that only they refer to."""
    about: dict[Term, list[ox.Triple]] = {}
    for subject, predicate, value in statements(turtle.encode(), ox.RdfFormat.TURTLE):
        if subject.value not in off and value.value not in off:
            about.setdefault(subject, []).append(ox.Triple(subject, ox.NamedNode(predicate), value))
    todo: list[Term] = [node for node in about if isinstance(node, ox.NamedNode)]
    kept: dict[Term, list[ox.Triple]] = {}
    while todo:
        node = todo.pop()
        if node in about and node not in kept:
            kept[node] = about[node]
            todo += [as_term(triple.object) for triple in about[node]]
    triples = (triple for group in kept.values() for triple in group)
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE) or b"").decode()


def _facts(turtle: str) -> dict[str, dict[str, list[Term]]]:
    facts: dict[str, dict[str, list[Term]]] = {}
    for subject, predicate, value in statements(turtle.encode(), ox.RdfFormat.TURTLE):
        if isinstance(subject, ox.NamedNode):
            facts.setdefault(subject.value, {}).setdefault(predicate, []).append(value)
    return facts


def _title(about: Mapping[str, list[Term]], code: str | None) -> Tekst:
    """Give the name of a rule; of a criterion it says which outcome the rule tells."""
    names = {term.language: term.value for term in about[SH + "name"] if isinstance(term, ox.Literal)}
    if code is None:
        return Tekst(names["nl"], names["en"])
    found, known = criteria()[code], about[_VRAAG][0].value == "voldaan"
    return Tekst(
        f"criterium {found.nl} – " + ("niet voldaan" if known else "nog niet bekend"),
        f"criterion {found.en} – " + ("not met" if known else "not known yet"),
    )
