"""Writing reports out: a small one here and now, a large one once, in a worker, and kept beside the report.

A report of tens of thousands of findings takes seconds to write. So large ones are written one at a time and read
two at a time, few may wait, and what was written is kept as long as the report, within the room for results.
"""

from __future__ import annotations

import asyncio
import gzip
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from anyio import to_thread

from api.problems import ProblemError
from api.validation import forms
from api.validation.answering import Geschreven, problem
from api.validation.forms import JSON, Formaat
from api.validation.kept import Bewaard, form_file
from api.validation.places import Plaatsen
from api.validation.pool import Beurt, Pool
from api.validation.task import Taak
from verbanden.errors import Taal

T = TypeVar("T")
SMALL = 300_000
"""Bytes of JSON: a report up to this is written within a tenth of a second or so."""
WAITING = 8
"""So many answers with a large report may be in the making, or wait for it."""
WAIT_SECONDS = 60.0
_READERS = 2
_BUSY = (
    "Er worden al zoveel grote verslagen uitgeschreven als kan. Probeer het straks weer.",
    "As many large reports as possible are being written. Try again in a while.",
)


class Schrijver:
    """Writes the reports of one application."""

    def __init__(self, bewaard: Bewaard, pool: Pool) -> None:
        self._bewaard = bewaard
        self._pool = pool
        self._places = Plaatsen(WAITING, *_BUSY, wacht=10)
        self._writing = asyncio.Lock()
        self._reading = asyncio.Semaphore(_READERS)

    async def geef(self, name: str, met: str | None, formaat: Formaat, taal: Taal) -> Geschreven:
        """Give a report in a form, compared with another.

        Raises OSError when a report is gone, and ProblemError 503 when too many wait for a large one.
        """
        folder = self._bewaard.map(name)
        earlier = None if met is None else self._bewaard.map(met)
        both = [folder] if earlier is None else [folder, earlier]
        if await to_thread.run_sync(lambda: sum(map(forms.raw_size, both))) <= SMALL:
            return await to_thread.run_sync(_small, folder, earlier, formaat, taal)
        with self._places.held():
            content = b"null"
            if formaat.media_type != JSON or earlier is not None:
                content = await self._large(name, met, formaat, taal)
            if formaat.media_type != JSON:
                return Geschreven(content)
            return Geschreven(content, await self._read(lambda: forms.raw_report(folder)))

    async def _large(self, name: str, met: str | None, formaat: Formaat, taal: Taal) -> bytes:
        path = self._bewaard.map(name) / form_file(formaat.namen[0], taal, met)
        with suppress(FileNotFoundError):
            return await self._read(lambda: gzip.decompress(path.read_bytes()))
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._writing.acquire()
        except TimeoutError:
            raise ProblemError("te-druk", *_BUSY, headers={"Retry-After": "30"}) from None
        try:
            if not path.exists():  # else who was before us wrote it
                await self._made(name, met, formaat, taal, path)
            data = await self._read(lambda: gzip.decompress(path.read_bytes()))
            await to_thread.run_sync(self._bewaard.tel_vorm, name, path)
            return data
        finally:
            self._writing.release()

    async def _made(self, name: str, met: str | None, formaat: Formaat, taal: Taal, path: Path) -> None:
        """Have a worker write; raises ProblemError when it cannot, and OSError when a report is gone."""
        folder = self._bewaard.map(name)
        earlier = None if met is None else str(self._bewaard.map(met).absolute())
        taak = Taak(
            secrets.token_hex(16),
            str(folder.absolute()),
            (),
            mapping=False,
            doel="verslag",
            vorm=formaat.media_type,
            taal=taal,
            eerder=earlier,
            uit=path.name,
        )
        beurt = Beurt(taak, lambda _: None)
        self._pool.submit(beurt)
        outcome = await asyncio.wrap_future(beurt.uitslag)
        if "fout" not in outcome:
            return
        if outcome["fout"]["soort"] == "niet-gevonden":
            raise FileNotFoundError(name)
        if outcome["fout"]["soort"] != "te-veel":
            raise problem(outcome["fout"])
        raise ProblemError(
            "te-veel",
            f"Dit verslag is te groot om als {formaat.media_type} te schrijven; vraag het als {JSON}.",
            f"This report is too large to be written as {formaat.media_type}; ask for {JSON}.",
        )

    async def _read(self, read: Callable[[], T]) -> T:
        async with self._reading:
            return await to_thread.run_sync(read)


def _small(folder: Path, earlier: Path | None, formaat: Formaat, taal: Taal) -> Geschreven:
    if formaat.media_type != JSON:
        return Geschreven(forms.write(folder, earlier, formaat.media_type, taal))
    content = b"null" if earlier is None else forms.write(folder, earlier, formaat.media_type, taal)
    return Geschreven(content, forms.raw_report(folder))
