from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from api.rest.models_oordelen import CriteriasetAntwoord, CriteriasetsLijst
from tests.api.helpers import assert_problem
from verbanden.definition.criteria import criteria, criteriasets

PATH = "/v1/criteriasets"
ENGLISH = {"Accept-Language": "en"}


def test_gives_every_set_with_its_criteria(client: TestClient) -> None:
    body = client.get(PATH).json()
    CriteriasetsLijst.model_validate(body)
    given = {one["code"]: {criterium["code"] for criterium in one["criteria"]} for one in body["items"]}
    assert given == {one.code: set(one.criteria) for one in criteriasets().values()}
    assert client.get(body["sparql"]).status_code == 200


@pytest.mark.parametrize("code", sorted(criteriasets()))
def test_gives_one_set_as_the_code_list_has_it(client: TestClient, code: str) -> None:
    dutch = client.get(f"{PATH}/{code}").json()
    english = client.get(f"{PATH}/{code}", headers=ENGLISH).json()
    CriteriasetAntwoord.model_validate(dutch)
    assert dutch["naam"] == english["naam"] == criteriasets()[code].nl
    assert dutch["definitie"] != english["definitie"]
    for here, there in zip(dutch["criteria"], english["criteria"], strict=True):
        known = criteria()[here["code"]]
        assert here["naam"] == known.nl
        assert (here["aanTeLeveren"], here["uitleg"]) == (known.aan_te_leveren_nl, known.uitleg_nl)
        assert (there["aanTeLeveren"], there["uitleg"]) == (known.aan_te_leveren_en, known.uitleg_en)
        assert here["definitie"]


def test_names_the_law_of_a_set_and_of_a_criterion(client: TestClient) -> None:
    body = client.get(f"{PATH}/definitie-2017").json()
    assert any("Besluit begroting en verantwoording" in wet["naam"] for wet in body["wetten"])
    [related] = [one for one in body["criteria"] if one["code"] == "verbonden-partij"]
    assert [wet["naam"] for wet in related["wetten"]] == [
        "Besluit begroting en verantwoording provincies en gemeenten, artikel 1"
    ]
    assert client.get(f"{PATH}/kern").json()["wetten"] == []


def test_finds_a_set_whatever_its_case(client: TestClient) -> None:
    assert client.get(f"{PATH}/Kern").json()["code"] == "kern"


def test_does_not_find_a_set_that_is_not_there(client: TestClient) -> None:
    body = assert_problem(client.get(f"{PATH}/definitie-2030"), 404, "niet-gevonden")
    assert "regioatlas" in body["detail"]
    assert_problem(client.get(f"{PATH}/%3Cx%3E"), 404)


def test_rejects_parameters(client: TestClient) -> None:
    assert_problem(client.get(f"{PATH}?limit=1"), 400)
    assert_problem(client.get(f"{PATH}/kern?peildatum=2020-01-01"), 400)
