"""`/id/…` names things and answers 303; `/doc/…` describes them, in the format asked for."""

from __future__ import annotations

import pyoxigraph as ox
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.context import Context, context, iri
from api.documents import describe, document
from api.problems import ProblemError
from verbanden.query import calendar_date

SUFFIXES = ("ttl", "nt", "jsonld", "rdf", "html")


def install(app: FastAPI) -> None:
    """Add the routes."""
    app.add_api_route("/id/{soort}/{sleutel}", thing, methods=["GET"], include_in_schema=False)
    app.add_api_route("/graaf/{bron}/{datum}", graph, methods=["GET"], include_in_schema=False)
    app.add_api_route("/doc/graaf/{bron}/{datum}", graph_document, methods=["GET"], include_in_schema=False)
    app.add_api_route("/doc/{soort}/{sleutel}", thing_document, methods=["GET"], include_in_schema=False)


def thing(request: Request, soort: str, sleutel: str) -> Response:
    """Answer 303 to the document about a thing of ours."""
    ctx = context(request)
    node = _own(ctx, soort, sleutel)
    _exists(ctx, node)
    return _see_other(request, f"/doc/{soort}/{sleutel}")


def thing_document(request: Request, soort: str, sleutel: str) -> Response:
    """Describe a thing of ours, or an organisation by its TOOI code."""
    ctx = context(request)
    key, suffix = split(sleutel)
    known = ctx.lookup.organisation(key) if soort == "organisatie" else None
    node = iri(known) if known else _own(ctx, soort, key)
    return document(request, node, suffix, canonical=node.value)


def graph(request: Request, bron: str, datum: str) -> Response:
    """Answer 303 to what is known of a named graph."""
    ctx = context(request)
    _exists(ctx, _graph_node(ctx, bron, datum))
    return _see_other(request, f"/doc/graaf/{bron}/{datum}")


def graph_document(request: Request, bron: str, datum: str) -> Response:
    """Describe a named graph: its source, date and counts, not its triples."""
    key, suffix = split(datum)
    node = _graph_node(context(request), bron, key)
    return document(request, node, suffix, canonical=node.value)


def split(sleutel: str) -> tuple[str, str | None]:
    """Split a suffix of a format from a key; keys may have dots of their own."""
    key, dot, suffix = sleutel.rpartition(".")
    return (key, suffix) if dot and suffix in SUFFIXES else (sleutel, None)


def _own(ctx: Context, soort: str, sleutel: str) -> ox.NamedNode:
    try:
        return iri(ctx.iris.id(soort, sleutel))
    except ValueError:
        raise _absent(f"{soort}/{sleutel}") from None


def _graph_node(ctx: Context, bron: str, datum: str) -> ox.NamedNode:
    try:
        return iri(ctx.iris.graaf(bron, calendar_date(datum)))
    except ValueError:
        raise _absent(f"graaf/{bron}/{datum}") from None


def _exists(ctx: Context, node: ox.NamedNode) -> None:
    if not describe(ctx, node):
        raise _absent(node.value)


def _absent(key: str) -> ProblemError:
    return ProblemError("niet-gevonden", f"{key} staat niet in deze uitgave.", f"{key} is not in this release.")


def _see_other(request: Request, path: str) -> Response:
    root = request.scope.get("root_path", "")
    return RedirectResponse(root + path, 303, headers={"Vary": "Accept"})
