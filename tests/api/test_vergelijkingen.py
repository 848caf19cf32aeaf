"""`POST /v1/vergelijkingen`: a list of verbonden partijen beside the release, over the application."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.comparing.documented import schema
from api.context import Uitgave
from loaders.inzending import lees
from tests.api.helpers import assert_problem
from verbanden.comparison.listed import MAX_ROWS
from verbanden.comparison.records import Vergelijking
from verbanden.settings import Settings
from verbanden.store import EmbeddedStore

with warnings.catch_warnings():
    # Starlette's test client announces a move to another HTTP library; ours is not concerned.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

PATH = "/v1/vergelijkingen"
LISTS = Path(__file__).parents[1] / "verbanden" / "data" / "lijsten"
TABLE = (LISTS / "tilburg.csv").read_bytes()
MAPPING = (LISTS / "kolommen.yaml").read_bytes()


@pytest.fixture(scope="module")
def client(embedded_store: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    release = Uitgave("2026-05-16", date(2026, 5, 16))
    settings = Settings(home=tmp_path_factory.mktemp("home"), validatie_workers=1)
    with TestClient(create_app(embedded_store, release, settings, lezer=lees)) as opened:
        yield opened


def post(client: TestClient, query: str = "?organisatie=gm0855", **headers: str) -> Any:
    files = {"document": ("tilburg.csv", TABLE, "text/csv"), "mapping": ("kolommen.yaml", MAPPING)}
    return client.post(PATH + query, files=files, headers=headers)


def unlike(value: Any, described: dict[str, Any], place: str) -> Iterator[str]:
    """Give where an answer is not as its JSON schema says, as far as we use that language."""
    if "anyOf" in described:
        if all(list(unlike(value, one, place)) for one in described["anyOf"]):
            yield place
        return
    kind = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "number": (int, float),
        "null": type(None),
    }
    if "type" in described and not isinstance(value, kind.get(described["type"], object)):  # type: ignore[arg-type]
        yield place
    elif value not in described.get("enum", [value]):
        yield f"{place} {value}"
    elif "properties" in described:
        if value.keys() != described["properties"].keys():
            yield f"{place} {sorted(value.keys() ^ described['properties'].keys())}"
        for key in value.keys() & described["properties"].keys():
            yield from unlike(value[key], described["properties"][key], f"{place}/{key}")
    elif "items" in described:
        for item in value:
            yield from unlike(item, described["items"], place)


def test_compares_a_table_with_a_mapping(client: TestClient) -> None:
    response = post(client)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    body = response.json()
    assert body["aantallen"] == {"bekend": 7, "niet-deelnemer": 1, "onbekend": 3}
    assert [gemist["verband"].rsplit("/")[-1] for gemist in body["gemist"]] == ["roo-28261828", "roo-24962632"]
    assert body["rijen"][0]["plaats"]["document"] == "tilburg.csv"
    assert Vergelijking.uit_json(body).uitkomst == "verschillen"


def test_answers_as_its_description_says(client: TestClient) -> None:
    described = client.get("/v1/openapi.json").json()["paths"]["/vergelijkingen"]["post"]
    assert described["responses"]["200"]["content"]["application/json"]["schema"] == schema()
    assert list(unlike(post(client).json(), schema(), "")) == []
    assert list(unlike({"uitkomst": 1}, schema(), ""))


def test_compares_rdf_sent_as_the_body(client: TestClient) -> None:
    data = (LISTS / "tilburg.ttl").read_bytes()
    headers = {"Content-Type": "text/turtle"}
    body = client.post(f"{PATH}?organisatie=GM0855&peildatum=2021-06-01", content=data, headers=headers).json()
    assert (len(body["rijen"]), body["peildatum"]) == (15, "2021-06-01")
    assert {rij["stand"] for rij in body["rijen"] if "Historisch" in rij["naam"]} == {"bekend"}


@pytest.mark.parametrize(
    ("wanted", "media_type", "said"),
    [
        ({"Accept": "text/csv"}, "text/csv", "ontbreekt"),
        ({"Accept": "text/html", "Accept-Language": "en"}, "text/html", "In the graph, not on your list"),
        ({"Accept": "text/plain"}, "text/plain", "In de graaf, niet op uw lijst"),
    ],
)
def test_answers_in_the_form_asked_for(
    client: TestClient, wanted: dict[str, str], media_type: str, said: str
) -> None:
    response = post(client, **wanted)
    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert said in response.text
    assert ("'sha256-" in response.headers["content-security-policy"]) is (media_type == "text/html")


def test_a_format_in_the_url_goes_before_accept(client: TestClient) -> None:
    response = post(client, "?organisatie=gm0855&format=csv", Accept="application/json")
    assert next(csv.DictReader(io.StringIO(response.text)))["naamOpLijst"].startswith("Omgevingsdienst")


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("", "organisatie"),
        ("?organisatie=gm9999", "organisatie"),
        ("?organisatie=gm0855&organisatie=gm0344", "organisatie"),
        ("?organisatie=gm0855&peildatum=gisteren", "peildatum"),
        ("?organisatie=gm0855&format=pdf", "format"),
        ("?organisatie=gm0855&criteria=kern", "criteria"),
    ],
)
def test_rejects_impossible_parameters(client: TestClient, query: str, where: str) -> None:
    body = assert_problem(post(client, query), 400)
    assert [fout["in"] for fout in body["errors"]] == [where]


def test_rejects_a_form_that_there_is_not(client: TestClient) -> None:
    assert_problem(post(client, Accept="image/png"), 406)


@pytest.mark.parametrize(
    ("data", "media_type", "status"),
    [
        (b"", "text/csv", 400),
        (b"<a> <b> .", "text/turtle", 400),
        (b"%PDF-1.7", "application/pdf", 415),
        ("\n".join(["naam", *map(str, range(MAX_ROWS + 1))]).encode(), "text/csv", 413),
    ],
)
def test_rejects_documents_that_it_cannot_read(
    client: TestClient, data: bytes, media_type: str, status: int
) -> None:
    response = client.post(f"{PATH}?organisatie=gm0855", content=data, headers={"Content-Type": media_type})
    assert_problem(response, status)


def test_says_that_there_is_nothing_to_compare(client: TestClient) -> None:
    data = b"<https://example.org/x> a <https://example.org/y> ."
    response = client.post(f"{PATH}?organisatie=gm0855", content=data, headers={"Content-Type": "text/turtle"})
    assert response.json()["uitkomst"] == "niets-te-vergelijken"


def places(client: TestClient) -> tuple[int, ...]:
    state = client.app.state  # type: ignore[attr-defined]
    return state.dienst.plaatsen.vrij, state.dienst.uploads.vrij, state.vergelijker.places.vrij


def test_gives_every_place_in_the_queue_back(client: TestClient) -> None:
    before = places(client)
    assert post(client).status_code == 200
    assert post(client, "?organisatie=gm0855&peildatum=2021-01-01").status_code == 200
    empty = client.post(f"{PATH}?organisatie=gm0855", content=b"", headers={"Content-Type": "text/csv"})
    assert empty.status_code == 400
    assert places(client) == before
    assert list(client.app.state.dienst.bewaard.map("0" * 32).parent.glob(".lijst-*")) == []  # type: ignore[attr-defined]


@pytest.fixture
def limited(embedded_store: EmbeddedStore, tmp_path: Path) -> Iterator[Callable[..., TestClient]]:
    with ExitStack() as stack:

        def made(**settings: float) -> TestClient:
            release = Uitgave("2026-05-16", date(2026, 5, 16))
            chosen = Settings(home=tmp_path, validatie_workers=1, **settings)  # type: ignore[arg-type]
            return stack.enter_context(TestClient(create_app(embedded_store, release, chosen, lezer=lees)))

        yield made


def test_stops_comparing_at_the_limit_of_time(limited: Callable[..., TestClient]) -> None:
    client = limited(vergelijking_max_seconds=0.00001)
    before = places(client)
    assert_problem(post(client), 413, "te-veel")
    assert places(client) == before


def test_rejects_a_list_with_more_members_than_may_be(limited: Callable[..., TestClient]) -> None:
    row = "<x:v{0}> a <{1}Samenwerkingsverband> ; <{1}huidigeDeelnemer> <x:a{0}>, <x:b{0}>, <x:c{0}> ."
    vb = "https://w3id.org/verbanden/def#"
    data = "\n".join(row.format(number, vb) for number in range(2))
    client = limited(vergelijking_max_members=5)
    headers = {"Content-Type": "text/turtle"}
    refused = client.post(f"{PATH}?organisatie=gm0855", content=data, headers=headers)
    assert "6 deelnemers" in assert_problem(refused, 413, "te-veel")["detail"]
    fits = client.post(f"{PATH}?organisatie=gm0855", content=data.replace(", <x:c1>", ""), headers=headers)
    assert fits.status_code == 200


def test_refuses_more_lists_than_may_wait(limited: Callable[..., TestClient]) -> None:
    client = limited(vergelijking_queue=2)
    state = client.app.state  # type: ignore[attr-defined]
    with state.vergelijker.places.held():
        assert post(client).status_code == 200
        with state.vergelijker.places.held():
            refused = post(client)
            assert_problem(refused, 503, "te-druk")
            assert int(refused.headers["retry-after"]) > 0
    assert post(client).status_code == 200


def test_is_not_there_without_a_reader(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    release = Uitgave("2026-05-16", date(2026, 5, 16))
    bare = TestClient(create_app(embedded_store, release, Settings(home=tmp_path)))
    assert bare.post(PATH).status_code == 404
    assert "/vergelijkingen" not in json.dumps(bare.get("/v1/openapi.json").json()["paths"])
