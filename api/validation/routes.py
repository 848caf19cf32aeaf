"""`/v1/validaties`: send documents, follow the check, get its report, compare two, show a badge, delete."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import Future

from anyio import to_thread
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.negotiation import negotiate
from api.problems import SOORTEN, ProblemError
from api.rest.parameters import read
from api.rest.replies import taal_of
from api.validation import answering, documented, upload, wishes
from api.validation.answering import NO_REPORT, PATH, VARY, problem
from api.validation.badge import badge
from api.validation.forms import FORMATEN, JSON, Formaat
from api.validation.kept import Stand
from api.validation.service import Dienst, service
from api.validation.task import Stuk

_SVG = "image/svg+xml"


def install(app: FastAPI) -> None:
    """Add the routes."""
    for path, handler, method, about in (
        (PATH, post, "POST", documented.posting()),
        (PATH + "/{id}", get, "GET", documented.getting()),
        (PATH + "/{id}", delete, "DELETE", documented.deleting()),
        (PATH + "/{id}/vergelijking", compare, "GET", documented.comparing()),
        (PATH + "/{id}/badge.svg", show_badge, "GET", documented.badge()),
    ):
        app.add_api_route(path, handler, methods=[method], tags=["validaties"], **about)


async def post(request: Request) -> Response:
    """Check documents: 201 with the report when that is quick, else 202 with where it will be."""
    dienst = service(request)
    wens = wishes.read_wish(request, dienst.bewaard.lees)
    formaat = answering.choose(request)
    upload.refuse_early(request, dienst.settings)
    dienst.plaatsen.look()
    with dienst.uploads.held():
        stand, key = await to_thread.run_sync(dienst.new, wens)
        try:
            pieces, mapping = await upload.receive(request, dienst.bewaard.map(stand.id), dienst.settings)
            # Only what has come in takes a place in the queue.
            klaar = dienst.begin(stand, pieces, mapping)
        except BaseException:
            dienst.bewaard.weg(stand.id)
            raise
    ended = await _soon(klaar, _patience(request, dienst, pieces))
    location = f"{request.scope.get('root_path', '')}{PATH}/{stand.id}"
    headers = {"Location": location, wishes.KEY: key}
    later = {**headers, **_prefers_async(request), "Retry-After": "1"}
    if ended is None:
        now = dienst.bewaard.lees(stand.id) or stand
        return JSONResponse({**answering.described_state(request, now), **NO_REPORT}, 202, later)
    if ended.fout is not None:
        # It is told here and now, so nothing is kept.
        dienst.bewaard.weg(ended.id)
        raise problem(ended.fout)
    try:
        response = await _write(request, ended, formaat)
    except ProblemError as busy:
        if SOORTEN[busy.soort].status != 503:
            raise
        # It is ready, only not written out: nothing of it is lost.
        return JSONResponse({**answering.described_state(request, ended), **NO_REPORT}, 202, later)
    response.status_code = 201
    response.headers.update(headers)
    return response


async def get(request: Request, id: str) -> Response:  # noqa: A002 - as the path names it
    """Give the state of a check or, when it is ready, its report."""
    dienst = service(request)
    read(request, (wishes.FORMAT,))
    return await _write(request, await _found(dienst, id), answering.choose(request))


async def delete(request: Request, id: str) -> Response:  # noqa: A002
    """Delete a result, or stop and delete a check; only with the key that was given with it."""
    dienst = service(request)
    key = wishes.read_key(request)
    stand = await _found(dienst, id)
    if stand.toestand == "verlopen":
        raise answering.expired(stand)
    if not dienst.bewaard.mag_weg(stand, key):
        raise ProblemError(
            "geen-toegang",
            "Dit is niet de sleutel die bij dit resultaat is gegeven (header Verwijdersleutel).",
            "This is not the key that was given with this result (header Verwijdersleutel).",
        )
    await to_thread.run_sync(dienst.delete, stand)
    return Response(status_code=204)


async def compare(request: Request, id: str) -> Response:  # noqa: A002
    """Compare a result with an earlier one: what is new, solved, unchanged."""
    dienst = service(request)
    earlier = wishes.read_one(request, wishes.comparison(dienst.bewaard.lees))
    stand = await _found(dienst, id)
    if stand.toestand == "verlopen":
        raise answering.expired(stand)
    if stand.toestand != "gereed":
        nl = f"Er is nog geen resultaat om te vergelijken: {stand.toestand}."
        raise ProblemError("niet-gevonden", nl, f"There is no result to compare yet: {stand.toestand}.")
    if negotiate(request.headers.get("accept"), [JSON]) is None:
        nl, en = "Een vergelijking is er als application/json.", "A comparison comes as application/json."
        raise ProblemError("niet-leverbaar", nl, en)
    try:
        written = await dienst.schrijver.geef(stand.id, earlier, FORMATEN[0], "nl")
    except OSError:
        nl, en = "Een van beide is juist verwijderd.", "One of both was just deleted."
        raise ProblemError("niet-gevonden", nl, en) from None
    body = {"id": stand.id, "met": earlier, **json.loads(written.inhoud)}
    return JSONResponse(body, headers=VARY)


async def show_badge(request: Request, id: str) -> Response:  # noqa: A002
    """Draw the outcome with its date and criteria; one that expired says so."""
    read(request, ())
    if negotiate(request.headers.get("accept"), [_SVG]) is None:
        raise ProblemError("niet-leverbaar", f"Een badge is er als {_SVG}.", f"A badge comes as {_SVG}.")
    stand = await _found(service(request), id)
    taal = taal_of(request)
    return Response(badge(stand, taal), 200, {**VARY, "Content-Language": taal}, _SVG)


async def _found(dienst: Dienst, name: str) -> Stand:
    stand = await to_thread.run_sync(dienst.bewaard.lees, name)
    if stand is None:
        nl = f"Er is geen toetsing {name[:40]}; misschien is zij verwijderd."
        raise ProblemError("niet-gevonden", nl, f"There is no check {name[:40]}; maybe it was deleted.")
    return stand


async def _write(request: Request, stand: Stand, formaat: Formaat) -> Response:
    """Answer with the report of a job that is ready, else with its state."""
    if stand.toestand != "gereed":
        return answering.waiting(request, stand, formaat)
    dienst = service(request)
    taal = taal_of(request)
    for _ in range(2):
        earlier = await to_thread.run_sync(dienst.bewaard.lees, stand.vergelijk) if stand.vergelijk else None
        lost = answering.missing(stand, earlier)
        if lost is not None:
            await to_thread.run_sync(dienst.bewaard.vergeet, stand.id)
        met = stand.vergelijk if lost is None and formaat.vergelijkt else None
        try:
            # RDF is the same in both languages.
            written = await dienst.schrijver.geef(stand.id, met, formaat, taal if formaat.vergelijkt else "nl")
        except OSError:
            stand = await _found(dienst, stand.id)  # gone itself, or what it is compared with is
            continue
        return answering.respond(request, stand, formaat, written, lost)
    raise answering.expired(stand)


def _patience(request: Request, dienst: Dienst, pieces: tuple[Stuk, ...]) -> float:
    """Give how long the caller is to wait for a report: not at all when it asks so, or sends much."""
    settings = dienst.settings
    much = (
        len(pieces) > settings.validatie_direct_documents
        or sum(stuk.bytes for stuk in pieces) > settings.validatie_direct_bytes
    )
    return 0.0 if much or _prefers_async(request) else settings.validatie_direct_seconds


def _prefers_async(request: Request) -> dict[str, str]:
    """Tell whether the caller prefers not to wait (RFC 7240, 4.1), as the header that says it was heard."""
    wishes_ = {one.strip().lower() for one in request.headers.get("prefer", "").split(",")}
    return {"Preference-Applied": "respond-async"} if "respond-async" in wishes_ else {}


async def _soon(klaar: Future[Stand], seconds: float) -> Stand | None:
    """Wait for the end of a check for so long; None when it has not ended then."""
    if seconds <= 0:
        return klaar.result() if klaar.done() else None
    waiting = asyncio.wrap_future(klaar)
    done, _ = await asyncio.wait({waiting}, timeout=seconds)
    return waiting.result() if done else None
