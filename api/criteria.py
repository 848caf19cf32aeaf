"""The criteria and the sets of criteria of the release, with all that is said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from verbanden.errors import Taal
from verbanden.namespaces import DCT, DEF, SKOS, VB
from verbanden.store import Term

_SETS = DEF + "criteriaset/"


@dataclass(frozen=True, slots=True)
class Toetsbegrip:
    """A criterion or a set of criteria: its texts by property and language, and its laws with their names."""

    iri: str
    teksten: dict[tuple[str, str], str]
    wetten: tuple[tuple[str, str | None], ...]

    @property
    def code(self) -> str:
        """The last part of the IRI, which is the code that people type."""
        return self.iri.rpartition("/")[2]

    @property
    def naam(self) -> str:
        """The Dutch name."""
        return self._tekst(SKOS + "prefLabel", "nl") or self.code

    def definitie(self, taal: Taal) -> str | None:
        """Tell when it is met."""
        return self._tekst(SKOS + "definition", taal)

    def uitleg(self, taal: Taal) -> str | None:
        """Tell what it means that it is not met."""
        return self._tekst(VB + "uitleg", taal)

    def aan_te_leveren(self, taal: Taal) -> str | None:
        """Tell what an owner could supply where it is unknown."""
        return self._tekst(VB + "aanTeLeveren", taal)

    def _tekst(self, eigenschap: str, taal: str) -> str | None:
        return self.teksten.get((eigenschap, taal)) or self.teksten.get((eigenschap, "nl"))


class Criteria:
    """All criteria and sets of a release, by IRI; sets and criteria in order of code."""

    def __init__(self, rows: Iterable[dict[str, Term]]) -> None:
        texts: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        laws: dict[str, dict[str, str | None]] = defaultdict(dict)
        members: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            key, eigenschap, waarde = row["begrip"].value, row["eigenschap"].value, row["waarde"]
            if isinstance(waarde, ox.Literal):
                texts[key].setdefault((eigenschap, waarde.language or ""), waarde.value)
            elif eigenschap == VB + "omvatCriterium":
                if waarde.value not in members[key]:
                    members[key].append(waarde.value)
            elif eigenschap == DCT + "source":
                laws[key].setdefault(waarde.value, row["naam"].value if "naam" in row else None)
        self.begrippen = {
            key: Toetsbegrip(key, found, tuple(sorted(laws[key].items()))) for key, found in sorted(texts.items())
        }
        self.sets: dict[str, tuple[str, ...]] = {
            key: tuple(sorted(members[key])) for key in self.begrippen if key.startswith(_SETS)
        }

    def get(self, key: str) -> Toetsbegrip:
        """Give a criterion or set; of one that the release does not describe only the code is known."""
        return self.begrippen.get(key) or Toetsbegrip(key, {}, ())

    def sets_of(self, criterium: str) -> list[str]:
        """Give the sets that a criterion is in."""
        return [key for key, members in self.sets.items() if criterium in members]

    def set_by_code(self, code: str) -> str | None:
        """Find a set by its code, whatever its case."""
        return next((key for key in self.sets if key == _SETS + code.lower()), None)
