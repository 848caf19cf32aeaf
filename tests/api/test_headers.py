from __future__ import annotations

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.context import API_VERSION, Uitgave
from tests.api.helpers import assert_problem
from verbanden.errors import StoreError
from verbanden.settings import Settings
from verbanden.store import EmbeddedStore

PATHS = [
    "/",
    "/health",
    "/sparql",
    "/v1/organisaties",
    "/v1/openapi.json",
    "/doc/verband/roo-10",
    "/def",
    "/absent",
]
SAFE = {
    "api-version": API_VERSION,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "access-control-allow-origin": "*",
    "referrer-policy": "no-referrer",
}


@pytest.mark.parametrize("path", PATHS)
def test_every_response_has_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert SAFE.items() <= dict(headers).items()
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "max-age" in headers["strict-transport-security"]
    assert headers["cache-control"] == ("no-store" if path.startswith("/v1") else "no-cache")


@pytest.mark.parametrize("path", PATHS)
def test_head_gives_the_headers_of_get_and_no_body(client: TestClient, path: str) -> None:
    got, asked = client.get(path), client.head(path)
    assert asked.status_code == got.status_code
    assert asked.headers == got.headers
    assert asked.content == b""


def test_options_tells_the_methods_to_any_origin(client: TestClient) -> None:
    response = client.options("/sparql", headers={"Origin": "https://elders.example"})
    assert response.status_code == 204
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert response.headers["access-control-allow-methods"] == response.headers["allow"]
    assert "Content-Type" in response.headers["access-control-allow-headers"]
    assert_problem(client.options("/absent"), 404)


@pytest.mark.parametrize(
    "path", ["/v1/organisaties/", "/sparql/", "/doc/verband/roo-10/", "/v1/organisaties/gm0002/"]
)
def test_rejects_a_trailing_slash_without_redirecting(client: TestClient, path: str) -> None:
    assert_problem(client.get(path), 404)


def test_reports_another_method_with_all_it_knows(client: TestClient) -> None:
    response = client.delete("/v1/organisaties/_zoek")
    assert_problem(response, 405)
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"


class Broken(EmbeddedStore):
    """A store whose every answer is an accident."""

    accident: Exception = RuntimeError("secret: /some/path")

    def query(self, *_: object, **__: object) -> object:  # type: ignore[override]
        raise self.accident


def _broken(accident: Exception, store: EmbeddedStore, release: Uitgave) -> TestClient:
    broken = Broken(store.inner)
    broken.accident = accident
    app: FastAPI = create_app(broken, release, Settings())
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/v1/organisaties", "/sparql?query=ASK{}", "/doc/verband/roo-10"])
def test_hides_an_accident(store: EmbeddedStore, release: Uitgave, path: str) -> None:
    response = _broken(RuntimeError("secret: /some/path"), store, release).get(path)
    assert_problem(response, 500)
    assert "secret" not in response.text
    assert SAFE.items() <= dict(response.headers).items()


def test_reports_a_store_that_does_not_answer(store: EmbeddedStore, release: Uitgave) -> None:
    client = _broken(StoreError("geheim", "secret"), store, release)
    for path in ("/v1/organisaties", "/ready"):
        response = client.get(path)
        assert_problem(response, 503)
        assert "secret" not in response.text
        assert "geheim" not in response.text
        assert response.headers["retry-after"]
    assert client.get("/health").status_code == 200


def test_speaks_the_language_asked_for(client: TestClient) -> None:
    dutch = client.get("/absent")
    english = client.get("/absent", headers={"Accept-Language": "en-GB,en;q=0.9,nl;q=0.1"})
    assert dutch.json()["title"] == "Niet gevonden"
    assert english.json()["title"] == "Not found"
    assert english.headers["content-language"] == "en"
