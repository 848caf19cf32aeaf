"""On the embedded data REST says what the graph says, and both say what the criteria say of that very day."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.context import Uitgave
from api.rest.examples import EXAMPLES, example
from verbanden.assemble import CRITERIA, Samenstel
from verbanden.definition.criteria import criteria, criteriasets
from verbanden.definition.situations import situations
from verbanden.definition.verdicts import Oordeel, judge
from verbanden.model import Periode
from verbanden.namespaces import VB, concept
from verbanden.query import bind, load
from verbanden.settings import Settings
from verbanden.store import EmbeddedStore
from verbanden.validation import load_shapes, validate

DATES = (date(2014, 7, 1), date(2018, 6, 1), date(2021, 12, 31), date(2022, 1, 1), date(2026, 5, 16))
FOLDER = Path(__file__).resolve().parents[2] / "api" / "rest" / "voorbeelden"
Key = tuple[str, str]
"""A partnership, and a criterion or set."""


@pytest.fixture(scope="module")
def full(embedded_store: EmbeddedStore, release: Uitgave) -> Iterator[TestClient]:
    with TestClient(create_app(embedded_store, release, Settings())) as opened:
        yield opened


@pytest.fixture(scope="module")
def judged(samenstel: Samenstel) -> dict[date, list[Oordeel]]:
    """What the criteria say of each date, judged for that date alone."""
    found = {}
    for dag in DATES:
        states = situations(samenstel.store, dag, samenstel.datum)
        found[dag] = list(judge(validate(states.ntriples(), load_shapes(CRITERIA)), states))
    return found


@pytest.fixture(scope="module")
def graph(embedded_store: EmbeddedStore) -> list[dict[str, list[str]]]:
    """The verdicts as their named graph holds them, read without a query: values by property, as texts."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    [name] = [g for g in embedded_store.named_graphs() if "/graaf/oordelen/" in g]
    for quad in embedded_store.inner.quads_for_pattern(None, None, None, ox.NamedNode(name)):
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)
        property_ = quad.predicate.value.removeprefix(VB)
        found[quad.subject.value][property_].append(quad.object.value)
    return [{"id": [key], **values} for key, values in found.items()]


def local(key: str) -> str:
    return key.rpartition("/")[2]


def listed(client: TestClient, query: str) -> list[dict[str, Any]]:
    """Give all items of a list, page by page."""
    items: list[dict[str, Any]] = []
    link: str | None = f"/v1/oordelen?{query}"
    while link:
        body = client.get(link).json()
        items += body["items"]
        link = body["volgende"]
    return items


def in_graph(graph: list[dict[str, list[str]]], dag: date, overall: bool) -> dict[Key, dict[str, list[str]]]:
    """Give the verdicts of the graph that hold on a day."""
    found: dict[Key, dict[str, list[str]]] = {}
    for one in graph:
        begin, einde = one["begin"][0], one.get("einde", ["9999-12-31"])[0]
        if begin <= dag.isoformat() < einde and ("criterium" not in one) is overall:
            about = one["criteriaset"][0] if overall else one["criterium"][0]
            key = one["overVerband"][0], local(about)
            assert key not in found, "two verdicts on one day"
            found[key] = one
    return found


@pytest.mark.parametrize("dag", DATES)
def test_lists_of_a_set_say_what_graph_and_criteria_say(
    full: TestClient, graph: list[dict[str, list[str]]], judged: dict[date, list[Oordeel]], dag: date
) -> None:
    rest = {}
    for code in criteriasets():
        items = listed(full, f"criteriaset={code}&peildatum={dag}&limit=200")
        assert len({item["overVerband"]["id"] for item in items}) == len(items), "nobody twice"
        ranks = [-item["aantalVoldaan"] for item in items]
        assert ranks == sorted(ranks)
        for item in items:
            rest[item["overVerband"]["id"], code] = (
                item["uitkomst"]["code"],
                item["aantalVoldaan"],
                item["aantalCriteria"],
                {one["code"] for one in item["nogOnbekend"]},
                {one["code"] for one in item["nietVoldaan"]},
            )
    stored = {
        key: (
            local(one["uitkomst"][0]),
            int(one["aantalVoldaan"][0]),
            int(one["aantalCriteria"][0]),
            set(map(local, one.get("nogOnbekend", []))),
            set(map(local, one.get("nietVoldaan", []))),
        )
        for key, one in in_graph(graph, dag, overall=True).items()
    }
    direct = {
        (o.verband, o.sets[0]): (o.uitkomst, o.voldaan, o.totaal, set(o.onbekend), set(o.niet_voldaan))
        for o in judged[dag]
        if o.criterium is None
    }
    assert len(rest) > 400
    assert rest == stored == direct


@pytest.mark.parametrize("dag", DATES)
def test_ranks_as_the_question_for_people_does(full: TestClient, embedded_store: EmbeddedStore, dag: date) -> None:
    question = load("oordeel/rangschikking")
    for code in criteriasets():
        typed = {"criteriaset": [concept("criteriaset", code)], "peildatum": [dag.isoformat()]}
        rows = embedded_store.query(bind(question, question.read(typed, dag)))
        assert isinstance(rows, ox.QuerySolutions)
        asked = {
            row["verband"].value: (
                int(row["voldaan"].value),
                local(row["uitkomst"].value),
                row["onbekend"].value if row["onbekend"] else "",
                row["nietVoldaan"].value if row["nietVoldaan"] else "",
            )
            for row in rows
        }
        told = {
            item["overVerband"]["id"]: (
                item["aantalVoldaan"],
                item["uitkomst"]["code"],
                " ".join(one["code"] for one in item["nogOnbekend"]),
                " ".join(one["code"] for one in item["nietVoldaan"]),
            )
            for item in listed(full, f"criteriaset={code}&peildatum={dag}&limit=500")
        }
        assert told == asked


@pytest.mark.parametrize("dag", DATES)
def test_lists_of_a_criterion_say_what_graph_and_criteria_say(
    full: TestClient, graph: list[dict[str, list[str]]], judged: dict[date, list[Oordeel]], dag: date
) -> None:
    rest = {}
    for code in criteria():
        for item in listed(full, f"criterium={code}&peildatum={dag}&limit=500&sorteer=naam"):
            single = item["overCriterium"]
            assert single["criterium"]["code"] == code
            rest[item["overVerband"]["id"], code] = single["uitkomst"]["code"], single["aantalBevraagd"]
    stored = {
        key: (local(one["uitkomst"][0]), int(one["aantalBevraagd"][0]) if "aantalBevraagd" in one else None)
        for key, one in in_graph(graph, dag, overall=False).items()
    }
    direct = {(o.verband, o.criterium): (o.uitkomst, o.bevraagd) for o in judged[dag] if o.criterium is not None}
    assert len(rest) > 1_000
    assert rest == stored == direct


def test_one_partnership_has_the_verdicts_and_the_evidence_of_the_day(
    full: TestClient, judged: dict[date, list[Oordeel]]
) -> None:
    """Every partnership on one date or another, so that all come by and each date is seen often."""
    by_date: dict[date, dict[str, dict[str, Oordeel]]] = {dag: defaultdict(dict) for dag in DATES}
    for dag, verdicts in judged.items():
        for o in verdicts:
            by_date[dag][o.verband][o.criterium or o.sets[0]] = o
    everybody = sorted({verband for found in by_date.values() for verband in found})
    assert len(everybody) > 450
    seen = 0
    for number, verband in enumerate(everybody):
        dag = DATES[number % len(DATES)]
        expected = by_date[dag].get(verband, {})
        body = full.get(f"/v1/samenwerkingsverbanden/{local(verband)}/oordelen?peildatum={dag}").json()
        assert body["inWerking"] is bool(expected), (verband, dag)
        given = {one["criteriaset"]["code"]: one for one in body["oordelen"]} | {
            one["criterium"]["code"]: one for one in body["perCriterium"]
        }
        assert given.keys() == expected.keys()
        for code, one in given.items():
            assert one["uitkomst"]["code"] == expected[code].uitkomst, (verband, dag, code)
        for one in body["perCriterium"]:
            code = one["criterium"]["code"]
            assert {stuk["id"] for stuk in one["bewijs"]} == set(expected[code].bewijs), (verband, dag, code)
            assert (one["ontbreekt"] is None) is (one["uitkomst"]["code"] != "onbekend")
            assert one["uitleg"]
            seen += len(one["bewijs"])
    assert seen > 2_000


def test_a_history_is_that_of_the_verdicts(full: TestClient, samenstel: Samenstel) -> None:
    expected: dict[str, set[tuple[str, str, Periode]]] = defaultdict(set)
    for o in samenstel.oordelen:
        expected[o.verband].add((o.criterium or o.sets[0], o.uitkomst, o.periode))
    # One in three: the lists above have shown each of them on several dates.
    for verband, periods in list(expected.items())[::3]:
        body = full.get(f"/v1/samenwerkingsverbanden/{local(verband)}/oordelen/geschiedenis").json()
        told = [(one["criteriaset"]["code"], one) for one in body["oordelen"]]
        told += [(one["criterium"]["code"], one) for one in body["perCriterium"]]
        found = [
            (code, one["uitkomst"]["code"], Periode(date.fromisoformat(one["begin"]), _day(one["einde"])))
            for code, one in told
        ]
        assert len(found) == len(set(found))
        assert set(found) == periods, verband


def test_says_nothing_of_a_day_on_which_a_partnership_is_not_in_force(
    full: TestClient, samenstel: Samenstel
) -> None:
    for verband in samenstel.geschiedenis.verbanden:
        if verband.periode.einde is not None:
            link = f"/v1/samenwerkingsverbanden/{verband.sleutel}/oordelen?peildatum={verband.periode.einde}"
            body = full.get(link).json()
            assert body["inWerking"] is False
            assert body["oordelen"] == body["perCriterium"] == []
            return
    pytest.fail("no partnership of the embedded data has ended")


def test_a_young_partnership_is_settled_on_its_first_birthday(full: TestClient, samenstel: Samenstel) -> None:
    young = [
        o
        for o in samenstel.oordelen
        if o.criterium == "d4" and o.uitkomst == "onbekend" and o.periode.begin and o.periode.einde
    ]
    assert young
    for o in young[:40]:
        link = (
            f"/v1/samenwerkingsverbanden/{local(o.verband)}/oordelen?criteriaset=kern&peildatum={o.periode.begin}"
        )
        [one] = [c for c in full.get(link).json()["perCriterium"] if c["criterium"]["code"] == "d4"]
        assert o.periode.einde is not None
        assert one["beslistOp"] >= o.periode.einde.isoformat()
        assert one["beslistOp"] in one["uitleg"]


@pytest.mark.parametrize("code", criteriasets())
@pytest.mark.parametrize("limit", [7, 97])
def test_pages_give_everything_once(full: TestClient, code: str, limit: int) -> None:
    whole = [item["id"] for item in listed(full, f"criteriaset={code}&limit=500&rechtsvorm=RZM")]
    assert len(whole) > 40
    assert [item["id"] for item in listed(full, f"criteriaset={code}&limit={limit}&rechtsvorm=RZM")] == whole


@pytest.mark.parametrize("naam", EXAMPLES)
def test_the_examples_of_the_description_are_real_answers(full: TestClient, naam: str, renew_golden: bool) -> None:
    body = full.get(EXAMPLES[naam]).json()
    if renew_golden:
        text = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
        (FOLDER / f"{naam}.json").write_text(text, encoding="utf-8")
    assert example(naam) == body


def test_knows_every_criterion_by_its_concept(graph: list[dict[str, list[str]]]) -> None:
    judged_on = {key for one in graph for key in one.get("criterium", [])}
    assert judged_on == {concept("criterium", code) for code in criteria()}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
