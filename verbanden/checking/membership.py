"""Who takes part in partnerships of the register: who may be added by documents, and who may not."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox

from verbanden.checking.register import Register
from verbanden.namespaces import ORG, VB
from verbanden.shapebook import Term, as_term

_MEMBER, _ORGANIZATION, _PARTICIPATION = ORG + "member", ORG + "organization", VB + "heeftDeelname"
_SHORT_FORM, _PARTICIPANT, _TAKES_PART = VB + "huidigeDeelnemer", VB + "heeftDeelnemer", VB + "neemtDeelAan"
_DATES = (VB + "begin", VB + "einde")


class Ledenlijst:
    """The participations of documents, held against those that the register has."""

    def __init__(self, register: Register, triples: Collection[ox.Triple]) -> None:
        self._register = register
        self._said: dict[tuple[Term, str], list[Term]] = {}
        for triple in triples:
            predicate = triple.predicate.value
            if predicate == _MEMBER or predicate in _DATES:
                self._said.setdefault((as_term(triple.subject), predicate), []).append(as_term(triple.object))

    def weigert(self, triple: ox.Triple) -> bool:
        """Tell whether a triple gives a partnership of the register a member that it does not have there."""
        subject, predicate, value = as_term(triple.subject), triple.predicate.value, as_term(triple.object)
        if predicate == _SHORT_FORM:
            return self._register.is_verband(subject) and not self._register.noemt(subject, (value, "", ""))
        if predicate == _TAKES_PART:
            subject, predicate, value = value, _PARTICIPANT, subject
        if predicate == _PARTICIPANT:
            return self._register.is_verband(subject) and value not in self._register.zegt(subject, predicate)
        if predicate == _ORGANIZATION:
            return self._other(value, subject)
        return predicate == _PARTICIPATION and self._other(subject, value)

    def _other(self, verband: Term, deelname: Term) -> bool:
        """Tell whether a participation is other than the register's."""
        if not self._register.is_verband(verband):
            return False
        begin, einde = (max((one.value[:10] for one in self._of(deelname, name)), default="") for name in _DATES)
        members = self._of(deelname, _MEMBER)
        return any(not self._register.noemt(verband, (member, begin, einde)) for member in members)

    def _of(self, thing: Term, predicate: str) -> list[Term]:
        return [*self._said.get((thing, predicate), ()), *self._register.zegt(thing, predicate)]
