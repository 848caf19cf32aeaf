"""The shapes of `/v1/validaties`, for OpenAPI; as those of `api.rest.models`.

What is sent is made by `answering` and `verbanden.checking.verslag`; a test holds it against these.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from api.rest.models import Probleem, Vorm

Ernst = Literal["fout", "waarschuwing", "info"]
Herkomst = Literal["inzending", "achtergrond"]
Uitkomst = Literal["voldoet", "voldoet-niet", "onbekend", "niets-te-toetsen"]
Oordeel = Literal["voldoet", "voldoet-niet", "onbekend"]


class TweeTalen(Vorm):
    """Hetzelfde in het Nederlands en in het Engels."""

    nl: str
    en: str


class RdfTerm(Vorm):
    """Een RDF-term, geschreven als in SPARQL 1.1 Query Results JSON."""

    type: Literal["uri", "literal", "bnode"]
    value: str
    datatype: str | None = None
    taal: str | None = Field(default=None, alias="xml:lang")


class Vindplek(Vorm):
    """Waar iets staat in een document; wat de vorm van het document niet kent, is null."""

    document: str
    regel: int | None = Field(default=None, description="Regel, vanaf 1 (tekst).")
    rij: int | None = Field(default=None, description="Rij, vanaf 1 (tabel).")
    kolom: str | None = Field(default=None, description="Kolom, als letter of kop (tabel).")
    element: str | None = Field(default=None, description="Pad naar het element (XML) of JSON-pointer.")


class ToetsVormbestand(Vorm):
    """Een bestand met vormvoorschriften waarmee is getoetst."""

    naam: str
    sha256: str


class ToetsContext(Vorm):
    """Waarmee is getoetst: wie hetzelfde heeft, krijgt dezelfde uitkomst."""

    vormen: list[ToetsVormbestand]
    criteriaset: str
    criteria: list[str]
    criteriaset_naam: TweeTalen
    peildatum: date
    achtergrond: str = Field(description="De uitgave die als achtergrond diende.")
    achtergrond_datum: date
    motor: Literal["snel", "referentie"]
    motor_naam: str
    motor_versie: str
    motor_reden: TweeTalen = Field(description="Waarom deze motor.")
    verbanden_versie: str


class ToetsDocument(Vorm):
    """Een document dat is getoetst; bij een tabel tellen rijen, bij RDF triples."""

    naam: str
    vorm: str = Field(description="Het mediatype waarvoor het is gelezen.")
    sha256: str
    bytes: int
    triples: int
    gelezen: int
    aangenomen: int
    afgewezen: int


class ToetsMelding(Vorm):
    """Eén bevinding: wat er niet klopt of niet bekend is, waaraan, waar het staat en wat te doen."""

    id: str = Field(description="Blijft gelijk zolang regel, onderwerp, pad en waarde gelijk zijn.")
    shape: str
    component: str
    ernst: Ernst
    focus: RdfTerm
    pad: str
    waarde: RdfTerm | None = None
    melding: TweeTalen
    herkomst: Herkomst = Field(description="`achtergrond` voor wat de inzender niet aanleverde.")
    vindplaatsen: list[Vindplek]
    criterium: str | None = None
    suggestie: str | None = Field(default=None, description="Wat er waarschijnlijk werd bedoeld.")


class ToetsGroep(Vorm):
    """De bevindingen van één regel en één herkomst, geteld."""

    shape: str
    titel: TweeTalen
    ernst: Ernst
    herkomst: Herkomst
    criterium: str | None = None
    aantal: int
    eerste: list[str] = Field(description="De id's van de eerste bevindingen.")


class ToetsBewijs(Vorm):
    """Waarop een oordeel rust."""

    iri: str
    naam: str
    vindplaats: Vindplek | None = Field(default=None, description="Waar het staat, als het geen naam heeft.")


class ToetsCriteriumoordeel(Vorm):
    """Het oordeel over één criterium."""

    criterium: str
    naam: TweeTalen
    uitkomst: Oordeel
    uitleg: TweeTalen
    aan_te_leveren: TweeTalen | None = Field(
        default=None, description="Wat het zou uitmaken, als het niet bekend is."
    )
    bewijs: list[ToetsBewijs]
    aantal_bewijs: int = Field(description="Hoeveel bewijs er is; `bewijs` noemt het eerste.")
    bevraagd: int | None = Field(default=None, description="Hoeveel deelnemers zich uitspraken (criterium e).")


class ToetsVerbandoordeel(Vorm):
    """Het oordeel over één samenwerkingsverband: `voldaan` van de `totaal` criteria."""

    verband: str
    naam: str
    uitkomst: Oordeel
    voldaan: int
    totaal: int
    criteria: list[ToetsCriteriumoordeel]
    vindplaats: Vindplek | None = Field(
        default=None, description="Waar de documenten er het eerst iets over zeggen."
    )


class ToetsGenoemd(Vorm):
    """Een samenwerkingsverband dat de documenten noemen."""

    verband: str
    naam: str
    vindplaats: Vindplek | None = Field(
        default=None, description="Waar de documenten er het eerst iets over zeggen."
    )


class ToetsTelling(Vorm):
    """Bevindingen naar ernst."""

    fout: int
    waarschuwing: int
    info: int


class ToetsTellingen(Vorm):
    """Bevindingen naar herkomst en ernst."""

    inzending: ToetsTelling
    achtergrond: ToetsTelling


class ToetsVerslag(Vorm):
    """Het verslag van een toetsing."""

    versie: int
    uitkomst: Uitkomst
    tellingen: ToetsTellingen
    context: ToetsContext
    documenten: list[ToetsDocument]
    meldingen: list[ToetsMelding]
    groepen: list[ToetsGroep]
    oordelen: list[ToetsVerbandoordeel]
    niet_in_werking: list[ToetsGenoemd] = Field(description="Wat op de peildatum niet geldt.")


class Verschillen(Vorm):
    """Twee verslagen vergeleken, bij de id's van hun bevindingen."""

    nieuw: list[str]
    opgelost: list[str]
    ongewijzigd: list[str]
    anders: list[TweeTalen] = Field(description="Wat er tussen beide toetsingen anders was dan de documenten.")


class Vergelijking(Verschillen):
    """Een resultaat vergeleken met een eerder resultaat."""

    id: str
    met: str


class Verwijzingen(Vorm):
    """Adressen bij een toetsing, binnen deze server."""

    zelf: str
    badge: str


class Validatie(Vorm):
    """Een toetsing: haar stand en, als zij gereed is, haar verslag."""

    id: str = Field(description="Kenmerk dat niet te raden is: wie het heeft, kan het resultaat lezen.")
    type: str = "Validatie"
    toestand: Literal["wachtrij", "bezig", "gereed", "mislukt"]
    voortgang: str | None = Field(default=None, description="Wat er nu gebeurt, in de taal van het verzoek.")
    uitkomst: Uitkomst | None = None
    criteria: str
    peildatum: date | None = None
    motor: Literal["auto", "snel", "referentie"]
    documenten: int
    bytes: int
    aangemaakt: datetime
    beeindigd: datetime | None = None
    verloopt_op: datetime = Field(description="Daarna geeft dit adres 410. De documenten zelf bewaren wij niet.")
    fout: Probleem | None = Field(
        default=None, description="Waarom er geen verslag is, als de toetsing is mislukt."
    )
    verwijzingen: Verwijzingen
    vergelijking_weg: str | None = Field(
        default=None,
        description="Waarom er geen vergelijking is, al vroeg de POST erom: het eerdere resultaat is weg.",
    )
    vergelijking: Verschillen | None = Field(default=None, description="Alleen als de POST om `vergelijk` vroeg.")
    verslag: ToetsVerslag | None = None
