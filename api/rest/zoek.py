"""`/v1/organisaties/_zoek`: many codes or names looked up in one request."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.bodies import body, content_type, utf8
from api.context import Context, context
from api.lookup import Bekend
from api.problems import Fout, ProblemError
from api.rest.coverage import coverage
from api.rest.models import Gevonden, Uitkomst, Uitkomsten, Zoekvraag
from api.rest.parameters import CODES, PEILDATUM, read, read_day
from api.rest.replies import documented, item_fields, organisatie_refs, reply, taal_of

PATH = "/v1/organisaties/_zoek"
_TAG = ["organisaties"]


def install(app: FastAPI) -> None:
    """Add the routes; before those of one organisation, whose key could be `_zoek`."""
    app.add_api_route(
        PATH,
        zoek_get,
        methods=["GET"],
        operation_id="zoekOrganisaties",
        summary="Enkele codes of namen opzoeken",
        tags=[*_TAG],
        responses=documented(Uitkomsten, 400, 406),
        openapi_extra={"parameters": [CODES.openapi(), PEILDATUM.openapi()]},
    )
    schema = Zoekvraag.model_json_schema(by_alias=True)
    example = {"sleutels": ["gm0855", "GM0344", "gemeente Nuenen"], "peildatum": "2026-05-16"}
    app.add_api_route(
        PATH,
        zoek_post,
        methods=["POST"],
        operation_id="zoekVeleOrganisaties",
        summary="Vele codes of namen in één verzoek opzoeken",
        tags=[*_TAG],
        responses=documented(Uitkomsten, 400, 406, 413, 415),
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": schema, "example": example}},
            }
        },
    )


def zoek_get(request: Request) -> Response:
    """Look up the codes in the URL."""
    asked = read(request, (CODES, PEILDATUM))
    codes = [value for name, value in asked.ruw if name == "codes"]
    if not codes:
        raise ProblemError.invalid(
            [Fout("codes", "geef ten minste één code of naam", "give at least one code or name")]
        )
    return _answer(request, codes, asked.peildatum)


def zoek_post(request: Request, data: Annotated[bytes, Depends(body)]) -> Response:
    """Look up the keys in the body."""
    read(request, ())
    if content_type(request) != "application/json":
        raise ProblemError("onbekend-formaat", "Stuur application/json.", "Send application/json.")
    try:
        asked = json.loads(utf8(data, request))
    except (ValueError, RecursionError) as error:
        fout = Fout("body", f"dit is geen JSON: {error}", f"this is not JSON: {error}")
        raise ProblemError.invalid([fout]) from None
    ctx = context(request)
    sleutels, peildatum = _read(ctx, asked)
    return _answer(request, sleutels, peildatum)


def _read(ctx: Context, asked: Any) -> tuple[list[str], date]:
    if not isinstance(asked, dict):
        raise ProblemError.invalid([Fout("body", "verwacht wordt een object", "an object is expected")])
    errors = [
        Fout(naam, "onbekend veld; bekend: sleutels, peildatum", "unknown field; known: sleutels, peildatum")
        for naam in asked
        if naam not in ("sleutels", "peildatum")
    ]
    sleutels: Any = asked.get("sleutels")
    if not isinstance(sleutels, list) or not sleutels or not all(_is_text(s) for s in sleutels):
        errors.append(Fout("sleutels", "geef een lijst met teksten", "give a list of texts"))
    peildatum = asked.get("peildatum")
    if peildatum is not None:
        outcome = read_day(ctx, str(peildatum))
        if isinstance(outcome, Fout):
            errors.append(outcome)
    if errors:
        raise ProblemError.invalid(errors)
    return sleutels, date.fromisoformat(peildatum) if peildatum is not None else ctx.release.datum


def _is_text(value: Any) -> bool:
    # JSON can spell half a character, which no name or code holds and no answer can carry.
    return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _answer(request: Request, sleutels: list[str], peildatum: date) -> Response:
    ctx = context(request)
    most = ctx.settings.lookup_max_keys
    if len(sleutels) > most:
        nl, en = f"ten hoogste {most} per verzoek, dit zijn er {len(sleutels)}", f"at most {most} in a request"
        raise ProblemError.invalid([Fout("sleutels", nl, en)])
    found = Uitkomsten(
        items=[_lookup(ctx, sleutel, peildatum) for sleutel in sleutels],
        peildatum=peildatum,
        dekking=coverage(ctx, peildatum, taal_of(request)),
        sparql=None,
    )
    return reply(request, found)


def _lookup(ctx: Context, sleutel: str, peildatum: date) -> Uitkomst:
    lookup = ctx.lookup
    key = lookup.organisation(sleutel)
    if key is not None:
        matches = [lookup.organisaties[key]]
    else:
        named = lookup.by_name(sleutel)
        # Of organisations with one name, those that exist on the day go before those that once bore it.
        matches = [o for o in named if o.bestaat_op(peildatum)] or named
    status = "nietGevonden" if not matches else "gevonden" if len(matches) == 1 else "meerdere"
    organisaties = [_found(ctx, match, peildatum) for match in matches]
    return Uitkomst(sleutel=sleutel, status=status, organisaties=organisaties)


def _found(ctx: Context, match: Bekend, peildatum: date) -> Gevonden:
    bestaat = match.bestaat_op(peildatum)
    later = [] if bestaat else [o.iri for o in ctx.lookup.opvolgers_op(match.iri, peildatum)]
    return Gevonden(**item_fields(ctx, match.iri), bestaat=bestaat, opvolgers=organisatie_refs(ctx, later))
