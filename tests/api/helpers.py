"""Checks that many tests make."""

from __future__ import annotations

from typing import Any

from api.context import API_VERSION
from api.problems import SOORTEN


def assert_problem(response: Any, status: int, soort: str | None = None) -> dict[str, Any]:
    """Check that a response is a problem of this status, with all its members and headers; give its body."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["api-version"] == API_VERSION
    body: dict[str, Any] = response.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(body)
    assert body["status"] == status
    code = body["type"].rpartition("/")[2]
    assert SOORTEN[code].status == status
    assert soort in (None, code)
    assert "Traceback" not in response.text
    return body
