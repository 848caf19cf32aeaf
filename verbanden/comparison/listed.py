"""A list of partnerships as others wrote it down: what each row says, read from the triples of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyoxigraph as ox

from verbanden.model import Afwijzing, Periode
from verbanden.namespaces import ADMS, DCT, GENID, ORG, RDF, RDFS, SCHEMA, SKOS, VB
from verbanden.plain import as_plain, from_plain
from verbanden.submission import Inzending, InzendingError, Vindplaats

MAX_ROWS = 2_000
"""So many partnerships may be in one list: no organisation has a hundred, and each is laid beside all of ours."""
MAX_NAME = 300
"""A name counts so far; no partnership has a longer one."""
MAX_NAMES = 6
"""So many names of one partnership count."""

_PREFERRED = (SKOS + "prefLabel", RDFS + "label", DCT + "title", SCHEMA + "name")
_OTHER = (SKOS + "altLabel", VB + "afkorting", VB + "citeertitel", VB + "naam")
_MEMBERS = (VB + "huidigeDeelnemer", VB + "heeftDeelnemer", ORG + "hasMember")


_NO_ROW = ("veld", "kolom", "melding")
"""What a reader tells of less than a row: the row itself was accepted."""
ALTIJD = Periode(None, None)


@dataclass(frozen=True, slots=True)
class Lidopgave:
    """A member as a list names it: an address, where it has one, and a name; and when, where the list says so."""

    iri: str | None
    naam: str
    periode: Periode = ALTIJD


@dataclass(frozen=True, slots=True)
class Opgave:
    """A row of a list: the names, addresses, keys and numbers it gives, and the members, where it gives any.

    `nummers` are (kind, code); a kind "" is not said. `iris` leads from the thing itself to its arrangements and
    its body.
    """

    naam: str
    andere_namen: tuple[str, ...]
    iris: tuple[str, ...]
    sleutels: tuple[str, ...]
    nummers: tuple[tuple[str, str], ...]
    leden: tuple[Lidopgave, ...]
    plaats: Vindplaats | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a list, with its hash."""

    naam: str
    vorm: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Lijst:
    """A list as it was read: its documents, its rows, rows that were rejected, and remarks of the reader.

    It goes to JSON and back, so that reading what others send and comparing it can be done in two places.
    """

    documenten: tuple[Document, ...]
    opgaven: tuple[Opgave, ...]
    afgewezen: tuple[Afwijzing, ...] = ()
    opmerkingen: tuple[Afwijzing, ...] = ()

    def als_json(self) -> dict[str, Any]:
        """Write it as plain data."""
        data: dict[str, Any] = as_plain(self)
        return data

    @classmethod
    def uit_json(cls, data: Mapping[str, Any]) -> Lijst:
        """Read what `als_json` wrote; raises SourceError for anything else."""
        return from_plain(cls, data)


def lees_lijst(inzendingen: Sequence[Inzending]) -> Lijst:
    """Read the partnerships of documents, in the order in which they stand there.

    Raises InzendingError when there are more than MAX_ROWS.
    """
    rows = [row for inzending in inzendingen for row in _Lezer(inzending).opgaven()]
    if len(rows) > MAX_ROWS:
        raise InzendingError(
            "te-veel",
            f"De lijst heeft {len(rows)} samenwerkingsverbanden; ten hoogste {MAX_ROWS} in één vergelijking.",
            f"The list has {len(rows)} partnerships; at most {MAX_ROWS} in one comparison.",
        )
    told = [one for inzending in inzendingen for one in inzending.afwijzingen]
    return Lijst(
        documenten=tuple(Document(one.naam, one.vorm, one.sha256) for one in inzendingen),
        opgaven=tuple(rows),
        afgewezen=tuple(one for one in told if one.rij not in _NO_ROW),
        opmerkingen=tuple(one for one in told if one.rij in _NO_ROW),
    )


class _Lezer:
    """The triples of a document by subject and predicate, and where each subject is first named."""

    def __init__(self, inzending: Inzending) -> None:
        self._values: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = {}
        self._places: dict[str, Vindplaats] = {}
        self._runs: dict[str, list[str]] = {}
        for triple, place in zip(inzending.triples, inzending.plaatsen, strict=True):
            subject, value = triple.subject, triple.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.Literal | ox.NamedNode):
                continue
            self._places.setdefault(subject.value, place)
            of_subject = self._values.setdefault(subject.value, {})
            of_subject.setdefault(triple.predicate.value, []).append(value)
            if triple.predicate.value == ORG + "organization":
                self._runs.setdefault(value.value, []).append(subject.value)

    def opgaven(self) -> Iterator[Opgave]:
        """Give the rows: whatever says that it is a partnership."""
        for subject, values in self._values.items():
            if VB + "Samenwerkingsverband" in (value.value for value in values.get(RDF + "type", ())):
                yield self._row(subject)

    def _row(self, subject: str) -> Opgave:
        arrangements = self._linked(subject, VB + "heeftRegeling")
        bodies = [
            body for thing in (subject, *arrangements) for body in self._linked(thing, VB + "uitgevoerdDoor")
        ]
        things = list(dict.fromkeys([subject, *arrangements, *bodies]))
        uses = self._linked(subject, VB + "heeftNaam")
        preferred = self._texts(things, _PREFERRED)
        written = [*preferred, *self._texts([*things, *uses], _OTHER)]
        names = list(dict.fromkeys(name[:MAX_NAME] for name in written))[:MAX_NAMES]
        keys = self._texts(things, (DCT + "identifier",))
        return Opgave(
            naam=names[0] if names else "",
            andere_namen=tuple(names[1:]),
            iris=tuple(iri for iri in things if not iri.startswith(GENID)),
            sleutels=tuple(keys),
            nummers=tuple(dict.fromkeys(self._numbers(things))),
            leden=tuple(self._members(subject)),
            plaats=self._places.get(subject),
        )

    def _numbers(self, things: Iterable[str]) -> Iterator[tuple[str, str]]:
        for thing in things:
            for identifier in self._linked(thing, ADMS + "identifier"):
                kind = next(iter(self._linked(identifier, DCT + "type")), "").rsplit("/", 1)[-1]
                for code in self._texts([identifier], (SKOS + "notation",)):
                    yield kind, code

    def _members(self, subject: str) -> Iterator[Lidopgave]:
        seen: set[str] = set()
        runs = dict.fromkeys([*self._runs.get(subject, ()), *self._linked(subject, VB + "heeftDeelname")])
        for run in runs:
            periode = Periode(self._day(run, VB + "begin"), self._day(run, VB + "einde"))
            for member in self._linked(run, ORG + "member"):
                seen.add(member)
                yield self._member(member, periode)
        for predicate in _MEMBERS:
            for value in self._values[subject].get(predicate, ()):
                if value.value not in seen:
                    seen.add(value.value)
                    yield self._member(value.value) if isinstance(value, ox.NamedNode) else _named(value.value)

    def _member(self, iri: str, periode: Periode = ALTIJD) -> Lidopgave:
        name = next(iter(self._texts([iri], (*_PREFERRED, *_OTHER))), "")
        shown = (name or iri.rsplit("/", 1)[-1])[:MAX_NAME]
        return Lidopgave(None if iri.startswith(GENID) else iri, shown, periode)

    def _linked(self, subject: str, predicate: str) -> list[str]:
        values = self._values.get(subject, {}).get(predicate, ())
        return [value.value for value in values if isinstance(value, ox.NamedNode)]

    def _texts(self, subjects: Iterable[str], predicates: Iterable[str]) -> list[str]:
        """Give the texts of some properties, Dutch ones and those without a language before others."""
        wanted = list(predicates)
        found = [
            value
            for subject in subjects
            for predicate in wanted
            for value in self._values.get(subject, {}).get(predicate, ())
            if isinstance(value, ox.Literal) and value.value.strip()
        ]
        return [value.value.strip() for value in sorted(found, key=_foreign)]

    def _day(self, subject: str, predicate: str) -> date | None:
        for text in self._texts([subject], (predicate,)):
            try:
                return date.fromisoformat(text[:10])
            except ValueError:
                continue  # no date at all says as little as none; the shapes report it
        return None


def _named(naam: str) -> Lidopgave:
    return Lidopgave(None, naam[:MAX_NAME])


def _foreign(value: ox.Literal) -> bool:
    return value.language not in (None, "nl")
