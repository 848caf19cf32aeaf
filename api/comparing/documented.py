"""How OpenAPI describes `/v1/vergelijkingen`; the schema of an answer is made from its records."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from api.comparing.parameters import ORGANISATIE, PARAMETERS
from api.context import API_VERSION
from api.rest.replies import problem_response
from verbanden.comparison.records import Vergelijking

_VERSION = {
    "API-Version": {"description": "Versie van de API.", "schema": {"type": "string"}, "example": API_VERSION}
}
_ABOUT = (
    "Legt een lijst van verbonden partijen naast deze uitgave: welke van uw samenwerkingsverbanden wij kennen, "
    "welke van die waaraan u deelneemt op uw lijst ontbreken, welke zijn beëindigd, en van welke de deelnemers "
    "verschillen. Een rij wordt herkend aan adres, sleutel, KvK-nummer, RSIN of OIN, anders aan de naam; bij elke "
    "rij staat hoe, en bij een naam die niet gelijk is hoeveel hij erop lijkt. Stuur een tabel (CSV, xlsx) of RDF "
    "als inhoud van het verzoek, of als `multipart/form-data` met een mapping. Wij bewaren de lijst en het "
    "antwoord niet."
)
_BODIES = (
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text/turtle",
    "application/ld+json",
    "application/rdf+xml",
    "application/xml",
)
_FORM = {
    "type": "object",
    "required": ["document"],
    "properties": {
        "document": {"type": "array", "items": {"type": "string", "format": "binary"}, "description": "De lijst."},
        "mapping": {"type": "string", "description": "Welke kolom van de tabel wat betekent, als JSON of YAML."},
    },
}
_ERRORS = {
    400: "De invoer of een document klopt niet; `errors` noemt elk document, met soort en plaats.",
    406: "Het antwoord is niet in dit formaat te krijgen.",
    408: "Het verzoek kwam te langzaam binnen.",
    413: "Te veel: bytes, documenten, rijen, tijd of geheugen; `detail` zegt wat en hoeveel er mag.",
    415: "Een document is er in een formaat dat wij niet lezen.",
    503: "Te druk; er is niets gelezen.",
}


def posting(forms: tuple[str, ...]) -> dict[str, Any]:
    """Describe sending a list."""
    content: dict[str, Any] = {form: {"schema": {"type": "string"}} for form in forms}
    content["application/json"] = {"schema": schema()}
    described = [{**p.openapi(), "required": p is ORGANISATIE} for p in PARAMETERS]
    return {
        "operation_id": "vergelijkLijst",
        "summary": "Leg een lijst van verbonden partijen naast de uitgave",
        "description": _ABOUT,
        "responses": {
            200: {"description": "De vergelijking.", "headers": _VERSION, "content": content},
            **{status: problem_response(text) for status, text in _ERRORS.items()},
        },
        "openapi_extra": {
            "parameters": described,
            "requestBody": {
                "required": True,
                "description": "Eén lijst, of een formulier met lijsten en een mapping.",
                "content": {
                    **{kind: {"schema": {"type": "string", "format": "binary"}} for kind in _BODIES},
                    "multipart/form-data": {"schema": _FORM},
                },
            },
        },
    }


@cache
def schema() -> dict[str, Any]:
    """Give the JSON schema of an answer, with the keys as JSON has them."""
    made = TypeAdapter(Vergelijking).json_schema(mode="serialization")
    whole: dict[str, Any] = _plain(made, made.pop("$defs", {}))
    uitkomst = {"type": "string", "enum": ["gelijk", "verschillen", "niets-te-vergelijken"]}
    counts = {"type": "object", "additionalProperties": {"type": "integer"}}
    whole["properties"] = {"uitkomst": uitkomst, "aantallen": counts, **whole["properties"]}
    whole["required"] = list(whole["properties"])
    return whole


def _plain(part: Any, named: dict[str, Any]) -> Any:
    """Put each definition where it is used, and write the names of fields as JSON has them."""
    if isinstance(part, list):
        return [_plain(item, named) for item in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _plain(named[part["$ref"].rsplit("/", 1)[-1]], named)
    made = {
        key: _plain(value, named) for key, value in part.items() if key not in ("title", "default", "properties")
    }
    if "properties" in part:
        made["properties"] = {_camel(name): _plain(value, named) for name, value in part["properties"].items()}
        # Every field is always there, also where the record has a default.
        made["required"] = list(made["properties"])
    return made


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
