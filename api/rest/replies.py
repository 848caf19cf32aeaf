"""Sending an answer as JSON, or as the same JSON with a context: JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from api.context import API_VERSION, Context
from api.negotiation import language, negotiate
from api.problems import ProblemError
from api.rest.models import BegripRef, OrganisatieItem, OrganisatieRef, Probleem
from verbanden.errors import Taal

JSON = "application/json"
JSON_LD = "application/ld+json"
CONTEXT_PATH = "/def/rest.jsonld"
_LAST = ("peildatum", "dekking", "sparql")

_VERSION = {
    "API-Version": {"description": "Versie van de API.", "schema": {"type": "string"}, "example": API_VERSION}
}
_ERRORS = {
    400: "De invoer klopt niet; `errors` noemt alles wat er niet klopt.",
    404: "Dit bestaat niet in deze uitgave.",
    406: "Het gevraagde formaat is niet leverbaar.",
    413: "Het verzoek is te groot.",
    415: "Het formaat van het verzoek is onbekend.",
}


def reply(request: Request, body: BaseModel) -> Response:
    """Send an answer in the format that the client accepts; raises ProblemError 406 when it accepts neither."""
    chosen = negotiate(request.headers.get("accept"), (JSON, JSON_LD))
    if chosen is None:
        raise ProblemError(
            "niet-leverbaar", f"Dit is er als {JSON} en {JSON_LD}.", f"This comes as {JSON} and {JSON_LD}."
        )
    dumped: dict[str, Any] = body.model_dump(mode="json", by_alias=True)
    # What is asked for comes first, what is said about it last.
    last = {name: dumped.pop(name) for name in _LAST if name in dumped}
    content = {**dumped, **last}
    if chosen == JSON_LD:
        content = {"@context": request.scope.get("root_path", "") + CONTEXT_PATH, **content}
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(data, 200, {"Vary": "Accept, Accept-Language"}, chosen)


def documented(
    model: type[BaseModel], *errors: int, voorbeeld: dict[str, Any] | None = None
) -> dict[int | str, dict[str, Any]]:
    """Describe the responses of a route for OpenAPI, with an example of an answer where there is one."""
    ok: dict[str, Any] = {
        "description": "Het antwoord.",
        "model": model,
        "headers": _VERSION,
        "content": {JSON_LD: {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}},
    }
    if voorbeeld is not None:
        ok["content"][JSON] = {"example": voorbeeld}
    problems: dict[int | str, dict[str, Any]] = {status: problem_response(_ERRORS[status]) for status in errors}
    return {200: ok, **problems}


def problem_response(description: str) -> dict[str, Any]:
    """Describe a problem for OpenAPI."""
    schema = {"$ref": f"#/components/schemas/{Probleem.__name__}"}
    content = {"application/problem+json": {"schema": schema}}
    return {"description": description, "headers": _VERSION, "content": content}


def sparql_link(request: Request, text: str) -> str:
    """Give the reference to `/sparql` that asks this very question, without the header that documents it."""
    query = "\n".join(line for line in text.splitlines() if not line.startswith("#+"))
    return f"{request.scope.get('root_path', '')}/sparql?{urlencode({'query': query})}"


def taal_of(request: Request) -> Taal:
    """Give the language of the request."""
    return language(request.headers.get("accept-language"))


def begrip_ref(ctx: Context, key: str | None) -> BegripRef | None:
    """Show a concept."""
    if key is None:
        return None
    begrip = ctx.lookup.begrippen.get(key)
    return BegripRef(id=begrip.iri, code=begrip.code, naam=begrip.naam)


def begrippen_refs(ctx: Context, keys: list[str]) -> list[BegripRef]:
    """Show concepts."""
    return [ref for key in keys if (ref := begrip_ref(ctx, key))]


def organisatie_ref(ctx: Context, key: str | None) -> OrganisatieRef | None:
    """Show an organisation briefly; None where there is none."""
    return None if key is None else OrganisatieRef(**_fields(ctx, key))


def organisatie_refs(ctx: Context, keys: list[str]) -> list[OrganisatieRef]:
    """Show organisations briefly."""
    return [OrganisatieRef(**_fields(ctx, key)) for key in keys]


def organisatie_item(ctx: Context, key: str) -> OrganisatieItem:
    """Show an organisation as lists do."""
    return OrganisatieItem(**item_fields(ctx, key))


def item_fields(ctx: Context, key: str) -> Mapping[str, Any]:
    """Give the fields that lists show of an organisation."""
    known = ctx.lookup.organisaties.get(key)
    provincie = organisatie_ref(ctx, known.provincie) if known else None
    return {**_fields(ctx, key), "afkorting": known.afkorting if known else None, "provincie": provincie}


def _fields(ctx: Context, key: str) -> dict[str, Any]:
    known = ctx.lookup.organisaties.get(key)
    if known is None:
        code = key.rpartition("/")[2]
        return {"id": key, "code": code, "naam": code, "aard": None, "begin": None, "einde": None}
    return {
        "id": known.iri,
        "code": known.code,
        "naam": known.naam,
        "aard": begrip_ref(ctx, known.aard),
        "begin": known.begin,
        "einde": known.einde,
    }
