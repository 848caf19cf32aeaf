"""`/v1/criteriasets`: what a partnership can be tested against."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.context import Context, context
from api.criteria import Toetsbegrip
from api.problems import ProblemError
from api.rest.examples import example
from api.rest.models import Grondslag
from api.rest.models_oordelen import Criteriaset, CriteriasetAntwoord, CriteriasetsLijst, Criterium
from api.rest.parameters import read
from api.rest.replies import documented, reply, sparql_link, taal_of
from verbanden.errors import Taal

PATH = "/v1/criteriasets"
_TAG = ["oordelen"]


def install(app: FastAPI) -> None:
    """Add the routes."""
    app.add_api_route(
        PATH,
        lijst,
        methods=["GET"],
        operation_id="lijstCriteriasets",
        summary="De criteriasets, met hun criteria",
        description="Waaraan een samenwerkingsverband kan worden getoetst. Definitie, uitleg en wat een eigenaar "
        "kan aanleveren staan er in het Nederlands, of in het Engels naar `Accept-Language`.",
        tags=[*_TAG],
        responses=documented(CriteriasetsLijst, 400, 406),
    )
    app.add_api_route(
        PATH + "/{code}",
        een,
        methods=["GET"],
        operation_id="toonCriteriaset",
        summary="Een criteriaset met haar criteria",
        tags=[*_TAG],
        responses=documented(CriteriasetAntwoord, 400, 404, 406, voorbeeld=example("criteriaset")),
    )


def lijst(request: Request) -> Response:
    """Give all sets."""
    ctx = context(request)
    read(request, ())
    taal = taal_of(request)
    items = [Criteriaset(**_fields(ctx, key, taal)) for key in ctx.lookup.criteria.sets]
    return reply(request, CriteriasetsLijst(items=items, sparql=_link(request)))


def een(request: Request, code: str) -> Response:
    """Give one set, by its code; raises ProblemError 404."""
    ctx = context(request)
    read(request, ())
    key = ctx.lookup.criteria.set_by_code(code)
    if key is None:
        known = ", ".join(ctx.lookup.criteria.get(one).code for one in ctx.lookup.criteria.sets) or "-"
        raise ProblemError(
            "niet-gevonden",
            f"Er is geen criteriaset {code}; bekend: {known}.",
            f"There is no set of criteria {code}; known: {known}.",
        )
    return reply(request, CriteriasetAntwoord(**_fields(ctx, key, taal_of(request)), sparql=_link(request)))


def _link(request: Request) -> str:
    return sparql_link(request, context(request).bind("rest/criteria"))


def _fields(ctx: Context, key: str, taal: Taal) -> dict[str, Any]:
    criteria = ctx.lookup.criteria
    return {
        **_begrip(criteria.get(key), taal),
        "criteria": [_criterium(criteria.get(one), taal) for one in criteria.sets[key]],
    }


def _criterium(begrip: Toetsbegrip, taal: Taal) -> Criterium:
    return Criterium(
        **_begrip(begrip, taal), uitleg=begrip.uitleg(taal), aan_te_leveren=begrip.aan_te_leveren(taal)
    )


def _begrip(begrip: Toetsbegrip, taal: Taal) -> dict[str, Any]:
    return {
        "id": begrip.iri,
        "code": begrip.code,
        "naam": begrip.naam,
        "definitie": begrip.definitie(taal),
        "wetten": [Grondslag(id=wet, naam=naam) for wet, naam in begrip.wetten],
    }
