"""What several rooms test with: the embedded data, read and put together once per session."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from loaders.aard import embedded_aard, lees_aard
from loaders.source import SOURCES, embedded, open_source
from verbanden.assemble import Gelezen, Samenstel, assemble
from verbanden.dumps import nquads
from verbanden.namespaces import Iris
from verbanden.store import EmbeddedStore


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes golden files anew, to be looked at in the diff before they are committed."""
    parser.addoption("--renew-golden", action="store_true", help="write golden files and generated docs anew")


@pytest.fixture(scope="session")
def renew_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew before they are compared."""
    return bool(request.config.getoption("--renew-golden"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of full registers beside this one, for tests marked `shared`."""
    return Path(os.environ.get("VERBANDEN_SHARED") or Path(__file__).parents[2] / "shared")


@pytest.fixture(scope="session")
def iris() -> Iris:
    """The IRIs of a release under the default base."""
    return Iris()


@pytest.fixture(scope="session")
def aarden() -> dict[str, str]:
    """The kind of organisations that no register describes, by their key."""
    return {key: kind.aard for key, kind in lees_aard(embedded_aard()).items()}


@pytest.fixture(scope="session")
def bronnen() -> list[Gelezen]:
    """All embedded sources, read to their end; not to be changed."""
    return [Gelezen.sort(open_source(code, embedded(code))) for code in SOURCES]


@pytest.fixture(scope="session")
def samenstel(bronnen: list[Gelezen], aarden: dict[str, str], iris: Iris) -> Samenstel:
    """The graphs of a release of the embedded data; not to be changed."""
    return assemble(bronnen, iris, aarden=aarden)


@pytest.fixture(scope="session")
def embedded_store(samenstel: Samenstel) -> EmbeddedStore:
    """A release of the embedded data as it is served: the consolidated view and every named graph."""
    return EmbeddedStore.from_lines(nquads(samenstel.default_graph(), samenstel.graven))
