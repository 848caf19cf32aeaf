"""`/def`: the vocabulary and the code lists, from the files that ship inside and the concepts in the store."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

import pyoxigraph as ox
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.answers import GRAPHS, choose, written
from api.context import Context, context, iri
from api.documents import describe, document
from api.negotiation import negotiate
from api.pages import page
from api.problems import SOORTEN, ProblemError
from verbanden.namespaces import DEF, VB

JSON_LD = "application/ld+json"
_HTML = "text/html"


def install(app: FastAPI) -> None:
    """Add the routes."""
    app.add_api_route("/def", vocabulary, methods=["GET"], include_in_schema=False)
    app.add_api_route("/def/context.jsonld", vocabulary_context, methods=["GET"], include_in_schema=False)
    app.add_api_route("/def/rest.jsonld", rest_context, methods=["GET"], include_in_schema=False)
    app.add_api_route("/def/{lijst}", code_list, methods=["GET"], include_in_schema=False)
    app.add_api_route("/def/{lijst}/{code}", concept_document, methods=["GET"], include_in_schema=False)


def vocabulary(request: Request) -> Response:
    """Give the ontology, or a page with its terms."""
    accept = request.headers.get("accept")
    types = [formaat.media_type for formaat in GRAPHS]
    if negotiate(accept, [*types, _HTML]) == _HTML:
        return page("woordenboek.html", request, termen=terms(), lijsten=code_lists(context(request)))
    formaat = choose(accept, GRAPHS)
    data = ontology()
    if formaat.vorm != ox.RdfFormat.TURTLE:
        data = written([quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)], formaat)
    return Response(data, 200, {"Content-Type": formaat.content_type, "Vary": "Accept"})


def vocabulary_context(request: Request) -> Response:
    """Give the JSON-LD context of the vocabulary."""
    return _json_file(request, resources.files("ontology").joinpath("context.jsonld"))


def rest_context(request: Request) -> Response:
    """Give the JSON-LD context of the REST answers."""
    return _json_file(request, resources.files("api").joinpath("rest", "context.jsonld"))


def code_list(request: Request, lijst: str) -> Response:
    """Give a code list as the store has it."""
    if lijst == "probleem":
        return page("problemen.html", request, soorten=SOORTEN, gekozen=None)
    return document(request, _known(request, DEF + lijst), None)


def concept_document(request: Request, lijst: str, code: str) -> Response:
    """Give a concept of a code list."""
    if lijst == "probleem" and code in SOORTEN:
        return page("problemen.html", request, soorten=SOORTEN, gekozen=code)
    return document(request, _known(request, f"{DEF}{lijst}/{code}"), None)


@lru_cache(maxsize=1)
def ontology() -> bytes:
    """Read the ontology that ships inside."""
    return resources.files("ontology").joinpath("verbanden.ttl").read_bytes()


@lru_cache(maxsize=1)
def terms() -> list[dict[str, str]]:
    """List the terms of the ontology with their Dutch label and definition."""
    found: dict[str, dict[str, str]] = {}
    for quad in ox.parse(ontology(), format=ox.RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.NamedNode) and subject.value.startswith(VB):
            term = found.setdefault(subject.value, {"iri": subject.value, "naam": subject.value[len(VB) :]})
            if isinstance(value, ox.Literal) and value.language in ("nl", "en"):
                part = quad.predicate.value.rpartition("#")[2]
                term[f"{part}_{value.language}"] = value.value
    return sorted(found.values(), key=lambda term: term["naam"].lower())


def code_lists(ctx: Context) -> list[str]:
    """List the codes of the code lists of the release."""
    schemas = {schema for begrip in ctx.lookup.begrippen.all() for schema in begrip.schemas}
    return sorted(schema.removeprefix(DEF) for schema in schemas if schema.startswith(DEF))


def _known(request: Request, key: str) -> ox.NamedNode:
    node = _node(key)
    if node is None or not describe(context(request), node):
        raise ProblemError("niet-gevonden", f"{key} bestaat niet.", f"{key} does not exist.")
    return node


def _node(key: str) -> ox.NamedNode | None:
    try:
        return iri(key)
    except ValueError:
        return None


def _json_file(request: Request, path: Traversable) -> Response:
    if negotiate(request.headers.get("accept"), (JSON_LD, "application/json")) is None:
        raise ProblemError("niet-leverbaar", f"Dit is er als {JSON_LD}.", f"This comes as {JSON_LD}.")
    return Response(json.dumps(json.loads(path.read_bytes())), 200, media_type=JSON_LD)
