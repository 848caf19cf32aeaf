"""The rows of ROO: one XML element to one record, or to the rejection of the row."""

from __future__ import annotations

from collections.abc import Iterator

from loaders import roo_velden as velden
from loaders.lezen import (
    GEEN_DATUM,
    GEEN_NAAM,
    GEEN_SLEUTEL,
    Meldingen,
    afwijzing,
    datum,
    owms,
    schoon,
    sleutel,
    tooi_organisatie,
)
from loaders.roo_codes import rechtsvorm
from loaders.roo_velden import ONBEKEND, Rij
from verbanden.model import Afwijzing, Bevoegdheid, Organisatie, Periode, Plaats, Record, Regeling, Vermelding

IN_REGELING = ("de regeling als geheel is afgewezen", "the regeling as a whole was rejected")


def lees_organisatie(rij: Rij) -> Iterator[Record | Afwijzing]:
    """Read one organisation: its rejected fields first, then the record, or the row's rejection, last."""
    id_ = sleutel(rij.attribuut("systeemId"))
    plaats = rij.plaats(id_)
    naam = schoon(rij.tekst("naam"))
    if id_ is None:
        yield afwijzing("organisatie", plaats, "systeemId", rij.attribuut("systeemId"), GEEN_SLEUTEL)
        return
    if naam is None:
        yield afwijzing("organisatie", plaats, "naam", rij.tekst("naam"), GEEN_NAAM)
        return
    meldingen = Meldingen(plaats)
    tooi_iri = tooi_organisatie(rij.attribuut("resourceIdentifierTOOI"), meldingen)
    owms_iri = owms(rij.attribuut("resourceIdentifierOWMS"), meldingen)
    organisatie = Organisatie(
        naam=naam,
        aard=velden.aard(rij, tooi_iri),
        plaats=plaats,
        systeem_id=id_,
        tooi=tooi_iri,
        owms=owms_iri,
        afkorting=schoon(rij.tekst("afkorting")),
        rechtsvorm=schoon(rij.tekst("rechtsvorm")),
        # The end is the first day without the organisation already: it equals TOOI's day after the last.
        periode=Periode(
            datum(rij.tekst("startDatum"), "startDatum", meldingen),
            datum(rij.tekst("eindDatum"), "eindDatum", meldingen),
        ),
        hoort_bij=velden.sleutel_van(rij, "hoortBijGemeenschappelijkeRegeling", meldingen),
        identificaties=velden.identificaties(rij, id_, tooi_iri, owms_iri, meldingen),
        gewijzigd=datum(rij.tekst("datumMutatie"), "datumMutatie", meldingen),
    )
    yield from meldingen.lijst
    yield organisatie


def lees_regeling(rij: Rij) -> Iterator[Record | Afwijzing]:
    """Read one regeling with its rows: when it is rejected as a whole, each of its rows is too."""
    id_ = sleutel(rij.attribuut("systeemId"))
    plaats = rij.plaats(id_)
    if (fout := _onbruikbaar(rij, plaats, id_)) is not None:
        for nummer, deel in enumerate(rij.diep("deelnemendeOrganisatie"), start=1):
            plek = deel.plaats(id_, f"deelnemendeOrganisatie[{nummer}]")
            yield afwijzing("deelname", plek, fout.veld, fout.waarde, IN_REGELING)
        yield fout
        return
    meldingen = Meldingen(plaats)
    vermeldingen = list(_vermeldingen(rij, id_ or "", meldingen))
    regeling = _regeling(rij, id_ or "", meldingen, tuple(v for v in vermeldingen if isinstance(v, Vermelding)))
    yield from meldingen.lijst
    yield from (v for v in vermeldingen if isinstance(v, Afwijzing))
    yield regeling


def _onbruikbaar(rij: Rij, plaats: Plaats, id_: str | None) -> Afwijzing | None:
    """Tell why a regeling cannot be used at all.

    An end that cannot be read is such a reason: without it we would claim that the regeling is in force.
    """
    proef = Meldingen(plaats)
    begin = datum(rij.tekst("datumInwerkingtreding"), "datumInwerkingtreding", proef)
    datum(rij.tekst("datumUitwerkingtreding"), "datumUitwerkingtreding", proef)
    vorm = next(rij.alle("samenwerkingsvorm"), None)
    afkorting = vorm.attribuut("afkorting") if vorm else None
    tekst = vorm.tekst() if vorm else None
    fouten: list[tuple[bool, str, str | None, tuple[str, str]]] = [
        (id_ is None, "systeemId", rij.attribuut("systeemId"), GEEN_SLEUTEL),
        (not _titel(rij), "titel", rij.tekst("titel"), GEEN_NAAM),
        (rechtsvorm(afkorting, tekst) is None, "samenwerkingsvorm", tekst or afkorting, ONBEKEND),
        (begin is None, "datumInwerkingtreding", rij.tekst("datumInwerkingtreding"), GEEN_DATUM),
        (bool(proef.lijst), "datumUitwerkingtreding", rij.tekst("datumUitwerkingtreding"), GEEN_DATUM),
    ]
    for fout, veld, waarde, reden in fouten:
        if fout:
            return afwijzing("regeling", plaats, veld, waarde, reden)
    return None


def _regeling(rij: Rij, id_: str, meldingen: Meldingen, vermeldingen: tuple[Vermelding, ...]) -> Regeling:
    vorm = next(rij.alle("samenwerkingsvorm"))
    doel = (rij.tekst("doel") or "").strip() or None
    bevoegdheden = tuple(
        Bevoegdheid(schoon(b.tekst("kopArtikel")) or "", (b.tekst("inhoudArtikel") or "").strip())
        for b in rij.alle("bevoegdheden", "bevoegdheid")
    )
    return Regeling(
        sleutel=id_,
        titel=_titel(rij) or "",
        citeertitel=schoon(rij.tekst("citeertitel")),
        afkorting=schoon(rij.tekst("afkorting")),
        rechtsvorm=rechtsvorm(vorm.attribuut("afkorting"), vorm.tekst()) or "",
        periode=Periode(
            datum(rij.tekst("datumInwerkingtreding"), "datumInwerkingtreding", meldingen),
            datum(rij.tekst("datumUitwerkingtreding"), "datumUitwerkingtreding", meldingen),
        ),
        vorige=velden.sleutel_van(rij, "previousVersion", meldingen),
        volgende=velden.sleutel_van(rij, "nextVersion", meldingen),
        lichaam=velden.organisatie_van(rij, "regionaalSamenwerkingsorgaan", meldingen),
        bronhouder=velden.organisatie_van(rij, "bronhouder", meldingen),
        archiefzorgdrager=velden.organisatie_van(rij, "archiefzorgdrager", meldingen),
        bevoegdheidsverkrijging=velden.verkrijgingen(rij, meldingen),
        instellingsbesluiten=velden.besluiten(rij, meldingen),
        grondslagen=velden.grondslagen(rij, meldingen),
        beleidsterreinen=velden.beleidsterreinen(rij, meldingen),
        doel_vastgelegd=doel is not None,
        bevoegdheden_vastgelegd=bool(bevoegdheden),
        vermeldingen=vermeldingen,
        plaats=meldingen.plaats,
        tooi=tooi_organisatie(rij.attribuut("resourceIdentifierTOOI"), meldingen),
        owms=owms(rij.attribuut("resourceIdentifierOWMS"), meldingen),
        doel=doel,
        bevoegdheden=bevoegdheden,
        gewijzigd=datum(rij.tekst("datumMutatie"), "datumMutatie", meldingen),
        verificatie=datum(rij.tekst("datumTerVerificatie"), "datumTerVerificatie", meldingen),
    )


def _vermeldingen(rij: Rij, regeling: str, meldingen: Meldingen) -> Iterator[Vermelding | Afwijzing]:
    for nummer, deel in enumerate(rij.diep("deelnemendeOrganisatie"), start=1):
        plaats = deel.plaats(regeling, f"deelnemendeOrganisatie[{nummer}]")
        proef = Meldingen(plaats)
        toetreding = datum(deel.tekst("toetredingsDatum"), "toetredingsDatum", proef)
        id_ = sleutel(deel.attribuut("systeemId"))
        if id_ is None:
            yield afwijzing("deelname", plaats, "systeemId", deel.attribuut("systeemId"), GEEN_SLEUTEL)
        elif toetreding is None:
            yield afwijzing("deelname", plaats, "toetredingsDatum", deel.tekst("toetredingsDatum"), GEEN_DATUM)
        else:
            hier = meldingen.op(plaats)
            naam = schoon(deel.tekst("naam"))
            if naam is None:
                hier.veld("naam", deel.tekst("naam"), GEEN_NAAM)
            lid = velden.wijst_naar(deel, id_, naam or "", hier)
            organen, deel_van = velden.organen(deel, hier), velden.aandeel_in(deel, hier)
            yield Vermelding(regeling, nummer, lid, toetreding, organen, plaats, deel_van)


def _titel(rij: Rij) -> str | None:
    return schoon(rij.tekst("titel")) or schoon(rij.tekst("citeertitel"))
