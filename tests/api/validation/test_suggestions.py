"""A worker asks its parent whom a name that nobody bears may mean, and the report says so."""

from __future__ import annotations

from starlette.testclient import TestClient

PATH = "/v1/validaties"
MUNICIPALITY = "https://identifier.overheid.nl/tooi/id/gemeente/gm0002"
TYPED = """@prefix vb: <https://w3id.org/verbanden/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/id/x> a vb:Samenwerkingsverband ; rdfs:label "Overleg" ;
    vb:huidigeDeelnemer <https://example.org/id/y> .
<https://example.org/id/y> rdfs:label "%s" .
"""


def proposals(client: TestClient, name: str) -> list[str]:
    response = client.post(PATH, content=(TYPED % name).encode(), headers={"Content-Type": "text/turtle"})
    assert response.status_code == 201, response.text
    found = response.json()["verslag"]["meldingen"]
    return [one["suggestie"] for one in found if one["shape"].endswith("#inzending-deelnemer-onbekend")]


def test_proposes_an_organisation_of_the_release(client: TestClient) -> None:
    assert proposals(client, "Gemeente Bekstad") == [MUNICIPALITY]


def test_proposes_nobody_for_a_name_like_no_other_or_too_long_to_be_one(client: TestClient) -> None:
    assert proposals(client, "Stichting Nergens") == [None]
    assert proposals(client, "Gemeente Bekstad " * 200) == [None]
