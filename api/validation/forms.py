"""The forms of a report, and writing one: a small report in the server, a large one in a worker process."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from api.validation.task import REPORT
from verbanden.errors import Taal

if TYPE_CHECKING:
    from verbanden.checking.report.compare import Vergelijking
    from verbanden.checking.verslag import Verslag

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Formaat:
    """A form of the report: its media type, its names for `?format=`, and what writes it."""

    media_type: str
    namen: tuple[str, ...]
    schrijf: Callable[[Verslag, Taal, Vergelijking | None], str | bytes] | None = None
    charset: bool = True
    vergelijkt: bool = True

    @property
    def content_type(self) -> str:
        """The Content-Type of an answer."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


# What writes reports is loaded when the first one is written: a server that starts need not wait for it.
def _turtle(verslag: Verslag, _: Taal, __: Vergelijking | None) -> str | bytes:
    from verbanden.checking.report.rdf import turtle  # noqa: PLC0415

    return turtle(verslag)


def _json_ld(verslag: Verslag, _: Taal, __: Vergelijking | None) -> str | bytes:
    from verbanden.checking.report.rdf import json_ld  # noqa: PLC0415

    return json_ld(verslag)


def _csv(verslag: Verslag, taal: Taal, vergelijking: Vergelijking | None) -> str | bytes:
    from verbanden.checking.report.csv import csv  # noqa: PLC0415

    return csv(verslag, taal, vergelijking=vergelijking)


def _html(verslag: Verslag, taal: Taal, vergelijking: Vergelijking | None) -> str | bytes:
    from verbanden.checking.report.html import html  # noqa: PLC0415

    return html(verslag, taal, vergelijking=vergelijking)


def _tekst(verslag: Verslag, taal: Taal, vergelijking: Vergelijking | None) -> str | bytes:
    from verbanden.checking.report.tekst import tekst  # noqa: PLC0415

    return tekst(verslag, taal, vergelijking=vergelijking)


FORMATEN: tuple[Formaat, ...] = (
    Formaat(JSON, ("json",), charset=False),
    Formaat("text/turtle", ("turtle", "ttl"), _turtle, vergelijkt=False),
    Formaat("application/ld+json", ("jsonld", "json-ld"), _json_ld, charset=False, vergelijkt=False),
    Formaat("text/csv", ("csv",), _csv),
    Formaat("text/html", ("html",), _html),
    Formaat("text/plain", ("tekst", "text", "txt"), _tekst),
)
"""The forms of a report, in our order of preference."""
NAMEN = tuple(naam for formaat in FORMATEN for naam in formaat.namen)


def by_name(naam: str | None) -> Formaat | None:
    """Give the form of a name or a media type, if there is one."""
    found = (formaat for formaat in FORMATEN if naam == formaat.media_type or naam in formaat.namen)
    return next(found, None)


def raw_size(folder: Path) -> int:
    """Give the size of the JSON of a report without unpacking it; raises OSError when the report is gone."""
    with (folder / REPORT).open("rb") as stream:
        stream.seek(-4, 2)  # RFC 1952, 2.3.1: the size stands at the end
        return int.from_bytes(stream.read(4), "little")


def raw_report(folder: Path) -> bytes:
    """Give the JSON of a report; raises OSError when it is gone."""
    try:
        return gzip.decompress((folder / REPORT).read_bytes())
    except EOFError as error:
        raise FileNotFoundError(folder.name) from error


def write(folder: Path, earlier: Path | None, vorm: str, taal: Taal) -> bytes:
    """Write a report in the form of a media type, compared with an earlier one; as JSON only the comparison.

    Raises OSError when one of the reports is gone.
    """
    now = _report(folder)
    difference = None
    if earlier is not None:
        from verbanden.checking.report.compare import compare  # noqa: PLC0415

        difference = compare(_report(earlier), now)
    formaat = by_name(vorm)
    if formaat is None or formaat.schrijf is None:
        told = None if difference is None else difference.als_json()
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    content = formaat.schrijf(now, taal, difference)
    return content.encode(errors="replace") if isinstance(content, str) else content


def _report(folder: Path) -> Verslag:
    from verbanden.checking.verslag import Verslag  # noqa: PLC0415

    return Verslag.uit_json(json.loads(raw_report(folder)))
