"""What is looked up all the time and does not change within a release: concepts, organisations, successions."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from api.criteria import Criteria
from verbanden.identifiers import organisation_iri
from verbanden.namespaces import DEF, Iris
from verbanden.store import Term

Rows = list[dict[str, Term]]

_OWN_KEY = re.compile(r"roo-[0-9]+", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^)]*\)")
_SOORTNAMEN = ("gemeente", "provincie", "waterschap", "ministerie")


@dataclass(frozen=True, slots=True)
class Begrip:
    """A concept of a code list: its IRI, the last part of it, notations, and a label per language."""

    iri: str
    code: str
    schemas: frozenset[str] = frozenset()
    notaties: frozenset[str] = frozenset()
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def naam(self) -> str:
        """The Dutch label, else whatever there is."""
        return self.labels.get("nl") or next(iter(self.labels.values()), self.code)


class Begrippen:
    """All concepts of the release, by IRI."""

    def __init__(self, rows: Iterable[dict[str, Term]]) -> None:
        self._all: dict[str, Begrip] = {}
        for row in rows:
            key = row["begrip"].value
            begrip = self._all.get(key) or Begrip(key, local(key))
            notatie = {row["notatie"].value} if "notatie" in row else set()
            self._all[key] = replace(
                begrip,
                schemas=begrip.schemas | {row["schema"].value},
                notaties=begrip.notaties | notatie,
                labels={**begrip.labels, row["taal"].value: row["label"].value},
            )

    def get(self, key: str) -> Begrip:
        """Give a concept; one that is in no list is named after its IRI."""
        return self._all.get(key) or Begrip(key, local(key))

    def all(self) -> list[Begrip]:
        """Give all concepts."""
        return list(self._all.values())

    def in_list(self, lijst: str, key: str) -> bool:
        """Tell whether a concept is in one of our lists."""
        begrip = self._all.get(key)
        return begrip is not None and DEF + lijst in begrip.schemas

    def of_list(self, lijst: str) -> list[Begrip]:
        """Give the concepts of a list, in order of code."""
        return sorted((b for b in self._all.values() if DEF + lijst in b.schemas), key=lambda b: b.code)

    def codes(self, lijst: str) -> list[str]:
        """Give the codes of a list, sorted."""
        return [begrip.code for begrip in self.of_list(lijst)]

    def by_notation(self, lijst: str, notatie: str) -> list[str]:
        """Give the concepts of a list with this notation, whatever its case."""
        return [b.iri for b in self.of_list(lijst) if notatie.lower() in {n.lower() for n in b.notaties}]


@dataclass(frozen=True, slots=True)
class Bekend:
    """An organisation as lists show it."""

    iri: str
    naam: str
    aard: str
    begin: date | None
    einde: date | None
    provincie: str | None
    afkorting: str | None

    @property
    def code(self) -> str:
        """The key in addresses: the TOOI code, or ours."""
        return local(self.iri)

    def bestaat_op(self, dag: date) -> bool:
        """Tell whether it exists on a day; an unknown begin lies before every day."""
        return (self.begin is None or self.begin <= dag) and (self.einde is None or dag < self.einde)


class Lookup:
    """The lookups of one release, each made at first use."""

    def __init__(self, ask: Callable[[str], Rows], iris: Iris) -> None:
        self._ask = ask
        self._iris = iris

    @cached_property
    def begrippen(self) -> Begrippen:
        """The concepts of the code lists."""
        return Begrippen(self._ask("rest/begrippen"))

    @cached_property
    def criteria(self) -> Criteria:
        """The criteria and the sets of criteria."""
        return Criteria(self._ask("rest/criteria"))

    @cached_property
    def organisaties(self) -> dict[str, Bekend]:
        """All organisations by IRI; where a property has more values the first in order counts."""
        known: dict[str, Bekend] = {}
        for row in self._ask("rest/register"):
            key = row["organisatie"].value
            known.setdefault(key, _bekend(key, row))
        return known

    @cached_property
    def opvolgers(self) -> dict[str, list[str]]:
        """Successors per organisation."""
        return _edges((r["eerder"].value, r["later"].value) for r in self._ask("rest/opvolgingen"))

    @cached_property
    def voorgangers(self) -> dict[str, list[str]]:
        """Predecessors per organisation."""
        return _edges((later, eerder) for eerder, alle in self.opvolgers.items() for later in alle)

    @cached_property
    def namen(self) -> dict[str, set[str]]:
        """Organisations by normalised name, with and without the word for their kind."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._ask("rest/organisatienamen"):
            naam = normalise(row["tekst"].value)
            found[naam].add(row["organisatie"].value)
            found[_bare(naam)].add(row["organisatie"].value)
            # "Bergen (NH.)" is found as "Bergen" too: whoever types that is told that there are more.
            found[_bare(normalise(_BRACKETS.sub("", row["tekst"].value)))].add(row["organisatie"].value)
        return dict(found)

    def organisation(self, key: str) -> str | None:
        """Give the IRI of an organisation by TOOI code, CBS code, our own key or IRI; None when not there."""
        trimmed = key.strip()
        if _OWN_KEY.fullmatch(trimmed):
            found: str | None = self._iris.organisatie(trimmed.lower())
        else:
            found = organisation_iri(trimmed)
        return found if found in self.organisaties else None

    def by_name(self, naam: str) -> list[Bekend]:
        """Find organisations by exact name, whatever case, accents or punctuation.

        A word for the kind in front (`gemeente Utrecht`) leaves out organisations of another kind.
        """
        key = normalise(naam)
        soort = key.partition(" ")[0]
        found = self.namen.get(key, set()) | self.namen.get(_bare(key), set())
        known = [self.organisaties[o] for o in sorted(found) if o in self.organisaties]
        if soort in _SOORTNAMEN and _bare(key) != key:
            same = [o for o in known if local(o.aard) == soort]
            return same or [o for o in known if o.iri in self.namen.get(key, set())]
        return known

    def opvolgers_op(self, key: str, dag: date) -> list[Bekend]:
        """Follow successions to the organisations that exist on a day."""
        seen: set[str] = set()
        todo, found = [key], []
        while todo:
            for later in self.opvolgers.get(todo.pop(), []):
                if later not in seen and later in self.organisaties:
                    seen.add(later)
                    if self.organisaties[later].bestaat_op(dag):
                        found.append(self.organisaties[later])
                    else:
                        todo.append(later)
        return sorted(found, key=lambda o: o.iri)


def local(key: str) -> str:
    """Give the last part of an IRI."""
    return re.split(r"[/#]", key.rstrip("/"))[-1]


def normalise(naam: str) -> str:
    """Make names comparable: no accents, case or punctuation, single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", naam) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", bare.casefold()).split())


def _bare(naam: str) -> str:
    for soort in ("ministerie van", *_SOORTNAMEN):
        if naam.startswith(soort + " "):
            return naam.removeprefix(soort + " ")
    return naam


def _edges(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for source, target in pairs:
        found[source].append(target)
    return dict(found)


def day_of(row: dict[str, Term], name: str) -> date | None:
    """Read a date of a row."""
    return date.fromisoformat(row[name].value[:10]) if name in row else None


def value_of(row: dict[str, Term], name: str) -> str | None:
    """Read the text or IRI of a row."""
    return row[name].value if name in row else None


def _bekend(key: str, row: dict[str, Term]) -> Bekend:
    return Bekend(
        iri=key,
        naam=value_of(row, "naam") or local(key),
        aard=row["aard"].value,
        begin=day_of(row, "begin"),
        einde=day_of(row, "einde"),
        provincie=value_of(row, "provincie"),
        afkorting=value_of(row, "afkorting"),
    )
