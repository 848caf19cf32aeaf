"""The parts that answers about a partnership or an organisation are made of, each from one question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from api.context import Context, iri
from api.lookup import day_of, local, value_of
from api.rest.models import (
    Deelname,
    Deelneming,
    Grondslag,
    Identificatie,
    Naam,
    Onderbreking,
    OrganisatieRef,
    Regeling,
    VerbandRef,
)
from api.rest.replies import begrip_ref, begrippen_refs, organisatie_ref, organisatie_refs
from verbanden.namespaces import DCT, VB
from verbanden.store import Term

Row = dict[str, Term]
T = TypeVar("T")


def namen(ctx: Context, verband: str) -> list[Naam]:
    """Give the names that a partnership bore, the oldest first."""
    return [
        Naam(
            id=row["naamgebruik"].value,
            naam=row["naam"].value,
            begin=day_of(row, "begin"),
            einde=day_of(row, "einde"),
        )
        for row in ctx.rows("rest/verband-namen", {"verband": [iri(verband)]})
    ]


def onderbrekingen(ctx: Context, verband: str) -> list[Onderbreking]:
    """Give the times in which no arrangement was in force."""
    return [
        Onderbreking(
            id=row["periode"].value,
            begin=date.fromisoformat(row["begin"].value),
            einde=date.fromisoformat(row["einde"].value),
        )
        for row in ctx.rows("rest/verband-onderbrekingen", {"verband": [iri(verband)]})
    ]


def regelingen(ctx: Context, verband: str) -> list[Regeling]:
    """Give all versions of a partnership's arrangement, the oldest first."""
    values: dict[str, dict[str, dict[str, str | None]]] = defaultdict(lambda: defaultdict(dict))
    for row in ctx.rows("rest/verband-regelingen", {"verband": [iri(verband)]}):
        found = values[row["regeling"].value][row["eigenschap"].value]
        found.setdefault(row["waarde"].value, value_of(row, "naam"))
    made = [_regeling(ctx, key, properties) for key, properties in values.items()]
    return sorted(made, key=lambda r: (r.begin or date.min, r.id))


def _regeling(ctx: Context, key: str, properties: Mapping[str, Mapping[str, str | None]]) -> Regeling:
    def first(name: str, space: str = VB) -> str | None:
        return next(iter(properties.get(space + name, {})), None)

    def all_of(name: str) -> list[str]:
        return sorted(properties.get(VB + name, {}))

    return Regeling(
        id=key,
        sleutel=first("identifier", DCT) or local(key),
        titel=first("title", DCT),
        citeertitel=first("citeertitel"),
        rechtsvorm=begrip_ref(ctx, first("rechtsvorm")),
        begin=_day(first("begin")),
        einde=_day(first("einde")),
        lichaam=organisatie_ref(ctx, first("uitgevoerdDoor")),
        bronhouder=organisatie_ref(ctx, first("bronhouder")),
        archiefzorgdrager=organisatie_ref(ctx, first("archiefzorgdrager")),
        beleidsterreinen=begrippen_refs(ctx, all_of("beleidsterrein")),
        bevoegdheidsverkrijging=begrippen_refs(ctx, all_of("bevoegdheidsverkrijging")),
        grondslagen=[
            Grondslag(id=wet, naam=properties[VB + "wettelijkeGrondslag"][wet])
            for wet in all_of("wettelijkeGrondslag")
        ],
        instellingsbesluiten=all_of("instellingsbesluit"),
        doel_vastgelegd=_flag(first("doelVastgelegd")),
        bevoegdheden_vastgelegd=_flag(first("bevoegdhedenVastgelegd")),
    )


def deelnames(ctx: Context, terms: Mapping[str, Sequence[Term]]) -> list[Deelname]:
    """Give participations, each with its organisation."""

    def made(fields: dict[str, Any], row: Row) -> Deelname:
        [organisatie] = organisatie_refs(ctx, [row["lid"].value])
        return Deelname(organisatie=organisatie, **fields)

    found = _per_deelname(ctx, terms, made)
    return sorted(found, key=lambda d: (_order(d.organisatie), d.begin, d.id))


def deelnemingen(ctx: Context, terms: Mapping[str, Sequence[Term]]) -> list[Deelneming]:
    """Give participations, each with its partnership."""

    def made(fields: dict[str, Any], row: Row) -> Deelneming:
        key = row["verband"].value
        verband = VerbandRef(id=key, sleutel=local(key), naam=row["verbandNaam"].value)
        return Deelneming(verband=verband, in_werking="regeling" in row, **fields)

    found = _per_deelname(ctx, terms, made)
    return sorted(found, key=lambda d: (d.verband.naam.lower(), d.begin, d.id))


def _per_deelname(
    ctx: Context, terms: Mapping[str, Sequence[Term]], make: Callable[[dict[str, Any], Row], T]
) -> list[T]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in ctx.rows("rest/deelnames", terms):
        grouped[row["deelname"].value].append(row)
    return [make(_fields(ctx, key, rows), rows[0]) for key, rows in grouped.items()]


def _fields(ctx: Context, key: str, rows: list[Row]) -> dict[str, Any]:
    row = rows[0]
    afgeleid = row["afgeleid"].value == "true"
    return {
        "id": key,
        "type": "AfgeleideDeelname" if afgeleid else "Deelname",
        "rol": begrip_ref(ctx, value_of(row, "rol")),
        "organen": begrippen_refs(ctx, _values(rows, "orgaan")),
        "aandeel": value_of(row, "aandeel"),
        "begin": date.fromisoformat(row["begin"].value),
        "einde": day_of(row, "einde"),
        "begin_grond": begrip_ref(ctx, value_of(row, "beginGrond")),
        "eind_reden": begrip_ref(ctx, value_of(row, "eindReden")),
        "afgeleid": afgeleid,
        "zet_voort": _values(rows, "zetVoort"),
    }


def _values(rows: list[Row], name: str) -> list[str]:
    return sorted({row[name].value for row in rows if name in row})


def identificaties(ctx: Context, organisatie: str) -> list[Identificatie]:
    """Give the numbers and codes of an organisation."""
    return [
        Identificatie(
            id=value_of(row, "identificatie") if row["identificatie"].value.startswith("http") else None,
            soort=begrip_ref(ctx, value_of(row, "soort")),
            code=row["code"].value,
            voldoet_aan_elfproef=_flag(value_of(row, "elfproef")),
        )
        for row in ctx.rows("rest/organisatie-identificaties", {"organisatie": [iri(organisatie)]})
    ]


def _order(organisatie: OrganisatieRef) -> tuple[str, str]:
    return organisatie.naam.lower(), organisatie.id


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


def _flag(value: str | None) -> bool | None:
    return None if value is None else value in ("true", "1")
