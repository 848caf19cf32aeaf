"""What the register says of the things that documents mention: kinds, dates, successors and members.

A document may add to it, not change it: what is otherwise in the register does not count.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from verbanden.namespaces import ORG, RDF, TOOI_ID, VB, concept
from verbanden.shapebook import Term, statements

_TYPE, _AARD = RDF + "type", VB + "aard"
_BEGIN, _EINDE = VB + "begin", VB + "einde"
_FOLLOWED, _FOLLOWS = VB + "opgevolgdDoor", VB + "volgtOp"
_MEMBER, _ORGANIZATION, _PARTICIPATION = ORG + "member", ORG + "organization", VB + "heeftDeelname"
_DATES = frozenset({_BEGIN, _EINDE, VB + "opgehevenPer"})
_UNKNOWN_KIND = ox.NamedNode(concept("aard", "onbekend"))
_PARTNERSHIP = ox.NamedNode(VB + "Samenwerkingsverband")
_TOOI = (TOOI_ID, TOOI_ID.replace("https:", "http:", 1))
Lidmaatschap = tuple[Term, str, str]
"""A member, with the begin and end of its participation; empty where none is recorded."""


class Register:
    """A background (N-Triples), asked what it says of a thing."""

    def __init__(self, background: bytes) -> None:
        self._said: dict[tuple[Term, str], set[Term]] = {}
        self._known: set[Term] = set()
        self._participations: dict[Term, set[Term]] = {}
        for subject, predicate, value in statements(background):
            self._known.add(subject)
            self._said.setdefault((subject, predicate), set()).add(value)
            if predicate == _PARTICIPATION:
                self._participations.setdefault(subject, set()).add(value)
            elif predicate == _ORGANIZATION:
                self._participations.setdefault(value, set()).add(subject)
            elif predicate == VB + "regeltVerband":
                self._said.setdefault((value, VB + "heeftRegeling"), set()).add(subject)

    def zegt(self, thing: Term, predicate: str) -> set[Term]:
        """Give the values of a property; empty when none is recorded."""
        return self._said.get((thing, predicate), set())

    def aard(self, thing: Term) -> set[Term]:
        """Give the kind of an organisation, where it is known."""
        return self.zegt(thing, _AARD) - {_UNKNOWN_KIND}

    def is_verband(self, thing: Term) -> bool:
        """Tell whether the register has this partnership."""
        return _PARTNERSHIP in self.zegt(thing, _TYPE)

    def verzonnen(self, thing: Term) -> bool:
        """Tell whether an IRI has the shape of an official organisation that the register does not know."""
        return isinstance(thing, ox.NamedNode) and thing.value.startswith(_TOOI) and thing not in self._known

    def weerspreekt(self, thing: Term, predicate: str, value: Term) -> bool:
        """Tell whether the register has another begin, end or successor of a thing that it knows.

        That no end is recorded means that there is none; a begin that is not recorded may be supplied, except of
        an organisation: the register has it, so it exists.
        """
        if predicate in (_FOLLOWED, _FOLLOWS):
            other = _FOLLOWS if predicate == _FOLLOWED else _FOLLOWED
            said = value in self.zegt(thing, predicate) or thing in self.zegt(value, other)
            return not said and (thing in self._known or (predicate == _FOLLOWS and value in self._known))
        if thing not in self._known or predicate not in _DATES:
            return False
        recorded = set(self.zegt(thing, predicate))
        for arrangement in self.zegt(thing, VB + "heeftRegeling"):
            recorded |= self.zegt(arrangement, predicate)
        if predicate == _BEGIN and not recorded and not self.aard(thing):
            return False
        return _day(value) not in {_day(one) for one in recorded}

    def andere_deelname(self, thing: Term, predicate: str, value: Term) -> bool:
        """Tell whether the register has this participation, of another member or in another partnership."""
        recorded = self.zegt(thing, predicate) if predicate in (_MEMBER, _ORGANIZATION) else set()
        return bool(recorded) and value not in recorded

    def noemt(self, verband: Term, lid: Lidmaatschap) -> bool:
        """Tell whether the register has a participation of this member that covers these dates."""
        member, begin, einde = lid
        return any(
            who == member and (not begin or begin >= since) and (not until or (einde and einde <= until))
            for who, since, until in self._leden(verband)
        )

    def _leden(self, verband: Term) -> Iterator[Lidmaatschap]:
        for participation in self._participations.get(verband, ()):
            since = min(map(_day, self.zegt(participation, _BEGIN)), default="")
            until = max(map(_day, self.zegt(participation, _EINDE)), default="")
            yield from ((member, since, until) for member in self.zegt(participation, _MEMBER))


def _day(value: Term) -> str:
    """Give the day of a date or moment as text, which sorts as days do."""
    return value.value[:10] if isinstance(value, ox.Literal) else value.value
