"""From a kept job to a response: its state, its report in the form asked for, or why there is none."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.negotiation import negotiate
from api.problems import Fout, ProblemError, described
from api.rest.replies import taal_of
from api.validation.forms import FORMATEN, JSON, Formaat, by_name
from api.validation.kept import Stand

PATH = "/v1/validaties"
VARY = {"Vary": "Accept, Accept-Language"}
NO_REPORT = {"vergelijkingWeg": None, "vergelijking": None, "verslag": None}
"""What the state of a job shows of its report while there is none."""


@dataclass(frozen=True, slots=True)
class Geschreven:
    """A report in a form; of JSON the comparison, with the report itself apart."""

    inhoud: bytes
    verslag: bytes = b""


def choose(request: Request) -> Formaat:
    """Choose the form by `?format=`, else by Accept; raises ProblemError 406."""
    asked = by_name(request.query_params.get("format"))
    if asked is not None:
        return asked
    chosen = by_name(negotiate(request.headers.get("accept"), [formaat.media_type for formaat in FORMATEN]))
    if chosen is not None:
        return chosen
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


def missing(stand: Stand, earlier: Stand | None) -> ProblemError | None:
    """Tell why there is no comparison although one was asked for; None when there is nothing to tell."""
    if not stand.vergelijk or stand.toestand != "gereed" or (earlier is not None and earlier.toestand == "gereed"):
        return None
    if earlier is None:
        nl, en = "is verwijderd", "was deleted"
    else:
        at = moment(earlier.verloopt)
        nl, en = f"is verlopen op {at} en verwijderd", f"expired at {at} and was removed"
    return ProblemError(
        "niet-gevonden",
        f"De vergelijking is er niet meer: het eerdere resultaat {nl}.",
        f"The comparison is there no more: the earlier result {en}.",
    )


def waiting(request: Request, stand: Stand, formaat: Formaat) -> Response:
    """Answer with the state of a job that has no report.

    Raises ProblemError for a job that expired and, unless JSON is asked for, for one that failed.
    """
    if stand.toestand == "verlopen":
        raise expired(stand)
    if stand.fout is not None and formaat.media_type != JSON:
        raise problem(stand.fout)
    waits = {"Retry-After": "1"} if stand.loopt else {}
    body = {**described_state(request, stand), **NO_REPORT}
    return Response(as_json(body), 202 if stand.loopt else 200, {**VARY, **waits}, JSON)


def respond(
    request: Request, stand: Stand, formaat: Formaat, written: Geschreven, lost: ProblemError | None
) -> Response:
    """Answer with a report; `lost` tells why there is no comparison although one was asked for."""
    taal = taal_of(request)
    told = None if lost is None else lost.nl if taal == "nl" else lost.en
    headers = dict(VARY) if told is None else {**VARY, "Vergelijking-Weg": told}
    if formaat.media_type == JSON:
        state = {**described_state(request, stand), "vergelijkingWeg": told}
        # The report is JSON already: it goes in as it is, unread.
        rest = b',"vergelijking":' + written.inhoud + b',"verslag":' + written.verslag + b"}"
        return Response(as_json(state)[:-1] + rest, 200, headers, JSON)
    content = written.inhoud
    headers |= {"Content-Type": formaat.content_type, "Content-Language": taal}
    if formaat.media_type == "text/html":
        headers["Content-Security-Policy"] = only_its_own_style(content.decode())
        content = content.replace(b"<main>", b"<main><p>" + told.encode() + b"</p>", 1) if told else content
    if formaat.media_type == "text/plain" and told:
        content = told.encode() + b"\n\n" + content
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
