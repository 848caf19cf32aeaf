"""What a release tells of the things that a document mentions: enough to judge, and no more."""

from __future__ import annotations

import pytest

from verbanden.checking import background
from verbanden.checking.background import AFGELEID, ReleaseAchtergrond
from verbanden.errors import SourceError
from verbanden.namespaces import ORG, RDF, TOOI_ID, VB
from verbanden.shapebook import statements

OOST_BRABANT = "https://w3id.org/verbanden/id/verband/roo-23018159"
OSS = TOOI_ID + "gemeente/gm0828"


def facts(data: bytes) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for subject, predicate, value in statements(data):
        found.setdefault(subject.value, set()).add((predicate, value.value))
    return found


def test_tells_all_of_a_partnership_and_what_its_members_are(achtergrond: ReleaseAchtergrond) -> None:
    known = facts(achtergrond.over({OOST_BRABANT}))
    kinds = {value for about in known.values() for predicate, value in about if predicate == RDF + "type"}
    assert {VB + "Samenwerkingsverband", VB + "Regeling", VB + "Deelname", VB + "Naamgebruik"} <= kinds
    members = {value for about in known.values() for predicate, value in about if predicate == ORG + "member"}
    assert OSS in members
    assert all(any(predicate == VB + "aard" for predicate, _ in known[member]) for member in members)


def test_tells_nothing_that_holds_on_one_day_only(achtergrond: ReleaseAchtergrond) -> None:
    known = facts(achtergrond.over({OOST_BRABANT}))
    assert not {predicate for about in known.values() for predicate, _ in about} & AFGELEID


def test_tells_of_an_organisation_what_it_is_and_not_where_it_takes_part(achtergrond: ReleaseAchtergrond) -> None:
    known = facts(achtergrond.over({OSS}))
    assert known.keys() == {OSS}
    assert (VB + "aard", "https://w3id.org/verbanden/def/aard/gemeente") in known[OSS]


def test_finds_the_partnership_of_an_arrangement_that_is_mentioned(achtergrond: ReleaseAchtergrond) -> None:
    known = facts(achtergrond.over({OOST_BRABANT}))
    regeling = next(value for predicate, value in known[OOST_BRABANT] if predicate == VB + "heeftRegeling")
    assert OOST_BRABANT in facts(achtergrond.over({regeling}))


def test_tells_nothing_of_what_it_does_not_know(achtergrond: ReleaseAchtergrond) -> None:
    assert achtergrond.over({"https://example.org/id/x", "urn:x:y", OOST_BRABANT + "9"}) == b""
    assert achtergrond.over(set()) == b""


def test_refuses_more_things_than_it_may_be_asked(
    achtergrond: ReleaseAchtergrond, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "MAX_THINGS", 3)
    things = {f"{TOOI_ID}gemeente/gm{number:04}" for number in range(4)}
    assert achtergrond.over(set(list(things)[:3])) is not None
    with pytest.raises(SourceError, match="4 things"):
        achtergrond.over(things)


def test_asks_in_parts_and_gives_the_same(
    achtergrond: ReleaseAchtergrond, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = achtergrond.over({OOST_BRABANT, OSS})
    monkeypatch.setattr(background, "_CHUNK", 1)
    assert achtergrond.over({OOST_BRABANT, OSS}) == whole


def test_recognises_organisations_by_name_and_code(achtergrond: ReleaseAchtergrond) -> None:
    assert achtergrond.herken("gemeente Oss") == achtergrond.herken("gm0828") == OSS
    assert achtergrond.herken("Atlantis") is None
