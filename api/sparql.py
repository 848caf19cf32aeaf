"""`/sparql`: the query half of the SPARQL 1.1 Protocol, read-only.

Clients of the protocol add parameters of their own (`timeout`, `output`, …), so unknown ones are passed over here,
unlike in the REST interface; but a request that has parameters and no query is told what it lacks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.answers import FORMAT_NAMES, GRAPHS, RESULTS, ask, choose, written
from api.bodies import body, content_type, utf8
from api.context import Context, context
from api.negotiation import asks_by_name
from api.pages import page
from api.problems import Fout, ProblemError
from api.service_description import describe
from verbanden.sparql_text import calls_service, dataset

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"

MAX_AT_ONCE = 8
"""How many requests here run at the same time; the other threads are left to the other routes."""
MAX_WAITING = 32
"""How many requests may wait for one of those; who comes after is told to try later."""

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Verzoek:
    """One request of the protocol, as read from the URL or the body."""

    vraag: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    formaat: str | None


def install(app: FastAPI) -> None:
    """Add the routes of the endpoint."""
    app.add_api_route("/sparql", get, methods=["GET"], include_in_schema=False)
    app.add_api_route("/sparql", post, methods=["POST"], include_in_schema=False)


async def get(request: Request) -> Response:
    """Answer a query in the URL; without one give the form to people, the Service Description to machines."""
    return await _in_turn(request, lambda: _get(request))


async def post(request: Request, data: Annotated[bytes, Depends(body)]) -> Response:
    """Answer a query in the body, as a form or as it is."""
    return await _in_turn(request, lambda: _post(request, data))


async def _in_turn(request: Request, work: Callable[[], Response]) -> Response:
    # A query cannot be stopped, and may take long: without a limit of its own it would take every thread there is.
    state = request.app.state
    if not hasattr(state, "sparql_limiter"):
        state.sparql_limiter = CapacityLimiter(MAX_AT_ONCE)
    limiter: CapacityLimiter = state.sparql_limiter
    if limiter.statistics().tasks_waiting >= MAX_WAITING:
        raise ProblemError(
            "opslag-antwoordt-niet",
            "Er lopen en wachten te veel vragen; probeer het later weer.",
            "Too many queries are running and waiting; try later.",
            headers={"Retry-After": "10"},
        )
    return await to_thread.run_sync(work, limiter=limiter)


def _get(request: Request) -> Response:
    pairs = _pairs(_ascii(request.scope["query_string"]))
    if not pairs:
        return _entry(request)
    return answer(request, read(pairs))


def _post(request: Request, data: bytes) -> Response:
    kind = content_type(request)
    in_url = _pairs(_ascii(request.scope["query_string"]))
    if kind == _FORM:
        in_body = _pairs(utf8(data, request))
        return answer(request, read([*in_url, *in_body]))
    if kind == _DIRECT:
        return answer(request, read([*in_url, ("query", utf8(data, request))]))
    if kind == _UPDATE:
        raise _read_only()
    raise ProblemError(
        "onbekend-formaat",
        f"Stuur de vraag als {_FORM} of {_DIRECT}, niet als {kind or 'iets zonder Content-Type'}.",
        f"Send the query as {_FORM} or {_DIRECT}, not as {kind or 'something without a Content-Type'}.",
    )


def read(pairs: Pairs) -> Verzoek:
    """Read the parameters of the protocol; raises ProblemError with everything that is wrong with them."""
    if any(name == "update" for name, _ in pairs):
        raise _read_only()
    queries = [value for name, value in pairs if name == "query"]
    formats = [value for name, value in pairs if name == "format"]
    errors: list[Fout] = []
    if len(queries) != 1:
        errors.append(
            Fout(
                "query",
                f"precies één vraag per verzoek, dit zijn er {len(queries)}",
                f"exactly one query in a request, these are {len(queries)}",
            )
        )
    elif not queries[0].strip():
        errors.append(Fout("query", "de vraag is leeg", "the query is empty"))
    if formats and formats[0].lower() not in (*FORMAT_NAMES, *(f.media_type for f in (*RESULTS, *GRAPHS))):
        known = ", ".join(FORMAT_NAMES)
        errors.append(
            Fout(
                "format",
                f"{formats[0]!r} is onbekend; bekend: {known}",
                f"{formats[0]!r} is unknown; known: {known}",
            )
        )
    if errors:
        raise ProblemError.invalid(errors)
    default = tuple(value for name, value in pairs if name == "default-graph-uri")
    named = tuple(value for name, value in pairs if name == "named-graph-uri")
    return Verzoek(queries[0], default, named, formats[0] if formats else None)


def answer(request: Request, verzoek: Verzoek) -> Response:
    """Run a query and give its answer in the chosen format."""
    ctx = context(request)
    guard(ctx, verzoek)
    # The dataset of the protocol replaces that of the query, so without names there are no named graphs.
    named = verzoek.named if verzoek.default or verzoek.named else None
    wish = (request.headers.get("accept"), verzoek.formaat)
    data, formaat = ask(ctx, verzoek.vraag, wish, (verzoek.default, named))
    return Response(data, 200, {"Content-Type": formaat.content_type, "Vary": "Accept"})


def guard(ctx: Context, verzoek: Verzoek) -> None:
    """Refuse, before anything runs, what may not run: too long, another service, a graph that is not ours."""
    limit = ctx.settings.query_max_chars
    if len(verzoek.vraag) > limit:
        raise ProblemError(
            "te-veel",
            f"De vraag heeft {len(verzoek.vraag)} tekens; ten hoogste {limit}.",
            f"The query has {len(verzoek.vraag)} characters; at most {limit}.",
        )
    if calls_service(verzoek.vraag):
        raise ProblemError(
            "service-geweigerd",
            "SERVICE roept een ander adres aan; dat doet deze server niet. Stel de vraag daar, of haal de "
            "uitgave op bij /downloads en stel haar op uw eigen machine.",
            "SERVICE calls another address, which this server does not do. Ask the query there, or get the "
            "release at /downloads and ask it on your own machine.",
        )
    asked = verzoek.default + verzoek.named or tuple(dataset(verzoek.vraag))
    unknown = [graph for graph in asked if graph not in ctx.graphs]
    if unknown:
        raise ProblemError(
            "onbekende-graaf",
            f"Geen graaf van deze uitgave: {', '.join(unknown)}. De grafen staan in de beschrijving op /sparql.",
            f"No graph of this release: {', '.join(unknown)}. The graphs are in the description at /sparql.",
        )


def _entry(request: Request) -> Response:
    ctx = context(request)
    accept = request.headers.get("accept")
    if asks_by_name(accept, "text/html"):
        lines = ctx.bind("rest/voorbeeld").splitlines()
        voorbeeld = "\n".join(line for line in lines if not line.startswith("#+"))
        return page("sparql.html", request, vraag=voorbeeld, results=RESULTS, graphs=GRAPHS)
    formaat = choose(accept, GRAPHS)
    data = written(describe(ctx, str(request.url.replace(query="", fragment=""))), formaat)
    return Response(data, 200, {"Content-Type": formaat.content_type, "Vary": "Accept"})


def _pairs(text: str) -> Pairs:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError:
        nl, en = "de parameters zijn niet te lezen als UTF-8", "the parameters cannot be read as UTF-8"
        raise ProblemError.invalid([Fout("query", nl, en)]) from None


def _ascii(query: bytes) -> str:
    return query.decode("latin-1")


def _read_only() -> ProblemError:
    return ProblemError(
        "alleen-lezen",
        "Deze dienst kent geen updates; een nieuwe uitgave verandert de gegevens.",
        "This service knows no updates; the data changes by a new release.",
    )
