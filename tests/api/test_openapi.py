"""The description keeps the rules of the NLGov API design rules that can be tested without their linter."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.rest.examples import EXAMPLES, example

SHIPPED = ("peildatum", "zoekterm", "rechtsvorm", "aard", "criteriaset", "criterium", "uitkomst", "sorteer")
"""Parameters whose example is in any release, however small."""


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    response = client.get("/v1/openapi.json")
    assert response.headers["access-control-allow-origin"] == "*"
    body: dict[str, Any] = response.json()
    return body


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, o) for path, ops in described["paths"].items() for method, o in ops.items()]


def test_tells_who_where_and_under_which_licence(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    assert {"name", "url", "email"} <= set(described["info"]["contact"])
    assert described["info"]["license"]["url"]
    assert re.search(r"/v1$", described["servers"][0]["url"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", described["info"]["version"])


def test_describes_every_route_under_v1(client: TestClient, described: dict[str, Any]) -> None:
    assert set(described["paths"]) == {
        "/samenwerkingsverbanden",
        "/samenwerkingsverbanden/{sleutel}",
        "/samenwerkingsverbanden/{sleutel}/geschiedenis",
        "/samenwerkingsverbanden/{sleutel}/oordelen",
        "/samenwerkingsverbanden/{sleutel}/oordelen/geschiedenis",
        "/oordelen",
        "/criteriasets",
        "/criteriasets/{code}",
        "/organisaties",
        "/organisaties/{code}",
        "/organisaties/_zoek",
    }
    ids = [o["operationId"] for _, _, o in operations(described)]
    assert len(ids) == len(set(ids)) == 12


def test_promises_400_and_never_422(described: dict[str, Any]) -> None:
    for path, method, operation in operations(described):
        responses = operation["responses"]
        assert "422" not in responses, (path, method)
        assert "400" in responses
        for status, response in responses.items():
            assert "API-Version" in response["headers"]
            types = set(response["content"])
            expected = (
                {"application/json", "application/ld+json"} if status == "200" else {"application/problem+json"}
            )
            assert types == expected


def test_names_parameters_in_camel_case_and_knows_each_once(described: dict[str, Any]) -> None:
    for path, _, operation in operations(described):
        names = [(p["in"], p["name"]) for p in operation.get("parameters", [])]
        assert len(names) == len(set(names))
        assert all(re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name) for _, name in names)
        assert all(p["description"] for p in operation.get("parameters", []) if p["in"] == "query"), path


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    references = set(re.findall(r"#/components/schemas/(\w+)", str(described)))
    assert references == set(described["components"]["schemas"])


def test_examples_of_parameters_work(client: TestClient, described: dict[str, Any]) -> None:
    for path, method, operation in operations(described):
        if method == "get" and "{" not in path:
            for parameter in operation.get("parameters", []):
                if "example" in parameter and parameter["name"] in SHIPPED:
                    params = {parameter["name"]: parameter["example"]} | (
                        {"codes": "gm0002"} if "_zoek" in path else {}
                    )
                    assert client.get("/v1" + path, params=params).status_code == 200


def test_shows_an_answer_of_each_route_about_verdicts(described: dict[str, Any]) -> None:
    shown = 0
    for path, _, operation in operations(described):
        answer = operation["responses"]["200"]["content"]["application/json"]
        assert "$ref" in answer["schema"], path
        if "oordelen" in operation["tags"] and "example" in answer:
            shown += 1
            assert answer["example"]["sparql"].startswith("/sparql?query=")
            assert answer["example"] in [example(naam) for naam in EXAMPLES], "nulls are part of an answer"
    assert shown == 4
