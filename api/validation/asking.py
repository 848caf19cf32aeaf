"""The background of a check, as a worker sees it: a name, a date, and three questions to its parent."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from multiprocessing.connection import Connection
from typing import Any

from api.validation.refusals import Geweigerd
from api.validation.task import MAX_ASKED, MAX_NAME, fault

MAX_KNOWN = 50_000_000
"""The most bytes of background that one check can ask for."""


class Gevraagd:
    """Implements `toetsing.Achtergrond`; a dry one knows nothing and asks nobody."""

    def __init__(self, pipe: Connection, naam: str, datum: str, *, dry: bool = False) -> None:
        self._pipe = pipe
        self._dry = dry
        self._herkend: dict[str, str | None] = {}
        self._told = 0
        self.naam = naam
        self.datum = date.fromisoformat(datum)

    def over(self, iris: Collection[str]) -> bytes:
        """Give what the release knows of these things; raises Geweigerd when that is too much for one check."""
        if self._dry:
            return b""
        asked = sorted({iri for iri in iris if len(iri) <= MAX_NAME})
        known: dict[bytes, None] = {}
        for start in range(0, len(asked), MAX_ASKED):
            self._pipe.send_bytes(json.dumps({"over": asked[start : start + MAX_ASKED]}).encode())
            answer = self._pipe.recv_bytes()
            self._told += len(answer)
            if self._told > MAX_KNOWN:
                raise Geweigerd(_too_much())
            known.update(dict.fromkeys(answer.splitlines(keepends=True)))
        return b"".join(known)

    def herken(self, tekst: str) -> str | None:
        """Give the organisation of a name or code, if there is exactly one."""
        if self._dry or not tekst or len(tekst) > MAX_NAME:
            return None
        if tekst not in self._herkend:
            self._pipe.send_bytes(json.dumps({"herken": tekst}).encode())
            self._herkend[tekst] = json.loads(self._pipe.recv_bytes())
        return self._herkend[tekst]

    def bijna(self, tekst: str) -> list[tuple[str, str, float]]:
        """Give the organisations that a text resembles: IRI, name and likeness, best first."""
        if self._dry or not tekst or len(tekst) > MAX_NAME:
            return []
        self._pipe.send_bytes(json.dumps({"bijna": tekst}).encode())
        return [(str(iri), str(name), float(score)) for iri, name, score in json.loads(self._pipe.recv_bytes())]


def _too_much() -> dict[str, Any]:
    return fault(
        "te-veel",
        "De documenten noemen meer dan wij voor één toetsing kunnen opzoeken. Bied ze in delen aan.",
        "The documents mention more than we can look up for one check. Send them in parts.",
    )
