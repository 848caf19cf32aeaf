from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.context import Uitgave
from tests.api.helpers import assert_problem
from verbanden.settings import Settings
from verbanden.store import EmbeddedStore


def test_tells_that_it_lives_and_is_ready(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/ready").json() == {"status": "gereed", "uitgave": "2026-05-16", "datum": "2026-05-16"}


def test_is_not_ready_without_data() -> None:
    app = create_app(EmbeddedStore(ox.Store()), Uitgave("leeg", date(2026, 1, 1)), Settings())
    client = TestClient(app)
    assert_problem(client.get("/ready"), 503)
    assert client.get("/v1/samenwerkingsverbanden").json()["items"] == []
    assert client.get("/downloads").status_code == 200
    assert_problem(client.get("/catalogus"), 404)


def test_the_start_page_leads_everywhere(client: TestClient) -> None:
    page = client.get("/").text
    for path in ("/v1/samenwerkingsverbanden", "/v1/openapi.json", "/sparql", "/def", "/downloads", "/catalogus"):
        assert f'href="{path}"' in page
        assert client.get(path).status_code == 200
    assert "2021-07-01" in page


def test_gives_the_files_of_the_release_with_their_hash(client: TestClient, release: Uitgave) -> None:
    listed = client.get("/downloads", headers={"Accept": "application/json"}).json()["items"]
    assert [item["bestand"] for item in listed] == ["catalogus.ttl", "csv/deelnames.csv", "verbanden.nq.gz"]
    for item in listed:
        response = client.get(item["url"])
        assert hashlib.sha256(response.content).hexdigest() == item["sha256"]
        assert response.headers["etag"] == f'"{item["sha256"]}"'
        again = client.get(item["url"], headers={"If-None-Match": f'"x", "{item["sha256"]}"'})
        assert again.status_code == 304
        assert again.content == b""
    assert client.get("/downloads/verbanden.nq.gz").headers["content-type"] == "application/gzip"
    assert client.get("/downloads/csv/deelnames.csv").headers["content-type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        "../secret",
        "%2e%2e/secret",
        "..%2fsecret",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "csv/../../secret",
        "csv",
        "x%00",
    ],
)
def test_gives_nothing_from_elsewhere(client: TestClient, release: Uitgave, path: str) -> None:
    assert release.pad
    (release.pad.parent / "secret").write_text("geheim")
    response = client.get(f"/downloads/{path}")
    assert response.status_code == 404
    assert "geheim" not in response.text


def test_does_not_follow_links_out_of_the_release(store: EmbeddedStore, tmp_path: Path) -> None:
    pad = tmp_path / "uitgave"
    pad.mkdir()
    (tmp_path / "secret").write_text("geheim")
    (pad / "link.txt").symlink_to(tmp_path / "secret")
    client = TestClient(create_app(store, Uitgave("x", date(2026, 1, 1), pad), Settings()))
    assert_problem(client.get("/downloads/link.txt"), 404)


def test_gives_the_catalogue_as_turtle_and_json_ld(client: TestClient) -> None:
    assert client.get("/catalogus").headers["content-type"].startswith("text/turtle")
    linked = client.get("/catalogus", headers={"Accept": "application/ld+json"})
    assert len(list(ox.parse(linked.content, format=ox.RdfFormat.JSON_LD))) == 1


def test_serves_the_style_sheet_from_here(client: TestClient) -> None:
    assert client.get("/static/stijl.css").headers["content-type"].startswith("text/css")
    assert_problem(client.get("/static/../app.py"), 404)
