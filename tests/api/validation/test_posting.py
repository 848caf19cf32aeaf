"""Sending documents and getting their report: forms, parts, parameters, problems, comparison, badge, deletion."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.validation.models import Validatie, Vergelijking
from tests.api.helpers import assert_problem
from tests.api.validation.conftest import Open, dienst
from tests.api.validation.lezers import vijandig
from tests.api.validation.server import eventually

PATH = "/v1/validaties"
VB = "https://w3id.org/verbanden/def#"
GOOD = f"""@prefix vb: <{VB}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/verbanden/id/verband/proef> a vb:Samenwerkingsverband ; skos:prefLabel "Proef"@nl .
"""
WORSE = GOOD.replace(' ; skos:prefLabel "Proef"@nl', "")
TURTLE = {"Content-Type": "text/turtle"}
JSON_SCHEMA_EXTRA = {"achtergrond", "inzending"}


def post(client: TestClient, data: str = GOOD, query: str = "", **headers: str) -> Any:
    return client.post(PATH + query, content=data, headers={**TURTLE, **headers})


def parts(client: TestClient, *files: tuple[str, tuple[Any, ...]], query: str = "", **headers: str) -> Any:
    return client.post(PATH + query, files=list(files), headers=headers)


def test_answers_a_small_document_at_once(client: TestClient) -> None:
    response = post(client)
    assert response.status_code == 201
    body = response.json()
    Validatie.model_validate(body)
    assert response.headers["location"] == body["verwijzingen"]["zelf"] == f"{PATH}/{body['id']}"
    assert response.headers["cache-control"] == "no-store"
    assert body["toestand"] == "gereed"
    assert body["uitkomst"] == body["verslag"]["uitkomst"] == "onbekend"
    assert body["verslag"]["context"]["achtergrond"] == "2026-05-16"
    assert body["peildatum"] == "2026-05-16"
    (document,) = body["verslag"]["documenten"]
    assert document["sha256"] == hashlib.sha256(GOOD.encode()).hexdigest()
    assert client.get(response.headers["location"]).json() == body


def test_the_example_in_openapi_is_such_an_answer(client: TestClient, renew_golden: bool) -> None:
    path = Path(__file__).parents[3] / "api" / "validation" / "voorbeeld.json"
    made = post(client, query="?criteria=kern").json()
    made |= {"aangemaakt": "2026-06-01T09:30:00Z", "beeindigd": "2026-06-01T09:30:01Z"}
    # The example shows what such an answer is like; a comma in a shapes file need not renew it.
    for file in made["verslag"]["context"]["vormen"]:
        file["sha256"] = hashlib.sha256(b"").hexdigest()
    made["verslag"]["context"]["motorVersie"] = "1.0"
    text = json.dumps({**made, "verlooptOp": "2026-07-01T09:30:00Z"}, ensure_ascii=False, indent=2)
    text = text.replace(made["id"], "0123456789abcdef0123456789abcdef") + "\n"
    if renew_golden:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


FORMS = {
    "application/json": "json",
    "text/turtle": "turtle",
    "application/ld+json": "jsonld",
    "text/csv": "csv",
    "text/html": "html",
    "text/plain": "tekst",
}


@pytest.mark.parametrize("form", FORMS)
def test_gives_the_report_in_the_form_asked_for(client: TestClient, form: str) -> None:
    response = post(client, Accept=form)
    assert response.status_code == 201
    assert response.headers["content-type"].partition(";")[0] == form
    again = client.get(response.headers["location"], params={"format": FORMS[form]})
    assert again.status_code == 200
    assert again.headers["content-type"] == response.headers["content-type"]
    if form in ("text/turtle", "application/ld+json"):
        found = {
            quad.predicate.value for quad in ox.parse(again.content, format=ox.RdfFormat.from_media_type(form))
        }  # type: ignore[arg-type]
        assert "http://www.w3.org/ns/shacl#conforms" in found
    if form == "text/csv":
        assert len(list(csv.DictReader(io.StringIO(again.text)))) > 3
        assert "attachment" in again.headers["content-disposition"]


def test_a_page_may_have_its_own_style_and_nothing_else(client: TestClient) -> None:
    response = post(client, Accept="text/html")
    style = re.search("<style>(.*?)</style>", response.text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = response.headers["content-security-policy"]
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "<script" not in response.text


def test_rejects_a_form_that_no_report_has_before_anything_is_done(client: TestClient) -> None:
    assert_problem(post(client, Accept="image/png"), 406)
    location = post(client).headers["location"]
    assert_problem(client.get(location, headers={"Accept": "image/png"}), 406)
    assert_problem(client.get(location, params={"format": "png"}), 400)


def test_takes_documents_as_parts_with_names(client: TestClient) -> None:
    response = parts(
        client,
        ("document", ("map/een.ttl", GOOD, "text/turtle")),
        ("document", ("een.ttl", GOOD.replace("proef", "tweede"), "application/octet-stream")),
        ("mapping", (None, "kolommen: {}")),
    )
    assert response.status_code == 201, response.text
    body = response.json()
    assert [document["naam"] for document in body["verslag"]["documenten"]] == ["een.ttl", "een (2).ttl"]
    assert body["documenten"] == 2
    assert len(body["verslag"]["oordelen"]) == 2


def test_names_of_documents_are_plain(client: TestClient) -> None:
    name = "..\\..\\" + "x" * 300 + "\u202e.ttl"
    body = parts(client, ("document", (name, GOOD, "text/turtle"))).json()
    (document,) = body["verslag"]["documenten"]
    assert document["naam"] == "x" * 196 + ".ttl"


def test_reports_everything_wrong_with_the_parameters(client: TestClient) -> None:
    query = "?criteria=geen&peildatum=2026-02-30&motor=snelst&format=png&vergelijk=abc&naam=x"
    body = assert_problem(post(client, query=query), 400, "ongeldige-invoer")
    told = {error["in"]: error["detail"] for error in body["errors"]}
    assert set(told) == {"criteria", "peildatum", "motor", "format", "vergelijk", "naam"}
    assert "definitie-2024" in told["criteria"]


def test_reports_every_document_that_cannot_be_read_with_its_place(client: TestClient) -> None:
    response = parts(
        client,
        ("document", ("goed.ttl", GOOD, "text/turtle")),
        ("document", ("af.ttl", GOOD[:-5], "text/turtle")),
        ("document", ("kapot.ttl", "<a> <b> <c", "text/turtle")),
    )
    body = assert_problem(response, 400, "document-geweigerd")
    assert [error["in"] for error in body["errors"]] == ["af.ttl", "kapot.ttl"]
    assert {error["soort"] for error in body["errors"]} == {"onleesbaar"}
    assert body["errors"][1]["plaats"] == {"document": "kapot.ttl", "regel": 1}


def test_rejects_a_kind_of_document_that_is_not_read(client: TestClient) -> None:
    response = client.post(PATH, content=b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    assert_problem(response, 415, "onbekend-formaat")


def test_rejects_a_request_without_a_document(client: TestClient) -> None:
    assert_problem(client.post(PATH), 415, "onbekend-formaat")
    body = assert_problem(parts(client, ("bijlage", ("a.ttl", GOOD)), ("\u202eb", ("b", b"x"))), 400)
    assert [error["in"] for error in body["errors"]] == ["bijlage", "b", "document"]


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("multipart/form-data", b"--x\r\n\r\n--x--"),
        ("multipart/form-data; boundary=x", b"--y\r\n\r\nniets"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="document"\r\n\r\naf'),
        ("multipart/form-data; boundary=" + "x" * 500, b"--x--"),
        ("multipart/form-data; boundary=x", b"--x\r\n" + b"A" * 100_000 + b": b\r\n\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\n" + b"A: b\r\n" * 10_000 + b"\r\n--x--\r\n"),
    ],
)
def test_rejects_parts_that_are_no_parts(client: TestClient, content_type: str, data: bytes) -> None:
    before = sorted(dienst(client).bewaard.map("0" * 32).parent.iterdir())
    assert_problem(client.post(PATH, content=data, headers={"Content-Type": content_type}), 400)
    assert sorted(dienst(client).bewaard.map("0" * 32).parent.iterdir()) == before


@pytest.mark.parametrize("mapping", ["[1, 2", "- a\n- b", "{" * 1000, "\udcff"])
def test_rejects_a_mapping_that_is_none(client: TestClient, mapping: str) -> None:
    data = mapping.encode(errors="surrogateescape")
    response = parts(client, ("document", ("a.ttl", GOOD)), ("mapping", (None, data)))
    body = assert_problem(response, 400, "ongeldige-invoer")
    assert [error["in"] for error in body["errors"]] == ["mapping"]


def test_keeps_no_document(client: TestClient) -> None:
    name = post(client).json()["id"]
    assert sorted(path.name for path in dienst(client).bewaard.map(name).iterdir()) == [
        "stand.json",
        "verslag.json.gz",
    ]


def test_keeps_nothing_of_a_document_that_is_refused(opened: Open, tmp_path: Path) -> None:
    client = opened()
    assert_problem(post(client, "<a"), 400)
    assert [path for path in (tmp_path / "validaties").iterdir() if path.is_dir()] == []


def test_answers_later_when_asked_so(opened: Open) -> None:
    client = opened(vijandig)
    response = post(client, f"#! slaap 1\n{GOOD}", Prefer="respond-async")
    assert response.status_code == 202
    assert response.headers["preference-applied"] == "respond-async"
    assert int(response.headers["retry-after"]) > 0
    location = response.headers["location"]
    assert response.json()["verslag"] is None
    assert eventually(lambda: client.get(location).json()["toestand"] == "bezig")
    waiting = client.get(location, headers={"Accept": "text/turtle"})
    assert waiting.status_code == 202
    Validatie.model_validate(waiting.json())
    assert eventually(lambda: client.get(location).status_code == 200)
    assert (
        client.get(location, headers={"Accept": "text/turtle"}).headers["content-type"].startswith("text/turtle")
    )


def test_answers_later_what_takes_long(opened: Open) -> None:
    client = opened(vijandig, validatie_direct_seconds=0.3)
    response = post(client, f"#! slaap 1\n{GOOD}")
    assert response.status_code == 202
    assert eventually(lambda: client.get(response.headers["location"]).status_code == 200)


def test_tells_later_why_there_is_no_report(opened: Open) -> None:
    client = opened(validatie_direct_documents=1)
    files = [("document", (name, "<a", "text/turtle")) for name in ("a", "b")]
    response = parts(client, *files)
    assert response.status_code == 202
    location = response.headers["location"]
    assert eventually(lambda: client.get(location).status_code == 200)
    body = client.get(location).json()
    Validatie.model_validate(body)
    assert body["toestand"] == "mislukt"
    assert body["fout"]["status"] == 400
    assert len(body["fout"]["errors"]) == 2
    assert_problem(client.get(location, headers={"Accept": "text/csv"}), 400, "document-geweigerd")
    english = client.get(location, headers={"Accept-Language": "en"}).json()
    assert english["fout"]["title"] == "This document cannot be checked"


def test_compares_with_an_earlier_result(client: TestClient) -> None:
    worse = post(client, WORSE).json()
    better = post(client, query=f"?vergelijk={worse['id']}").json()
    difference = better["vergelijking"]
    assert difference["opgelost"]
    assert difference["nieuw"] == []
    back = client.get(f"{worse['verwijzingen']['zelf']}/vergelijking", params={"met": better["id"]}).json()
    Vergelijking.model_validate(back)
    assert back["nieuw"] == difference["opgelost"]
    assert client.get(better["verwijzingen"]["zelf"]).json() == better
    assert "opgelost" in client.get(better["verwijzingen"]["zelf"], params={"format": "csv"}).text


def test_rejects_a_comparison_with_what_is_not_there(client: TestClient) -> None:
    location = post(client).headers["location"]
    assert_problem(client.get(f"{location}/vergelijking"), 400)
    assert_problem(client.get(f"{location}/vergelijking", params={"met": "0" * 32}), 400)
    assert_problem(client.get(f"{PATH}/{'0' * 32}/vergelijking", params={"met": location[-32:]}), 404)
    accept = {"Accept": "text/turtle"}
    assert_problem(client.get(f"{location}/vergelijking", params={"met": location[-32:]}, headers=accept), 406)


@pytest.mark.parametrize(("language", "words"), [("nl", "nog niet bekend"), ("en", "not known yet")])
def test_draws_a_badge(client: TestClient, language: str, words: str) -> None:
    location = post(client).headers["location"]
    response = client.get(f"{location}/badge.svg", headers={"Accept-Language": language})
    assert response.headers["content-type"] == "image/svg+xml"
    drawn = ET.fromstring(response.text)
    told = " ".join(drawn.itertext())
    assert words in told
    assert client.get(location).json()["beeindigd"][:10] in told
    assert "2024" in told
    assert "style" not in response.text
    assert_problem(client.get(f"{location}/badge.svg", headers={"Accept": "image/png"}), 406)
    assert_problem(client.get(f"{PATH}/{'1' * 32}/badge.svg"), 404)


def test_deletes_only_with_the_key(client: TestClient) -> None:
    response = post(client)
    location, key = response.headers["location"], response.headers["verwijdersleutel"]
    assert key not in response.text
    assert_problem(client.delete(location), 400)
    assert_problem(client.delete(location, params={"sleutel": "anders"}), 403, "geen-toegang")
    assert client.get(location).status_code == 200
    assert client.delete(location, params={"sleutel": key}).status_code == 204
    assert_problem(client.get(location), 404)
    assert_problem(client.delete(location, params={"sleutel": key}), 404)


def test_deletes_with_the_key_in_a_header(client: TestClient) -> None:
    response = post(client)
    location, key = response.headers["location"], response.headers["verwijdersleutel"]
    for wrong in ("", "x" * 101):
        assert_problem(client.delete(location, headers={"Verwijdersleutel": wrong}), 400)
    assert_problem(client.delete(location, headers={"Verwijdersleutel": "anders"}), 403, "geen-toegang")
    assert client.delete(location, headers={"Verwijdersleutel": key}).status_code == 204
    assert_problem(client.get(location), 404)


def test_deleting_stops_what_runs(opened: Open) -> None:
    client = opened(vijandig)
    response = post(client, "#! slaap 50\n", Prefer="respond-async")
    location, key = response.headers["location"], response.headers["verwijdersleutel"]
    assert eventually(lambda: client.get(location).json()["toestand"] == "bezig")
    assert client.delete(location, params={"sleutel": key}).status_code == 204
    assert_problem(client.get(location), 404)
    assert post(client).status_code == 201
    assert_problem(client.get(location), 404)


def test_deleting_stops_what_waits_for_a_worker_to_be_ready(opened: Open) -> None:
    client = opened(vijandig)
    for _ in range(3):
        response = post(client, "#! slaap 50\n", Prefer="respond-async")
        key = response.headers["verwijdersleutel"]
        assert client.delete(response.headers["location"], params={"sleutel": key}).status_code == 204
    assert post(client).status_code == 201


@pytest.mark.parametrize("name", ["x", "0" * 31, "0" * 33, "..%2f..", "A" * 32, "%00"])
def test_rejects_an_id_that_is_none(client: TestClient, name: str) -> None:
    assert_problem(client.get(f"{PATH}/{name}"), 404)


def test_without_a_reader_nothing_can_be_sent(make: Any) -> None:
    assert_problem(post(make()), 404)
