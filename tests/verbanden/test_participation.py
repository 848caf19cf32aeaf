"""The rules for begin and end of a membership, one test for each."""

from __future__ import annotations

from tests.verbanden.records import World, chain, event, gm, made, only, row, runs, version

JOINED, STARTED, MERGED = "toetredingsdatum", "inwerkingtreding", "fusiedatum"
LEFT, ENDED, ABOLISHED, GAP = "uitgetreden", "verband-beeindigd", "lid-opgeheven", "onderbreking"


def test_begins_on_the_joining_date_in_the_first_version_also_when_it_is_before_that_version() -> None:
    verband, findings = made([version("1", "2015", None, {"A": "2010", "B": "2016"})])
    assert runs(verband, "A") == [("2010-01-01", None, JOINED, None)]
    assert runs(verband, "B") == [("2016-01-01", None, JOINED, None)]
    assert findings == ()


def test_begins_never_before_the_founding_of_the_member() -> None:
    world = World(founded=(("A", "2012"),))
    verband, _ = made([version("1", "2010", None, {"A": "2005"})], world=world)
    assert runs(verband, "A") == [("2012-01-01", None, "oprichting-lid", None)]


def test_begins_never_before_the_merger_that_founded_the_member() -> None:
    verband, _ = made([version("1", "2010", None, {"C": "2005"})], event("2014", "AB", new="C"))
    assert runs(verband, "C") == [("2014-01-01", None, "oprichting-lid", None)]


def test_begins_with_the_version_when_the_previous_one_lacks_the_member() -> None:
    linked = chain(version("1", "2010", "2015", "A"), version("2", "2015", None, {"A": "2010", "B": "2009"}))
    verband, _ = made(linked)
    assert runs(verband, "B") == [("2015-01-01", None, STARTED, None)]


def test_begins_on_a_joining_date_in_the_version_that_first_lists_the_member() -> None:
    linked = chain(version("1", "2010", "2015", "A"), version("2", "2015", None, {"A": "2010", "B": "2016"}))
    verband, _ = made(linked)
    assert runs(verband, "B") == [("2016-01-01", None, JOINED, None)]


def test_begins_on_the_merger_date_of_a_predecessor_that_the_previous_version_listed() -> None:
    linked = chain(version("1", "2010", "2015", "AB"), version("2", "2015", None, {"C": "2014"}))
    verband, _ = made(linked, event("2014", "AB", new="C"))
    assert runs(verband, "C") == [("2014-01-01", None, MERGED, None)]
    assert runs(verband, "A") == [("2010-01-01", "2014-01-01", JOINED, ABOLISHED)]
    assert runs(verband, "C", derived=True) == [], "the source names it from the merger on"


def test_begins_with_the_version_when_the_merged_predecessor_was_not_listed() -> None:
    linked = chain(version("1", "2010", "2015", "D"), version("2", "2015", None, {"D": "2010", "C": "2014"}))
    verband, _ = made(linked, event("2014", "AB", new="C"))
    assert runs(verband, "C") == [("2015-01-01", None, STARTED, None)]


def test_begins_with_the_version_when_the_early_joining_date_is_no_merger_date() -> None:
    linked = chain(version("1", "2010", "2016", "AB"), version("2", "2016", None, {"C": "2015"}))
    verband, _ = made(linked, event("2014", "AB", new="C"))
    assert runs(verband, "C") == [("2016-01-01", None, STARTED, None)]


def test_a_merger_date_does_not_reach_back_into_an_earlier_membership_of_the_successor() -> None:
    linked = chain(
        version("1", "2010", "2015", "AC"),
        version("2", "2015", "2017", {"A": "2010"}),
        version("3", "2017", None, {"C": "2012"}),
    )
    verband, _ = made(linked, event("2012", "A", grown="C", kind="Uitbreiding"))
    assert runs(verband, "C") == [("2010-01-01", "2015-01-01", JOINED, LEFT), ("2017-01-01", None, STARTED, None)]
    assert runs(verband, "C", derived=True) == [("2015-01-01", "2017-01-01", "voortzetting", "opvolger-vermeld")]


def test_goes_on_after_an_interruption_without_leaving_or_joining() -> None:
    linked = chain(version("1", "2010", "2012", "A"), version("2", "2013", None, {"A": "2010"}))
    verband, _ = made(linked)
    assert runs(verband, "A") == [
        ("2010-01-01", "2012-01-01", JOINED, GAP),
        ("2013-01-01", None, "na-onderbreking", None),
    ]


def test_joins_after_an_interruption_when_the_joining_date_is_later_than_the_start() -> None:
    linked = chain(version("1", "2010", "2012", "A"), version("2", "2013", None, {"A": "2014"}))
    verband, _ = made(linked)
    assert runs(verband, "A")[1] == ("2014-01-01", None, JOINED, None)


def test_leaves_at_an_interruption_after_which_the_member_is_gone() -> None:
    linked = chain(version("1", "2010", "2012", "AB"), version("2", "2013", None, "A"))
    verband, _ = made(linked)
    assert runs(verband, "B") == [("2010-01-01", "2012-01-01", JOINED, LEFT)]


def test_leaves_where_the_next_version_lacks_the_member() -> None:
    verband, _ = made(chain(version("1", "2010", "2012", "AB"), version("2", "2012", None, "A")))
    assert runs(verband, "B") == [("2010-01-01", "2012-01-01", JOINED, LEFT)]


def test_returns_as_a_second_membership() -> None:
    linked = chain(
        version("1", "2010", "2012", "AB"), version("2", "2012", "2014", "A"), version("3", "2014", None, "AB")
    )
    verband, _ = made(linked)
    assert runs(verband, "B") == [("2010-01-01", "2012-01-01", JOINED, LEFT), ("2014-01-01", None, JOINED, None)]


def test_ends_with_the_partnership() -> None:
    verband, _ = made([version("1", "2010", "2012")])
    assert runs(verband, "A") == [("2010-01-01", "2012-01-01", JOINED, ENDED)]


def test_ends_with_the_partnership_when_the_member_is_abolished_the_same_day() -> None:
    verband, _ = made([version("1", "2010", "2012")], world=World(abolished=(("A", "2012"),)))
    assert runs(verband, "A") == [("2010-01-01", "2012-01-01", JOINED, ENDED)]


def test_ends_when_the_member_is_abolished() -> None:
    verband, _ = made([version("1", "2010")], world=World(abolished=(("A", "2012"),)))
    assert runs(verband, "A") == [("2010-01-01", "2012-01-01", JOINED, ABOLISHED)]


def test_ends_as_abolished_when_the_next_version_without_the_member_begins_that_day() -> None:
    linked = chain(version("1", "2010", "2012", "AB"), version("2", "2012", None, "B"))
    verband, _ = made(linked, world=World(abolished=(("A", "2012"),)))
    assert runs(verband, "A") == [("2010-01-01", "2012-01-01", JOINED, ABOLISHED)]


def test_ends_at_an_interruption_when_the_member_is_abolished_in_it() -> None:
    linked = chain(version("1", "2010", "2012", "A"), version("2", "2014", None, {"A": "2010"}))
    verband, findings = made(linked, world=World(abolished=(("A", "2013"),)))
    assert runs(verband, "A") == [("2010-01-01", "2012-01-01", JOINED, GAP)]
    assert [(f.code, f.waarde) for f in findings] == [("lid-bestond-niet", gm("A"))]


def test_reports_a_member_that_did_not_exist_at_the_time() -> None:
    verband, findings = made([version("1", "2010", "2012", "AB")], world=World(founded=(("A", "2013"),)))
    assert runs(verband, "A") == []
    (found,) = findings
    assert (found.code, found.ernst, found.van, found.waarde) == (
        "lid-bestond-niet",
        "waarschuwing",
        "bron",
        gm("A"),
    )
    assert found.plaats is not None
    assert found.plaats.regel == 11
    assert "2013-01-01" in found.nl
    assert "2013-01-01" in found.en


def test_reports_a_joining_date_after_the_end_and_uses_the_version() -> None:
    verband, findings = made([version("1", "2010", "2012", {"A": "2012"})])
    assert runs(verband, "A") == [("2010-01-01", "2012-01-01", STARTED, ENDED)]
    assert [(f.code, f.waarde) for f in findings] == [("toetreding-na-einde", "2012-01-01")]


def test_versions_that_follow_each_other_are_one_membership_from_all_their_rows() -> None:
    linked = chain(version("1", "2010", "2012", "BA"), version("2", "2012", None, {"A": "2010"}))
    verband, _ = made(linked)
    assert only(verband, "A").vermeldingen == (("1", 2), ("2", 1))


def test_an_overlap_does_not_split_a_membership() -> None:
    linked = chain(version("1", "2010", "2013", "A"), version("2", "2012", None, {"A": "2010"}))
    verband, _ = made(linked)
    assert runs(verband, "A") == [("2010-01-01", None, JOINED, None)]


def test_an_empty_version_does_not_make_members_leave() -> None:
    linked = chain(
        version("1", "2010", "2012", "AB"), version("2", "2012", "2012", "A"), version("3", "2012", None, "AB")
    )
    verband, _ = made(linked)
    assert runs(verband, "B") == [("2010-01-01", None, JOINED, None)]


def test_the_organs_are_those_of_the_last_version() -> None:
    linked = chain(
        version("1", "2010", "2012", rows=[row("1", 1, "A", "2010", ("gemeenteraad",))]),
        version("2", "2012", rows=[row("2", 1, "A", "2010", ("burgemeester",))]),
    )
    assert only(made(linked)[0], "A").organen == ("burgemeester",)


def test_two_rows_of_one_member_are_one_membership_with_the_claims_of_both() -> None:
    rows = [row("1", 1, "A", "2012", ("gemeenteraad",)), row("1", 2, "A", "2010", ("burgemeester",))]
    found = only(made([version("1", "2010", rows=rows)])[0], "A")
    assert str(found.periode.begin) == "2010-01-01"
    assert found.vermeldingen == (("1", 1), ("1", 2))
    assert found.organen == ("gemeenteraad", "burgemeester")


def test_the_key_tells_partnership_member_and_begin() -> None:
    assert only(made([version("1", "2010")])[0], "A").sleutel == "roo-1-gm0001-2010-01-01"
