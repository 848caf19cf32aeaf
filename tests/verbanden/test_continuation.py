"""Members that were merged away: who carries on, since when, and until when."""

from __future__ import annotations

from tests.verbanden.records import World, chain, event, made, only, runs, version

ON, NAMED = "voortzetting", "opvolger-vermeld"


def test_one_successor_carries_on_for_all_five_it_came_from() -> None:
    verband, _ = made([version("1", "2010", None, "ABCDEX")], event("2019", "ABCDE", new="F"))
    found = only(verband, "F")
    assert runs(verband, "F", derived=True) == [("2019-01-01", None, ON, None)]
    assert found.zet_voort == tuple(f"roo-1-gm{n:04}-2010-01-01" for n in range(1, 6))
    assert found.vermeldingen == tuple(("1", n) for n in range(1, 6)), "derived from the claims of all five"
    assert found.sleutel == "roo-1-gm0006-2019-01-01-voortzetting"


def test_nobody_carries_on_for_one_that_the_source_took_off_in_time() -> None:
    linked = chain(version("1", "2010", "2019", "AX"), version("2", "2019", None, "X"))
    verband, _ = made(linked, event("2019", "A", new="F"))
    assert runs(verband, "F", derived=True) == []


def test_a_successor_that_was_a_member_already_gets_nothing_more() -> None:
    verband, _ = made([version("1", "2010", None, "AF")], event("2019", "A", grown="F", kind="Uitbreiding"))
    assert runs(verband, "F", derived=True) == []
    assert runs(verband, "F") == [("2010-01-01", None, "toetredingsdatum", None)]


def test_a_successor_that_the_source_names_later_carries_on_until_then() -> None:
    linked = chain(version("1", "2010", "2021", "AX"), version("2", "2021", None, "FX"))
    verband, _ = made(linked, event("2019", "A", new="F"))
    assert runs(verband, "F", derived=True) == [("2019-01-01", "2021-01-01", ON, NAMED)]
    assert runs(verband, "F") == [("2021-01-01", None, "toetredingsdatum", None)]


def test_a_successor_that_the_source_names_within_the_version_carries_on_until_then() -> None:
    verband, _ = made([version("1", "2010", None, {"A": "2010", "F": "2021"})], event("2019", "A", new="F"))
    assert runs(verband, "F", derived=True) == [("2019-01-01", "2021-01-01", ON, NAMED)]


def test_a_successor_carries_on_again_when_its_own_membership_ends_but_the_claim_stays() -> None:
    linked = chain(version("1", "2010", "2020", "AF"), version("2", "2020", None, "A"))
    verband, _ = made(linked, event("2015", "A", grown="F", kind="Uitbreiding"))
    assert runs(verband, "F") == [("2010-01-01", "2020-01-01", "toetredingsdatum", "uitgetreden")]
    assert runs(verband, "F", derived=True) == [("2020-01-01", None, ON, None)]


def test_a_successor_leaves_when_the_claim_is_gone_and_itself_is_not_named() -> None:
    linked = chain(version("1", "2010", "2021", "AX"), version("2", "2021", None, "X"))
    verband, _ = made(linked, event("2019", "A", new="F"))
    assert runs(verband, "F", derived=True) == [("2019-01-01", "2021-01-01", ON, "uitgetreden")]


def test_a_member_split_up_is_continued_by_each_of_its_parts() -> None:
    verband, _ = made([version("1", "2010", "2022", "AX")], event("2021", "A", grown="FGH", kind="Uitbreiding"))
    for part in "FGH":
        assert runs(verband, part, derived=True) == [("2021-01-01", "2022-01-01", ON, "verband-beeindigd")]


def test_a_successor_that_is_abolished_in_turn_hands_over_to_its_own() -> None:
    events = (event("2015", "A", new="F"), event("2019", "F", new="G"))
    verband, _ = made([version("1", "2010", None, "AX")], *events)
    assert runs(verband, "F", derived=True) == [("2015-01-01", "2019-01-01", ON, "lid-opgeheven")]
    assert runs(verband, "G", derived=True) == [("2019-01-01", None, ON, None)]


def test_a_member_abolished_before_it_was_listed_is_continued_from_the_listing_on() -> None:
    verband, findings = made([version("1", "2017", None, "AX")], event("2016", "A", new="F"))
    assert [f.code for f in findings] == ["lid-bestond-niet"]
    assert runs(verband, "A") == []
    assert runs(verband, "F", derived=True) == [("2017-01-01", None, ON, None)]
    assert only(verband, "F").zet_voort == ()
    assert only(verband, "F").vermeldingen == (("1", 1),)


def test_a_successor_already_gone_when_the_listing_began_is_passed_over() -> None:
    events = (event("2012", "A", new="F"), event("2014", "F", new="G"))
    verband, _ = made([version("1", "2017", None, "A")], *events)
    assert runs(verband, "F", derived=True) == []
    assert runs(verband, "G", derived=True) == [("2017-01-01", None, ON, None)]


def test_nobody_carries_on_for_one_abolished_without_successor() -> None:
    verband, _ = made([version("1", "2010", None, "AX")], world=World(abolished=(("A", "2012"),)))
    assert {d.lid[-1] for d in verband.deelnames if d.afgeleid} == set()


def test_a_change_of_state_is_no_succession() -> None:
    verband, _ = made([version("1", "2010")], event("2012", "A", grown="F", kind="Toestandswijziging"))
    assert runs(verband, "F", derived=True) == []


def test_carrying_on_stops_at_an_interruption_and_goes_on_after_it() -> None:
    linked = chain(version("1", "2010", "2014", "A"), version("2", "2015", None, {"A": "2010"}))
    verband, _ = made(linked, event("2012", "A", new="F"))
    assert runs(verband, "F", derived=True) == [
        ("2012-01-01", "2014-01-01", ON, "onderbreking"),
        ("2015-01-01", None, ON, None),
    ]


def test_a_successor_that_the_source_names_after_an_interruption_did_not_leave() -> None:
    linked = chain(version("1", "2010", "2014", "A"), version("2", "2015", None, {"F": "2015"}))
    verband, _ = made(linked, event("2012", "A", new="F"))
    assert runs(verband, "F", derived=True) == [("2012-01-01", "2014-01-01", ON, "onderbreking")]
    assert runs(verband, "F") == [("2015-01-01", None, "toetredingsdatum", None)]


def test_only_claims_that_outlived_the_member_speak_of_its_successor() -> None:
    linked = chain(
        version("1", "2010", "2012", "A"),
        version("2", "2012", "2016", {"A": "2010"}),
        version("3", "2016", None, {"A": "2010"}),
    )
    verband, _ = made(linked, event("2014", "A", new="F"))
    assert only(verband, "F").vermeldingen == (("3", 1), ("2", 1))


def test_carrying_on_begins_with_the_version_when_the_joining_date_is_after_its_end() -> None:
    verband, _ = made([version("1", "2015", "2018", {"A": "2019"})], event("2012", "A", new="F"))
    assert runs(verband, "F", derived=True) == [("2015-01-01", "2018-01-01", ON, "verband-beeindigd")]


def test_carrying_on_never_begins_before_the_founding_of_the_successor() -> None:
    world = World((event("2012", "A", grown="F", kind="Uitbreiding"),), founded=(("F", "2013"),))
    verband, _ = made([version("1", "2010")], world=world)
    assert runs(verband, "F", derived=True) == [("2013-01-01", None, ON, None)]


def test_a_circle_of_events_comes_to_an_end() -> None:
    events = (event("2012", "A", grown="F", kind="Uitbreiding"), event("2013", "F", grown="A", kind="Uitbreiding"))
    verband, _ = made([version("1", "2010")], *events)
    assert runs(verband, "F", derived=True) == [("2012-01-01", "2013-01-01", ON, "lid-opgeheven")]


def test_a_successor_that_no_register_knows_is_not_made_up() -> None:
    world = World((event("2012", "A", new="Z"),), letters="AB")
    verband, _ = made([version("1", "2010", None, "AB")], world=world)
    assert [d for d in verband.deelnames if d.afgeleid] == []


def test_the_organs_carry_over_and_the_share_does_not() -> None:
    verband, _ = made([version("1", "2010", None, "AX")], event("2019", "A", new="F"))
    found = only(verband, "F")
    assert found.organen == ("college-van-burgemeester-en-wethouders",)
    assert found.aandeel is None
