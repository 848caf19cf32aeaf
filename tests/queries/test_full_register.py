"""The full registers give the same answers as the facts-only cut of them that ships with Verbanden."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.source import open_source
from tests.queries.questions import GOLDEN, QUESTIONS, bound, csv_of
from verbanden.assemble import Gelezen, assemble
from verbanden.dumps import nquads
from verbanden.namespaces import Iris
from verbanden.store import EmbeddedStore

pytestmark = pytest.mark.shared

FILES = {
    "roo": "roo/exportOO.xml",
    "tooi-gemeenten": "tooi/rwc_gemeenten_compleet_4.json",
    "tooi-provincies": "tooi/rwc_provincies_compleet_1.json",
    "tooi-waterschappen": "tooi/rwc_waterschappen_compleet_2.json",
}


@pytest.fixture(scope="module")
def full_store(shared: Path, aarden: dict[str, str], iris: Iris) -> EmbeddedStore:
    bronnen = [Gelezen.sort(open_source(code, shared / "data" / path)) for code, path in FILES.items()]
    samenstel = assemble(bronnen, iris, aarden=aarden)
    return EmbeddedStore.from_lines(nquads(samenstel.default_graph(), samenstel.graven))


@pytest.mark.parametrize("name", QUESTIONS)
def test_gives_the_rows_of_the_embedded_cut(name: str, full_store: EmbeddedStore) -> None:
    found = csv_of(full_store, bound(name))
    assert found.decode("utf-8") == (GOLDEN / f"{name}.csv").read_text(encoding="utf-8")
