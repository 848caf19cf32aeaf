from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.rest.models import Organisatie, OrganisatiesLijst, Uitkomsten
from tests.api.conftest import Maker
from tests.api.helpers import assert_problem

PATH = "/v1/organisaties"
ZOEK = f"{PATH}/_zoek"


def codes(client: TestClient, query: str = "") -> list[str]:
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 200, response.text
    return [item["code"] for item in response.json()["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("aard=gemeente", ["gm0002", "gm0003", "gm0344"]),
        ("aard=gemeente&peildatum=2021-12-31", ["gm0001", "gm0002", "gm0344"]),
        ("aard=gemeente&alle=true", ["gm0001", "gm0002", "gm0003", "gm0344"]),
        ("aard=gemeente&provincie=pv26", ["gm0344"]),
        ("aard=gemeente&aard=provincie&zoekterm=utrecht", ["gm0344", "pv26"]),
        ("zoekterm=odm", ["so0001"]),
        ("zoekterm=AADORP", []),
        ("zoekterm=aadorp&alle=true", ["gm0001"]),
        ("aard=buitenlandse-overheid", ["roo-999"]),
    ],
)
def test_filters(client: TestClient, query: str, expected: list[str]) -> None:
    assert codes(client, query) == expected


def test_pages_give_everything_once(client: TestClient) -> None:
    found: list[str] = []
    link: str | None = f"{PATH}?alle=true&limit=3"
    while link:
        body = client.get(link).json()
        OrganisatiesLijst.model_validate(body)
        found += [item["code"] for item in body["items"]]
        link = body["volgende"]
    assert found == codes(client, "alle=true")
    assert len(found) == len(set(found)) == 8


@pytest.mark.parametrize(
    "key", ["gm0002", "GM0002", "https:%2F%2Fidentifier.overheid.nl%2Ftooi%2Fid%2Fgemeente%2Fgm0002"]
)
def test_shows_one_by_any_key(client: TestClient, key: str) -> None:
    response = client.get(f"{PATH}/{key}")
    body: dict[str, Any] = response.json()
    Organisatie.model_validate(body)
    assert body["naam"] == "gemeente Bèèkstad"
    assert body["provincie"]["code"] == "pv30"
    assert [d["verband"]["sleutel"] for d in body["deelnemingen"]] == ["roo-20", "roo-10"]
    rsin = next(i for i in body["identificaties"] if i["code"] == "808907189")
    assert rsin["voldoetAanElfproef"] is True
    assert rsin["soort"]["naam"] == "RSIN"


def test_shows_successors_and_predecessors(client: TestClient) -> None:
    old = client.get(f"{PATH}/gm0001").json()
    new = client.get(f"{PATH}/gm0003").json()
    assert [o["code"] for o in old["opvolgers"]] == ["gm0003"]
    assert [o["code"] for o in new["voorgangers"]] == ["gm0001"]
    assert old["einde"] == "2022-01-01"
    assert old["deelnemingen"] == []
    assert len(client.get(f"{PATH}/gm0001?peildatum=2020-01-01").json()["deelnemingen"]) == 1


def test_says_when_no_arrangement_of_a_partnership_is_in_force(client: TestClient) -> None:
    for peildatum, in_werking in (("2011-12-31", True), ("2012-06-01", False), ("2013-01-01", True)):
        body = client.get(f"{PATH}/gm0344?peildatum={peildatum}").json()
        [deelneming] = body["deelnemingen"]
        assert deelneming["inWerking"] is in_werking
        listed = client.get(f"/v1/samenwerkingsverbanden?deelnemer=gm0344&peildatum={peildatum}").json()["items"]
        assert bool(listed) is in_werking


def test_shows_what_a_body_carries_out(client: TestClient) -> None:
    assert [v["sleutel"] for v in client.get(f"{PATH}/so0001").json()["voertUit"]] == ["roo-10"]
    assert client.get(f"{PATH}/ROO-999").json()["naam"] == "Stadt <b>Kleve</b>"


@pytest.mark.parametrize("key", ["gm9999", "x", "roo-1", "%3Cx%3E", "gm0002%20x"])
def test_does_not_find_what_is_not_there(client: TestClient, key: str) -> None:
    assert_problem(client.get(f"{PATH}/{key}"), 404)


def look_up(client: TestClient, *keys: str, **more: object) -> list[tuple[str, list[str]]]:
    response = client.post(ZOEK, json={"sleutels": list(keys), **more})
    assert response.status_code == 200, response.text
    body = response.json()
    Uitkomsten.model_validate(body)
    assert [item["sleutel"] for item in body["items"]] == list(keys)
    return [(item["status"], [o["code"] for o in item["organisaties"]]) for item in body["items"]]


def test_looks_up_many_codes_and_names_in_one_request(client: TestClient) -> None:
    assert look_up(client, "gm0002", "GM0344", "roo-999", "beekstad", "GEMEENTE  Beekstad", "odm", "nergens") == [
        ("gevonden", ["gm0002"]),
        ("gevonden", ["gm0344"]),
        ("gevonden", ["roo-999"]),
        ("gevonden", ["gm0002"]),
        ("gevonden", ["gm0002"]),
        ("gevonden", ["so0001"]),
        ("nietGevonden", []),
    ]


def test_says_when_a_name_stands_for_more(client: TestClient) -> None:
    assert look_up(client, "Utrecht", "gemeente Utrecht", "Provincie Utrecht", "waterschap Utrecht") == [
        ("meerdere", ["gm0344", "pv26"]),
        ("gevonden", ["gm0344"]),
        ("gevonden", ["pv26"]),
        ("nietGevonden", []),
    ]


def test_gives_the_successors_of_what_is_abolished_on_the_date(client: TestClient) -> None:
    [now] = client.post(ZOEK, json={"sleutels": ["Aadorp"]}).json()["items"]
    [then] = client.post(ZOEK, json={"sleutels": ["Aadorp"], "peildatum": "2021-12-31"}).json()["items"]
    assert now["organisaties"][0]["bestaat"] is False
    assert [o["code"] for o in now["organisaties"][0]["opvolgers"]] == ["gm0003"]
    assert then["organisaties"][0]["bestaat"] is True
    assert then["organisaties"][0]["opvolgers"] == []


def test_looks_up_by_get_too(client: TestClient) -> None:
    items = client.get(f"{ZOEK}?codes=gm0002&codes=Utrecht&peildatum=2026-05-16").json()["items"]
    assert [item["status"] for item in items] == ["gevonden", "meerdere"]
    assert_problem(client.get(ZOEK), 400)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "1",
        '{"sleutels": []}',
        '{"sleutels": "gm0002"}',
        '{"sleutels": [1]}',
        "[" * 5000,
        r'{"sleutels": ["\ud800"]}',
        r'{"sleutels": ["x"], "\ud800": 1}',
        r'{"sleutels": ["x"], "peildatum": "\udc00"}',
    ],
)
def test_rejects_a_body_that_is_no_question(client: TestClient, body: str) -> None:
    assert_problem(client.post(ZOEK, content=body, headers={"Content-Type": "application/json"}), 400)


def test_reports_everything_wrong_with_a_body(client: TestClient) -> None:
    body = assert_problem(client.post(ZOEK, json={"sleutels": 1, "peildatum": "x", "foo": 1}), 400)
    assert [e["in"] for e in body["errors"]] == ["foo", "sleutels", "peildatum"]
    assert_problem(client.post(ZOEK, json={"sleutels": ["x"], "peildatum": 20260516}), 400)


def test_rejects_another_content_type_and_too_many_keys(make: Maker) -> None:
    client = make(lookup_max_keys=2)
    assert look_up(client, "gm0002", "gm0002")
    assert_problem(client.post(ZOEK, json={"sleutels": ["a", "b", "c"]}), 400)
    assert_problem(client.post(ZOEK, content="x", headers={"Content-Type": "text/plain"}), 415)
