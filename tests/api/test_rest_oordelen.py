from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.rest.models_oordelen import Oordelen, Oordelengeschiedenis
from tests.api.helpers import assert_problem

PATH = "/v1/samenwerkingsverbanden"
ENGLISH = {"Accept-Language": "en"}


def get(client: TestClient, path: str, **headers: str) -> dict[str, Any]:
    response = client.get(PATH + path, headers=headers)
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def criterium(client: TestClient, path: str, code: str, **headers: str) -> dict[str, Any]:
    """Give the verdict on one criterion."""
    found = [one for one in get(client, path, **headers)["perCriterium"] if one["criterium"]["code"] == code]
    assert len(found) == 1
    one: dict[str, Any] = found[0]
    return one


def pieces(verdict: dict[str, Any]) -> list[tuple[str, str]]:
    return [(stuk["soort"], stuk["label"]) for stuk in verdict["bewijs"]]


def codes(refs: list[dict[str, Any]]) -> list[str]:
    return [ref["code"] for ref in refs]


def test_gives_the_verdict_on_each_set(client: TestClient) -> None:
    body = get(client, "/roo-10/oordelen")
    Oordelen.model_validate(body)
    assert body["inWerking"] is True
    full, core = body["oordelen"]
    assert [one["criteriaset"]["code"] for one in (full, core)] == ["definitie-2024", "kern"]
    assert core["uitkomst"]["code"] == "voldoet"
    assert core["stand"] == "voldaan 4 van 4"
    assert (core["begin"], core["einde"]) == ("2016-01-01", None)
    assert full["uitkomst"]["code"] == "voldoet-niet"
    assert (full["aantalVoldaan"], full["aantalCriteria"]) == (4, 8)
    assert codes(full["nogOnbekend"]) == ["d1", "d2", "d3"]
    assert codes(full["nietVoldaan"]) == ["e"]


def test_gives_each_criterion_once_with_the_sets_it_is_in(client: TestClient) -> None:
    body = get(client, "/roo-10/oordelen")
    assert [one["criterium"]["code"] for one in body["perCriterium"]] == ["a", "b", "c", "d2", "d4", "e"]
    assert codes(body["perCriterium"][0]["criteriasets"]) == ["definitie-2024", "kern"]


def test_gives_only_the_sets_that_are_asked_for(client: TestClient) -> None:
    core = get(client, "/roo-10/oordelen?criteriaset=kern")
    assert [one["criteriaset"]["code"] for one in core["oordelen"]] == ["kern"]
    assert [one["criterium"]["code"] for one in core["perCriterium"]] == ["a", "b", "c", "d4"]
    both = get(client, "/roo-10/oordelen?criteriaset=kern&criteriaset=definitie-2024")
    assert both["perCriterium"] == get(client, "/roo-10/oordelen")["perCriterium"]


def test_gives_the_evidence_that_holds_on_the_date(client: TestClient) -> None:
    now = criterium(client, "/roo-10/oordelen", "a")
    then = criterium(client, "/roo-10/oordelen?peildatum=2021-12-31", "a")
    assert now["id"] == then["id"]
    assert pieces(now) == [
        ("deelname", "gemeente Bèèkstad"),
        ("deelname", "gemeente Nieuwstad"),
        ("deelname", "provincie Noord-Brabant"),
    ]
    assert pieces(then)[0] == ("deelname", "gemeente Aadorp")
    assert then["bewijs"][0]["einde"] == "2022-01-01"
    assert now["uitleg"] == "Ten minste twee overheden nemen deel. Dat blijkt uit: 3 deelnames."


def test_names_the_name_of_the_day(client: TestClient) -> None:
    assert pieces(criterium(client, "/roo-10/oordelen?peildatum=2019-12-31", "b")) == [
        ("naam", "Milieudienst Midden")
    ]
    assert pieces(criterium(client, "/roo-10/oordelen?peildatum=2020-01-01", "b")) == [
        ("naam", "Omgevingsdienst Midden")
    ]


def test_names_the_law_that_counts_for_the_form_of_the_day(client: TestClient) -> None:
    before = criterium(client, "/roo-10/oordelen?peildatum=2019-12-31", "c")
    law = ("wet", "Wet gemeenschappelijke regelingen, artikel 10")
    own = ("samenwerkingsverband", "Omgevingsdienst Midden")
    assert pieces(before) == [own, law]
    now = criterium(client, "/roo-10/oordelen", "c")
    assert pieces(now) == [("regeling", "Regeling Omgevingsdienst Midden"), own, law]
    assert now["uitleg"] == (
        "De samenwerking heeft een bepaald doel dat is vastgelegd. Dat blijkt uit: “Regeling Omgevingsdienst "
        "Midden”, wat bij het samenwerkingsverband zelf is vastgelegd en Wet gemeenschappelijke regelingen, "
        "artikel 10."
    )


def test_counts_how_long_it_lasts_from_an_arrangement_that_has_ended(client: TestClient) -> None:
    assert pieces(criterium(client, "/roo-10/oordelen", "d4")) == [("regeling", "Regeling Milieudienst Midden")]


def test_names_the_sources_of_evidence(client: TestClient) -> None:
    now = criterium(client, "/roo-10/oordelen", "a")
    by_name = {stuk["label"]: stuk["bronnen"] for stuk in now["bewijs"]}
    # Who carries on is known from the source that names whom it follows.
    assert by_name["gemeente Nieuwstad"] == ["roo"]
    assert by_name["gemeente Bèèkstad"] == []
    assert criterium(client, "/roo-10/oordelen", "b")["bewijs"][0]["bronnen"] == ["roo"]
    law = criterium(client, "/roo-10/oordelen", "c")["bewijs"]
    assert [stuk["bronnen"] for stuk in law] == [["roo"], [], []]


def test_tells_who_denies_and_how_many_were_asked(client: TestClient) -> None:
    denied = criterium(client, "/roo-10/oordelen", "e")
    assert denied["uitkomst"]["code"] == "voldoet-niet"
    assert denied["aantalBevraagd"] == 2
    assert denied["uitleg"] == "Ten minste één deelnemer ontkent de samenwerking. Dat blijkt uit: 1 verklaring."
    said = [(stuk["label"], stuk["beweert"]["code"], stuk["begin"]) for stuk in denied["bewijs"]]
    assert said == [
        ("gemeente Bèèkstad", "voldoet-niet", "2019-05-01"),
        ("provincie Noord-Brabant", "voldoet", None),
    ]


def test_counts_a_statement_from_its_date_and_only_of_who_takes_part(client: TestClient) -> None:
    before = criterium(client, "/roo-10/oordelen?peildatum=2017-12-31", "e")
    assert [stuk["label"] for stuk in before["bewijs"]] == ["gemeente Aadorp", "provincie Noord-Brabant"]


def test_leaves_out_what_somebody_has_taken_back(client: TestClient) -> None:
    def said(peildatum: str) -> list[str]:
        found = criterium(client, f"/roo-10/oordelen?peildatum={peildatum}", "e")["bewijs"]
        return [stuk["beweert"]["code"] for stuk in found if stuk["label"] == "gemeente Bèèkstad"]

    days = ("2017-12-31", "2018-01-01", "2019-04-30", "2019-05-01", "2026-05-16")
    assert [said(day) for day in days] == [[], ["voldoet"], ["voldoet"], ["voldoet-niet"], ["voldoet-niet"]]


def test_counts_on_a_date_only_who_takes_part_and_had_spoken_by_then(client: TestClient) -> None:
    days = ("2015-06-01", "2017-12-31", "2020-01-01", "2021-12-31", "2022-01-01", "2026-05-16")
    counts = [criterium(client, f"/roo-10/oordelen?peildatum={day}", "e")["aantalBevraagd"] for day in days]
    assert counts == [2, 2, 3, 3, 2, 2]
    listed = [
        client.get(f"/v1/oordelen?criterium=e&peildatum={day}").json()["items"][0]["overCriterium"][
            "aantalBevraagd"
        ]
        for day in days[2:]
    ]
    assert listed == counts[2:]
    [whole] = [
        one
        for one in get(client, "/roo-10/oordelen/geschiedenis")["perCriterium"]
        if one["criterium"]["code"] == "e"
    ]
    assert whole["aantalBevraagd"] == 3


def test_tells_what_is_missing_where_it_is_unknown(client: TestClient) -> None:
    unknown = criterium(client, "/roo-10/oordelen", "d2")
    assert unknown["uitkomst"]["code"] == "onbekend"
    assert "maandelijks" in unknown["ontbreekt"]
    assert (unknown["begin"], unknown["bewijs"]) == (None, [])
    assert unknown["uitleg"].endswith("Dat is geen tekortkoming.")
    assert criterium(client, "/roo-10/oordelen", "a")["ontbreekt"] is None


def test_tells_on_which_day_a_young_one_is_settled(client: TestClient) -> None:
    young = criterium(client, "/roo-10/oordelen?peildatum=2015-06-01", "d4")
    assert young["beslistOp"] == "2016-01-01"
    assert "2016-01-01" in young["uitleg"]
    assert criterium(client, "/roo-10/oordelen", "d4")["beslistOp"] is None


def test_tells_that_the_kind_of_participants_is_what_is_unknown(client: TestClient) -> None:
    unknown = criterium(client, "/roo-10/oordelen?peildatum=2015-06-01", "a")
    assert "van wie niet bekend is of zij een overheid zijn" in unknown["uitleg"]


def test_tells_that_the_data_contradict_each_other(client: TestClient) -> None:
    torn = criterium(client, "/roo-20/oordelen", "c")
    assert torn["uitkomst"]["code"] == "onbekend"
    assert torn["uitleg"].startswith("De gegevens spreken elkaar tegen")
    assert [soort for soort, _ in pieces(torn)] == ["verklaring", "wet"]


def test_explains_in_english(client: TestClient) -> None:
    english = {"Accept-Language": "en-GB"}
    assert get(client, "/roo-10/oordelen", **english)["oordelen"][1]["stand"] == "met 4 of 4"
    met = criterium(client, "/roo-10/oordelen", "a", **english)
    assert met["uitleg"] == "At least two governments take part. Shown by: 3 participations."
    for query, code in (("", "d2"), ("", "e"), ("?peildatum=2015-06-01", "d4"), ("?peildatum=2015-06-01", "a")):
        dutch = criterium(client, f"/roo-10/oordelen{query}", code)
        other = criterium(client, f"/roo-10/oordelen{query}", code, **english)
        assert other["uitleg"] != dutch["uitleg"]
        assert (other["ontbreekt"] is None) is (dutch["ontbreekt"] is None)
    assert "contradict" in criterium(client, "/roo-20/oordelen", "c", **english)["uitleg"]


@pytest.mark.parametrize(
    ("key", "peildatum"), [("roo-30", "2026-05-16"), ("roo-30", "2012-06-01"), ("roo-10", "2014-12-31")]
)
def test_gives_no_verdict_on_what_is_not_in_force(client: TestClient, key: str, peildatum: str) -> None:
    body = get(client, f"/{key}/oordelen?peildatum={peildatum}&criteriaset=kern")
    assert body["inWerking"] is False
    assert body["oordelen"] == []
    assert body["perCriterium"] == []


def test_says_what_the_sources_cover(client: TestClient) -> None:
    assert get(client, "/roo-10/oordelen?peildatum=2015-06-01")["dekking"][0]["volledig"] is False
    assert get(client, "/roo-10/oordelen/geschiedenis")["dekking"][0]["volledig"] is False


@pytest.mark.parametrize("key", ["roo-99", "x", "%3Cscript%3E", "roo-10%22"])
def test_does_not_find_what_is_not_there(client: TestClient, key: str) -> None:
    assert_problem(client.get(f"{PATH}/{key}/oordelen"), 404)
    assert_problem(client.get(f"{PATH}/{key}/oordelen/geschiedenis"), 404)


def test_reports_everything_wrong_at_once(client: TestClient) -> None:
    query = "criteriaset=x&criteriaset=kern&peildatum=2026-02-30&limit=3"
    body = assert_problem(client.get(f"{PATH}/roo-10/oordelen?{query}"), 400, "ongeldige-invoer")
    assert [e["in"] for e in body["errors"]] == ["criteriaset", "peildatum", "limit"]
    assert "regioatlas" in body["errors"][0]["detail"]
    assert_problem(client.get(f"{PATH}/roo-10/oordelen/geschiedenis?peildatum=2020-01-01"), 400)


def test_tells_from_when_to_when_it_met(client: TestClient) -> None:
    body = get(client, "/roo-10/oordelen/geschiedenis?criteriaset=kern")
    Oordelengeschiedenis.model_validate(body)
    told = [(one["uitkomst"]["code"], one["begin"], one["einde"]) for one in body["oordelen"]]
    assert told == [("onbekend", "2015-01-01", "2016-01-01"), ("voldoet", "2016-01-01", None)]
    assert codes(body["oordelen"][0]["nogOnbekend"]) == ["a", "d4"]
    duration = [one for one in body["perCriterium"] if one["criterium"]["code"] == "d4"]
    assert [one["begin"] for one in duration] == ["2015-01-01", "2016-01-01"]


def test_the_sparql_asks_for_the_same_verdicts(client: TestClient) -> None:
    for path in ("/roo-10/oordelen?criteriaset=kern", "/roo-10/oordelen/geschiedenis"):
        body = get(client, path)
        rows = client.get(body["sparql"]).json()["results"]["bindings"]
        given = {one["id"] for one in [*body["oordelen"], *body["perCriterium"]]}
        assert {row["oordeel"]["value"] for row in rows} == given


def test_a_partnership_shows_its_verdicts_and_leads_to_them(client: TestClient) -> None:
    body = get(client, "/roo-10?peildatum=2015-06-01")
    [core] = body["oordelen"]
    assert (core["criteriaset"]["code"], core["uitkomst"]["code"]) == ("kern", "onbekend")
    assert (core["aantalVoldaan"], core["aantalCriteria"]) == (2, 4)
    there = client.get(body["oordelenPerCriterium"]).json()
    assert there["peildatum"] == "2015-06-01"
    assert [one["id"] for one in there["oordelen"]] == [core["id"]]
    assert client.get(get(client, "/roo-10")["oordelenPerCriterium"]).json()["peildatum"] == "2026-05-16"
    assert get(client, "/roo-30")["oordelen"] == []
