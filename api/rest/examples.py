"""Examples of answers for OpenAPI: real answers over the embedded data, kept as files and proved by test."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

_VERDICTS = "/v1/samenwerkingsverbanden/roo-27752024/oordelen"
EXAMPLES = {
    "criteriaset": "/v1/criteriasets/kern",
    "oordelen": f"{_VERDICTS}?criteriaset=definitie-2024&peildatum=2026-05-16",
    "oordelengeschiedenis": f"{_VERDICTS}/geschiedenis?criteriaset=definitie-2024",
    "oordelenlijst": "/v1/oordelen?criteriaset=kern&limit=2&peildatum=2026-05-16",
}
"""Which request each example answers."""


def example(naam: str) -> dict[str, Any]:
    """Give an example of EXAMPLES."""
    text = resources.files("api").joinpath("rest", "voorbeelden", f"{naam}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
