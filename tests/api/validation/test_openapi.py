"""The description of `/v1/validaties` keeps the rules that the rest of the description keeps."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.problems import SOORTEN
from api.validation.models import Validatie

ROUTES = {
    "/validaties": {"post"},
    "/validaties/{id}": {"get", "delete"},
    "/validaties/{id}/vergelijking": {"get"},
    "/validaties/{id}/badge.svg": {"get"},
}


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    body: dict[str, Any] = client.get("/v1/openapi.json").json()
    return body


def operations(described: dict[str, Any]) -> list[dict[str, Any]]:
    return [described["paths"][path][method] for path, methods in ROUTES.items() for method in methods]


def test_describes_every_route(described: dict[str, Any]) -> None:
    found = {path: set(ops) for path, ops in described["paths"].items() if path.startswith("/validaties")}
    assert found == ROUTES
    ids = [o["operationId"] for path in described["paths"].values() for o in path.values()]
    assert len(ids) == len(set(ids))
    assert "validaties" in {tag["name"] for tag in described["tags"]}


def test_promises_400_and_never_422(described: dict[str, Any]) -> None:
    for operation in operations(described):
        assert operation["summary"]
        assert operation["tags"] == ["validaties"]
        assert "400" in operation["responses"]
        assert "422" not in operation["responses"]
        for status, response in operation["responses"].items():
            assert response["description"]
            assert "API-Version" in response["headers"]
            if int(status) >= 400:
                assert set(response["content"]) == {"application/problem+json"}
                assert int(status) in {soort.status for soort in SOORTEN.values()}
            if status == "503":
                assert "Retry-After" in response["headers"]


def test_names_parameters_in_camel_case_and_knows_each_once(described: dict[str, Any]) -> None:
    for operation in operations(described):
        names = [(p["in"], p["name"]) for p in operation.get("parameters", [])]
        assert len(names) == len(set(names))
        assert all(re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name) for where, name in names if where != "header")
        assert all(p["description"] for p in operation.get("parameters", []) if p["in"] != "path")


def test_tells_what_can_be_sent_and_what_comes_back(described: dict[str, Any]) -> None:
    post = described["paths"]["/validaties"]["post"]
    assert {"text/turtle", "text/csv", "multipart/form-data"} <= set(post["requestBody"]["content"])
    created = post["responses"]["201"]
    assert {"Location", "Verwijdersleutel"} <= set(created["headers"])
    assert {"application/json", "text/turtle", "text/html"} <= set(created["content"])
    Validatie.model_validate(created["content"]["application/json"]["example"])
    assert {"202", "406", "408", "413", "415", "503"} <= set(post["responses"])


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    references = set(re.findall(r"#/components/schemas/(\w+)", str(described)))
    assert references == set(described["components"]["schemas"])


def test_tells_its_methods(client: TestClient) -> None:
    assert client.options("/v1/validaties").headers["allow"] == "OPTIONS, POST"
    allowed = client.options("/v1/validaties/x").headers["allow"]
    assert allowed == "DELETE, GET, HEAD, OPTIONS"
    assert "Prefer" in client.options("/v1/validaties").headers["access-control-allow-headers"]
