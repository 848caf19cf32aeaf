"""Receiving documents: the body goes to disk as it comes in, and is refused at the limit, not after it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from api.bodies import content_type
from api.problems import Fout, ProblemError
from api.validation import refusals
from api.validation.answering import problem
from api.validation.task import MAPPING, Stuk
from verbanden.settings import Settings

MULTIPART = "multipart/form-data"
DOCUMENT = "document"
MAX_MAPPING = 100_000
GRACE_SECONDS = 5.0
MIN_RATE = 5_000
"""Bytes per second: who sends less, after the first seconds, keeps others from sending."""
_MAX_NAME = 200
_NO_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


async def receive(request: Request, folder: Path, settings: Settings) -> tuple[tuple[Stuk, ...], bool]:
    """Put the documents of a request in a folder; give them, and whether there is a mapping.

    Raises ProblemError 400 (nothing sent, wrong parts), 408 (too slow), 413 (too large, too many) or 415.
    """
    try:
        async with asyncio.timeout(min(settings.validatie_upload_seconds, GRACE_SECONDS)) as clock:
            body = _paced(request, settings, clock)
            if content_type(request) == MULTIPART:
                return await _parts(request, body, folder, settings)
            return (await _whole(request, body, folder),), False
    except TimeoutError:
        limit = f"{settings.validatie_upload_seconds:g}"
        raise ProblemError(
            "te-langzaam",
            f"Het verzoek kwam te langzaam binnen: het mag {limit} seconden duren, met na {GRACE_SECONDS:g} "
            f"seconden gemiddeld ten minste {MIN_RATE} bytes per seconde.",
            f"The request came in too slowly: it may take {limit} seconds and, after {GRACE_SECONDS:g} seconds, "
            f"should bring at least {MIN_RATE} bytes per second on average.",
        ) from None
    except ClientDisconnect:
        nl, en = "Het verzoek brak af.", "The request broke off."
        raise ProblemError("verzoek-geweigerd", nl, en) from None


def refuse_early(request: Request, settings: Settings) -> None:
    """Refuse what its headers show to be too large; nothing of it is read."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > settings.validatie_max_bytes:
        raise problem(refusals.too_large(settings.validatie_max_bytes))


async def _paced(request: Request, settings: Settings, clock: asyncio.Timeout) -> AsyncIterator[bytes]:
    """Give the body as it comes in, refused over its limit; what came in buys time for the rest."""
    began, size = asyncio.get_running_loop().time(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > settings.validatie_max_bytes:
            raise problem(refusals.too_large(settings.validatie_max_bytes))
        allowed = min(settings.validatie_upload_seconds, GRACE_SECONDS + size / MIN_RATE)
        clock.reschedule(began + allowed)
        yield chunk


async def _whole(request: Request, body: AsyncIterator[bytes], folder: Path) -> Stuk:
    size = 0
    with (folder / f"{DOCUMENT}-1").open("xb") as stream:
        async for chunk in body:
            size += len(chunk)
            stream.write(chunk)
    return Stuk(f"{DOCUMENT}-1", DOCUMENT, content_type(request) or None, size)


async def _parts(
    request: Request, body: AsyncIterator[bytes], folder: Path, settings: Settings
) -> tuple[tuple[Stuk, ...], bool]:
    _, options = parse_options_header(request.headers["content-type"])
    boundary = options.get(b"boundary", b"")
    if not boundary:
        raise _no_multipart("boundary")
    with Delen(folder, settings.validatie_max_documents) as parts:
        try:
            parser = MultipartParser(boundary, parts.callbacks())  # type: ignore[arg-type]
            async for chunk in body:
                parser.write(chunk)
            parser.finalize()
        except (FormParserError, UnicodeError) as error:
            raise _no_multipart(str(error)) from None
    return parts.found(), parts.mapping


class Delen:
    """The parts of a multipart body, written to files while the parser calls."""

    def __init__(self, folder: Path, most: int) -> None:
        self.mapping = False
        self._folder = folder
        self._most = most
        self._pieces: list[Stuk] = []
        self._unknown: list[str] = []
        self._ended = False
        self._headers: dict[bytes, bytes] = {}
        self._field = self._value = b""
        self._stream: BinaryIO | None = None
        self._size = 0
        self._limit: int | None = None

    def __enter__(self) -> Delen:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()

    def callbacks(self) -> Mapping[str, object]:
        """Give what the parser is to call."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._open,
            "on_part_data": self._data,
            "on_part_end": self._close,
            "on_end": self._end,
        }

    def found(self) -> tuple[Stuk, ...]:
        """Give the documents; raises ProblemError with all that is wrong with the parts."""
        if not self._ended:
            raise _no_multipart("end")
        errors = [
            Fout(
                name,
                f"onbekend deel; bekend: {DOCUMENT}, {MAPPING}",
                f"unknown part; known: {DOCUMENT}, {MAPPING}",
            )
            for name in self._unknown
        ]
        if not self._pieces:
            errors.append(Fout(DOCUMENT, "er is geen document gestuurd", "no document was sent"))
        if errors:
            raise ProblemError.invalid(errors)
        return tuple(self._pieces)

    def _begin(self) -> None:
        self._headers, self._field, self._value = {}, b"", b""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._field.lower()] = self._value
        self._field, self._value = b"", b""

    def _open(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        part = options.get(b"name", b"").decode(errors="replace")
        self._size, self._limit = 0, None
        if part == DOCUMENT:
            if len(self._pieces) == self._most:
                raise ProblemError(
                    "te-veel",
                    f"Er zijn meer dan {self._most} documenten. Bied ze in delen aan.",
                    f"There are more than {self._most} documents. Send them in parts.",
                )
            told = self._headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
            file = f"{DOCUMENT}-{len(self._pieces) + 1}"
            name = self._unique(options.get(b"filename", b"").decode(errors="replace"))
            self._pieces.append(Stuk(file, name, told or None, 0))
            self._stream = (self._folder / file).open("xb")
        elif part == MAPPING and not self.mapping:
            self.mapping, self._limit = True, MAX_MAPPING
            self._stream = (self._folder / MAPPING).open("xb")
        elif len(self._unknown) < self._most:
            self._unknown.append(_clean(part) or "?")

    def _data(self, data: bytes, start: int, end: int) -> None:
        self._size += end - start
        if self._limit is not None and self._size > self._limit:
            raise ProblemError(
                "te-veel",
                f"De mapping is groter dan {self._limit} bytes.",
                f"The mapping is larger than {self._limit} bytes.",
            )
        if self._stream is not None:
            self._stream.write(data[start:end])

    def _close(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None
            if self._limit is None:
                self._pieces[-1] = replace(self._pieces[-1], bytes=self._size)

    def _end(self) -> None:
        self._ended = True

    def _unique(self, told: str) -> str:
        """Give a document a name that no other has: findings say by it where they stand."""
        name = _clean(told) or f"{DOCUMENT}-{len(self._pieces) + 1}"
        taken = {stuk.naam for stuk in self._pieces}
        if name not in taken:
            return name
        stem, dot, end = name.rpartition(".")
        base, suffix = (stem, dot + end) if stem else (name, "")
        others = (f"{base} ({number}){suffix}" for number in range(2, len(taken) + 3))
        return next(other for other in others if other not in taken)


def _clean(told: str) -> str:
    return _NO_NAME.sub("", told.replace("\\", "/").rpartition("/")[2])[-_MAX_NAME:].strip()


def _no_multipart(why: str) -> ProblemError:
    nl = f"Het verzoek is niet te lezen als {MULTIPART}: {why}"
    return ProblemError("verzoek-geweigerd", nl, f"The request cannot be read as {MULTIPART}: {why}")
