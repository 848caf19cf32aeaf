"""`/v1/organisaties`: the list, and one organisation with what it takes part in."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.context import context, day, iri, text
from api.lookup import local
from api.problems import ProblemError
from api.rest.coverage import coverage
from api.rest.models import Organisatie, OrganisatiesLijst, VerbandRef
from api.rest.paging import decode, encode, next_link
from api.rest.parameters import AARD, ALLE, CURSOR, LIMIT, PEILDATUM, PROVINCIE, ZOEKTERM, read
from api.rest.parts import deelnemingen, identificaties
from api.rest.replies import (
    documented,
    item_fields,
    organisatie_item,
    organisatie_refs,
    reply,
    sparql_link,
    taal_of,
)
from verbanden.store import Term

PATH = "/v1/organisaties"
LIJST = (PEILDATUM, AARD, PROVINCIE, ZOEKTERM, ALLE, LIMIT, CURSOR)
_TAG = ["organisaties"]


def install(app: FastAPI) -> None:
    """Add the routes."""
    app.add_api_route(
        PATH,
        lijst,
        methods=["GET"],
        operation_id="lijstOrganisaties",
        summary="Organisaties die op de peildatum bestaan",
        description="Verschillende filters samen betekenen: en; een herhaald filter betekent: of.",
        tags=[*_TAG],
        responses=documented(OrganisatiesLijst, 400, 406),
        openapi_extra={"parameters": [p.openapi() for p in LIJST]},
    )
    app.add_api_route(
        # A key may be an IRI, with slashes of its own.
        PATH + "/{code:path}",
        een,
        methods=["GET"],
        operation_id="toonOrganisatie",
        summary="Een organisatie met waar zij op de peildatum aan deelneemt",
        tags=[*_TAG],
        responses=documented(Organisatie, 400, 404, 406),
        openapi_extra={"parameters": [PEILDATUM.openapi()]},
    )


def lijst(request: Request) -> Response:
    """Give a page of organisations."""
    ctx = context(request)
    asked = read(request, LIJST)
    terms: dict[str, list[Term]] = {**asked.terms, "peildatum": [day(asked.peildatum)]}
    if asked.alle:
        terms["alle"] = [text("ja")]
    if asked.cursor:
        terms |= decode(asked.cursor)
    question = ctx.bind("rest/organisaties", terms)
    rows = ctx.rows_of(question)
    shown = rows[: asked.limit]
    last = shown[-1] if len(rows) > asked.limit else None
    body = OrganisatiesLijst(
        items=[organisatie_item(ctx, row["organisatie"].value) for row in shown],
        volgende=next_link(request, asked.ruw, encode(last["sorteernaam"].value, last["organisatie"].value))
        if last
        else None,
        peildatum=asked.peildatum,
        dekking=coverage(ctx, asked.peildatum, taal_of(request)),
        sparql=sparql_link(request, question),
    )
    return reply(request, body)


def een(request: Request, code: str) -> Response:
    """Give one organisation as it is on a date."""
    ctx = context(request)
    asked = read(request, (PEILDATUM,))
    key = ctx.lookup.organisation(code)
    if key is None:
        raise ProblemError(
            "niet-gevonden",
            f"Er is geen organisatie {code} in deze uitgave.",
            f"There is no organisation {code} in this release.",
        )
    bound: dict[str, list[Term]] = {"lid": [iri(key)], "peildatum": [day(asked.peildatum)]}
    body = Organisatie(
        **item_fields(ctx, key),
        identificaties=identificaties(ctx, key),
        voorgangers=organisatie_refs(ctx, ctx.lookup.voorgangers.get(key, [])),
        opvolgers=organisatie_refs(ctx, ctx.lookup.opvolgers.get(key, [])),
        voert_uit=[
            VerbandRef(id=row["verband"].value, sleutel=local(row["verband"].value), naam=row["naam"].value)
            for row in ctx.rows("rest/organisatie-voert-uit", {"organisatie": [iri(key)]})
        ],
        deelnemingen=deelnemingen(ctx, bound),
        peildatum=asked.peildatum,
        dekking=coverage(ctx, asked.peildatum, taal_of(request)),
        sparql=sparql_link(request, ctx.bind("rest/deelnames", bound)),
    )
    return reply(request, body)
