"""What a comparison finds, as plain records: to JSON and back without loss, whole, in an order that stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from verbanden.checking.verslag import Tekst
from verbanden.comparison.listed import Document
from verbanden.model import Afwijzing
from verbanden.plain import as_plain, from_plain
from verbanden.submission import Vindplaats

Wijze = Literal["iri", "sleutel", "nummer", "naam", "naam-bijna", "beginletters"]
"""How a row was matched: by address, key or code, number, equal name, nearly equal name, first letters."""
ZEKER: tuple[Wijze, ...] = ("iri", "sleutel", "nummer", "naam")
"""The ways that leave nothing to judge."""
Stand = Literal["bekend", "niet-deelnemer", "nog-niet", "beeindigd", "meer-dan-een", "onbekend"]
"""What a row turned out to be: known and taken part in; known and not taken part in; not yet begun; ended; more
than one it could be; not known."""
Uitkomst = Literal["gelijk", "verschillen", "niets-te-vergelijken"]
VERSIE = 1
"""The version of the JSON form."""


@dataclass(frozen=True, slots=True)
class Gevonden:
    """A partnership of the graph that a row means, or could mean, and why.

    `gevonden_als` is what of ours was the same: the name, key or number. `gelijkenis` is 0 to 100, with names that
    are not equal only. `sinds` and `tot` are those of the organisation's participation, the last one where it had
    more; `einde` and `tot` are the first day on which it no longer holds.
    """

    verband: str
    naam: str
    wijze: Wijze
    gevonden_als: str
    gelijkenis: int | None
    begin: date | None
    einde: date | None
    neemt_deel: bool
    sinds: date | None
    tot: date | None


@dataclass(frozen=True, slots=True)
class Lidverschil:
    """A member that only one of the two has, with what the graph knows of it.

    `sinds` and `tot` are of its participation, if it ever took part. `opgegaan_in` names what became of an
    organisation that no longer exists on the day of the comparison. `voortzetting`: it carries on for a
    predecessor, and no source names it yet.
    """

    organisatie: str
    naam: str
    sinds: date | None
    tot: date | None
    opgegaan_in: tuple[str, ...] = ()
    voortzetting: bool = False


@dataclass(frozen=True, slots=True)
class Leden:
    """The members of a row beside those of the graph; `niet_herkend` are names of no organisation we know."""

    gelijk: int
    alleen_lijst: tuple[Lidverschil, ...]
    alleen_graaf: tuple[Lidverschil, ...]
    niet_herkend: tuple[str, ...]

    @property
    def verschilt(self) -> bool:
        """Tell whether there is anything to look at."""
        return bool(self.alleen_lijst or self.alleen_graaf or self.niet_herkend)


@dataclass(frozen=True, slots=True)
class Opvolger:
    """A partnership that seems to carry on one that ended: a candidate; `gelijkenis` is 0 to 1, by `methode`."""

    verband: str
    naam: str
    gelijkenis: float
    methode: str


@dataclass(frozen=True, slots=True)
class Rij:
    """A row of the list: what it says, what it turned out to be, and how that was found.

    `keuze` says why one of several that fit equally well was taken: `deelname` (the organisation takes part in
    that one only) or `in-werking` (that one only is in force). `kandidaten` are what it could be, or comes near.
    `naam_wijst_op` is another partnership that bears the row's name, where a key or number led to this one.
    `zelfde_als` is the number of an earlier row that is the same partnership. `privaat`: the name says that it is
    a body under private law.
    """

    nummer: int
    naam: str
    plaats: Vindplaats | None
    stand: Stand
    gevonden: Gevonden | None = None
    keuze: Literal["deelname", "in-werking"] | None = None
    kandidaten: tuple[Gevonden, ...] = ()
    naam_wijst_op: Gevonden | None = None
    zelfde_als: int | None = None
    privaat: bool = False
    leden: Leden | None = None
    opvolgers: tuple[Opvolger, ...] = ()

    @property
    def te_bekijken(self) -> bool:
        """Tell whether there is anything about this row to look at.

        Of a body under private law the graph knows nothing: that it is unknown says nothing about the list.
        """
        if self.stand == "onbekend" and self.privaat:
            return self.zelfde_als is not None
        certain = self.stand == "bekend" and self.gevonden is not None and self.gevonden.wijze in ZEKER
        odd = self.naam_wijst_op is not None or self.zelfde_als is not None
        return not certain or odd or (self.leden is not None and self.leden.verschilt)


@dataclass(frozen=True, slots=True)
class Gemist:
    """A partnership that the organisation takes part in and the list lacks; rows in `misschien` may mean it."""

    verband: str
    naam: str
    sinds: date
    rechtsvorm: Tekst | None
    voortzetting: bool
    misschien: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """A list of an organisation's partnerships beside the graph, on one day.

    `afgewezen` are rows that could not be read, `opmerkingen` what the reader had to say besides. `dekking` says
    what the graph cannot know. `drempel` and `drempel_eigen` are the likenesses from which a name counts as nearly
    equal, in general and with partnerships that the organisation takes part in.
    """

    versie: int
    organisatie: str
    organisatie_naam: str
    peildatum: date
    release: str
    release_datum: date
    documenten: tuple[Document, ...]
    rijen: tuple[Rij, ...]
    gemist: tuple[Gemist, ...]
    afgewezen: tuple[Afwijzing, ...]
    opmerkingen: tuple[Afwijzing, ...]
    dekking: tuple[Tekst, ...]
    drempel: int
    drempel_eigen: int

    @property
    def aantallen(self) -> dict[Stand, int]:
        """Count the rows by what they turned out to be."""
        return dict(Counter(rij.stand for rij in self.rijen))

    @property
    def uitkomst(self) -> Uitkomst:
        """A list without a partnership was not compared; else it is equal, or there is something to look at."""
        if not self.rijen:
            return "niets-te-vergelijken"
        differs = self.gemist or self.afgewezen or any(rij.te_bekijken for rij in self.rijen)
        return "verschillen" if differs else "gelijk"

    def als_json(self) -> dict[str, Any]:
        """Write it as plain data, with the outcome in front for whoever reads nothing else."""
        data: dict[str, Any] = as_plain(self)
        return {"uitkomst": self.uitkomst, "aantallen": self.aantallen, **data}

    @classmethod
    def uit_json(cls, data: Mapping[str, Any]) -> Vergelijking:
        """Read what `als_json` wrote; raises SourceError for anything else."""
        derived = ("uitkomst", "aantallen")
        return from_plain(cls, {key: value for key, value in data.items() if key not in derived})
