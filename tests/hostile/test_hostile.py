"""Over a thousand hostile documents: each refused with a reason or read, never another error, no network."""

from __future__ import annotations

import hashlib
import socket
import time
from collections import defaultdict
from functools import cache

import pytest

from loaders.inzending import lees
from tests.hostile.documents import documents
from tests.hostile.record import AANGENOMEN, Hostile
from verbanden.submission import InzendingError, Limieten

SMALL = {"ruis", "beschadigd", "afgebroken", "context"}
"""Families of small documents."""

SECONDEN = 4.0
"""Of the processor, for one document; on a machine of its own each stays under two."""


@cache
def families() -> dict[str, list[Hostile]]:
    found = defaultdict(list)
    for hostile in documents():
        found[hostile.naam.split("/", 1)[0]].append(hostile)
    return dict(found)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a document made the reader ask the network")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize("family", sorted(families()))
def test_refuses_with_a_reason_or_reads(family: str) -> None:
    wrong = []
    for hostile in families()[family]:
        data = hostile.data()
        start = time.process_time()
        outcome, text = read(hostile, data)
        seconds = time.process_time() - start
        if outcome not in hostile.verwacht:
            wrong.append(f"{hostile.naam}: {outcome} {text}")
        if seconds > SECONDEN:
            wrong.append(f"{hostile.naam}: {seconds:.1f} s")
    assert wrong == []


def read(hostile: Hostile, data: bytes) -> tuple[str, str]:
    try:
        inzending = lees(
            hostile.naam, data, mediatype=hostile.mediatype, limieten=Limieten(), herken=lambda _tekst: None
        )
    except InzendingError as error:
        return said(hostile, error)
    assert len(inzending.triples) == len(inzending.plaatsen)
    assert inzending.sha256 == hashlib.sha256(data).hexdigest()
    assert inzending.bytes == len(data)
    return AANGENOMEN, ""


def said(hostile: Hostile, error: InzendingError) -> tuple[str, str]:
    assert error.nl != error.en
    assert "\n" not in error.nl + error.en
    assert len(error.nl) < 1000
    assert error.plaats is None or error.plaats.document == hostile.naam
    return error.soort, error.nl


def test_there_are_over_a_thousand_with_a_name_each_of_its_own() -> None:
    names = [hostile.naam for family in families().values() for hostile in family]
    assert len(names) == len(set(names)) >= 1000
    refused = [h for family in families().values() for h in family if AANGENOMEN not in h.verwacht]
    assert len(refused) >= 1000


def test_they_are_the_same_each_time() -> None:
    once, again = ([h for h in documents() if h.naam.split("/")[0] in SMALL] for _ in range(2))
    assert [(h.naam, h.data()) for h in once] == [(h.naam, h.data()) for h in again]
