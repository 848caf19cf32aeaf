"""On the embedded data the REST interface answers as the questions in `queries/` do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.context import Uitgave
from verbanden.namespaces import TOOI_TOP, concept
from verbanden.query import bind, load
from verbanden.settings import Settings
from verbanden.store import EmbeddedStore

PATH = "/v1/samenwerkingsverbanden"
THEMES = {code: TOOI_TOP + code for code in ("c_d0463fb7", "c_d58b78ca", "c_d96f9cd3", "c_c232ae4a")} | {
    code: concept("rapportthema", code) for code in ("zorg", "milieu", "onderwijs", "inkoop", "basisregistraties")
}
DATES = ("2018-06-01", "2021-06-30", "2026-05-16")


@pytest.fixture(scope="module")
def full(embedded_store: EmbeddedStore, release: Uitgave) -> Iterator[TestClient]:
    with TestClient(create_app(embedded_store, release, Settings())) as opened:
        yield opened


def listed(client: TestClient, query: str) -> list[str]:
    body = client.get(f"{PATH}?{query}&limit=500").json()
    assert body["volgende"] is None
    return [item["id"] for item in body["items"]]


def asked(store: EmbeddedStore, name: str, thema: str, peildatum: str) -> list[str]:
    question = load(name)
    terms = question.read({"thema": [thema], "peildatum": [peildatum]}, date(2026, 5, 16))
    answer = store.query(bind(question, terms))
    assert isinstance(answer, ox.QuerySolutions)
    return [row["verband"].value for row in answer]


@pytest.mark.parametrize("code", THEMES)
@pytest.mark.parametrize("peildatum", DATES)
def test_gives_a_theme_the_partnerships_that_the_questions_give_it(
    full: TestClient, embedded_store: EmbeddedStore, code: str, peildatum: str
) -> None:
    found = listed(full, f"thema={code}&peildatum={peildatum}")
    for name in ("verband/per-thema", "thema/gemeenten-per-verband"):
        assert sorted(asked(embedded_store, name, THEMES[code], peildatum)) == sorted(found)


@pytest.mark.parametrize("code", ["zorg", "milieu", "c_d0463fb7"])
def test_leaves_no_municipality_of_a_theme_without_partnership(
    full: TestClient, embedded_store: EmbeddedStore, code: str
) -> None:
    question = load("thema/zonder-verband")
    terms = question.read({"thema": [THEMES[code]]}, date(2026, 5, 16))
    answer = embedded_store.query(bind(question, terms))
    assert isinstance(answer, ox.QuerySolutions)
    without = {row["gemeente"].value.rpartition("/")[2] for row in answer}
    towns = [t["code"] for t in full.get("/v1/organisaties?aard=gemeente&limit=500").json()["items"]]
    assert without < set(towns)
    for town in towns[::25]:
        assert bool(listed(full, f"thema={code}&deelnemer={town}")) is (town not in without)


def test_a_theme_of_the_inventories_takes_in_the_field_that_is_nearly_the_same(full: TestClient) -> None:
    assert set(listed(full, "thema=c_d0463fb7")) <= set(listed(full, "thema=zorg"))


def test_tells_a_derived_participation_from_its_class(full: TestClient) -> None:
    body = full.get(f"{PATH}/roo-27706652/geschiedenis").json()
    [found] = [d for d in body["deelnames"] if d["organisatie"]["code"] == "ws0664"]
    assert found["type"] == "AfgeleideDeelname"
    assert found["afgeleid"] is True
    assert found["zetVoort"] == []
