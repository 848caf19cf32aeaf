"""`/v1/vergelijkingen`: send a list of partnerships, get it back beside the release.

A worker process reads the list, as it reads documents to be checked; what it says is compared here, where the
release is. Nothing is kept.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from anyio import to_thread
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.comparing import documented
from api.comparing.deadline import TijdOpError, timed
from api.comparing.parameters import FORMAAT, NAMES, ORGANISATIE, PARAMETERS
from api.context import Context
from api.negotiation import negotiate
from api.problems import Fout, ProblemError
from api.rest.parameters import Gelezen, read
from api.rest.replies import taal_of
from api.validation import upload
from api.validation.answering import only_its_own_style, problem
from api.validation.places import Plaatsen
from api.validation.pool import Beurt
from api.validation.service import Dienst, service
from api.validation.task import LIST, Stuk, Taak
from verbanden.checking.background import ReleaseAchtergrond
from verbanden.comparison.compare import vergelijk
from verbanden.comparison.listed import Lijst
from verbanden.comparison.page import als_html
from verbanden.comparison.records import Vergelijking
from verbanden.comparison.register import Basis, Register
from verbanden.comparison.table import als_csv
from verbanden.comparison.text import als_tekst
from verbanden.errors import Taal

PATH = "/v1/vergelijkingen"


def _json(found: Vergelijking, _: Taal) -> str:
    return json.dumps(found.als_json(), ensure_ascii=False, separators=(",", ":"))


WRITERS: dict[str, Callable[[Vergelijking, Taal], str]] = {
    "application/json": _json,
    "text/csv": als_csv,
    "text/html": als_html,
    "text/plain": als_tekst,
}
"""The forms of an answer by media type, in our order of preference."""


@dataclass(slots=True)
class Vergelijker:
    """What lists are compared with, made when the first one comes: a release does not change while served."""

    ctx: Context
    places: Plaatsen
    turn: asyncio.Lock
    lock: threading.Lock
    basis: Basis | None = None

    def ready(self) -> Basis:
        """Give what to compare with."""
        with self.lock:
            if self.basis is None:
                release = self.ctx.release
                self.basis = Basis(
                    Register(self.ctx.store),
                    ReleaseAchtergrond(self.ctx.store, release.naam, release.datum).herken,
                    release.naam,
                    release.datum,
                    tuple(release.dekking),
                )
            return self.basis


def install(app: FastAPI) -> None:
    """Add the route."""
    places = Plaatsen(
        app.state.context.settings.vergelijking_queue,
        "Er zijn al zoveel lijsten in behandeling als kan. Probeer het straks weer.",
        "As many lists as possible are being compared or wait for it. Try again in a while.",
        wacht=15,
    )
    # One at a time: comparing keeps the process busy that answers everybody else.
    app.state.vergelijker = Vergelijker(app.state.context, places, asyncio.Lock(), threading.Lock())
    app.add_api_route(PATH, post, methods=["POST"], tags=["vergelijkingen"], **documented.posting(tuple(WRITERS)))


async def post(request: Request) -> Response:
    """Compare a list with the release."""
    dienst = service(request)
    asked = read(request, PARAMETERS)
    organisatie = _organisation(asked)
    chosen = _form(request, asked)
    upload.refuse_early(request, dienst.settings)
    vergelijker: Vergelijker = request.app.state.vergelijker
    dienst.plaatsen.look()
    vergelijker.places.look()
    name = await to_thread.run_sync(dienst.bewaard.tijdelijk)
    try:
        with dienst.uploads.held():
            pieces, mapping = await upload.receive(request, name, dienst.settings)
        # Held to the end: a list that is being compared counts in the queue as one that is being read.
        with vergelijker.places.held(), dienst.plaatsen.held():
            await _read(dienst, name, pieces, mapping)
            lijst = await to_thread.run_sync(_listed, name / LIST)
            body = await _compared(vergelijker, lijst, organisatie, asked.peildatum)
    finally:
        # Not `to_thread`: who asked may be gone, and then nothing can be waited for any more.
        shutil.rmtree(name, ignore_errors=True)
    taal = taal_of(request)
    written = await to_thread.run_sync(WRITERS[chosen], body, taal)
    content_type = chosen if chosen == "application/json" else f"{chosen}; charset=utf-8"
    headers = {"Vary": "Accept, Accept-Language", "Cache-Control": "no-store"}
    if chosen != "application/json":
        headers["Content-Language"] = taal
    if chosen == "text/html":
        headers["Content-Security-Policy"] = only_its_own_style(written)
    return Response(written.encode(errors="replace"), 200, headers, content_type)


def _organisation(asked: Gelezen) -> str:
    found = asked.terms.get(ORGANISATIE.naam)
    if not found:
        nl = "ontbreekt: van wie is de lijst? Geef bijvoorbeeld gm0855"
        raise ProblemError.invalid([Fout(ORGANISATIE.naam, nl, "is missing: whose list is it? As gm0855")])
    return found[0].value


def _form(request: Request, asked: Gelezen) -> str:
    named = asked.terms.get(FORMAAT.naam)
    if named:
        return NAMES[named[0].value]
    chosen = negotiate(request.headers.get("accept"), tuple(WRITERS))
    if chosen is None:
        known = ", ".join(WRITERS)
        raise ProblemError("niet-leverbaar", f"Dit is er als {known}.", f"This comes as {known}.")
    return chosen


async def _read(dienst: Dienst, folder: Path, pieces: tuple[Stuk, ...], mapping: bool) -> None:
    """Have a worker read the documents; raises ProblemError when it refuses them, or cannot."""
    taak = Taak(secrets.token_hex(16), str(folder.absolute()), pieces, mapping, doel="lijst")
    beurt = Beurt(taak, lambda _: None)
    uitslag: Future[dict[str, Any]] = beurt.uitslag
    dienst.pool.submit(beurt)
    try:
        outcome = await asyncio.wrap_future(uitslag)
    except asyncio.CancelledError:
        # Who asked is gone: nobody waits for what is being read.
        await to_thread.run_sync(dienst.pool.stop, taak.id)
        raise
    if "fout" in outcome:
        raise problem(outcome["fout"])


def _listed(path: Path) -> Lijst:
    return Lijst.uit_json(json.loads(path.read_bytes()))


async def _compared(vergelijker: Vergelijker, lijst: Lijst, organisatie: str, peildatum: date) -> Vergelijking:
    """Compare when it is its turn; raises ProblemError 503 when that takes too long, 413 when comparing does."""
    settings = vergelijker.ctx.settings
    members = sum(len(opgave.leden) for opgave in lijst.opgaven)
    if members > settings.vergelijking_max_members:
        most = settings.vergelijking_max_members
        raise ProblemError(
            "te-veel",
            f"De lijst noemt {members} deelnemers; ten hoogste {most} in één vergelijking.",
            f"The list mentions {members} members; at most {most} in one comparison.",
        )
    try:
        async with asyncio.timeout(2 * settings.vergelijking_max_seconds):
            await vergelijker.turn.acquire()
    except TimeoutError:
        raise vergelijker.places.refusal() from None
    try:
        return await to_thread.run_sync(_within, vergelijker, lijst, organisatie, peildatum)
    except TijdOpError:
        seconds = f"{settings.vergelijking_max_seconds:g}"
        raise ProblemError(
            "te-veel",
            f"Vergelijken duurde langer dan {seconds} seconden en is gestopt. Bied de lijst in delen aan.",
            f"Comparing took longer than {seconds} seconds and was stopped. Send the list in parts.",
        ) from None
    finally:
        vergelijker.turn.release()


def _within(vergelijker: Vergelijker, lijst: Lijst, organisatie: str, peildatum: date) -> Vergelijking:
    basis = vergelijker.ready()
    return vergelijk(
        timed(lijst, vergelijker.ctx.settings.vergelijking_max_seconds), basis, organisatie, peildatum
    )
