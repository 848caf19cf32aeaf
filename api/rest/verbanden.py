"""`/v1/samenwerkingsverbanden`: the list, one partnership on a date, and its history."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.context import Context, context, day, iri, text
from api.lookup import day_of, local, value_of
from api.problems import ProblemError
from api.rest.coverage import coverage
from api.rest.models import Geschiedenis, RegelingRef, Verband, VerbandenLijst, VerbandItem
from api.rest.paging import decode, encode, next_link
from api.rest.parameters import (
    ALLE,
    CURSOR,
    DEELNEMER,
    LIMIT,
    PEILDATUM,
    PROVINCIE,
    RECHTSVORM,
    THEMA,
    ZOEKTERM,
    Gelezen,
    read,
)
from api.rest.parts import deelnames, identificaties, namen, onderbrekingen, regelingen
from api.rest.replies import begrip_ref, documented, reply, sparql_link, taal_of
from api.rest.verdicts import oordeel_refs
from verbanden.store import Term

PATH = "/v1/samenwerkingsverbanden"
LIJST = (PEILDATUM, DEELNEMER, THEMA, RECHTSVORM, PROVINCIE, ZOEKTERM, ALLE, LIMIT, CURSOR)
_KEY = re.compile(r"[A-Za-z]+-[A-Za-z0-9._-]+")
_TAG = ["samenwerkingsverbanden"]


def install(app: FastAPI) -> None:
    """Add the routes."""
    app.add_api_route(
        PATH,
        lijst,
        methods=["GET"],
        operation_id="lijstSamenwerkingsverbanden",
        summary="Samenwerkingsverbanden die op de peildatum in werking zijn",
        description="Verschillende filters samen betekenen: en; een herhaald filter betekent: of.",
        tags=[*_TAG],
        responses=documented(VerbandenLijst, 400, 406),
        openapi_extra={"parameters": [p.openapi() for p in LIJST]},
    )
    app.add_api_route(
        PATH + "/{sleutel}",
        een,
        methods=["GET"],
        operation_id="toonSamenwerkingsverband",
        summary="Een samenwerkingsverband met zijn deelnemers op de peildatum",
        tags=[*_TAG],
        responses=documented(Verband, 400, 404, 406),
        openapi_extra={"parameters": [PEILDATUM.openapi()]},
    )
    app.add_api_route(
        PATH + "/{sleutel}/geschiedenis",
        geschiedenis,
        methods=["GET"],
        operation_id="toonGeschiedenis",
        summary="Alle namen, versies en deelnames van een samenwerkingsverband",
        tags=[*_TAG],
        responses=documented(Geschiedenis, 400, 404, 406),
    )


def lijst(request: Request) -> Response:
    """Give a page of partnerships."""
    ctx = context(request)
    asked = read(request, LIJST)
    terms = {**asked.terms, **_dated(asked), **(decode(asked.cursor) if asked.cursor else {})}
    question = ctx.bind("rest/verbanden", terms)
    rows = ctx.rows_of(question)
    shown = rows[: asked.limit]
    last = shown[-1] if len(rows) > asked.limit else None
    counts = aantallen(ctx, [row["verband"].value for row in shown], asked.peildatum)
    body = VerbandenLijst(
        items=[_item(ctx, row, counts) for row in shown],
        volgende=next_link(request, asked.ruw, encode(last["sorteernaam"].value, last["verband"].value))
        if last
        else None,
        peildatum=asked.peildatum,
        dekking=coverage(ctx, asked.peildatum, taal_of(request)),
        sparql=sparql_link(request, question),
    )
    return reply(request, body)


def een(request: Request, sleutel: str) -> Response:
    """Give one partnership as it is on a date."""
    ctx = context(request)
    asked = read(request, (PEILDATUM,))
    row = find(ctx, sleutel, asked.peildatum)
    verband = row["verband"].value
    bound: dict[str, list[Term]] = {"verband": [iri(verband)], "peildatum": [day(asked.peildatum)]}
    versions = regelingen(ctx, verband)
    geldend = value_of(row, "regeling")
    lichaam = next((v.lichaam.id for v in versions if v.id == geldend and v.lichaam), None)
    counts = aantallen(ctx, [verband], asked.peildatum)
    body = Verband(
        **head(row),
        in_werking=row["inWerking"].value == "true",
        namen=namen(ctx, verband),
        regelingen=versions,
        aantal_deelnemers=counts.get(verband, 0),
        deelnames=deelnames(ctx, bound),
        lichaam_identificaties=identificaties(ctx, lichaam) if lichaam else [],
        oordelen=oordeel_refs(ctx, verband, asked.peildatum),
        oordelen_per_criterium=_oordelen_link(request, asked),
        peildatum=asked.peildatum,
        dekking=coverage(ctx, asked.peildatum, taal_of(request)),
        sparql=sparql_link(request, ctx.bind("rest/deelnames", bound)),
    )
    return reply(request, body)


def geschiedenis(request: Request, sleutel: str) -> Response:
    """Give all that a partnership was."""
    ctx = context(request)
    read(request, ())
    row = find(ctx, sleutel, ctx.release.datum)
    verband = row["verband"].value
    bound: dict[str, list[Term]] = {"verband": [iri(verband)]}
    # A history is as trustworthy as its oldest day.
    oudste = day_of(row, "begin") or ctx.release.datum
    body = Geschiedenis(
        **head(row),
        namen=namen(ctx, verband),
        regelingen=regelingen(ctx, verband),
        deelnames=deelnames(ctx, bound),
        onderbrekingen=onderbrekingen(ctx, verband),
        peildatum=ctx.release.datum,
        dekking=coverage(ctx, oudste, taal_of(request)),
        sparql=sparql_link(request, ctx.bind("rest/deelnames", bound)),
    )
    return reply(request, body)


def aantallen(ctx: Context, verbanden: list[str], peildatum: date) -> dict[str, int]:
    """Count the participants of partnerships on a date; who has none is absent."""
    if not verbanden:
        return {}
    terms: dict[str, list[Term]] = {"verband": [iri(v) for v in verbanden], "peildatum": [day(peildatum)]}
    return {row["verband"].value: int(row["aantal"].value) for row in ctx.rows("rest/aantallen", terms)}


def _oordelen_link(request: Request, asked: Gelezen) -> str:
    link = f"{request.scope.get('root_path', '')}{request.url.path}/oordelen"
    return f"{link}?peildatum={asked.peildatum}" if asked.ruw else link


def _dated(asked: Gelezen) -> dict[str, list[Term]]:
    dated: dict[str, list[Term]] = {"peildatum": [day(asked.peildatum)]}
    if asked.alle:
        dated["alle"] = [text("ja")]
    return dated


def find(ctx: Context, sleutel: str, peildatum: date) -> dict[str, Term]:
    """Find a partnership by key; raises ProblemError 404."""
    if _KEY.fullmatch(sleutel):
        terms: dict[str, list[Term]] = {
            "verband": [iri(ctx.iris.verband(sleutel))],
            "peildatum": [day(peildatum)],
            "alle": [text("ja")],
        }
        rows = ctx.rows("rest/verbanden", terms)
        if rows:
            return rows[0]
    raise ProblemError(
        "niet-gevonden",
        f"Er is geen samenwerkingsverband {sleutel} in deze uitgave.",
        f"There is no partnership {sleutel} in this release.",
    )


def head(row: dict[str, Term]) -> dict[str, Any]:
    """Give what every answer about one partnership begins with."""
    return {
        "id": row["verband"].value,
        "sleutel": local(row["verband"].value),
        "naam": row["naam"].value,
        "begin": day_of(row, "begin"),
        "einde": day_of(row, "einde"),
    }


def _item(ctx: Context, row: dict[str, Term], counts: dict[str, int]) -> VerbandItem:
    regeling = row["regeling"].value
    return VerbandItem(
        id=row["verband"].value,
        sleutel=local(row["verband"].value),
        naam=row["naam"].value,
        begin=day_of(row, "begin"),
        einde=day_of(row, "einde"),
        in_werking=row["inWerking"].value == "true",
        aantal_deelnemers=counts.get(row["verband"].value, 0),
        regeling=RegelingRef(
            id=regeling, sleutel=local(regeling), rechtsvorm=begrip_ref(ctx, value_of(row, "rechtsvorm"))
        ),
    )
