"""Which triples of documents count: those that leave the meaning of words, what we derive and the register be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from verbanden.checking.background import AFGELEID
from verbanden.checking.lexicon import lexicon
from verbanden.checking.register import Register
from verbanden.checking.values import is_blank, is_unreadable
from verbanden.namespaces import DCT, DEF, ORG, OWL, RDF, RDFS, SKOS, VB, concept
from verbanden.shapebook import Term, as_term
from verbanden.submission import Vindplaats

Soort = Literal[
    "afgeleid",
    "begrip",
    "register",
    "register-datum",
    "onbekend",
    "onleesbaar",
    "leeg",
    "waarde",
    "tegenspraak",
    "onbekende-organisatie",
    "identiteit",
    "lid",
]
ALLEEN_VORM: frozenset[Soort] = frozenset({"waarde", "lid"})
"""What is not counted, but stays in the data that the shapes are held against: they say what is wrong with it."""
_SHORT_FORM = VB + "huidigeDeelnemer"
_AXIOMS = frozenset(RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range"))
_AARD, _NAAM, _SAME = VB + "aard", VB + "naam", OWL + "sameAs"
_LISTS = {VB + name: f"{DEF}{lijst}/" for name, lijst in (
    ("aard", "aard"), ("frequentie", "frequentie"), ("rechtsvorm", "rechtsvorm"),
    ("beweert", "uitkomst"), ("criterium", "criterium"),
)}  # fmt: skip
"""Properties that evidence is read from, with the list that their values are in."""
_OBJECTS = frozenset(ORG + name for name in ("member", "organization"))
_TEXTS = frozenset({SKOS + "prefLabel", SKOS + "altLabel", RDFS + "label", DCT + "title"})
_UNKNOWN_KIND = ox.NamedNode(concept("aard", "onbekend"))


@dataclass(frozen=True, slots=True)
class Weggelaten:
    """A triple of a document that does not count, by `soort`.

    "afgeleid": it states what we derive; "begrip": it changes the meaning of a term; "register": it calls an
    organisation something else than the register does; "register-datum": it gives another begin, end or successor;
    "onbekend": its value is a term that does not exist; "onleesbaar": engines read the value differently; "leeg":
    a text without anything to be read; "waarde": a text where a thing belongs, or the other way round, or what is
    not on the list; "tegenspraak": documents give an organisation two kinds; "onbekende-organisatie": the kind of
    an official organisation that does not exist; "identiteit": it says that two things are one, or it is the kind
    of such a thing; "lid": a member that the register does not name.
    """

    soort: Soort
    triple: ox.Triple
    plaats: Vindplaats


class Toelating:
    """Decides of each triple of the documents whether it counts, knowing all of them and the register."""

    def __init__(self, triples: Iterable[ox.Triple], register: Register, verbanden: frozenset[Term]) -> None:
        self._register = register
        self._partnerships = verbanden
        self._same: set[Term] = set()
        kinds: dict[Term, set[Term]] = {}
        for triple in triples:
            subject, predicate, value = as_term(triple.subject), triple.predicate.value, as_term(triple.object)
            if predicate == _SAME and subject != value:
                self._same |= {subject, value}
            elif predicate == _AARD and value != _UNKNOWN_KIND:
                kinds.setdefault(subject, set()).add(value)
        self._kinds: Mapping[Term, set[Term]] = kinds

    def reden(self, triple: ox.Triple) -> Soort | None:
        """Give why a triple does not count; None when it does."""
        subject, predicate, value = as_term(triple.subject), triple.predicate.value, as_term(triple.object)
        if isinstance(value, ox.Literal) and is_unreadable(value):
            return "onleesbaar"
        if predicate in AFGELEID and predicate != _SHORT_FORM:
            return "afgeleid"
        if predicate == _NAAM and (subject in self._partnerships or self._register.is_verband(subject)):
            return "afgeleid"
        if value in self._register.zegt(subject, predicate):
            return None
        if predicate == _SAME:
            return "identiteit"
        return _of_words(triple) or self._of_kind(subject, predicate, value) or self._of_facts(triple)

    def _of_kind(self, subject: Term, predicate: str, value: Term) -> Soort | None:
        if predicate != _AARD:
            return None
        known = self._register.aard(subject)
        if known:
            return None if value in known else "register"
        if self._register.verzonnen(subject):
            return "onbekende-organisatie"
        if subject in self._same:
            return "identiteit"
        return "tegenspraak" if len(self._kinds.get(subject, ())) > 1 else None

    def _of_facts(self, triple: ox.Triple) -> Soort | None:
        subject, predicate, value = as_term(triple.subject), triple.predicate.value, as_term(triple.object)
        if _misplaced(predicate, value):
            return "waarde"
        if isinstance(value, ox.Literal) and is_blank(value):
            return "leeg"
        if self._register.weerspreekt(subject, predicate, value):
            return "register-datum"
        return "lid" if self._register.andere_deelname(subject, predicate, value) else None


def _of_words(triple: ox.Triple) -> Soort | None:
    words, predicate, value = lexicon(), triple.predicate.value, triple.object
    if predicate in _AXIOMS or predicate.startswith(OWL) or predicate in words.over_begrippen:
        return "begrip"
    if triple.subject in words.feiten:
        return "begrip"
    if isinstance(value, ox.NamedNode) and words.onbekend(
        value.value, als="klasse" if predicate == RDF + "type" else "ding"
    ):
        return "onbekend"
    return None


def _misplaced(predicate: str, value: Term) -> bool:
    """Tell whether a value is a text where a thing belongs, a thing where a text belongs, or not on its list."""
    words = lexicon()
    if isinstance(value, ox.Literal):
        return predicate in _OBJECTS or predicate in words.naar_dingen
    if predicate in _LISTS:
        return not (value.value.startswith(_LISTS[predicate]) and value.value in words.begrippen)
    return predicate in _TEXTS or predicate in words.naar_waarden
