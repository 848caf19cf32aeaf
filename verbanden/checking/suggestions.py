"""Whom somebody meant by a name that was not recognised: findings about unknown members, with a suggestion."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

import pyoxigraph as ox

from verbanden.checking.remarks import OPMERKING
from verbanden.checking.verslag import Melding, Tekst
from verbanden.namespaces import RDFS, SKOS, VB, VBS
from verbanden.shapebook import Term, as_term
from verbanden.submission import Inzending
from verbanden.text import printable

MEESTE = 50
"""So many names are looked up for one report."""
_UNKNOWN = VBS + "inzending-deelnemer-onbekend"
_NAMES = frozenset({RDFS + "label", SKOS + "prefLabel", VB + "naam"})
_NEAR = 5.0
"""Who resembles a name almost as much as the best is offered as well."""


@runtime_checkable
class Suggereert(Protocol):
    """A background that proposes whom a name may mean; one that does not is a background too."""

    def bijna(self, tekst: str) -> Sequence[tuple[str, str, float]]:
        """Give the organisations that a text resembles, best first: IRI, name, and likeness up to 100."""
        ...


def suggested(
    meldingen: Sequence[Melding], inzendingen: Sequence[Inzending], achtergrond: object
) -> tuple[Melding, ...]:
    """Add to findings about members that nobody knows whom the sender probably meant, where that is anybody."""
    if not isinstance(achtergrond, Suggereert):
        return tuple(meldingen)
    names = _names(inzendingen, {one.focus for one in meldingen if one.shape == _UNKNOWN})
    known: dict[str, list[tuple[str, str]]] = {}
    found = []
    for one in meldingen:
        name = _name_in(one, names)
        if name is not None and name not in known and len(known) < MEESTE:
            known[name] = _nearest(achtergrond.bijna(name))
        meant = known.get(name, []) if name is not None else []
        found.append(_with(one, meant) if meant else one)
    return tuple(found)


def _names(inzendingen: Sequence[Inzending], unknown: Collection[Term]) -> dict[Term, str]:
    """Give the name that the documents have for each of these; the first one counts."""
    found: dict[Term, str] = {}
    for triple in (triple for one in inzendingen for triple in one.triples):
        if triple.predicate.value in _NAMES and isinstance(triple.object, ox.Literal):
            subject = as_term(triple.subject)
            if subject in unknown:
                found.setdefault(subject, triple.object.value)
    return found


def _name_in(one: Melding, names: Mapping[Term, str]) -> str | None:
    """Give the name that a finding is about: that of the unknown one, or the cell that was remarked on."""
    if one.shape == _UNKNOWN:
        return names.get(one.focus)
    remarked = one.shape == OPMERKING and isinstance(one.waarde, ox.Literal)
    return one.waarde.value if remarked and one.waarde and one.waarde.value in names.values() else None


def _nearest(found: Sequence[tuple[str, str, float]]) -> list[tuple[str, str]]:
    best = max((score for _, _, score in found), default=0.0)
    return [(iri, name) for iri, name, score in found if score >= best - _NEAR]


def _with(one: Melding, meant: Sequence[tuple[str, str]]) -> Melding:
    shown = [f"{printable(name)} ({iri.rpartition('/')[2]})" for iri, name in meant]
    nl, en = (_listed(shown, word) for word in ("of", "or"))
    return replace(
        one,
        melding=Tekst(f"{_ended(one.melding.nl)} Bedoelt u {nl}?", f"{_ended(one.melding.en)} Did you mean {en}?"),
        suggestie=meant[0][0],
    )


def _listed(names: Sequence[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
