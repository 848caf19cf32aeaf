"""What a release knows of the things that a document mentions: the background that a check is done against."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

import pyoxigraph as ox

from verbanden.errors import SourceError, StoreError
from verbanden.namespaces import TOOI_ID, VB, WETTEN
from verbanden.query import bind, load
from verbanden.recognition import Herkenner, Naamregel
from verbanden.store import Store, Term

MAX_THINGS = 50_000
"""So many things may be mentioned in one check; over it the check is refused, for half a background misleads."""
_CHUNK = 500
_COLUMNS = ("organisatie", "aard", "soort", "tekst")
AFGELEID = frozenset(
    VB + name
    for line in (
        "huidigeDeelnemer huidigeRegeling vermeldeDeelnemer vanVerband getoetstOp",
        "aantalDeelnemers aantalOverheden aantalMogelijkeOverheden aantalNederlandseOverheden",
        "aantalMogelijkeNederlandseOverheden aantalDecentraleOverheden aantalMogelijkeDecentraleOverheden",
        "duurInDagen looptijdInDagen doelBlijktUit vasteGroepBlijktUit frequentieBlijktUit agendaBlijktUit",
        "instemmingBlijktUit vastleggingBlijktUit verbondenPartijBlijktUit weersprokenOp weersprokenIn",
        "aantalBevraagd",
    )
    for name in line.split()
)
"""What holds on one day only, and is derived for the day of the check: never taken from the release."""


class ReleaseAchtergrond:
    """A release as background, over its store.

    What recognises organisations is made when it is first asked for; it may be given where one is at hand.
    """

    def __init__(
        self, store: Store, naam: str, datum: date, herkenner: Callable[[], Herkenner] | None = None
    ) -> None:
        self._store = store
        self._maak = herkenner or self._recogniser
        self._herkenner: Herkenner | None = None
        self.naam = naam
        self.datum = datum

    def over(self, iris: Collection[str]) -> bytes:
        """Give as N-Triples what the release knows of these things and of the partnerships they belong to.

        Of a partnership that is all: names, arrangements, participations, statements. Of other things it is what
        they are and what they are called. Raises SourceError when there are more than MAX_THINGS.
        """
        things = sorted(iri for iri in iris if _may_be_known(iri))
        if len(things) > MAX_THINGS:
            raise SourceError(
                f"Er worden {len(things)} dingen genoemd; ten hoogste {MAX_THINGS} in één toetsing. Deel het op.",
                f"{len(things)} things are mentioned; at most {MAX_THINGS} in one check. Split it up.",
            )
        partnerships = sorted({iri for part in _parts(things) for iri in self._partnerships(part)})
        found: dict[str, None] = {}
        mentioned = set(things) - set(partnerships)
        for part in _parts(partnerships):
            for triple in self._graph("toets/achtergrond-verband", "verband", part):
                if triple.predicate.value in AFGELEID:
                    continue
                found[f"{triple} .\n"] = None
                if isinstance(triple.object, ox.NamedNode) and _may_be_known(triple.object.value):
                    mentioned.add(triple.object.value)
        for part in _parts(sorted(mentioned)):
            for triple in self._graph("toets/achtergrond-ding", "ding", part):
                found[f"{triple} .\n"] = None
        return "".join(sorted(found)).encode()

    def herken(self, tekst: str) -> str | None:
        """Give the IRI of the organisation that a text names, by name or code; None when none or more than one."""
        return self._known().herken(tekst)

    def bijna(self, tekst: str) -> list[tuple[str, str, float]]:
        """Give the organisations that a text resembles, best first: IRI, name, and likeness up to 100."""
        return self._known().bijna(tekst)

    def _known(self) -> Herkenner:
        if self._herkenner is None:
            self._herkenner = self._maak()
        return self._herkenner

    def _recogniser(self) -> Herkenner:
        answer = self._store.query(load("toets/organisaties").tekst)
        if not isinstance(answer, ox.QuerySolutions):
            raise _not_answered()
        rows = (tuple(row[name] for name in _COLUMNS) for row in answer)
        return Herkenner(Naamregel(*(_text(term) for term in row)) for row in rows)

    def _partnerships(self, things: list[str]) -> Iterator[str]:
        text = bind(load("toets/achtergrond-verbanden"), {"ding": _terms(things)})
        answer = self._store.query(text)
        if not isinstance(answer, ox.QuerySolutions):
            raise _not_answered()
        for row in answer:
            term = row["verband"]
            if isinstance(term, ox.NamedNode):
                yield term.value

    def _graph(self, name: str, parameter: str, things: list[str]) -> Iterator[ox.Triple]:
        answer = self._store.query(bind(load(name), {parameter: _terms(things)}))
        if not isinstance(answer, ox.QueryTriples):
            raise _not_answered()
        yield from answer


def _may_be_known(iri: str) -> bool:
    """Tell whether an IRI is such as a release has: of TOOI, of a law, or of a thing under its own base."""
    return iri.startswith((TOOI_ID, WETTEN)) or "/id/" in iri


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def _parts(things: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(things), _CHUNK):
        yield things[start : start + _CHUNK]


def _terms(things: list[str]) -> list[Term]:
    return [ox.NamedNode(iri) for iri in things]


def _not_answered() -> StoreError:
    return StoreError("de opslag geeft een ander soort antwoord", "the store gives another kind of answer")
