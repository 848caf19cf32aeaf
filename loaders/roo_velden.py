"""The fields of ROO's rows: each that cannot be read is rejected on its own, at its own line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar, cast

from lxml import etree

from loaders.lezen import (
    GEEN_SLEUTEL,
    GEEN_VERWIJZING,
    Meldingen,
    owms,
    schoon,
    sleutel,
    tooi_organisatie,
    verwijzing,
    wet,
)
from loaders.roo_codes import AARDEN, BEVOEGDHEDEN, IDENTIFICATIES, ORGANEN, aandeel, orgaan_code
from verbanden.model import Grondslag, Identificatie, Plaats, Verwijzing
from verbanden.namespaces import TOOI_ID, TOOI_TOP

T = TypeVar("T")

ONBEKEND = ("onbekende waarde", "unknown value")
GEEN_GETAL = ("geen aandeel tussen 0 en 100", "not a share between 0 and 100")


class Rij:
    """An element of the export, whose children and attributes carry the export's own namespace."""

    def __init__(self, element: etree._Element, ruimte: str, bestand: str) -> None:
        self.element = element
        self.ruimte = ruimte
        self.bestand = bestand

    def attribuut(self, naam: str) -> str | None:
        """Give an attribute, with or without the namespace."""
        waarde = self.element.get(self.ruimte + naam) or self.element.get(naam)
        return str(waarde) if waarde is not None else None

    def tekst(self, naam: str = "") -> str | None:
        """Give the text of a child, or of the element itself."""
        element = self.element.find(self.ruimte + naam) if naam else self.element
        return element.text if element is not None else None

    def alle(self, *pad: str) -> Iterator[Rij]:
        """Give the elements on a path of child names."""
        for element in self.element.iterfind("/".join(self.ruimte + naam for naam in pad)):
            yield Rij(element, self.ruimte, self.bestand)

    def diep(self, naam: str) -> Iterator[Rij]:
        """Give all elements of a name below this one."""
        for element in self.element.iter(self.ruimte + naam):
            yield Rij(element, self.ruimte, self.bestand)

    def plaats(self, record: str | None, element: str = "") -> Plaats:
        """Tell where this stands."""
        regel = cast("int | None", self.element.sourceline)
        return Plaats(self.bestand, record or "?", element, regel)


def wijst_naar(rij: Rij, id_: str, naam: str, meldingen: Meldingen) -> Verwijzing:
    """Read how an element points at an organisation, whose key and name are known already."""
    return Verwijzing(
        id_,
        tooi_organisatie(rij.attribuut("resourceIdentifierTOOI"), meldingen),
        owms(rij.attribuut("resourceIdentifierOWMS"), meldingen),
        naam,
    )


def organisatie_van(rij: Rij, naam: str, meldingen: Meldingen) -> Verwijzing | None:
    """Read a child that points at an organisation."""
    deel = next(rij.alle(naam), None)
    if deel is None:
        return None
    hier = meldingen.op(deel.plaats(meldingen.plaats.record, naam))
    id_ = sleutel(deel.attribuut("systeemId"))
    if id_ is None:
        hier.veld("systeemId", deel.attribuut("systeemId"), GEEN_SLEUTEL)
        return None
    return wijst_naar(deel, id_, schoon(deel.tekst()) or "", hier)


def sleutel_van(rij: Rij, naam: str, meldingen: Meldingen) -> str | None:
    """Read the key in a child that points at a regeling."""
    deel = next(rij.alle(naam), None)
    if deel is None:
        return None
    id_ = sleutel(deel.attribuut("systeemId"))
    if id_ is None:
        meldingen.veld(naam, deel.attribuut("systeemId"), GEEN_SLEUTEL)
    return id_


def lijst(
    rij: Rij, pad: tuple[str, str], lees: Callable[[Rij, Meldingen], T | None], meldingen: Meldingen
) -> tuple[T, ...]:
    """Read a list in the order of the source, each value once; what cannot be read is rejected at its line."""
    record, element = meldingen.plaats.record, meldingen.plaats.element
    waarden = (lees(deel, meldingen.op(deel.plaats(record, element))) for deel in rij.alle(*pad))
    return tuple(dict.fromkeys(waarde for waarde in waarden if waarde is not None))


def besluiten(rij: Rij, meldingen: Meldingen) -> tuple[str, ...]:
    """Read the founding decisions, by their address."""

    def lees(deel: Rij, hier: Meldingen) -> str | None:
        return verwijzing(deel.tekst(), "instellingsbesluit", hier)

    return lijst(rij, ("instellingsbesluiten", "referentie"), lees, meldingen)


def grondslagen(rij: Rij, meldingen: Meldingen) -> tuple[Grondslag, ...]:
    """Read the legal grounds."""

    def lees(deel: Rij, hier: Meldingen) -> Grondslag | None:
        referentie = wet(deel.tekst("referentie"), "wettelijkeGrondslag", hier)
        return Grondslag(schoon(deel.tekst("opschrift")) or "", referentie) if referentie else None

    return lijst(rij, ("wettelijkeGrondslagen", "wettelijkeGrondslag"), lees, meldingen)


def beleidsterreinen(rij: Rij, meldingen: Meldingen) -> tuple[str, ...]:
    """Read the policy fields, by their IRI in the TOPlijst."""

    def lees(deel: Rij, hier: Meldingen) -> str | None:
        iri = verwijzing(deel.attribuut("resourceIdentifier"), "beleidsterrein", hier)
        if iri is not None and not iri.startswith(TOOI_TOP):
            hier.veld("beleidsterrein", iri, GEEN_VERWIJZING)
            return None
        return iri

    return lijst(rij, ("beleidsterreinen", "beleidsterrein"), lees, meldingen)


def verkrijgingen(rij: Rij, meldingen: Meldingen) -> tuple[str, ...]:
    """Read how powers are acquired, as codes."""

    def lees(deel: Rij, hier: Meldingen) -> str | None:
        code = (schoon(deel.tekst()) or "").lower()
        if code not in BEVOEGDHEDEN:
            hier.veld("bevoegdheidsverkrijging", deel.tekst(), ONBEKEND)
            return None
        return code

    return lijst(rij, ("bevoegdheidsverkrijgingen", "bevoegdheidsverkrijging"), lees, meldingen)


def organen(rij: Rij, meldingen: Meldingen) -> tuple[str, ...]:
    """Read the organs on whose behalf an organisation takes part, as codes."""

    def lees(deel: Rij, hier: Meldingen) -> str | None:
        term, naam = deel.attribuut("resourceIdentifierOWMS"), deel.tekst("naam")
        code = orgaan_code(term, naam)
        if code not in ORGANEN:
            hier.veld("bestuursorgaan", term or naam, ONBEKEND)
            return None
        return code

    return lijst(rij, ("bestuursorganen", "bestuursorgaan"), lees, meldingen)


def aandeel_in(rij: Rij, meldingen: Meldingen) -> str | None:
    """Read the share of a participant."""
    tekst = schoon(rij.tekst("verdeelsleutel"))
    if tekst is None:
        return None
    getal = aandeel(tekst)
    if getal is None:
        meldingen.veld("verdeelsleutel", tekst, GEEN_GETAL)
    return getal


def aard(rij: Rij, tooi_iri: str | None) -> str:
    """Tell the kind by the register's own types, or else by the TOOI register that names it."""
    for deel in rij.alle("types", "type"):
        if (gevonden := AARDEN.get((schoon(deel.tekst()) or "").lower())) is not None:
            return gevonden
    register = tooi_iri.removeprefix(TOOI_ID).split("/")[0] if tooi_iri else ""
    return AARDEN.get(register, "onbekend")


def identificaties(
    rij: Rij, id_: str, tooi_iri: str | None, owms_iri: str | None, meldingen: Meldingen
) -> tuple[Identificatie, ...]:
    """Read all identifiers of an organisation, codes as written; kinds that we do not know are rejected."""
    uit = [Identificatie("roo", id_)]
    if tooi_iri:
        uit.append(Identificatie("tooi", tooi_iri))
    if owms_iri:
        uit.append(Identificatie("owms", owms_iri))
    for deel in rij.alle("identificatiecodes", "resourceIdentifier"):
        naam = deel.attribuut("naam") or ""
        soort, code = IDENTIFICATIES.get(naam.lower()), schoon(deel.tekst())
        if soort is None or code is None:
            meldingen.veld("resourceIdentifier", f"{naam} {code or ''}", ONBEKEND)
        else:
            uit.append(Identificatie(soort, code))
    return tuple(dict.fromkeys(uit))
