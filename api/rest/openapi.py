"""`/v1/openapi.json`: the description of the REST interface, as the Dutch API rules (NLGov ADR) want it."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.context import API_VERSION
from api.rest.models import Probleem
from api.rest.replies import problem_response
from verbanden.namespaces import CC0, PROJECT

PATH = "/v1/openapi.json"
_TAGS = [
    {"name": "samenwerkingsverbanden", "description": "Samenwerkingsverbanden, hun regelingen en deelnemers."},
    {
        "name": "oordelen",
        "description": "Voldoen samenwerkingsverbanden aan de definitie? Criteria, oordelen en bewijs.",
    },
    {"name": "validaties", "description": "Documenten van anderen aan de definitie toetsen."},
    {"name": "vergelijkingen", "description": "Een lijst van verbonden partijen naast deze uitgave leggen."},
    {"name": "organisaties", "description": "Organisaties, hun nummers, opvolgers en deelnames."},
]
_ABOUT = (
    "Wie met wie samenwerkt in de Nederlandse overheid, op elke dag die u noemt. De gegevens komen uit het "
    "register van overheidsorganisaties en de registers van TOOI; elk antwoord zegt in `dekking` of de bron op "
    "die dag volledig is. Dit is geen dienst van de overheid."
)


def install(app: FastAPI) -> None:
    """Add the route."""
    app.add_api_route(PATH, openapi, methods=["GET"], include_in_schema=False)


def openapi(request: Request) -> Response:
    """Give the description."""
    return JSONResponse(describe(request.app, request.scope.get("root_path", "")))


def describe(app: FastAPI, root: str = "") -> dict[str, Any]:
    """Make the description of the routes under `/v1`, which is the server of all of them."""
    described = get_openapi(
        title="Verbanden",
        version=API_VERSION,
        openapi_version="3.1.0",
        summary="Samenwerkingsverbanden van Nederlandse overheden",
        description=_ABOUT,
        routes=app.routes,
        tags=_TAGS,
        servers=[{"url": f"{root}/v1", "description": "Deze server."}],
        license_info={"name": "CC0 1.0", "url": CC0},
    )
    _whole_examples(described["paths"], app)
    # Not by FastAPI: it wants a library of its own to look at the address.
    email = app.state.context.settings.contact
    described["info"]["contact"] = {"name": "Verbanden", "url": PROJECT, "email": email}
    schemas = described.setdefault("components", {}).setdefault("schemas", {})
    problem = Probleem.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas[Probleem.__name__] = problem
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    described["paths"] = {
        path.removeprefix("/v1"): _as_promised(operations) for path, operations in described["paths"].items()
    }
    return described


def _whole_examples(paths: dict[str, Any], app: FastAPI) -> None:
    """Give each example back what FastAPI takes out of it: every key whose value is null."""
    for route in app.routes:
        if not isinstance(route, APIRoute) or not route.include_in_schema:
            continue
        for status, response in route.responses.items():
            for media_type, content in response.get("content", {}).items():
                if "example" in content:
                    for method in route.methods or ():
                        answer = paths[route.path_format][method.lower()]["responses"][str(status)]
                        answer["content"][media_type]["example"] = content["example"]


def _as_promised(operations: dict[str, Any]) -> dict[str, Any]:
    for operation in operations.values():
        # FastAPI announces 422, which this API never answers with: wrong input is 400.
        operation["responses"].pop("422", None)
        operation["responses"].setdefault("400", problem_response("De invoer klopt niet."))
    return operations
