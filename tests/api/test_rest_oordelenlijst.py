from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.rest.models_oordelen import OordelenLijst
from tests.api.helpers import assert_problem

PATH = "/v1/oordelen"


def get(client: TestClient, query: str = "") -> dict[str, Any]:
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def keys(client: TestClient, query: str) -> list[str]:
    return [item["overVerband"]["sleutel"] for item in get(client, query)["items"]]


def test_ranks_by_how_many_criteria_are_met(client: TestClient) -> None:
    body = get(client, "criteriaset=kern")
    OordelenLijst.model_validate(body)
    assert list(body) == ["items", "volgende", "peildatum", "dekking", "sparql"]
    assert [(item["overVerband"]["sleutel"], item["stand"]) for item in body["items"]] == [
        ("roo-10", "voldaan 4 van 4"),
        ("roo-20", "voldaan 3 van 4"),
        ("roo-40", "voldaan 3 van 4"),
    ]
    assert [item["uitkomst"]["code"] for item in body["items"]] == ["voldoet", "onbekend", "voldoet-niet"]
    assert [item["rechtsvorm"]["code"] for item in body["items"]] == [
        "openbaar-lichaam",
        "bedrijfsvoeringsorganisatie",
        "regeling-zonder-meer",
    ]
    assert [one["code"] for one in body["items"][1]["nogOnbekend"]] == ["c"]
    assert [one["code"] for one in body["items"][2]["nietVoldaan"]] == ["a"]
    assert body["items"][0]["overCriterium"] is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["roo-10"]),
        ("criteriaset=definitie-2024", ["roo-10"]),
        ("criteriaset=regioatlas", []),
        ("criteriaset=kern&sorteer=naam", ["roo-20", "roo-40", "roo-10"]),
        ("criteriaset=kern&sorteer=voldaan", ["roo-10", "roo-20", "roo-40"]),
        ("criteriaset=kern&uitkomst=voldoet-niet", ["roo-40"]),
        ("criteriaset=kern&uitkomst=voldoet-niet&uitkomst=onbekend", ["roo-20", "roo-40"]),
        ("criteriaset=kern&rechtsvorm=OL", ["roo-10"]),
        ("criteriaset=kern&rechtsvorm=OL&rechtsvorm=rzm", ["roo-10", "roo-40"]),
        ("criteriaset=kern&rechtsvorm=OL&uitkomst=onbekend", []),
        ("criteriaset=kern&rechtsvorm=OL&uitkomst=onbekend&peildatum=2015-06-01", ["roo-10"]),
        ("criteriaset=kern&peildatum=2018-06-01", ["roo-10", "roo-20"]),
        ("criteriaset=kern&peildatum=2014-12-31", []),
        ("criteriaset=kern&criterium=a", ["roo-10", "roo-20", "roo-40"]),
        ("criteriaset=kern&criterium=a&sorteer=naam", ["roo-20", "roo-40", "roo-10"]),
        ("criteriaset=kern&criterium=a&uitkomst=voldoet-niet", ["roo-40"]),
        ("criteriaset=kern&criterium=c&uitkomst=onbekend", ["roo-20"]),
        ("criteriaset=kern&criterium=a&uitkomst=voldoet&rechtsvorm=BVO", ["roo-20"]),
        ("criterium=e", ["roo-10"]),
        ("criterium=e&peildatum=2015-06-01", []),
    ],
)
def test_filters_and_sorts(client: TestClient, query: str, expected: list[str]) -> None:
    assert keys(client, query) == expected


def test_gives_the_verdict_on_the_criterion_beside_that_on_the_set(client: TestClient) -> None:
    [item] = get(client, "criteriaset=definitie-2024&criterium=e")["items"]
    assert item["uitkomst"]["code"] == item["overCriterium"]["uitkomst"]["code"] == "voldoet-niet"
    assert item["overCriterium"]["aantalBevraagd"] == 2
    assert item["rechtsvorm"]["code"] == "openbaar-lichaam"
    young = get(client, "criteriaset=kern&criterium=b&peildatum=2015-06-01")["items"][0]
    assert (young["uitkomst"]["code"], young["overCriterium"]["uitkomst"]["code"]) == ("onbekend", "voldoet")


@pytest.mark.parametrize(
    "query", ["criteriaset=kern", "criteriaset=kern&sorteer=naam", "criteriaset=kern&criterium=a"]
)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_give_everything_once(client: TestClient, query: str, limit: int) -> None:
    found: list[str] = []
    link: str | None = f"{PATH}?{query}&limit={limit}"
    while link:
        body = client.get(link).json()
        found += [item["overVerband"]["sleutel"] for item in body["items"]]
        link = body["volgende"]
    assert found == keys(client, query)


def test_the_sparql_of_the_list_asks_the_same(client: TestClient) -> None:
    for query in ("criteriaset=kern&uitkomst=onbekend", "criteriaset=kern&criterium=a&rechtsvorm=OL"):
        body = get(client, query)
        rows = client.get(body["sparql"]).json()["results"]["bindings"]
        assert [row["oordeel"]["value"] for row in rows] == [item["id"] for item in body["items"]]


def test_reports_everything_wrong_at_once(client: TestClient) -> None:
    query = (
        "foo=1&criteriaset=kern&criterium=e&uitkomst=misschien&rechtsvorm=x&peildatum=gisteren&sorteer=willekeurig"
        "&limit=0&cursor=x&alle=true"
    )
    body = assert_problem(client.get(f"{PATH}?{query}"), 400, "ongeldige-invoer")
    assert [e["in"] for e in body["errors"]] == [
        "foo",
        "uitkomst",
        "rechtsvorm",
        "peildatum",
        "sorteer",
        "limit",
        "cursor",
        "alle",
        "criterium",
    ]
    assert "a, b, c, d4" in body["errors"][-1]["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "criteriaset=x",
        "criterium=z",
        "criteriaset=kern&criteriaset=regioatlas",
        "criterium=a&criterium=b",
        "criteriaset=kern&criterium=e",
        "sorteer=",
        "uitkomst=%3Cx%3E",
    ],
)
def test_rejects_impossible_values(client: TestClient, query: str) -> None:
    assert_problem(client.get(f"{PATH}?{query}"), 400, "ongeldige-invoer")
