"""The TOOI registers of gemeenten, provincies and waterschappen: expanded JSON-LD, as published, to records.

Dates there mean two things: `einddatum` is the last day, `prov:invalidatedAtTime` the day after. Here all
periods are half-open, so the second is what we keep; when the two disagree, that is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import ijson  # type: ignore[import-untyped]  # it has no annotations

from loaders.lezen import (
    DUBBEL,
    GEEN_DATUM,
    GEEN_NAAM,
    GEEN_SLEUTEL,
    GEEN_VERWIJZING,
    Invoer,
    Meldingen,
    afwijzing,
    lees_datum,
    onleesbaar,
    owms,
    schoon,
    tooi,
    tooi_organisatie,
    verwijzing,
)
from loaders.tooi_knoop import (
    Knoop,
    begin_van,
    einde_van,
    namen_van,
    sleutel_van,
    typen,
    verwijst,
    waarde_van,
    waarden_van,
)
from verbanden.identifiers import cbs_code
from verbanden.model import (
    Afwijzing,
    HistorischeVersie,
    Identificatie,
    Organisatie,
    Periode,
    Plaats,
    Record,
    Wijziging,
)
from verbanden.namespaces import PROV, TOOI_ONT, TOOI_WL

_AARDEN = {"Gemeente": "gemeente", "Provincie": "provincie", "Waterschap": "waterschap"}
_LIJST = TOOI_WL + "RegisterwaardelijstCompleet"
_HISTORISCH = re.compile(r"hv_?(\d+)$")
_ONBEKENDE_SOORT = ("onbekende soort knoop", "unknown kind of node")
_ZWEVEND = ("verwijst naar een versie die niet bestaat", "points at a version that does not exist")


def lees(invoer: Invoer) -> Iterator[Record | Afwijzing]:
    """Read the register node by node; change events that point at historical versions come last."""
    historisch: dict[str, str] = {}
    later: list[Knoop] = []
    gezien: set[str] = set()
    for knoop in _knopen(invoer):
        rij = _soort(knoop)
        if rij is not None:
            invoer.gelezen[rij] += 1
            sleutel = sleutel_van(knoop) or ""
            if sleutel in gezien:
                yield afwijzing(rij, Plaats(invoer.bestand, sleutel), "@id", sleutel, DUBBEL)
                continue
            gezien |= {sleutel} - {""}
        if rij == "wijziging" and any(_HISTORISCH.search(iri) for iri in verwijst(knoop)):
            later.append(knoop)
        else:
            yield from _records(knoop, rij, invoer, historisch)
    for knoop in later:
        yield from _records(knoop, "wijziging", invoer, historisch)
    if invoer.datum is None:
        raise onleesbaar(
            invoer.bestand,
            "geen zichtdatum gevonden: dit is geen hele TOOI-waardelijst",
            "no zichtdatum found: this is not a whole TOOI list",
        )


def _records(
    knoop: Knoop, rij: str | None, invoer: Invoer, historisch: dict[str, str]
) -> Iterator[Record | Afwijzing]:
    plaats = Plaats(invoer.bestand, sleutel_van(knoop) or "?")
    meldingen = Meldingen(plaats)
    if rij is None:
        _lijst(knoop, meldingen, invoer)
        yield from meldingen.lijst
        return
    if sleutel_van(knoop) is None:
        yield afwijzing(rij, plaats, "@id", str(knoop.get("@id")), GEEN_SLEUTEL)
        return
    uit: Record | Afwijzing
    if rij == "wijziging":
        uit = _wijziging(knoop, meldingen, historisch)
    elif rij == "historische versie":
        uit = _historische_versie(knoop, meldingen)
        if isinstance(uit, HistorischeVersie) and (cijfers := _HISTORISCH.search(uit.iri)):
            historisch[cijfers[1]] = uit.iri
    else:
        uit = _organisatie(knoop, meldingen)
    yield from meldingen.lijst
    yield uit


def _knopen(invoer: Invoer) -> Iterator[Knoop]:
    try:
        for knoop in ijson.items(invoer.stroom, "item"):
            if not isinstance(knoop, dict):
                raise onleesbaar(invoer.bestand, "dit is geen uitgevouwen JSON-LD", "this is not expanded JSON-LD")
            yield knoop
    except (ijson.JSONError, UnicodeDecodeError, RecursionError) as fout:
        uitleg = str(fout).partition("\n")[0].strip()
        raise onleesbaar(
            invoer.bestand,
            f"geen geldige JSON of afgebroken: {uitleg}",
            f"not valid JSON or cut off: {uitleg}",
        ) from fout


def _soort(knoop: Knoop) -> str | None:
    """Tell which kind of row a node is; None for the description of the list, and for what we do not know."""
    soorten = {t.removeprefix(TOOI_ONT) for t in typen(knoop) if t.startswith(TOOI_ONT)}
    if "HistorischeVersie" in soorten:
        return "historische versie"
    if soorten & _AARDEN.keys():
        return "organisatie"
    is_wijziging = TOOI_ONT + "tijdstipWijziging" in knoop or any(verwijst(knoop))
    return "wijziging" if soorten and is_wijziging else None


def _lijst(knoop: Knoop, meldingen: Meldingen, invoer: Invoer) -> None:
    """Take the state date from the description of the list; report any other node that is unknown."""
    if _LIJST not in typen(knoop):
        meldingen.veld("@type", ", ".join(typen(knoop)), _ONBEKENDE_SOORT)
        return
    tekst = waarde_van(knoop, TOOI_ONT + "zichtdatum", meldingen) or ""
    try:
        invoer.datum = lees_datum(tekst)
    except ValueError as fout:
        raise onleesbaar(
            invoer.bestand, f"zichtdatum '{tekst}' is geen datum", f"zichtdatum '{tekst}' is not a date"
        ) from fout


def _organisatie(knoop: Knoop, meldingen: Meldingen) -> Organisatie | Afwijzing:
    naam, andere = namen_van(knoop, meldingen)
    if naam is None:
        return afwijzing("organisatie", meldingen.plaats, "label", None, GEEN_NAAM)
    iri = cast(str, knoop["@id"])
    if tooi_organisatie(iri, Meldingen(meldingen.plaats)) is None:
        return afwijzing("organisatie", meldingen.plaats, "@id", iri, GEEN_SLEUTEL)
    aard = next(_AARDEN[k] for t in typen(knoop) if (k := t.removeprefix(TOOI_ONT)) in _AARDEN)
    termen = [owms(ruw, meldingen, "owmsId") for ruw in waarden_van(knoop, TOOI_ONT + "owmsId")]
    provincie = waarde_van(knoop, TOOI_ONT + "ligtInProvincie", meldingen)
    return Organisatie(
        naam=naam,
        aard=aard,
        plaats=meldingen.plaats,
        tooi=iri,
        owms=next((term for term in termen if term), None),
        afkorting=schoon(waarde_van(knoop, TOOI_ONT + "afkorting", meldingen)),
        andere_namen=andere,
        periode=Periode(begin_van(knoop, meldingen), einde_van(knoop, "einddatum", meldingen)),
        provincie=tooi_organisatie(provincie, meldingen, "ligtInProvincie"),
        identificaties=_identificaties(knoop, iri, termen, meldingen),
    )


def _identificaties(
    knoop: Knoop, iri: str, termen: list[str | None], meldingen: Meldingen
) -> tuple[Identificatie, ...]:
    # An organisation that was renamed may bear two OWMS terms; both stay, the first is the one it goes by.
    uit = [Identificatie("tooi", iri), *(Identificatie("owms", term) for term in termen if term)]
    if (eigen := schoon(waarde_van(knoop, TOOI_ONT + "organisatiecode", meldingen))) is not None:
        uit.append(Identificatie("organisatiecode", eigen))
    if (cbs := cbs_code(iri.rsplit("/", 1)[-1])) is not None:
        uit.append(Identificatie("cbs", cbs))
    return tuple(uit)


def _historische_versie(knoop: Knoop, meldingen: Meldingen) -> HistorischeVersie | Afwijzing:
    naam, _ = namen_van(knoop, meldingen)
    if naam is None:
        return afwijzing("historische versie", meldingen.plaats, "label", None, GEEN_NAAM)
    ruw = waarde_van(knoop, PROV + "specializationOf", meldingen)
    van = tooi_organisatie(ruw, meldingen, "specializationOf")
    if van is None:
        return afwijzing("historische versie", meldingen.plaats, "specializationOf", ruw, GEEN_VERWIJZING)
    # Earlier editions of the lists wrote `einddatum` here too.
    eigenschap = "einddatumHV" if TOOI_ONT + "einddatumHV" in knoop else "einddatum"
    einde = einde_van(knoop, eigenschap, meldingen)
    return HistorischeVersie(knoop["@id"], van, naam, einde, meldingen.plaats)


def _wijziging(knoop: Knoop, meldingen: Meldingen, historisch: dict[str, str]) -> Wijziging | Afwijzing:
    ruw = waarde_van(knoop, TOOI_ONT + "tijdstipWijziging", meldingen)
    try:
        dag = lees_datum(ruw or "")
    except ValueError:
        return afwijzing("wijziging", meldingen.plaats, "tijdstipWijziging", ruw, GEEN_DATUM)

    def naar(naam: str) -> tuple[str, ...]:
        gevonden = (_doel(iri, naam, meldingen, historisch) for iri in waarden_van(knoop, PROV + naam))
        return tuple(dict.fromkeys(iri for iri in gevonden if iri is not None))

    grond = waarde_van(knoop, TOOI_ONT + "heeftGrondslag", meldingen)
    grond = grond or waarde_van(knoop, TOOI_ONT + "heeftJuridischeGrondslag", meldingen)
    soort = next(t.removeprefix(TOOI_ONT) for t in typen(knoop) if t.startswith(TOOI_ONT))
    return Wijziging(
        iri=knoop["@id"],
        soort=soort,
        datum=dag,
        ontstaan=naar("generated"),
        opgeheven=naar("invalidated"),
        gebruikt=naar("used"),
        plaats=meldingen.plaats,
        grondslag=verwijzing(grond, "heeftGrondslag", meldingen),
    )


def _doel(iri: str, veld: str, meldingen: Meldingen, historisch: dict[str, str]) -> str | None:
    """Resolve what an event points at: a historical version is sometimes written otherwise than its node."""
    if (doel := tooi(iri, meldingen, veld)) is None:
        return None
    cijfers = _HISTORISCH.search(doel)
    if cijfers is None:
        return doel
    if cijfers[1] not in historisch:
        meldingen.veld(veld, iri, _ZWEVEND)
    return historisch.get(cijfers[1])
