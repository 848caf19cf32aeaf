"""Where in the documents a finding stands: the triples it speaks of, else the first one about its thing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from verbanden.shapebook import Pad, Term, as_term
from verbanden.submission import Inzending, Vindplaats

MOST = 5
"""So many places of one finding are told."""


class Plaatsen:
    """The places of all triples of the documents, each found in one step however many there are."""

    def __init__(self, inzendingen: Sequence[Inzending]) -> None:
        self._exact: dict[tuple[Term, str, Term], list[Vindplaats]] = {}
        self._said: dict[tuple[Term, str], list[Vindplaats]] = {}
        self._reached: dict[tuple[str, Term], list[Vindplaats]] = {}
        self._about: dict[Term, Vindplaats] = {}
        self._towards: dict[Term, Vindplaats] = {}
        for inzending in inzendingen:
            for triple, place in zip(inzending.triples, inzending.plaatsen, strict=True):
                subject, value = as_term(triple.subject), as_term(triple.object)
                predicate = triple.predicate.value
                self._exact.setdefault((subject, predicate, value), []).append(place)
                self._said.setdefault((subject, predicate), []).append(place)
                self._reached.setdefault((predicate, value), []).append(place)
                self._about.setdefault(subject, place)
                self._towards.setdefault(value, place)

    def over(self, thing: Term) -> bool:
        """Tell whether the documents say anything about a thing."""
        return thing in self._about

    def noemt(self, thing: Term) -> bool:
        """Tell whether the documents mention a thing at all."""
        return thing in self._about or thing in self._towards

    def zegt(self, thing: Term, predicates: Collection[str], value: Term | None) -> bool:
        """Tell whether the documents say this of the thing itself, with the value if there is one."""
        if value is None:
            return any((thing, predicate) in self._said for predicate in predicates)
        return any((thing, predicate, value) in self._exact for predicate in predicates)

    def van(self, thing: Term, path: Pad | None, value: Term | None) -> tuple[Vindplaats, ...]:
        """Give the places of a finding by the best clue that leads to any; empty when no document mentions it.

        Clues are: the triple itself, the end of a longer path, the property, the thing as subject, as object.
        """
        predicates = sorted(predicates_of(path))
        for clue in (
            self._by_value(thing, predicates, value, path),
            (place for predicate in predicates for place in self._said.get((thing, predicate), ())),
            islice((index[thing] for index in (self._about, self._towards) if thing in index), 1),
        ):
            found = tuple(dict.fromkeys(islice(clue, MOST)))
            if found:
                return found
        return ()

    def _by_value(
        self, thing: Term, predicates: Sequence[str], value: Term | None, path: Pad | None
    ) -> Iterator[Vindplaats]:
        if value is None:
            return
        direct = [place for one in predicates for place in self._exact.get((thing, one, value), ())]
        yield from direct
        if not direct and path is not None and path.soort != "predicaat":
            for predicate in predicates:
                yield from self._reached.get((predicate, value), ())


def predicates_of(path: Pad | None) -> frozenset[str]:
    """Give the predicates that a path goes along."""
    if path is None:
        return frozenset()
    if path.soort == "predicaat":
        return frozenset({path.predicaat})
    return frozenset().union(*(predicates_of(part) for part in path.delen))
