"""What a release knows of partnerships, laid out for comparing: names, keys, numbers, members through time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pyoxigraph as ox

from verbanden.checking.verslag import Tekst
from verbanden.comparison.names import Namen, beginletters, kern
from verbanden.comparison.records import Opvolger
from verbanden.coverage import Dekking
from verbanden.errors import StoreError
from verbanden.model import Periode
from verbanden.query import load
from verbanden.store import Store
from verbanden.submission import Herken

Row = dict[str, str]
KEY_KINDS = frozenset({"tooi", "organisatiecode", "roo", "owms"})
"""Kinds of identifier that name a thing; the others are numbers on paper."""
_LENGTHS = {"kvk": 8, "rsin": 9}


@dataclass(frozen=True, slots=True)
class Verband:
    """A partnership: its name, and from when until when it was."""

    iri: str
    naam: str
    periode: Periode


@dataclass(frozen=True, slots=True)
class Deelname:
    """One run of participation; `voortzetting`: derived, for a predecessor that the source still names."""

    verband: str
    lid: str
    periode: Periode
    voortzetting: bool


@dataclass(slots=True)
class Organisatie:
    """An organisation: its name, the first day on which it was no more, and who succeeded it."""

    naam: str
    einde: date | None
    opvolgers: list[str] = field(default_factory=list)


class Register:
    """The partnerships of a release; read once from its store, and then without it."""

    def __init__(self, store: Store) -> None:
        self.verbanden = {
            row["verband"]: Verband(row["verband"], row["naam"], _period(row))
            for row in _rows(store, "vergelijk/verbanden")
        }
        self._namen = [(row["verband"], row["naam"]) for row in _rows(store, "vergelijk/namen")]
        self._deelnames: dict[str, list[Deelname]] = {}
        for row in _rows(store, "vergelijk/deelnames"):
            run = Deelname(row["verband"], row["lid"], _period(row), row["voortzetting"] == "true")
            self._deelnames.setdefault(run.verband, []).append(run)
        self._sleutels: dict[str, dict[str, None]] = {}
        self._nummers: dict[tuple[str, str], dict[str, None]] = {}
        self._vormen: dict[str, list[tuple[Periode, Tekst]]] = {}
        self._read_arrangements(store)
        self._read_numbers(store)
        self.organisaties = _organisations(store)
        self._kandidaten = _candidates(store, self.verbanden)

    def _read_arrangements(self, store: Store) -> None:
        for iri in self.verbanden:
            self._key(iri, iri)
        for row in _rows(store, "vergelijk/regelingen"):
            verband = row["verband"]
            self._key(row["regeling"], verband)
            for name in ("sleutel", "lichaam"):
                if name in row:
                    self._key(row[name], verband)
            if "nl" in row:
                self._vormen.setdefault(verband, []).append((_period(row), Tekst(row["nl"], row["en"])))

    def _read_numbers(self, store: Store) -> None:
        for row in _rows(store, "vergelijk/nummers"):
            if row["soort"] in KEY_KINDS:
                self._key(row["code"], row["verband"])
            else:
                soort, code = nummer(row["soort"], row["code"])
                self._nummers.setdefault((soort, code), {})[row["verband"]] = None

    def _key(self, key: str, verband: str) -> None:
        # An address counts whole and by its last part: roo-24963981, so0506.
        for form in {key.casefold(), key.rsplit("/", 1)[-1].casefold()}:
            self._sleutels.setdefault(form, {})[verband] = None

    def __contains__(self, sleutel: str) -> bool:
        """Tell whether a key or address is known."""
        return sleutel.strip().casefold() in self._sleutels

    @cached_property
    def namen(self) -> Namen:
        """All names of all partnerships."""
        return Namen(self._namen)

    def beginletters(self, verbanden: frozenset[str]) -> dict[str, dict[str, str]]:
        """Give the short forms, by first letters, of the names of some partnerships, each with those it is of."""
        found: dict[str, dict[str, str]] = {}
        for iri, naam in self._namen:
            if iri in verbanden:
                for short in beginletters(naam):
                    found.setdefault(kern(short), {}).setdefault(iri, naam)
        return found

    def op_sleutel(self, sleutel: str) -> tuple[str, ...]:
        """Give the partnerships with a key or address: of itself, of an arrangement, of its body."""
        return tuple(self._sleutels.get(sleutel.strip().casefold(), ()))

    def op_nummer(self, soort: str, code: str) -> tuple[str, ...]:
        """Give the partnerships whose body bears a number; `soort` "" means: of whatever kind."""
        if soort:
            return tuple(self._nummers.get(nummer(soort, code), ()))
        kinds = {kind for kind, _ in self._nummers}
        return tuple(dict.fromkeys(iri for kind in sorted(kinds) for iri in self.op_nummer(kind, code)))

    def deelnames(self, verband: str, lid: str | None = None) -> list[Deelname]:
        """Give the participations in a partnership, in order of organisation and begin; or those of one member."""
        return [run for run in self._deelnames.get(verband, []) if lid is None or run.lid == lid]

    def van(self, organisatie: str, dag: date) -> dict[str, Deelname]:
        """Give the partnerships that an organisation takes part in on a day, each with that participation."""
        return {
            run.verband: run
            for runs in self._deelnames.values()
            for run in runs
            if run.lid == organisatie and run.periode.bevat(dag)
        }

    def rechtsvorm(self, verband: str, dag: date) -> Tekst | None:
        """Give the legal form of the arrangement in force on a day; None when there is none."""
        return next((form for periode, form in self._vormen.get(verband, []) if periode.bevat(dag)), None)

    def naam_van(self, organisatie: str) -> str:
        """Give the name of an organisation; the last part of its address where none is known."""
        known = self.organisaties.get(organisatie)
        return known.naam if known else organisatie.rsplit("/", 1)[-1]

    def opvolgers(self, verband: str) -> tuple[Opvolger, ...]:
        """Give the partnerships that seem to carry on one that ended, the likeliest first."""
        return tuple(self._kandidaten.get(verband, ()))

    def later(self, organisatie: str, dag: date) -> list[str]:
        """Give the organisations that on a day are what an abolished one was; nothing while it exists."""
        found: list[str] = []
        todo, seen = [organisatie], {organisatie}
        while todo:
            known = self.organisaties.get(todo.pop(0))
            if known is None or known.einde is None or dag < known.einde:
                continue
            for iri in known.opvolgers:
                if iri not in seen:
                    seen.add(iri)
                    todo.append(iri)
                    after = self.organisaties.get(iri)
                    if after and (after.einde is None or dag < after.einde):
                        found.append(iri)
        return sorted(found)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a list is compared with: a release, by name and date, with what its sources cover.

    `herken` recognises the organisations that a list names as members.
    """

    register: Register
    herken: Herken
    release: str
    datum: date
    dekking: tuple[Dekking, ...] = ()


def nummer(soort: str, code: str) -> tuple[str, str]:
    """Write a number as it is compared: without spaces and points, with the zeros that spreadsheets take away.

    >>> nummer("KvK", "1727 8973"), nummer("rsin", "1709082")
    (('kvk', '17278973'), ('rsin', '001709082'))
    """
    kind = soort.casefold()
    plain = "".join(sign for sign in code.casefold() if sign.isalnum())
    return kind, plain.zfill(_LENGTHS.get(kind, 0)) if plain.isdigit() else plain


def _rows(store: Store, name: str) -> Iterator[Row]:
    answer = store.query(load(name).tekst)
    if not isinstance(answer, ox.QuerySolutions):
        raise StoreError("de opslag geeft een ander soort antwoord", "the store gives another kind of answer")
    names = [variable.value for variable in answer.variables]
    for solution in answer:
        terms = ((name, solution[name]) for name in names)
        yield {name: term.value for name, term in terms if isinstance(term, ox.NamedNode | ox.Literal)}


def _period(row: Mapping[str, str]) -> Periode:
    return Periode(_day(row.get("begin")), _day(row.get("einde")))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _organisations(store: Store) -> dict[str, Organisatie]:
    found: dict[str, Organisatie] = {}
    for row in _rows(store, "vergelijk/organisaties"):
        known = found.setdefault(row["organisatie"], Organisatie(row["naam"], _day(row.get("einde"))))
        if "opvolger" in row and row["opvolger"] not in known.opvolgers:
            known.opvolgers.append(row["opvolger"])
    return found


def _candidates(store: Store, verbanden: Mapping[str, Verband]) -> dict[str, list[Opvolger]]:
    found: dict[str, list[Opvolger]] = {}
    for row in _rows(store, "vergelijk/kandidaten"):
        later = verbanden.get(row["later"])
        if later is not None:
            one = Opvolger(later.iri, later.naam, float(row.get("gelijkenis", "0")), row.get("methode", ""))
            found.setdefault(row["eerder"], []).append(one)
    for candidates in found.values():
        candidates.sort(key=lambda one: (-one.gelijkenis, one.verband))
    return found
