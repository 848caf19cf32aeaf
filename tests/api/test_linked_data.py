from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.answers import GRAPHS
from tests.api.conftest import Maker
from tests.api.helpers import assert_problem

HTML = {"Accept": "text/html"}
VERBAND = "https://w3id.org/verbanden/id/verband/roo-10"


@pytest.mark.parametrize(
    "path",
    ["verband/roo-10", "regeling/11", "organisatie/roo-999", "vermelding/roo-2026-05-16-11-1", "naam/roo-10-1"],
)
def test_a_thing_leads_to_its_document(client: TestClient, path: str) -> None:
    for response in (client.get(f"/id/{path}"), client.head(f"/id/{path}")):
        assert response.status_code == 303
        assert response.headers["location"] == f"/doc/{path}"
    assert client.get(f"/doc/{path}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "verband/roo-99",
        "verband/%3Cx%3E",
        "x/y",
        "graaf/roo/2020-01-01",
        "graaf/roo/x",
        "graaf/roo/2026-W20-6",
        "graaf/roo/20260516",
    ],
)
def test_does_not_find_what_is_not_there(client: TestClient, path: str) -> None:
    assert_problem(client.get(f"/doc/{path}"), 404)
    assert_problem(client.get(f"/id/{path}"), 404)


@pytest.mark.parametrize("formaat", GRAPHS, ids=lambda f: f.namen[0])
def test_documents_come_in_every_format(client: TestClient, formaat: object) -> None:
    response = client.get("/doc/verband/roo-10", headers={"Accept": formaat.media_type})  # type: ignore[attr-defined]
    assert response.headers["content-type"].startswith(formaat.media_type)  # type: ignore[attr-defined]
    assert "Accept" in response.headers["vary"]
    found = list(ox.parse(response.content, format=formaat.vorm))  # type: ignore[attr-defined]
    assert len(found) == 9
    assert {q.subject for q in found} == {ox.NamedNode(VERBAND)}


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("ttl", "text/turtle"),
        ("nt", "application/n-triples"),
        ("jsonld", "application/ld+json"),
        ("rdf", "application/rdf+xml"),
        ("html", "text/html"),
    ],
)
def test_a_suffix_goes_before_accept(client: TestClient, suffix: str, media_type: str) -> None:
    for path in ("verband/roo-10", "organisatie/gm0002", "graaf/roo/2026-05-16"):
        response = client.get(f"/doc/{path}.{suffix}", headers={"Accept": "application/rdf+xml"})
        assert response.headers["content-type"].startswith(media_type)


def test_documents_link_to_the_thing_and_the_other_formats(client: TestClient) -> None:
    for path in ("/doc/verband/roo-10", "/doc/verband/roo-10.ttl"):
        link = client.get(path).headers["link"]
        assert f'<{VERBAND}>; rel="canonical"' in link
        for target in re.findall(r'<(/[^>]+)>; rel="alternate"', link):
            assert client.get(target).status_code == 200


def test_rejects_a_format_it_does_not_have(client: TestClient) -> None:
    assert_problem(client.get("/doc/verband/roo-10", headers={"Accept": "image/png"}), 406)


def test_organisations_of_others_have_a_document_here(client: TestClient) -> None:
    for code in ("gm0002", "GM0002"):
        response = client.get(f"/doc/organisatie/{code}")
        assert "tooi/id/gemeente/gm0002" in response.text
        assert "https://identifier.overheid.nl/tooi/id/gemeente/gm0002" in response.headers["link"]


def test_a_graph_has_a_description_not_its_triples(client: TestClient) -> None:
    response = client.get("/graaf/roo/2026-05-16")
    assert response.status_code == 303
    found = list(ox.parse(client.get(response.headers["location"]).content, format=ox.RdfFormat.TURTLE))
    assert len(found) == 4


def test_a_page_tells_people_what_is_known(client: TestClient) -> None:
    page = client.get("/doc/verband/roo-10", headers=HTML).text
    assert '<html lang="nl">' in page
    assert "<h1>Omgevingsdienst Midden</h1>" in page
    assert "heeft regeling" in page
    assert 'href="/doc/regeling/11"' in page
    assert "Wat hiernaar verwijst" in page
    assert 'href="/doc/deelname/roo-10-gm0003-2022-01-01"' in page


def test_the_page_of_a_partnership_shows_its_verdicts(client: TestClient) -> None:
    page = client.get("/doc/verband/roo-10", headers=HTML).text
    assert "<caption>Oordelen op 2026-05-16</caption>" in page
    table = page.split("<caption>Oordelen")[1].split("</table>")[0]
    rows = [re.sub(r"<[^>]+>|\s+", " ", row).split() for row in table.split("<tr>")[2:]]
    full, core = (" ".join(row) for row in rows)
    assert core == "kern voldoet voldaan 4 van 4 niets"
    assert full.startswith("definitie van 2024 voldoet niet voldaan 4 van 8 Niet voldaan: e: door niemand ontkend")
    assert "Onbekend: d1: vaste groep d2: vaste frequentie d3: agenda vooraf" in full
    # They are not in the list of what refers to it as well.
    assert "/doc/oordeel/roo-10-kern" not in page


def test_the_page_of_what_is_not_in_force_says_that_there_is_no_verdict(client: TestClient) -> None:
    page = client.get("/doc/verband/roo-30", headers=HTML).text
    assert "niet in werking; daarom is er geen oordeel" in page
    assert "Voldoet het" not in client.get("/doc/regeling/11", headers=HTML).text


def test_a_page_names_a_verdict_after_what_it_judges(client: TestClient) -> None:
    page = client.get("/doc/deelname/roo-10-pv30-2015-01-01", headers=HTML).text
    assert ">Omgevingsdienst Midden – a: minstens twee overheden, vanaf 2016-01-01</a>" in page
    assert client.get("/doc/oordeel/roo-10-a-2016-01-01", headers=HTML).status_code == 200


def test_a_page_leads_only_to_pages_that_are_there(client: TestClient) -> None:
    for path in (
        "/doc/verband/roo-10",
        "/doc/organisatie/gm0002",
        "/def/rechtsvorm/openbaar-lichaam",
        "/",
        "/def",
    ):
        page = client.get(path, headers=HTML).text
        for target in set(re.findall(r'(?:href|src|action)="(/[^"#]*)', page)):
            if not target.startswith(("/def/rol", "/def/eindreden", "/def/bestuursorgaan")):
                assert client.get(target).status_code in (200, 303), target


def test_a_page_escapes_what_the_data_says(client: TestClient) -> None:
    page = client.get("/doc/organisatie/roo-999", headers=HTML).text
    assert "Stadt &lt;b&gt;Kleve&lt;/b&gt;" in page
    assert "<b>" not in page


def test_pages_ask_nothing_of_another_server(client: TestClient) -> None:
    for path in ("/", "/sparql", "/def", "/downloads", "/doc/verband/roo-10"):
        page = client.get(path, headers=HTML).text
        assert "<script" not in page
        assert " style=" not in page
        assert not re.findall(r'(?:src|action)="https?:', page)
        assert not re.findall(r'<link rel="stylesheet" href="https?:', page)


def test_paths_stand_for_the_base_of_the_settings(make: Maker) -> None:
    client = make(base_iri="https://voorbeeld.example/")
    assert_problem(client.get("/id/verband/roo-10"), 404)
    assert client.get("/doc/organisatie/gm0002").status_code == 200
