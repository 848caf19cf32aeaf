"""The shapes of REST answers: what is sent is made of these, and OpenAPI describes these.

Keys are Dutch and lower camelCase; what has no value is null. `context.jsonld` gives the keys their meaning.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Vorm(BaseModel):
    """Wat alle vormen delen: Nederlandse sleutels, en niets dat niet beschreven is."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True)


class Dekking(Vorm):
    """Wat een bron dekt, en of de peildatum daarbinnen ligt."""

    bron: str = Field(description="Code van de bron.")
    stand: date = Field(description="De dag waarvan de bron de stand geeft; wat later veranderde, kent zij niet.")
    volledig_vanaf: date | None = Field(description="Vanaf deze dag dekt de bron haar hele terrein.")
    vertrek_zichtbaar_vanaf: date | None = Field(description="Wie eerder uittrad, staat niet in de bron.")
    volledig: bool = Field(description="Of de bron op de peildatum volledig is.")
    toelichting: str | None = Field(description="Wat er kan ontbreken, in de taal van het verzoek.")


class BegripRef(Vorm):
    """Een begrip uit een codelijst."""

    id: str = Field(description="Adres (IRI) van het begrip.")
    code: str
    naam: str = Field(description="Nederlandse naam.")


class OrganisatieRef(Vorm):
    """Een organisatie, kort."""

    id: str = Field(description="Adres (IRI); het TOOI-adres waar dat er is.")
    type: str = "Organisatie"
    code: str = Field(description="TOOI-code, of een sleutel van ons.")
    naam: str
    aard: BegripRef | None
    begin: date | None = Field(description="Eerste dag van haar bestaan, voor zover bekend.")
    einde: date | None = Field(description="Eerste dag waarop zij niet meer bestaat.")


class VerbandRef(Vorm):
    """Een samenwerkingsverband, kort."""

    id: str
    type: str = "Samenwerkingsverband"
    sleutel: str
    naam: str


class RegelingRef(Vorm):
    """De regeling die op de peildatum geldt (of de laatste), kort."""

    id: str
    type: str = "Regeling"
    sleutel: str
    rechtsvorm: BegripRef | None


class VerbandItem(VerbandRef):
    """Een samenwerkingsverband in een lijst."""

    begin: date | None
    einde: date | None = Field(description="Eerste dag waarop het niet meer bestaat.")
    in_werking: bool = Field(description="Of er op de peildatum een regeling geldt.")
    aantal_deelnemers: int = Field(description="Deelnemers op de peildatum.")
    regeling: RegelingRef | None


class Grondslag(Vorm):
    """Een wet waarop de regeling berust."""

    id: str
    naam: str | None


class Regeling(Vorm):
    """Een versie van de regeling."""

    id: str
    type: str = "Regeling"
    sleutel: str
    titel: str | None
    citeertitel: str | None
    rechtsvorm: BegripRef | None
    begin: date | None
    einde: date | None
    lichaam: OrganisatieRef | None = Field(description="De organisatie die de regeling uitvoert.")
    bronhouder: OrganisatieRef | None
    archiefzorgdrager: OrganisatieRef | None
    beleidsterreinen: list[BegripRef]
    bevoegdheidsverkrijging: list[BegripRef]
    grondslagen: list[Grondslag]
    instellingsbesluiten: list[str]
    doel_vastgelegd: bool | None
    bevoegdheden_vastgelegd: bool | None


class Deelname(Vorm):
    """Eén ononderbroken deelname van een organisatie aan een samenwerkingsverband."""

    id: str
    type: str = Field(description="Deelname, of AfgeleideDeelname als geen bron haar noemt.")
    organisatie: OrganisatieRef
    rol: BegripRef | None
    organen: list[BegripRef] = Field(description="Bestuursorganen namens wie wordt deelgenomen.")
    aandeel: str | None = Field(description="Aandeel volgens het register, als decimaal getal in tekst.")
    begin: date
    einde: date | None
    begin_grond: BegripRef | None = Field(description="Waaruit de begindatum volgt.")
    eind_reden: BegripRef | None = Field(description="Waarom zij eindigde.")
    afgeleid: bool = Field(
        description="Of zij is afgeleid: een opvolger neemt deel in de plaats van wie de bron noemt."
    )
    zet_voort: list[str] = Field(
        description="De deelnames die zij voortzet; leeg als zij geen deelname voortzet, ook al is zij afgeleid."
    )


class Deelneming(Vorm):
    """Een deelname, gezien vanuit de organisatie."""

    id: str
    type: str
    verband: VerbandRef
    in_werking: bool = Field(
        description="Of er op de peildatum een regeling van dit samenwerkingsverband geldt. Zo niet, dan staat "
        "het die dag niet in de lijst van samenwerkingsverbanden: een toetredingsdatum kan vóór de eerste bekende "
        "regeling liggen."
    )
    rol: BegripRef | None
    organen: list[BegripRef]
    aandeel: str | None
    begin: date
    einde: date | None
    begin_grond: BegripRef | None
    eind_reden: BegripRef | None
    afgeleid: bool
    zet_voort: list[str]


class Naam(Vorm):
    """Een naam gedurende een periode."""

    id: str
    naam: str
    begin: date | None
    einde: date | None


class Onderbreking(Vorm):
    """Een tijd waarin geen regeling gold."""

    id: str
    begin: date
    einde: date


class Identificatie(Vorm):
    """Een nummer of code van een organisatie."""

    id: str | None
    soort: BegripRef | None
    code: str
    voldoet_aan_elfproef: bool | None = Field(description="Alleen bij een RSIN.")


class Antwoord(Vorm):
    """Wat elk antwoord over een peildatum zegt."""

    peildatum: date
    dekking: list[Dekking]
    sparql: str | None = Field(description="Dezelfde vraag in SPARQL, als verwijzing binnen deze server.")


class OordeelRef(Vorm):
    """Het oordeel over een hele criteriaset, kort."""

    id: str
    type: str = "Oordeel"
    criteriaset: BegripRef
    uitkomst: BegripRef = Field(description="Voldoet, voldoet niet, of onbekend. Onbekend is geen tekortkoming.")
    begin: date | None = Field(description="Sinds wanneer dit oordeel geldt, voor zover bekend.")
    einde: date | None = Field(description="Eerste dag waarop het niet meer geldt.")
    aantal_voldaan: int = Field(description="Aan hoeveel criteria van de set is voldaan.")
    aantal_criteria: int = Field(description="Hoeveel criteria de set heeft.")


class Verband(Antwoord):
    """Een samenwerkingsverband op de peildatum."""

    id: str
    type: str = "Samenwerkingsverband"
    sleutel: str
    naam: str
    begin: date | None
    einde: date | None
    in_werking: bool
    namen: list[Naam]
    regelingen: list[Regeling] = Field(description="Alle versies, de oudste eerst.")
    aantal_deelnemers: int
    deelnames: list[Deelname] = Field(description="Wie op de peildatum deelneemt.")
    lichaam_identificaties: list[Identificatie] = Field(
        description="Nummers van het lichaam dat de regeling uitvoert."
    )
    oordelen: list[OordeelRef] = Field(
        description="Per criteriaset het oordeel op de peildatum; leeg als er die dag geen regeling geldt."
    )
    oordelen_per_criterium: str = Field(
        description="Verwijzing naar de oordelen per criterium op de peildatum, met uitleg en bewijs."
    )


class Geschiedenis(Antwoord):
    """Alles wat een samenwerkingsverband was, van begin tot eind."""

    id: str
    type: str = "Samenwerkingsverband"
    sleutel: str
    naam: str
    begin: date | None
    einde: date | None
    namen: list[Naam]
    regelingen: list[Regeling]
    deelnames: list[Deelname] = Field(description="Alle deelnames, ook geëindigde en afgeleide.")
    onderbrekingen: list[Onderbreking]


class OrganisatieItem(OrganisatieRef):
    """Een organisatie in een lijst."""

    afkorting: str | None
    provincie: OrganisatieRef | None


class Organisatie(Antwoord):
    """Een organisatie, met waar zij op de peildatum aan deelneemt."""

    id: str
    type: str = "Organisatie"
    code: str
    naam: str
    aard: BegripRef | None
    begin: date | None
    einde: date | None
    afkorting: str | None
    provincie: OrganisatieRef | None
    identificaties: list[Identificatie]
    voorgangers: list[OrganisatieRef]
    opvolgers: list[OrganisatieRef]
    voert_uit: list[VerbandRef] = Field(description="Samenwerkingsverbanden waarvan zij de regeling uitvoert.")
    deelnemingen: list[Deelneming]


class VerbandenLijst(Antwoord):
    """Een bladzijde samenwerkingsverbanden."""

    items: list[VerbandItem]
    volgende: str | None = Field(description="Verwijzing naar de volgende bladzijde; null op de laatste.")


class OrganisatiesLijst(Antwoord):
    """Een bladzijde organisaties."""

    items: list[OrganisatieItem]
    volgende: str | None


class Gevonden(OrganisatieItem):
    """Een gevonden organisatie; is zij op de peildatum opgeheven, dan met haar opvolgers van die dag."""

    bestaat: bool
    opvolgers: list[OrganisatieRef]


class Uitkomst(Vorm):
    """Wat er bij één sleutel hoort."""

    sleutel: str
    status: str = Field(description="gevonden, meerdere of nietGevonden.")
    organisaties: list[Gevonden]


class Uitkomsten(Antwoord):
    """Wat er bij elke gevraagde sleutel hoort, in de volgorde van het verzoek."""

    items: list[Uitkomst]


class Zoekvraag(Vorm):
    """Codes, adressen en namen die in één keer worden opgezocht."""

    sleutels: list[str] = Field(description="TOOI-codes, CBS-codes, adressen of namen.", min_length=1)
    peildatum: date | None = None


class FoutItem(Vorm):
    """Eén ding dat niet klopt aan de invoer."""

    in_: str = Field(alias="in", description="Parameter, veld of document.")
    detail: str
    soort: str | None = Field(
        default=None,
        description="Waarom een document is geweigerd: onleesbaar, onbekende-vorm, te-groot, te-veel, te-diep of "
        "gevaarlijk.",
    )
    plaats: dict[str, str | int] | None = Field(
        default=None, description="Waar het in het document staat: regel, rij, kolom of element."
    )


class Probleem(Vorm):
    """Een fout volgens RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FoutItem] = []
