"""Applications that check documents: over the test client, and over real HTTP in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.context import Uitgave
from api.validation.service import Dienst
from api.validation.task import Lezer
from loaders.inzending import lees
from tests.api.validation.lezers import eerlijk
from verbanden.settings import Settings
from verbanden.store import EmbeddedStore

Open = Callable[..., TestClient]


@pytest.fixture
def opened(store: EmbeddedStore, release: Uitgave, tmp_path: Path) -> Iterator[Open]:
    """Open applications with settings of their own; each runs until the end of the test."""
    with ExitStack() as stack:

        def made(lezer: Lezer = eerlijk, **settings: object) -> TestClient:
            chosen = {"home": tmp_path, "validatie_workers": 1} | settings
            app = create_app(store, release, Settings(**chosen), lezer=lezer)  # type: ignore[arg-type]
            return stack.enter_context(TestClient(app, raise_server_exceptions=False))

        yield made


@pytest.fixture(scope="module")
def client(
    store: EmbeddedStore, release: Uitgave, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """An application with default settings, shared by the tests of a module."""
    app = create_app(store, release, Settings(home=tmp_path_factory.mktemp("home")), lezer=lees)
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def dienst(client: TestClient) -> Dienst:
    """Give the service inside an application."""
    found: Dienst = client.app.state.dienst  # type: ignore[attr-defined]
    return found
