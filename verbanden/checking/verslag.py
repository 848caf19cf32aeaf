"""The report of a check of what others bring: outcome, context, documents, findings with places, verdicts.

A `Verslag` is plain data. It goes to JSON and back without loss (`als_json`, `uit_json`), so that it can be kept,
sent and compared; `verbanden.checking.report` writes it for people and machines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from verbanden.errors import Taal
from verbanden.plain import as_plain, from_plain
from verbanden.shapebook import Ernst, Term
from verbanden.submission import Vindplaats

Uitkomst = Literal["voldoet", "voldoet-niet", "onbekend", "niets-te-toetsen"]
Oordeelsuitkomst = Literal["voldoet", "voldoet-niet", "onbekend"]
Herkomst = Literal["inzending", "achtergrond"]
Motor = Literal["snel", "referentie"]
_DERIVED = frozenset({"versie", "tellingen", "vergelijking"})
VERSIE = 1
"""The version of the JSON form."""
ERNSTEN: tuple[Ernst, ...] = ("fout", "waarschuwing", "info")
"""The weights of findings, heaviest first."""


@dataclass(frozen=True, slots=True)
class Tekst:
    """The same in Dutch and in English."""

    nl: str
    en: str

    def in_taal(self, taal: Taal) -> str:
        """Give the text in the language asked for."""
        return self.nl if taal == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Vormbestand:
    """A file of shapes that was applied: its name and the SHA-256 of its text."""

    naam: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Context:
    """What a check was done with: whoever has the same gets the same outcome.

    `criteria` are the codes that the set has; `achtergrond` is the name of a release. `motor_reden` says why this
    engine.
    """

    vormen: tuple[Vormbestand, ...]
    criteriaset: str
    criteria: tuple[str, ...]
    criteriaset_naam: Tekst
    peildatum: date
    achtergrond: str
    achtergrond_datum: date
    motor: Motor
    motor_naam: str
    motor_versie: str
    motor_reden: Tekst
    verbanden_versie: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was checked. `gelezen` counts rows for tables and registers, triples for RDF."""

    naam: str
    vorm: str
    sha256: str
    bytes: int
    triples: int
    gelezen: int
    aangenomen: int
    afgewezen: int


@dataclass(frozen=True, slots=True)
class Melding:
    """One finding: what is wrong or not known, of what, where it stands, and what to do.

    `id` stays the same as long as rule, thing, path and value do, wherever they stand in a document. `herkomst`
    is "achtergrond" for what the sender did not bring and cannot change. `criterium` is the code of the criterion
    that the rule belongs to; `suggestie` is what was probably meant.
    """

    id: str
    shape: str
    component: str
    ernst: Ernst
    focus: Term
    pad: str
    waarde: Term | None
    melding: Tekst
    herkomst: Herkomst
    vindplaatsen: tuple[Vindplaats, ...] = ()
    criterium: str | None = None
    suggestie: str | None = None


@dataclass(frozen=True, slots=True)
class Meldinggroep:
    """The findings of one rule and one origin, counted; `eerste` are the ids of the first ones."""

    shape: str
    titel: Tekst
    ernst: Ernst
    herkomst: Herkomst
    criterium: str | None
    aantal: int
    eerste: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bewijs:
    """What a verdict rests on: its IRI and its name; without a name, where the documents speak of it."""

    iri: str
    naam: str
    vindplaats: Vindplaats | None = None


@dataclass(frozen=True, slots=True)
class Criteriumoordeel:
    """The verdict on one criterion; `uitleg` says why, `aan_te_leveren` what would settle it when not known.

    `bewijs` holds the first pieces of evidence, `aantal_bewijs` counts all.
    """

    criterium: str
    naam: Tekst
    uitkomst: Oordeelsuitkomst
    uitleg: Tekst
    aan_te_leveren: Tekst | None
    bewijs: tuple[Bewijs, ...] = ()
    aantal_bewijs: int = 0
    bevraagd: int | None = None


@dataclass(frozen=True, slots=True)
class Verbandoordeel:
    """The verdict on one partnership in the criteria set: `voldaan` of `totaal` criteria met so far.

    `vindplaats` is where the documents first speak of it; None where they only mention it.
    """

    verband: str
    naam: str
    uitkomst: Oordeelsuitkomst
    voldaan: int
    totaal: int
    criteria: tuple[Criteriumoordeel, ...]
    vindplaats: Vindplaats | None = None


@dataclass(frozen=True, slots=True)
class Genoemd:
    """A partnership that the documents speak of, by IRI and name, and where they first do."""

    verband: str
    naam: str
    vindplaats: Vindplaats | None = None


@dataclass(frozen=True, slots=True)
class Verslag:
    """The whole report of a check; `niet_in_werking` are partnerships that do not hold on the peildatum."""

    uitkomst: Uitkomst
    context: Context
    documenten: tuple[Document, ...]
    meldingen: tuple[Melding, ...]
    groepen: tuple[Meldinggroep, ...]
    oordelen: tuple[Verbandoordeel, ...]
    niet_in_werking: tuple[Genoemd, ...] = ()

    def aantal(self, ernst: Ernst, herkomst: Herkomst = "inzending") -> int:
        """Count the findings of a weight and an origin."""
        return sum(found.ernst == ernst and found.herkomst == herkomst for found in self.meldingen)

    def als_json(self) -> dict[str, Any]:
        """Give it as plain JSON data, with the counts beside what they count."""
        counts = {
            origin: {weight: self.aantal(weight, origin) for weight in ERNSTEN}
            for origin in ("inzending", "achtergrond")
        }
        plain = as_plain(self)
        return {"versie": VERSIE, "uitkomst": plain.pop("uitkomst"), "tellingen": counts, **plain}

    @classmethod
    def uit_json(cls, data: object) -> Verslag:
        """Read back what `als_json` gave, a comparison in it passed over; raises SourceError for anything else."""
        if isinstance(data, Mapping):
            data = {key: value for key, value in data.items() if key not in _DERIVED}
        return from_plain(cls, data)
