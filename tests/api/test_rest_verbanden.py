from __future__ import annotations

import base64
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from api.rest.models import Geschiedenis, Verband, VerbandenLijst
from tests.api.helpers import assert_problem

PATH = "/v1/samenwerkingsverbanden"
GM2 = "https://identifier.overheid.nl/tooi/id/gemeente/gm0002"


def keys(client: TestClient, query: str = "") -> list[str]:
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 200, response.text
    return [item["sleutel"] for item in response.json()["items"]]


def get(client: TestClient, path: str, **headers: str) -> dict[str, Any]:
    response = client.get(PATH + path, headers=headers)
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def test_lists_what_is_in_force_by_name(client: TestClient) -> None:
    body = get(client, "")
    assert list(body) == ["items", "volgende", "peildatum", "dekking", "sparql"]
    assert [item["sleutel"] for item in body["items"]] == ["roo-20", "roo-40", "roo-10"]
    assert body["peildatum"] == "2026-05-16"
    assert body["volgende"] is None
    VerbandenLijst.model_validate(body)
    midden = body["items"][2]
    assert midden["aantalDeelnemers"] == 3
    assert midden["regeling"]["rechtsvorm"]["code"] == "openbaar-lichaam"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("peildatum=2014-06-01", ["roo-30"]),
        ("peildatum=2012-06-01", []),
        ("peildatum=2009-01-01", []),
        ("peildatum=2017-01-01", ["roo-10"]),
        ("peildatum=2016-12-31", ["roo-30", "roo-10"]),
        ("alle=true", ["roo-30", "roo-20", "roo-40", "roo-10"]),
        ("deelnemer=gm0002", ["roo-20", "roo-10"]),
        ("deelnemer=GM0002", ["roo-20", "roo-10"]),
        (f"deelnemer={quote(GM2)}", ["roo-20", "roo-10"]),
        ("deelnemer=roo-999", ["roo-20"]),
        ("deelnemer=gm0001", []),
        ("deelnemer=gm0001&alle=true", ["roo-10"]),
        ("deelnemer=gm0001&peildatum=2021-12-31", ["roo-10"]),
        ("deelnemer=gm0001&peildatum=2022-01-01", []),
        ("deelnemer=gm0003", ["roo-10"]),
        ("deelnemer=gm0344&deelnemer=gm0002&alle=true", ["roo-30", "roo-20", "roo-10"]),
        ("thema=c_milieu", ["roo-10"]),
        ("thema=c_ruimte", ["roo-10"]),
        ("thema=milieu-en-ruimte", ["roo-10"]),
        ("thema=c_milieu&thema=c_bestuur", ["roo-20", "roo-10"]),
        ("thema=bestuur", ["roo-20"]),
        # The version of before 2020 named another field, and no body.
        ("thema=c_bestuur", ["roo-20"]),
        ("thema=c_bestuur&peildatum=2019-12-31", ["roo-20", "roo-10"]),
        ("thema=c_bestuur&alle=true", ["roo-20", "roo-10"]),
        ("thema=c_milieu&peildatum=2019-12-31", []),
        ("zoekterm=odm&peildatum=2020-01-01", ["roo-10"]),
        ("zoekterm=odm&peildatum=2019-12-31", []),
        ("zoekterm=odm&peildatum=2019-12-31&alle=true", ["roo-10"]),
        ("rechtsvorm=openbaar-lichaam", ["roo-10"]),
        ("rechtsvorm=ol&rechtsvorm=RZM", ["roo-40", "roo-10"]),
        ("provincie=pv30", ["roo-20", "roo-10"]),
        ("provincie=pv26", []),
        ("provincie=pv26&alle=true", ["roo-30"]),
        ("zoekterm=ZUID", ["roo-20", "roo-40"]),
        ("zoekterm=milieudienst", ["roo-10"]),
        ("zoekterm=odm", ["roo-10"]),
        ("zoekterm=zuid&deelnemer=gm0002&rechtsvorm=BVO&provincie=pv30&thema=c_bestuur", ["roo-20"]),
    ],
)
def test_filters(client: TestClient, query: str, expected: list[str]) -> None:
    assert keys(client, query) == expected


@pytest.mark.parametrize("query", ["", "alle=true", "zoekterm=zuid", "deelnemer=gm0002"])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_give_everything_once(client: TestClient, query: str, limit: int) -> None:
    found: list[str] = []
    link: str | None = f"{PATH}?{query}&limit={limit}"
    pages = 0
    while link:
        body = client.get(link).json()
        found += [item["sleutel"] for item in body["items"]]
        link = body["volgende"]
        pages += 1
    assert found == keys(client, query)
    assert pages == -(-len(found) // limit)


def test_reports_everything_wrong_at_once(client: TestClient) -> None:
    query = "foo=1&peildatum=16-05-2026&limit=0&deelnemer=gm9999&rechtsvorm=bv&zoekterm=x&alle=ja&limit=3"
    body = assert_problem(client.get(f"{PATH}?{query}"), 400, "ongeldige-invoer")
    assert [e["in"] for e in body["errors"]] == [
        "foo",
        "peildatum",
        "limit",
        "deelnemer",
        "rechtsvorm",
        "zoekterm",
        "alle",
    ]
    assert "thema" in body["errors"][0]["detail"]
    assert "openbaar-lichaam" in body["errors"][4]["detail"]


IMPOSSIBLE = """
    peildatum=2026-02-30 peildatum=20260516 peildatum=2026-W20-6 peildatum=
    peildatum=0000-01-01 limit=501 limit=1e2 limit=-1
    cursor=x cursor=W10 cursor=WzEsMl0 thema=<x> deelnemer=%3Cx%3E deelnemer= zoekterm=
"""


@pytest.mark.parametrize("query", IMPOSSIBLE.split())
def test_rejects_impossible_values(client: TestClient, query: str) -> None:
    assert_problem(client.get(f"{PATH}?{query}"), 400, "ongeldige-invoer")


@pytest.mark.parametrize("packed", ["[" * 30000, '["\\ud800","x"]', '["x","\\udfff"]'])
def test_rejects_a_cursor_that_no_list_made(client: TestClient, packed: str) -> None:
    cursor = base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")
    for path in (PATH, "/v1/organisaties"):
        assert_problem(client.get(path, params={"cursor": cursor}), 400, "ongeldige-invoer")


def test_a_search_text_is_never_part_of_the_query(client: TestClient) -> None:
    for text in ('") } SELECT', "\\", "'''", '"""', "} UNION {", "\u0000x", "\\u0022)"):
        assert client.get(PATH, params={"zoekterm": text + "x"}).json()["items"] == []


@pytest.mark.parametrize(
    ("peildatum", "complete", "words"),
    [
        ("2026-05-16", True, []),
        ("2021-07-01", True, []),
        ("2021-06-30", False, ["2021-07-01"]),
        ("2015-12-31", False, ["2021-07-01", "2016-01-01", "uittrad"]),
        ("2026-05-17", False, ["2026-05-16"]),
    ],
)
def test_says_what_the_source_covers(client: TestClient, peildatum: str, complete: bool, words: list[str]) -> None:
    for path in ("", "/roo-10"):
        roo, tooi = get(client, f"{path}?peildatum={peildatum}")["dekking"]
        assert roo["bron"] == "roo"
        assert roo["volledig"] is complete
        assert all(word in (roo["toelichting"] or "") for word in words)
        assert (roo["toelichting"] is None) is complete
        assert tooi["volledig"] is (peildatum <= "2022-12-22"), "after its own date a source is only last seen"


def test_explains_coverage_in_english(client: TestClient) -> None:
    roo = get(client, "?peildatum=2014-01-01", **{"Accept-Language": "en"})["dekking"][0]
    assert "not complete" in roo["toelichting"]


def test_shows_one_with_who_takes_part_on_the_date(client: TestClient) -> None:
    body = get(client, "/roo-10")
    Verband.model_validate(body)
    assert [d["organisatie"]["code"] for d in body["deelnames"]] == ["gm0002", "gm0003", "pv30"]
    derived = body["deelnames"][1]
    assert derived["afgeleid"]
    assert derived["type"] == "AfgeleideDeelname"
    assert [d.rpartition("/")[2] for d in derived["zetVoort"]] == [
        "roo-10-gm0000-2015-01-01",
        "roo-10-gm0001-2015-01-01",
    ]
    assert [d["type"] for d in body["deelnames"]] == ["Deelname", "AfgeleideDeelname", "Deelname"]
    assert body["deelnames"][0]["zetVoort"] == []
    assert body["deelnames"][0]["afgeleid"] is False
    assert body["deelnames"][0]["aandeel"] == "12.5"
    assert [n["naam"] for n in body["namen"]] == ["Milieudienst Midden", "Omgevingsdienst Midden"]
    assert [r["sleutel"] for r in body["regelingen"]] == ["10", "11"]
    latest = body["regelingen"][1]
    assert latest["lichaam"]["code"] == "so0001"
    assert latest["grondslagen"][0]["naam"] == "Omgevingswet"
    assert latest["beleidsterreinen"][0]["naam"] == "milieu"
    assert latest["doelVastgelegd"] is True
    assert [i["code"] for i in body["lichaamIdentificaties"]] == ["12345678"]


def test_tells_a_derived_participation_that_continues_none(client: TestClient) -> None:
    [deelname] = get(client, "/roo-40?peildatum=2019-06-01")["deelnames"]
    assert deelname["type"] == "AfgeleideDeelname"
    assert deelname["afgeleid"] is True
    assert deelname["zetVoort"] == []


def test_shows_one_before_the_merger(client: TestClient) -> None:
    body = get(client, "/roo-10?peildatum=2021-12-31")
    assert [d["organisatie"]["code"] for d in body["deelnames"]] == ["gm0001", "gm0002", "pv30"]
    assert [o["code"] for o in body["deelnames"][0]["organen"]] == ["burgemeester", "gemeenteraad"]
    assert body["lichaamIdentificaties"]


def test_shows_one_that_has_ended(client: TestClient) -> None:
    body = get(client, "/roo-30")
    assert body["inWerking"] is False
    assert body["einde"] == "2017-01-01"
    assert body["deelnames"] == []


def test_tells_the_whole_history(client: TestClient) -> None:
    body = get(client, "/roo-30/geschiedenis")
    Geschiedenis.model_validate(body)
    assert body["onderbrekingen"][0] | {"id": ""} == {"id": "", "begin": "2012-01-01", "einde": "2013-01-01"}
    assert body["deelnames"][0]["eindReden"]["code"] == "verband-beeindigd"
    assert body["dekking"][0]["volledig"] is False
    assert len(get(client, "/roo-10/geschiedenis")["deelnames"]) == 4
    assert_problem(client.get(f"{PATH}/roo-30/geschiedenis?peildatum=2020-01-01"), 400)


@pytest.mark.parametrize("key", ["roo-99", "x", "roo 10", "%3Cscript%3E", "roo-10%22", "_zoek"])
def test_does_not_find_what_is_not_there(client: TestClient, key: str) -> None:
    assert_problem(client.get(f"{PATH}/{key}"), 404)
    assert_problem(client.get(f"{PATH}/{key}/geschiedenis"), 404)


def test_rejects_a_province_that_is_none(client: TestClient) -> None:
    problem = assert_problem(client.get(f"{PATH}?provincie=gm0002"), 400)
    assert "geen provincie" in problem["detail"]
