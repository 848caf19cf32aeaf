"""From a kept job to a response: its state, its report in the form asked for, or why there is none."""

from __future__ import annotations

import gzip
import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from api.negotiation import negotiate
from api.problems import Fout, ProblemError, described
from api.rest.replies import taal_of
from api.validation.kept import Stand
from api.validation.task import REPORT
from verbanden.errors import Taal

if TYPE_CHECKING:
    from verbanden.checking.report.compare import Vergelijking
    from verbanden.checking.verslag import Verslag

PATH = "/v1/validaties"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Formaat:
    """A form of the report: its media type, its names for `?format=`, and what writes it."""

    media_type: str
    namen: tuple[str, ...]
    schrijf: Callable[[Verslag, Taal, Vergelijking | None], str | bytes] | None = None
    charset: bool = True

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
    Formaat("text/turtle", ("turtle", "ttl"), _turtle),
    Formaat("application/ld+json", ("jsonld", "json-ld"), _json_ld, charset=False),
    Formaat("text/csv", ("csv",), _csv),
    Formaat("text/html", ("html",), _html),
    Formaat("text/plain", ("tekst", "text", "txt"), _tekst),
)
"""The forms of a report, in our order of preference."""
NAMEN = tuple(naam for formaat in FORMATEN for naam in formaat.namen)


def choose(request: Request) -> Formaat:
    """Choose the form by `?format=`, else by Accept; raises ProblemError 406."""
    naam = request.query_params.get("format")
    for formaat in FORMATEN:
        if naam in formaat.namen:
            return formaat
    chosen = negotiate(request.headers.get("accept"), [formaat.media_type for formaat in FORMATEN])
    for formaat in FORMATEN:
        if formaat.media_type == chosen:
            return formaat
    known = ", ".join(formaat.media_type for formaat in FORMATEN)
    accept = request.headers.get("accept")
    raise ProblemError(
        "niet-leverbaar",
        f"Een verslag is er als {known}; gevraagd werd {accept}.",
        f"A report comes as {known}; asked for was {accept}.",
    )


def problem(fout: Mapping[str, Any]) -> ProblemError:
    """Make the problem of a refusal."""
    return ProblemError(
        fout["soort"],
        fout["nl"],
        fout["en"],
        errors=[
            Fout(one["in"], one["nl"], one["en"], soort=one.get("soort"), plaats=one.get("plaats"))
            for one in fout["errors"]
        ],
        headers={"Retry-After": str(fout["wacht"])} if fout["wacht"] else None,
    )


def expired(stand: Stand) -> ProblemError:
    """Tell since when a result is gone."""
    at = moment(stand.verloopt)
    return ProblemError(
        "verlopen",
        f"Dit resultaat is verlopen op {at} en verwijderd. Bied de documenten opnieuw aan voor een nieuw.",
        f"This result expired at {at} and was removed. Send the documents again for a new one.",
    )


def moment(seconds: float) -> str:
    """Write a time as RFC 3339, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def described_state(request: Request, stand: Stand) -> dict[str, Any]:
    """Give the state of a job as JSON shows it, without its report."""
    taal = taal_of(request)
    self = f"{request.scope.get('root_path', '')}{PATH}/{stand.id}"
    return {
        "id": stand.id,
        "type": "Validatie",
        "toestand": stand.toestand,
        "voortgang": stand.voortgang[taal] if stand.voortgang else None,
        "uitkomst": stand.uitkomst,
        "criteria": stand.criteria,
        "peildatum": stand.peildatum,
        "motor": stand.motor,
        "documenten": stand.documenten,
        "bytes": stand.bytes,
        "aangemaakt": moment(stand.aangemaakt),
        "beeindigd": None if stand.beeindigd is None else moment(stand.beeindigd),
        "verlooptOp": moment(stand.verloopt),
        "fout": None if stand.fout is None else described(problem(stand.fout), taal, self),
        "verwijzingen": {"zelf": self, "badge": f"{self}/badge.svg"},
    }


def raw_report(folder: Path) -> bytes | None:
    """Give the JSON of a report; None when it is gone."""
    try:
        return gzip.decompress((folder / REPORT).read_bytes())
    except (OSError, EOFError):
        return None


def report(folder: Path) -> Verslag | None:
    """Give a kept report; None when it is gone."""
    from verbanden.checking.verslag import Verslag  # noqa: PLC0415

    raw = raw_report(folder)
    return None if raw is None else Verslag.uit_json(json.loads(raw))


def compared(earlier: Path, folder: Path) -> Vergelijking | None:
    """Compare two kept reports; None when one of them is gone."""
    from verbanden.checking.report.compare import compare  # noqa: PLC0415

    before, now = report(earlier), report(folder)
    return None if before is None or now is None else compare(before, now)


def respond(
    request: Request, stand: Stand, folder: Path, formaat: Formaat, vergelijking: Vergelijking | None = None
) -> Response:
    """Answer with the state of a job or, when it is ready, with its report.

    Raises ProblemError for a job that expired and, unless JSON is asked for, for one that failed.
    """
    if stand.toestand == "verlopen":
        raise expired(stand)
    if stand.fout is not None and formaat.media_type != JSON:
        raise problem(stand.fout)
    vary = {"Vary": "Accept, Accept-Language"}
    state = described_state(request, stand)
    if stand.toestand != "gereed":
        waits = {"Retry-After": "1"} if stand.loopt else {}
        status = 202 if stand.loopt else 200
        return Response(as_json({**state, "vergelijking": None, "verslag": None}), status, {**vary, **waits}, JSON)
    if formaat.schrijf is None:
        raw = raw_report(folder)
        if raw is None:
            raise expired(stand)
        state["vergelijking"] = None if vergelijking is None else vergelijking.als_json()
        # The report is JSON already: it goes in as it is, unread.
        return Response(as_json(state)[:-1] + b',"verslag":' + raw + b"}", 200, vary, JSON)
    verslag = report(folder)
    if verslag is None:
        raise expired(stand)
    taal = taal_of(request)
    content = formaat.schrijf(verslag, taal, vergelijking)
    headers = {**vary, "Content-Type": formaat.content_type, "Content-Language": taal}
    if formaat.media_type == "text/html" and isinstance(content, str):
        headers["Content-Security-Policy"] = only_its_own_style(content)
    if formaat.media_type == "text/csv":
        headers["Content-Disposition"] = f'attachment; filename="validatie-{stand.id[:8]}.csv"'
    return Response(content, 200, headers)


def only_its_own_style(page: str) -> str:
    """Give a policy that lets a page have the style sheet inside it, and nothing else."""
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'"


def as_json(body: Mapping[str, Any]) -> bytes:
    """Write JSON; half a character, which a document may hold, does no harm."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
