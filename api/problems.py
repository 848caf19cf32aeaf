"""Errors as `application/problem+json` (RFC 9457), in Dutch or English, without anything of the inside.

Each kind of problem has a code, a status and a title, in `SOORTEN`; its `type` is the IRI `def/probleem/<code>`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.negotiation import language
from api.routing import allowed_methods
from verbanden.errors import QueryError, StoreError, Taal, VerbandenError
from verbanden.namespaces import concept

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Soort:
    """A kind of problem: the HTTP status and a title in two languages."""

    status: int
    nl: str
    en: str


SOORTEN: dict[str, Soort] = {
    "ongeldige-invoer": Soort(400, "De invoer klopt niet", "The input is not valid"),
    "ongeldige-vraag": Soort(400, "Dit is geen geldige SPARQL-vraag", "This is not a valid SPARQL query"),
    "antwoord-te-groot": Soort(400, "Het antwoord is te groot", "The answer is too large"),
    "service-geweigerd": Soort(
        400, "Een vraag mag geen andere dienst aanroepen", "A query may not call another service"
    ),
    "onbekende-graaf": Soort(400, "Deze graaf hoort niet bij de uitgave", "This graph is not in the release"),
    "alleen-lezen": Soort(403, "De gegevens zijn alleen te lezen", "The data is read-only"),
    "document-geweigerd": Soort(400, "Dit document kan niet worden getoetst", "This document cannot be checked"),
    "geen-toegang": Soort(403, "Dit mag alleen wie de sleutel heeft", "Only who has the key may do this"),
    "niet-gevonden": Soort(404, "Niet gevonden", "Not found"),
    "methode-niet-toegestaan": Soort(405, "Deze methode kan hier niet", "This method is not allowed here"),
    "niet-leverbaar": Soort(406, "Dit formaat is niet leverbaar", "This format is not available"),
    "te-langzaam": Soort(408, "Het verzoek kwam te langzaam binnen", "The request came in too slowly"),
    "verlopen": Soort(410, "Dit resultaat is verlopen", "This result has expired"),
    "te-veel": Soort(413, "Het verzoek is te groot", "The request is too large"),
    "onbekend-formaat": Soort(415, "Dit formaat kan hier niet worden gelezen", "This format cannot be read here"),
    "verzoek-geweigerd": Soort(400, "Het verzoek kan niet worden uitgevoerd", "The request cannot be carried out"),
    "interne-fout": Soort(500, "Er ging iets mis aan onze kant", "Something went wrong on our side"),
    "opslag-antwoordt-niet": Soort(503, "De gegevens zijn nu niet bereikbaar", "The data cannot be reached now"),
    "te-druk": Soort(503, "Het is nu te druk om te toetsen", "It is too busy to check now"),
    "opslag-vol": Soort(503, "Er is nu geen ruimte voor het resultaat", "There is no room for the result now"),
    "toetsing-afgebroken": Soort(503, "De toetsing is afgebroken", "The check was stopped"),
}
"""Every kind of problem that the API answers with."""


@dataclass(frozen=True, slots=True)
class Fout:
    """One thing wrong with the input: which parameter, field or document, and what about it.

    For a document: the kind of reason (`submission.InzendingError`) and the place in it, as far as it is known.
    """

    waar: str
    nl: str
    en: str
    soort: str | None = None
    plaats: Mapping[str, Any] | None = None


class ProblemError(Exception):
    """A request that cannot be answered; the handlers of this module make the response."""

    def __init__(
        self,
        soort: str,
        nl: str,
        en: str,
        *,
        errors: Sequence[Fout] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(en)
        self.soort = soort
        self.nl = nl
        self.en = en
        self.errors = tuple(errors)
        self.headers = dict(headers or {})

    @classmethod
    def of(cls, soort: str, error: VerbandenError) -> ProblemError:
        """Make a problem of one of our own errors."""
        return cls(soort, error.nl, error.en)

    @classmethod
    def invalid(cls, errors: Sequence[Fout]) -> ProblemError:
        """Make the problem that reports all invalid input together."""
        return cls(
            "ongeldige-invoer",
            "; ".join(f"{fout.waar}: {fout.nl}" for fout in errors),
            "; ".join(f"{fout.waar}: {fout.en}" for fout in errors),
            errors=errors,
        )


def render(request: Request, problem: ProblemError) -> Response:
    """Make the response of a problem, in the language of the request."""
    soort = SOORTEN[problem.soort]
    taal = language(request.headers.get("accept-language"))
    headers = {"Content-Language": taal, "Vary": "Accept-Language", **problem.headers}
    # What was sent comes back in a message, and JSON lets a text hold half a character.
    content = json.dumps(described(problem, taal, request.url.path), ensure_ascii=False).encode(errors="replace")
    return Response(content, soort.status, headers, MEDIA_TYPE)


def described(problem: ProblemError, taal: Taal, instance: str) -> dict[str, Any]:
    """Give the members of a problem (RFC 9457, section 3.1) in one language."""
    soort = SOORTEN[problem.soort]
    body: dict[str, Any] = {
        "type": concept("probleem", problem.soort),
        "title": soort.nl if taal == "nl" else soort.en,
        "status": soort.status,
        "detail": problem.nl if taal == "nl" else problem.en,
        "instance": instance,
    }
    if problem.errors:
        body["errors"] = [_told(fout, taal) for fout in problem.errors]
    return body


def _told(fout: Fout, taal: Taal) -> dict[str, Any]:
    told: dict[str, Any] = {"in": fout.waar, "detail": fout.nl if taal == "nl" else fout.en}
    if fout.soort:
        told["soort"] = fout.soort
    if fout.plaats:
        told["plaats"] = dict(fout.plaats)
    return told


def install(app: FastAPI) -> None:
    """Let every error of the application end as a problem."""
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(VerbandenError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unexpected)


def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # noqa: S101 - registered for this class only
    return render(request, error)


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, VerbandenError)  # noqa: S101 - registered for this class only
    if isinstance(error, QueryError):
        return render(request, ProblemError.of("ongeldige-vraag", error))
    if isinstance(error, StoreError):
        _log.error("the store fails: %s", error)
        nl, en = "De opslag gaf geen antwoord; probeer het later weer.", "The store gave no answer; try later."
        return render(request, ProblemError("opslag-antwoordt-niet", nl, en, headers={"Retry-After": "10"}))
    return render(request, ProblemError.of("verzoek-geweigerd", error))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    path = request.url.path
    if error.status_code == 404:
        return render(request, ProblemError("niet-gevonden", f"{path} bestaat niet.", f"{path} does not exist."))
    if error.status_code == 405:
        allowed = ", ".join(allowed_methods(request.app, request.scope))
        nl, en = f"{path} kent alleen {allowed}.", f"{path} knows {allowed} only."
        return render(request, ProblemError("methode-niet-toegestaan", nl, en, headers={"Allow": allowed}))
    nl, en = "Het verzoek is niet te begrijpen.", "The request cannot be understood."
    return render(request, ProblemError("verzoek-geweigerd", nl, en))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class only
    fouten = [
        Fout(".".join(str(part) for part in item["loc"][1:]), "heeft een onmogelijke waarde", str(item["msg"]))
        for item in error.errors()
    ]
    return render(request, ProblemError.invalid(fouten))


def _unexpected(request: Request, error: Exception) -> Response:
    # What went wrong is for the log alone: a message of the inside is no message to a visitor.
    _log.error("unexpected error on %s", request.url.path, exc_info=error)
    nl = "Wij hebben de fout vastgelegd; het verzoek zelf hoeft niet verkeerd te zijn."
    en = "We recorded the error; the request itself need not be wrong."
    return render(request, ProblemError("interne-fout", nl, en))
