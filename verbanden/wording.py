"""Words for findings: the open places of a shape's message, filled with names and values from the data.

A place is `{waarde}` (the value), `{over}` (the thing it is about), or a property of that thing by its prefixed
name, as `{org:member}`. Things are shown by their name; what has no name is shown by its IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from verbanden.errors import Taal
from verbanden.namespaces import DCT, PREFIXES, RDFS, SKOS, VB
from verbanden.shapebook import PLACE, Term, statements
from verbanden.text import printable

_NAMES = (SKOS + "prefLabel", RDFS + "label", DCT + "title", VB + "naam", SKOS + "notation")
_SHOWN = 5
_NOTHING: dict[Taal, str] = {"nl": "onbekend", "en": "unknown"}
_MORE: dict[Taal, str] = {"nl": "en nog {}", "en": "and {} more"}


class Namen:
    """The names and asked-for properties of things, gathered from N-Triples in two passes over the text."""

    def __init__(self, data: bytes, things: Iterable[Term], properties: Iterable[str]) -> None:
        self._facts: dict[Term, dict[str, set[Term]]] = {}
        self._shown: dict[tuple[Term, Taal], str] = {}
        asked = set(properties)
        wanted: set[Term] = {thing for thing in things if not isinstance(thing, ox.Literal)}
        self._gather(data, wanted, asked | set(_NAMES))
        values = {value for facts in self._facts.values() for iri in asked & facts.keys() for value in facts[iri]}
        self._gather(data, {value for value in values - wanted if not isinstance(value, ox.Literal)}, set(_NAMES))

    def _gather(self, data: bytes, things: set[Term], predicates: set[str]) -> None:
        if not things:
            return
        for subject, predicate, value in statements(data):
            if subject in things and predicate in predicates:
                self._facts.setdefault(subject, {}).setdefault(predicate, set()).add(value)

    def vul(self, message: str, taal: Taal, focus: Term, waarde: Term | None) -> str:
        """Fill the open places of a message in one language."""

        def fill(place: re.Match[str]) -> str:
            if place[1] == "over":
                return self.toon(focus, taal)
            if place[1] == "waarde":
                return self.toon(waarde, taal) if waarde is not None else _NOTHING[taal]
            return self._list(self._facts.get(focus, {}).get(PREFIXES[place[2]] + place[3], set()), taal)

        return PLACE.sub(fill, message)

    def toon(self, term: Term, taal: Taal) -> str:
        """Show a term to a reader: the text of a literal, the name of a thing, else its IRI."""
        if isinstance(term, ox.Literal):
            return printable(term.value)
        shown = self._shown.get((term, taal))
        if shown is None:
            shown = self._shown[term, taal] = self._name(term, taal)
        return shown

    def _name(self, term: Term, taal: Taal) -> str:
        facts = self._facts.get(term, {})
        for predicate in _NAMES:
            if predicate in facts:
                texts = [value for value in facts[predicate] if isinstance(value, ox.Literal)]
                return printable(", ".join(_best(texts, taal)))
        return term.value

    def _list(self, terms: set[Term], taal: Taal) -> str:
        if not terms:
            return _NOTHING[taal]
        shown = sorted(self.toon(term, taal) for term in terms)
        rest = [_MORE[taal].format(len(shown) - _SHOWN)] if len(shown) > _SHOWN else []
        return ", ".join(shown[:_SHOWN] + rest)


def _best(texts: list[ox.Literal], taal: Taal) -> list[str]:
    """Keep the texts in the language asked for, else without a language, else Dutch, else all; a few, sorted."""
    for language in (taal, None, "nl"):
        found = sorted({text.value for text in texts if text.language == language})
        if found:
            return found[:_SHOWN]
    return sorted({text.value for text in texts})[:_SHOWN]
