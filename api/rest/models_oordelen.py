"""The shapes of REST answers about verdicts and criteria; as those of `models`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from api.rest.models import Antwoord, BegripRef, Grondslag, OordeelRef, VerbandRef, Vorm

Bewijssoort = Literal["deelname", "naam", "regeling", "wet", "verklaring", "samenwerkingsverband"]


class Criterium(Vorm):
    """Een criterium: wanneer eraan is voldaan, en wat een eigenaar kan aanleveren als dat onbekend is."""

    id: str = Field(description="Adres (IRI) van het begrip.")
    type: str = "Criterium"
    code: str
    naam: str = Field(description="Nederlandse naam.")
    definitie: str | None = Field(description="Wanneer eraan is voldaan, in de taal van het verzoek.")
    uitleg: str | None = Field(description="Wat het betekent als er niet aan is voldaan.")
    aan_te_leveren: str | None = Field(description="Wat een eigenaar kan aanleveren als het onbekend is.")
    wetten: list[Grondslag] = Field(description="De wetten waarop het criterium berust.")


class Criteriaset(Vorm):
    """Een criteriaset met haar criteria."""

    id: str
    type: str = "Criteriaset"
    code: str = Field(description="De waarde van de parameter `criteriaset`.")
    naam: str = Field(description="Nederlandse naam.")
    definitie: str | None = Field(description="Wat de set omvat en waar zij vandaan komt.")
    wetten: list[Grondslag] = Field(description="De wetten waarop de set berust.")
    criteria: list[Criterium]


class CriteriasetAntwoord(Criteriaset):
    """Eén criteriaset."""

    sparql: str | None = Field(description="Dezelfde vraag in SPARQL, als verwijzing binnen deze server.")


class CriteriasetsLijst(Vorm):
    """Alle criteriasets."""

    items: list[Criteriaset]
    sparql: str | None = Field(description="Dezelfde vraag in SPARQL, als verwijzing binnen deze server.")


class Totaaloordeel(OordeelRef):
    """Het oordeel over een hele criteriaset."""

    stand: str = Field(description="In woorden hoever het is, zoals: voldaan 5 van 8.")
    nog_onbekend: list[BegripRef] = Field(description="De criteria waarvan niet bekend is of eraan is voldaan.")
    niet_voldaan: list[BegripRef] = Field(description="De criteria waaraan niet is voldaan.")


class Bewijs(Vorm):
    """Iets waarop een oordeel op de peildatum berust."""

    id: str = Field(description="Adres (IRI) van de deelname, de naam, de regeling, de wet of de verklaring.")
    soort: Bewijssoort = Field(
        description="Wat voor bewijs het is; bij `samenwerkingsverband` staat het bij het verband zelf vastgelegd."
    )
    label: str = Field(description="Wie deelneemt of verklaarde, of hoe de naam, de regeling of de wet heet.")
    beweert: BegripRef | None = Field(description="Alleen bij een verklaring: voldoet, of voldoet niet.")
    begin: date | None = Field(description="Eerste dag waarop dit bewijs geldt; bij een verklaring haar datum.")
    einde: date | None = Field(description="Eerste dag waarop het niet meer geldt.")
    bronnen: list[str] = Field(description="Codes van de bronnen die het melden, als in `dekking`.")


class CriteriumoordeelRef(Vorm):
    """Het oordeel over één criterium, kort."""

    id: str
    type: str = "Oordeel"
    criterium: BegripRef
    criteriasets: list[BegripRef] = Field(description="De criteriasets waarin dit criterium meetelt.")
    uitkomst: BegripRef = Field(description="Voldoet, voldoet niet, of onbekend. Onbekend is geen tekortkoming.")
    begin: date | None = Field(description="Sinds wanneer dit oordeel geldt, voor zover bekend.")
    einde: date | None = Field(description="Eerste dag waarop het niet meer geldt.")
    aantal_bevraagd: int | None = Field(
        description="Alleen bij criterium e: van hoeveel deelnemers op de peildatum een verklaring "
        "bekend is; in een geschiedenis van hoeveel ten hoogste in de periode."
    )


class Criteriumoordeel(CriteriumoordeelRef):
    """Het oordeel over één criterium, met uitleg en bewijs."""

    uitleg: str = Field(description="Waarom het oordeel zo luidt, in de taal van het verzoek.")
    bewijs: list[Bewijs] = Field(description="Waarop het oordeel op de peildatum berust.")
    ontbreekt: str | None = Field(
        description="Alleen bij onbekend: wat de eigenaar kan aanleveren om het vast te stellen."
    )
    beslist_op: date | None = Field(
        description="Alleen bij een jong samenwerkingsverband zonder einddatum: de dag waarop vaststaat dat het "
        "een jaar bestaat."
    )


class Oordelen(Antwoord):
    """De oordelen over een samenwerkingsverband op de peildatum."""

    id: str
    type: str = "Samenwerkingsverband"
    sleutel: str
    naam: str
    in_werking: bool = Field(
        description="Of er op de peildatum een regeling geldt. Zo niet, dan is er geen oordeel."
    )
    oordelen: list[Totaaloordeel] = Field(description="Per criteriaset het oordeel over het geheel.")
    per_criterium: list[Criteriumoordeel] = Field(
        description="Per criterium van die sets, elk één keer, ook als het in meer sets meetelt."
    )


class Oordelengeschiedenis(Antwoord):
    """Van wanneer tot wanneer een samenwerkingsverband waaraan voldeed."""

    id: str
    type: str = "Samenwerkingsverband"
    sleutel: str
    naam: str
    oordelen: list[Totaaloordeel] = Field(
        description="Per criteriaset de perioden, de oudste eerst. Een nieuwe periode begint als de uitkomst, het "
        "aantal of de onbekende criteria veranderen."
    )
    per_criterium: list[CriteriumoordeelRef] = Field(description="Per criterium de perioden, de oudste eerst.")


class OordeelItem(Totaaloordeel):
    """Een samenwerkingsverband in een lijst van oordelen."""

    over_verband: VerbandRef
    rechtsvorm: BegripRef | None = Field(description="Van de regeling die op de peildatum geldt.")
    over_criterium: CriteriumoordeelRef | None = Field(
        description="Het oordeel over het gevraagde criterium; null zonder `criterium`."
    )


class OordelenLijst(Antwoord):
    """Een bladzijde oordelen."""

    items: list[OordeelItem]
    volgende: str | None = Field(description="Verwijzing naar de volgende bladzijde; null op de laatste.")
