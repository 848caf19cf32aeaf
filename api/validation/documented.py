"""How OpenAPI describes the routes of `/v1/validaties`."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from pydantic import BaseModel

from api.context import API_VERSION
from api.rest.replies import problem_response
from api.validation import wishes
from api.validation.forms import FORMATEN, JSON
from api.validation.models import Validatie, Vergelijking

_VERSION = {
    "API-Version": {"description": "Versie van de API.", "schema": {"type": "string"}, "example": API_VERSION}
}
_TEXT = {"type": "string"}
_AFTER = {
    "Retry-After": {"description": "Na hoeveel seconden opnieuw vragen zin heeft.", "schema": {"type": "integer"}}
}
_LOCATION = {
    "Location": {"description": "Het adres van de toetsing en straks van haar verslag.", "schema": _TEXT},
    "Verwijdersleutel": {"description": "De sleutel waarmee u dit resultaat kunt verwijderen.", "schema": _TEXT},
}
_BODIES = (
    "text/turtle",
    "application/trig",
    "application/n-triples",
    "application/n-quads",
    "application/ld+json",
    "application/rdf+xml",
    "application/xml",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
_ABOUT = (
    "Toetst documenten aan de definitie van een samenwerkingsverband, in één van de criteriasets. Stuur één "
    "document als inhoud van het verzoek, of meer als `multipart/form-data`. Wat niet bekend is, is geen gebrek: "
    "elk criterium krijgt als uitkomst `voldoet`, `voldoet-niet` of `onbekend`. Wat snel klaar is, komt meteen "
    "terug (201); veel of grote documenten, en wie er met `Prefer: respond-async` om vraagt, krijgt 202 en vraagt "
    "het verslag later op. Adressen, contexten en `owl:imports` in uw gegevens worden niet opgehaald. Wij bewaren "
    "het verslag tot `verlooptOp`, en de documenten niet."
)


def _example() -> Any:
    """Give a real answer, kept as a file and proved by test."""
    return json.loads(resources.files("api").joinpath("validation", "voorbeeld.json").read_text(encoding="utf-8"))


def _find(_: str) -> None:
    """Stand in for what finds a kept result: the description of a parameter needs none."""


def _problems(**told: str) -> dict[int | str, dict[str, Any]]:
    found: dict[int | str, dict[str, Any]] = {}
    for name, text in told.items():
        status = int(name.removeprefix("s"))
        found[status] = problem_response(text)
        if status == 503:
            found[status]["headers"] = {**_VERSION, **_AFTER}
    return found


def _answer(model: type[BaseModel], text: str, *, forms: bool, headers: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {formaat.media_type: {"schema": _TEXT} for formaat in FORMATEN if forms}
    content[JSON] = {"example": _example()} if model is Validatie else {}
    return {"description": text, "model": model, "headers": {**_VERSION, **headers}, "content": content}


_GONE = {
    "s404": "Er is geen toetsing met dit kenmerk.",
    "s410": "Het resultaat is verlopen; sinds wanneer staat erbij.",
}
_FORM = {
    "type": "object",
    "required": ["document"],
    "properties": {
        "document": {
            "type": "array",
            "items": {"type": "string", "format": "binary"},
            "description": "De documenten. Zegt het Content-Type van een deel niets, dan telt de naam.",
        },
        "mapping": {
            "type": "string",
            "description": "Welke kolom van een tabel wat betekent, als JSON of YAML. Geldt voor alle tabellen.",
        },
    },
}
_PREFER = {
    "name": "Prefer",
    "in": "header",
    "required": False,
    "description": "Met `respond-async` komt er meteen een 202 (RFC 7240).",
    "schema": _TEXT,
}


_KEY = {
    "name": wishes.KEY,
    "in": "header",
    "required": False,
    "description": "De sleutel die bij dit resultaat is gegeven. Stuur hem zo, of als parameter `sleutel`.",
    "schema": _TEXT,
}
_BUSY = "Er worden al zoveel grote verslagen uitgeschreven als kan."


def posting() -> dict[str, Any]:
    """Describe sending documents."""
    return {
        "operation_id": "toetsDocumenten",
        "summary": "Toets documenten aan de definitie",
        "description": _ABOUT,
        "status_code": 201,
        "responses": {
            201: _answer(Validatie, "Getoetst: het verslag.", forms=True, headers=_LOCATION),
            202: _answer(Validatie, "Aangenomen: de stand.", forms=False, headers={**_LOCATION, **_AFTER}),
            **_problems(
                s400="De invoer of een document klopt niet; `errors` noemt elk document, met soort en plaats.",
                s406="Het verslag is niet in dit formaat te krijgen.",
                s408="Het verzoek kwam te langzaam binnen.",
                s413="Te veel: bytes, documenten, triples, tijd of geheugen; `detail` zegt wat en hoeveel er mag.",
                s415="Een document is er in een formaat dat wij niet lezen.",
                s503="Te druk, of geen ruimte; er is niets gedaan.",
            ),
        },
        "openapi_extra": {
            "parameters": [*(p.openapi() for p in wishes.parameters(_find)), _PREFER],
            "requestBody": {
                "required": True,
                "description": "Eén document, of een formulier met documenten.",
                "content": {
                    **{kind: {"schema": {"type": "string", "format": "binary"}} for kind in _BODIES},
                    "multipart/form-data": {"schema": _FORM},
                },
            },
        },
    }


def getting() -> dict[str, Any]:
    """Describe asking for a result."""
    return {
        "operation_id": "toonValidatie",
        "summary": "De stand of het verslag van een toetsing",
        "description": "Zolang de toetsing wacht of loopt, is het antwoord 202 met de stand. Is zij mislukt, dan "
        "zegt `fout` waarom; wie geen JSON vraagt, krijgt die fout zelf.",
        "responses": {
            200: _answer(Validatie, "Het verslag, of waarom het er niet is.", forms=True, headers={}),
            202: _answer(Validatie, "De toetsing wacht of loopt.", forms=False, headers=_AFTER),
            **_problems(s400="De invoer klopt niet.", s406="Niet in dit formaat te krijgen.", s503=_BUSY, **_GONE),
        },
        "openapi_extra": {"parameters": [wishes.FORMAT.openapi()]},
    }


def comparing() -> dict[str, Any]:
    """Describe comparing two results."""
    return {
        "operation_id": "vergelijkValidaties",
        "summary": "Wat is nieuw, opgelost of ongewijzigd sinds een eerdere toetsing",
        "responses": {
            200: _answer(Vergelijking, "De vergelijking.", forms=False, headers={}),
            **_problems(s400="De invoer klopt niet.", s406="Niet in dit formaat te krijgen.", s503=_BUSY, **_GONE),
        },
        "openapi_extra": {"parameters": [{**wishes.comparison(_find).openapi(), "required": True}]},
    }


def badge() -> dict[str, Any]:
    """Describe the badge."""
    return {
        "operation_id": "toonBadge",
        "summary": "De uitkomst met datum en criteria als plaatje",
        "description": "Voor op een webpagina. Is het resultaat verlopen, dan zegt de badge dat.",
        "responses": {
            200: {
                "description": "De badge.",
                "headers": _VERSION,
                "content": {"image/svg+xml": {"schema": _TEXT}},
            },
            **_problems(s400="De invoer klopt niet.", s404=_GONE["s404"], s406="Alleen als SVG te krijgen."),
        },
    }


def deleting() -> dict[str, Any]:
    """Describe deleting a result."""
    return {
        "operation_id": "verwijderValidatie",
        "summary": "Verwijder een resultaat, of stop een toetsing",
        "status_code": 204,
        "description": "Met de sleutel uit het antwoord op de POST: in de header `Verwijdersleutel`, of als "
        "parameter `sleutel`.",
        "responses": {
            204: {"description": "Verwijderd.", "headers": _VERSION},
            **_problems(s400="De sleutel ontbreekt.", s403="Dit is niet de sleutel van dit resultaat.", **_GONE),
        },
        "openapi_extra": {"parameters": [_KEY, wishes.SLEUTEL.openapi()]},
    }
