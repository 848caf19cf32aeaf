"""Readers of documents for the tests of the workers: an honest one, and what hostile documents do to one.

A worker finds a reader by module and name, so these stand in a module. The honest one reads Turtle by the engine;
the hostile one does what the text of the document says, after `#!`.
"""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import NoReturn

import pyoxigraph as ox

from loaders.rdf import lees_rdf
from verbanden.errors import SourceError
from verbanden.submission import Herken, Inzending, InzendingError, Limieten, Vindplaats

KEPT: list[bytes] = []
"""What a leaking reader never lets go of."""


def eerlijk(
    naam: str,
    data: bytes,
    *,
    mediatype: str | None = None,
    limieten: Limieten,
    mapping: Mapping[str, object] | None = None,
    herken: Herken,
) -> Inzending:
    """Read Turtle, or refuse it as a loader does."""
    if mediatype not in (None, "text/turtle"):
        raise InzendingError("onbekende-vorm", f"{mediatype} wordt niet gelezen", f"{mediatype} is not read")
    try:
        triples = tuple(quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        place = Vindplaats(naam, regel=error.lineno)
        raise InzendingError("onleesbaar", "geen leesbare Turtle", "not readable Turtle", place) from error
    return Inzending(
        naam=naam,
        vorm="text/turtle",
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        triples=triples,
        plaatsen=tuple(Vindplaats(naam, regel=1) for _ in triples),
        gelezen=len(triples),
        aangenomen=len(triples),
    )


def turtle(
    naam: str,
    data: bytes,
    *,
    mediatype: str | None = None,
    limieten: Limieten,
    mapping: Mapping[str, object] | None = None,
    herken: Herken,
) -> Inzending:
    """Read Turtle with the loader that ships."""
    return lees_rdf(naam, data, vorm="text/turtle", limieten=limieten)


def vijandig(
    naam: str,
    data: bytes,
    *,
    mediatype: str | None = None,
    limieten: Limieten,
    mapping: Mapping[str, object] | None = None,
    herken: Herken,
) -> Inzending:
    """Do what a document asks for, then read it."""
    order, _, argument = data.decode().splitlines()[0].removeprefix("#!").strip().partition(" ")
    if data.startswith(b"#!"):
        ORDERS[order](argument)
        if order == "herken" and herken(argument) is None:
            raise InzendingError("onleesbaar", f"{argument}: niet herkend", f"{argument}: not recognised")
    return eerlijk(naam, data, limieten=limieten, herken=herken)


def _sleep(seconds: str) -> None:
    time.sleep(float(seconds))


def _spin(_: str) -> NoReturn:
    while True:
        hashlib.pbkdf2_hmac("sha256", b"", b"", 1_000_000)


def _memory(size: str) -> None:
    block = b"x" * int(size)
    assert len(block) == int(size)


def _leak(size: str) -> None:
    KEPT.append(b"x" * int(size))


def _die(name: str) -> None:
    os.kill(os.getpid(), getattr(signal, name))
    time.sleep(10)


def _depth(_: str) -> None:
    _depth(_)


def _call(address: str) -> None:
    host, _, port = address.partition(":")
    socket.create_connection((host, int(port)))


def _run(command: str) -> None:
    subprocess.run([command], check=True)


def _bug(_: str) -> NoReturn:
    raise ZeroDivisionError("secret")


def _refuse(_: str) -> NoReturn:
    raise SourceError("dat kan niet", "that cannot be")


def _babble(_: str) -> None:
    # Straight to the pipe that only the worker may speak on.
    os.write(int(sys.argv[1]), b"\x7f\xff\xff\xff" + b"x" * 100)
    time.sleep(10)


def _nothing(_: str) -> None:
    return


ORDERS = {
    "slaap": _sleep,
    "draai": _spin,
    "geheugen": _memory,
    "lek": _leak,
    "sterf": _die,
    "diep": _depth,
    "bel": _call,
    "start": _run,
    "fout": _bug,
    "weiger": _refuse,
    "brabbel": _babble,
    "herken": _nothing,
}
