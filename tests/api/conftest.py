"""A small release over the real application, without a network."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from datetime import date
from importlib import resources
from pathlib import Path

import pyoxigraph as ox
import pytest

from api.app import create_app
from api.context import Uitgave
from verbanden.coverage import Dekking
from verbanden.settings import Settings
from verbanden.store import EmbeddedStore

with warnings.catch_warnings():
    # Starlette's test client announces a move to another HTTP library; ours is not concerned.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

HERE = Path(__file__).parent
DEKKING = (
    Dekking("roo", date(2026, 5, 16), date(2021, 7, 1), date(2016, 1, 1)),
    Dekking("tooi-gemeenten", date(2022, 12, 22)),
)
Maker = Callable[..., TestClient]


@pytest.fixture(scope="session")
def store() -> EmbeddedStore:
    inner = ox.Store()
    for name in ("klein.trig", "oordelen.trig"):
        inner.bulk_load(path=str(HERE / name), format=ox.RdfFormat.TRIG)
    # The lists that verdicts are made with are those that ship.
    for name in ("criterium", "criteriaset", "uitkomst"):
        data = resources.files("ontology").joinpath("begrippen", f"{name}.ttl").read_bytes()
        inner.bulk_load(input=data, format=ox.RdfFormat.TURTLE)
    return EmbeddedStore(inner)


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Uitgave:
    pad = tmp_path_factory.mktemp("uitgave")
    (pad / "verbanden.nq.gz").write_bytes(b"\x1f\x8b-not-really")
    (pad / "catalogus.ttl").write_text(
        '<https://w3id.org/verbanden/> <http://purl.org/dc/terms/title> "Verbanden"@nl .'
    )
    (pad / "csv").mkdir()
    (pad / "csv" / "deelnames.csv").write_text("a,b\n")
    return Uitgave("2026-05-16", date(2026, 5, 16), pad, DEKKING)


@pytest.fixture(scope="session")
def make(store: EmbeddedStore, release: Uitgave) -> Maker:
    """Make a client with settings of its own."""

    def made(**settings: object) -> TestClient:
        app = create_app(store, release, Settings(**settings))  # type: ignore[arg-type]
        return TestClient(app, follow_redirects=False, raise_server_exceptions=False)

    return made


@pytest.fixture(scope="session")
def client(make: Maker) -> Iterator[TestClient]:
    with make() as opened:
        yield opened
