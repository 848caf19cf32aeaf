from __future__ import annotations

import csv
import io
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

import api.sparql
from api.answers import GRAPHS, RESULTS, rows_exceed
from api.app import create_app
from api.context import Uitgave
from tests.api.conftest import Maker
from tests.api.helpers import assert_problem
from verbanden.settings import Settings
from verbanden.store import Answer, EmbeddedStore

SELECT = "SELECT ?s { ?s a <https://w3id.org/verbanden/def#Samenwerkingsverband> } ORDER BY ?s"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 5"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
ROO = "https://w3id.org/verbanden/graaf/roo/2026-05-16"


def test_answers_by_get_form_and_direct_post(client: TestClient) -> None:
    answers = [
        client.get("/sparql", params={"query": SELECT}),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers=DIRECT),
    ]
    assert [r.status_code for r in answers] == [200, 200, 200]
    assert len({r.content for r in answers}) == 1
    assert len(answers[0].json()["results"]["bindings"]) == 4


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (SELECT, "application/sparql-results+json"),
        (ASK, "application/sparql-results+json"),
        (CONSTRUCT, "text/turtle"),
    ],
)
def test_chooses_a_format_when_none_is_asked_for(client: TestClient, query: str, expected: str) -> None:
    # The test client always says what it accepts; the protocol's tests say nothing.
    for accept in ("*/*", ""):
        response = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
        assert response.headers["content-type"].startswith(expected)


@pytest.mark.parametrize("formaat", RESULTS, ids=lambda f: f.namen[0])
def test_gives_rows_in_every_format(client: TestClient, formaat: object) -> None:
    by_header = client.get("/sparql", params={"query": SELECT}, headers={"Accept": formaat.media_type})  # type: ignore[attr-defined]
    by_name = client.get("/sparql", params={"query": SELECT, "format": formaat.namen[0]})  # type: ignore[attr-defined]
    assert by_header.content == by_name.content
    assert by_header.headers["content-type"].startswith(formaat.media_type)  # type: ignore[attr-defined]
    if formaat.media_type == "text/csv":  # type: ignore[attr-defined]
        assert len(list(csv.reader(io.StringIO(by_name.text)))) == 5
    else:
        parsed = ox.parse_query_results(by_header.content, format=formaat.vorm)  # type: ignore[attr-defined]
        assert len(list(parsed)) == 4  # type: ignore[arg-type]


@pytest.mark.parametrize("formaat", GRAPHS, ids=lambda f: f.namen[0])
def test_gives_graphs_in_every_format(client: TestClient, formaat: object) -> None:
    response = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": formaat.media_type})  # type: ignore[attr-defined]
    assert len(list(ox.parse(response.content, format=formaat.vorm))) == 5  # type: ignore[attr-defined]


def test_reads_the_names_that_clients_use_for_formats(client: TestClient) -> None:
    params = {"query": CONSTRUCT, "format": "xml", "output": "xml", "results": "xml", "timeout": "3"}
    assert client.get("/sparql", params=params).headers["content-type"] == "application/rdf+xml"


def test_rejects_a_format_it_does_not_have(client: TestClient) -> None:
    assert_problem(client.get("/sparql", params={"query": SELECT}, headers={"Accept": "image/png"}), 406)
    assert_problem(client.get("/sparql", params={"query": SELECT, "format": "ttl"}), 406)
    body = assert_problem(client.get("/sparql", params={"query": SELECT, "format": "xlsx"}), 400)
    assert "turtle" in body["detail"]


def test_rejects_what_the_protocol_forbids(client: TestClient) -> None:
    assert_problem(client.get(f"/sparql?query={ASK}&query={ASK}"), 400)
    assert_problem(client.post("/sparql", content=ASK, headers={"Content-Type": "text/plain"}), 415)
    assert_problem(client.post("/sparql", content=ASK, headers={"Content-Type": ""}), 415)
    assert_problem(client.post("/sparql", content="", headers=FORM), 400)
    assert_problem(client.post("/sparql", content="", headers=DIRECT), 400)
    assert_problem(client.post("/sparql", content=ASK.encode("utf-16"), headers=DIRECT), 400)
    assert_problem(client.post("/sparql", content=b"query=%ff%fe", headers=FORM), 400)
    utf16 = {"Content-Type": "application/sparql-query; charset=UTF-16"}
    assert_problem(client.post("/sparql", content=ASK.encode("utf-16"), headers=utf16), 400)
    assert_problem(client.get("/sparql?query=%ff"), 400)
    assert_problem(client.get("/sparql?querry=x"), 400)


def test_reports_where_a_query_is_wrong(client: TestClient) -> None:
    response = client.get(
        "/sparql", params={"query": "SELECT * {\n ?s \n foo }"}, headers={"Accept-Language": "en"}
    )
    body = assert_problem(response, 400, "ongeldige-vraag")
    assert "3:5" in body["detail"]
    assert body["title"] == "This is not a valid SPARQL query"


def test_refuses_other_methods_and_says_which_it_knows(client: TestClient) -> None:
    response = client.put("/sparql", content=ASK)
    assert_problem(response, 405)
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_refuses_updates(client: TestClient) -> None:
    update = "INSERT DATA { <http://a> <http://b> 1 }"
    assert_problem(client.get("/sparql", params={"query": update}), 400)
    assert_problem(client.post("/sparql", data={"update": update}), 403)
    assert_problem(
        client.post("/sparql", content=update, headers={"Content-Type": "application/sparql-update"}), 403
    )


def test_asks_the_graphs_that_are_named(client: TestClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def n(**params: str) -> int:
        response = client.get("/sparql", params={"query": count, **params})
        return int(response.json()["results"]["bindings"][0]["n"]["value"])

    assert n(**{"default-graph-uri": ROO}) == 9
    assert n(**{"named-graph-uri": ROO}) == 0
    assert n(query=count.replace("{ ?s", f"FROM <{ROO}> {{ ?s")) == 9
    assert n(query="SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": ROO}) == 9
    assert n(query="SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == 11


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_refuses_graphs_that_are_not_of_the_release(client: TestClient, name: str) -> None:
    assert_problem(client.get("/sparql", params={"query": ASK, name: "http://x/"}), 400, "onbekende-graaf")
    query = "ASK FROM NAMED <http://x/> { ?s ?p ?o }"
    assert_problem(client.get("/sparql", params={"query": query}), 400, "onbekende-graaf")


def test_holds_back_an_answer_that_is_too_large(make: Maker) -> None:
    for limits in ({"query_max_rows": 3}, {"query_max_bytes": 100}):
        client = make(**limits)
        for formaat in ("json", "xml", "csv", "tsv"):
            response = client.get("/sparql", params={"query": SELECT, "format": formaat})
            assert_problem(response, 400, "antwoord-te-groot")
        assert_problem(client.get("/sparql", params={"query": CONSTRUCT}), 400, "antwoord-te-groot")
    exact = make(query_max_rows=4)
    for formaat in ("json", "xml", "csv", "tsv"):
        assert exact.get("/sparql", params={"query": SELECT, "format": formaat}).status_code == 200


def test_counts_rows_exactly_when_values_look_like_rows() -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://a"), ox.NamedNode("http://b"), ox.Literal('},{\n},{"\r\n')))
    for formaat in RESULTS:
        data = store.query("SELECT * { ?s ?p ?o }").serialize(format=formaat.vorm)  # type: ignore[union-attr,arg-type]
        assert data
        assert not rows_exceed(data, formaat, 1)
        assert rows_exceed(data, formaat, 0)


def test_refuses_a_query_that_is_too_long(make: Maker) -> None:
    client = make(query_max_chars=200, lookup_max_keys=1)
    assert client.get("/sparql", params={"query": SELECT}).status_code == 200
    assert_problem(client.get("/sparql", params={"query": SELECT + " " * 200}), 413)
    assert_problem(client.post("/sparql", content="x" * 100_000, headers=DIRECT), 413)


def test_describes_itself_to_machines(client: TestClient) -> None:
    response = client.get("/sparql")
    assert response.headers["content-type"].startswith("text/turtle")
    graph = {str(q.predicate): q.object for q in ox.parse(response.content, format=ox.RdfFormat.TURTLE)}
    endpoint = graph["<http://www.w3.org/ns/sparql-service-description#endpoint>"]
    assert endpoint == ox.NamedNode("http://testserver/sparql")
    assert ROO in response.text


def test_gives_people_a_form(client: TestClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.headers["content-type"].startswith("text/html")
    assert "<textarea" in response.text


def test_the_sparql_of_a_list_asks_the_same(client: TestClient) -> None:
    listed = client.get("/v1/samenwerkingsverbanden", params={"deelnemer": "gm0002"}).json()
    query = parse_qs(urlsplit(listed["sparql"]).query)["query"][0]
    assert "#+" not in query
    rows = json.loads(client.get(listed["sparql"]).content)["results"]["bindings"]
    assert [row["verband"]["value"] for row in rows] == [item["id"] for item in listed["items"]]


def test_refuses_a_query_that_is_nested_too_deep(client: TestClient) -> None:
    body = assert_problem(client.post("/sparql", content="ASK " + "{" * 4_000, headers=DIRECT), 400)
    assert "100" in body["detail"]


class SlowStore(EmbeddedStore):
    """Answers ASK only when it is let go."""

    def __init__(self, inner: ox.Store) -> None:
        super().__init__(inner)
        self.go = threading.Event()
        self.started = threading.Semaphore(0)

    def query(self, text: str, **dataset: object) -> Answer:  # type: ignore[override]
        if text == ASK:
            self.started.release()
            self.go.wait(20)
        return super().query(text, **dataset)  # type: ignore[arg-type]


def test_a_busy_endpoint_leaves_other_routes_alone_and_turns_away_who_comes_too_late(
    store: EmbeddedStore, release: Uitgave, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.sparql, "MAX_WAITING", 1)
    slow = SlowStore(store.inner)
    with TestClient(create_app(slow, release, Settings())) as client, ThreadPoolExecutor(60) as pool:

        def asked(_: int) -> int:
            response = client.get("/sparql", params={"query": ASK})
            if response.status_code == 503:
                assert_problem(response, 503)
                assert response.headers["retry-after"] == "10"
            return response.status_code

        try:
            busy = [pool.submit(asked, n) for n in range(api.sparql.MAX_AT_ONCE)]
            assert all(slow.started.acquire(timeout=10) for _ in busy)
            late = [pool.submit(asked, n) for n in range(50)]
            assert client.get("/health").status_code == 200
            assert client.get("/v1/samenwerkingsverbanden").status_code == 200
            # One of the late ones waits; all the others are told.
            until = time.monotonic() + 20
            while sum(one.done() for one in late) < 49 and time.monotonic() < until:
                time.sleep(0.01)
        finally:
            slow.go.set()
        assert [one.result() for one in busy] == [200] * len(busy)
        assert sorted(one.result() for one in late) == [200] + [503] * 49
