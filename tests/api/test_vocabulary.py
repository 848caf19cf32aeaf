from __future__ import annotations

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.problems import SOORTEN
from tests.api.helpers import assert_problem
from verbanden.namespaces import VB


def test_gives_the_ontology_in_every_format(client: TestClient) -> None:
    turtle = client.get("/def")
    linked = client.get("/def", headers={"Accept": "application/ld+json"})
    first = {q.predicate for q in ox.parse(turtle.content, format=ox.RdfFormat.TURTLE)}
    second = {q.predicate for q in ox.parse(linked.content, format=ox.RdfFormat.JSON_LD)}
    assert first == second


def test_gives_people_the_terms(client: TestClient) -> None:
    page = client.get("/def", headers={"Accept": "text/html"}).text
    assert 'id="Samenwerkingsverband"' in page
    assert 'href="/def/rechtsvorm"' in page


def test_gives_a_code_list_and_a_concept(client: TestClient) -> None:
    assert "Rechtsvormen" in client.get("/def/rechtsvorm").text
    assert "public body" in client.get("/def/rechtsvorm/openbaar-lichaam").text
    assert (
        "openbaar lichaam" in client.get("/def/rechtsvorm/openbaar-lichaam", headers={"Accept": "text/html"}).text
    )
    assert_problem(client.get("/def/rechtsvorm/absent"), 404)
    assert_problem(client.get("/def/absent"), 404)
    assert_problem(client.get("/def/rechtsvorm/%3Cx%3E"), 404)


@pytest.mark.parametrize("name", ["context", "rest"])
def test_gives_the_contexts(client: TestClient, name: str) -> None:
    response = client.get(f"/def/{name}.jsonld")
    assert response.headers["content-type"] == "application/ld+json"
    assert response.json()["@context"]["vb"] == VB


@pytest.mark.parametrize("soort", SOORTEN)
def test_explains_every_problem(client: TestClient, soort: str) -> None:
    page = client.get(f"/def/probleem/{soort}").text
    assert SOORTEN[soort].nl in page
