"""What a caller asks of a comparison: whose list it is, as of which day, in which form."""

from __future__ import annotations

from api.rest.parameters import PEILDATUM, Parameter, read_choice, read_organisation

NAMES = {"json": "application/json", "csv": "text/csv", "html": "text/html", "tekst": "text/plain"}
"""What may be written as `?format=`, with the media type that it means."""

ORGANISATIE = Parameter(
    "organisatie",
    "Van wie de lijst is: TOOI-code, CBS-code of adres (IRI) van een organisatie die deelneemt.",
    {"type": "string"},
    read_organisation("organisatie"),
    voorbeeld="gm0855",
)
FORMAAT = Parameter(
    "format",
    "De vorm van het antwoord, in plaats van de Accept-header.",
    {"type": "string", "enum": list(NAMES)},
    read_choice("format", *NAMES),
    voorbeeld="json",
)
PARAMETERS = (ORGANISATIE, PEILDATUM, FORMAAT)
