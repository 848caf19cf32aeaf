"""The service of checking: from documents on disk to a kept report, through the queue and the workers."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

from starlette.requests import Request

from api.context import Context
from api.problems import ProblemError
from api.validation.kept import Bewaard, Stand
from api.validation.places import Plaatsen
from api.validation.pool import Beurt, Pool
from api.validation.task import Lezer, Stuk, Taak, Werkwijze, name_of
from api.validation.wishes import Wens
from api.validation.writing import Schrijver
from verbanden.checking.background import ReleaseAchtergrond

_PROGRESS_SECONDS = 0.5
_CLEAR_SECONDS = 60.0
_log = logging.getLogger(__name__)


class Dienst:
    """The queue, the workers and the results of one application."""

    def __init__(self, ctx: Context, lezer: Lezer) -> None:
        settings = ctx.settings
        self.settings = settings
        self.bewaard = Bewaard(settings)
        wijze = Werkwijze(
            lezer=name_of(lezer),
            release=ctx.release.naam,
            datum=ctx.release.datum.isoformat(),
            max_bytes=settings.validatie_max_bytes,
            max_triples=settings.validatie_max_triples,
            max_depth=settings.validatie_max_depth,
            max_seconds=settings.validatie_max_seconds,
            max_memory=settings.validatie_max_memory,
            max_report=settings.validatie_max_report,
        )
        known = ReleaseAchtergrond(ctx.store, ctx.release.naam, ctx.release.datum)
        self.pool = Pool(settings, wijze, known)
        self.schrijver = Schrijver(self.bewaard, self.pool)
        self.plaatsen = Plaatsen(
            settings.validatie_workers + settings.validatie_queue,
            "Er lopen en wachten al zoveel toetsingen als kan; er is niets gedaan. Probeer het straks weer.",
            "As many checks as possible are running and waiting; nothing was done. Try again in a while.",
            wacht=15,
        )
        self.uploads = Plaatsen(
            settings.validatie_uploads,
            "Er komen al zoveel verzoeken tegelijk binnen als kan; er is niets gelezen. Probeer het straks weer.",
            "As many requests as possible are coming in at once; nothing was read. Try again in a while.",
            wacht=5,
        )

    def new(self, wens: Wens) -> tuple[Stand, str]:
        """Make a job; raises ProblemError 503 when there is no room for its result."""
        if self.bewaard.vol():
            wait = int(min(max(self.bewaard.eerste(), 60.0), 86_400.0))
            raise ProblemError(
                "opslag-vol",
                "De bewaarde resultaten nemen alle ruimte in die er is. Probeer het later weer, of verwijder "
                "resultaten die u niet meer nodig hebt.",
                "The results that are kept take all the room there is. Try later, or delete results that you no "
                "longer need.",
                headers={"Retry-After": str(wait)},
            )
        return self.bewaard.nieuw(
            criteria=wens.criteria, peildatum=wens.peildatum, motor=wens.motor, vergelijk=wens.vergelijk
        )

    def begin(self, stand: Stand, pieces: tuple[Stuk, ...], mapping: bool) -> Future[Stand]:
        """Put a job in the queue; its place there is given back when it has ended.

        Raises ProblemError 503 when all places are taken.
        """
        job = _Lopend(self, replace(stand, documenten=len(pieces), bytes=sum(stuk.bytes for stuk in pieces)))
        self.plaatsen.take()
        try:
            self.bewaard.schrijf(job.stand)
        except BaseException:
            self.plaatsen.give()
            raise
        taak = Taak(
            id=stand.id,
            map=str(self.bewaard.map(stand.id).absolute()),
            stukken=pieces,
            mapping=mapping,
            criteria=stand.criteria,
            peildatum=stand.peildatum,
            motor=stand.motor,
        )
        beurt = Beurt(taak, job.further)
        beurt.uitslag.add_done_callback(lambda outcome: job.ended(outcome.result()))
        self.pool.submit(beurt)
        return job.klaar

    def delete(self, stand: Stand) -> None:
        """Delete a job, stopping it when it runs here."""
        self.pool.stop(stand.id)
        self.bewaard.weg(stand.id)

    @asynccontextmanager
    async def living(self) -> AsyncIterator[None]:
        """Run the workers, and clear up each minute, for as long as the application lives."""
        self.pool.start()
        clearing = asyncio.create_task(self._clear())
        try:
            yield
        finally:
            clearing.cancel()
            with suppress(asyncio.CancelledError):
                await clearing
            await asyncio.to_thread(self.close)

    async def _clear(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self.bewaard.opruimen)
            except OSError as error:
                _log.error("results cannot be cleared up: %s", error)
            await asyncio.sleep(_CLEAR_SECONDS)

    def close(self) -> None:
        """Stop the workers and whatever they do."""
        self.pool.close()
        self.bewaard.sluit()


class _Lopend:
    """A job that waits or runs here: what is kept of it follows what its worker says."""

    def __init__(self, dienst: Dienst, stand: Stand) -> None:
        self.dienst = dienst
        self.stand = stand
        self.klaar: Future[Stand] = Future()
        self._written = 0.0

    def further(self, step: Mapping[str, str] | None) -> None:
        """Keep that it began, and its steps; steps that follow each other quickly are passed over."""
        self.stand = replace(self.stand, toestand="bezig", voortgang=step)
        now = time.monotonic()
        if now - self._written > _PROGRESS_SECONDS:
            self._written = now
            self._keep()

    def ended(self, outcome: Mapping[str, Any]) -> None:
        """Keep how it ended, and tell who waits."""
        self.dienst.plaatsen.give()
        try:
            self.stand = self.dienst.bewaard.klaar(self.stand, outcome)
        except OSError as error:
            _log.error("a result cannot be kept: %s", error)
        self.klaar.set_result(self.stand)

    def _keep(self) -> None:
        try:
            self.dienst.bewaard.schrijf(self.stand)
        except OSError as error:
            _log.error("a state cannot be kept: %s", error)


def service(request: Request) -> Dienst:
    """Find the service of the application that handles this request."""
    found: Dienst = request.app.state.dienst
    return found
