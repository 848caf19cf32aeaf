from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verbanden.records import chain, day, period, version
from verbanden.model import Periode, Regeling
from verbanden.versions import chains, effective, gaps, names


def keys(groups: list[list[Regeling]]) -> list[list[str]]:
    return [[r.sleutel for r in group] for group in groups]


def test_chains_join_versions_linked_on_one_side_only() -> None:
    only_next = [version("1", "2010", "2012", before="2"), version("2", "2012")]
    only_previous = [version("1", "2010", "2012"), version("2", "2012", after="1")]
    assert keys(chains(only_next)) == keys(chains(only_previous)) == [["1", "2"]]


def test_chains_do_not_follow_a_link_to_a_version_that_the_source_lacks() -> None:
    assert keys(chains([version("1", "2010", before="9"), version("2", "2010", after="9")])) == [["1"], ["2"]]


def test_chains_put_the_first_version_in_front_whatever_its_date_or_key() -> None:
    linked = chain(version("30", "2012", "2014"), version("7", "2011", "2012"), version("12", "2014"))
    assert keys(chains(linked))[0][0] == "30"


def test_chains_come_in_order_of_the_number_of_their_first_version() -> None:
    assert keys(chains([version("100", "2010"), version("9", "2010")])) == [["9"], ["100"]]


def test_chains_survive_a_ring_of_versions() -> None:
    ring = [version("1", "2010", "2012", after="2", before="2"), version("2", "2012", after="1", before="1")]
    assert keys(chains(ring)) == [["1", "2"]]


@given(st.permutations(range(6)))
def test_chains_do_not_depend_on_the_order_of_the_source(order: list[int]) -> None:
    versions = [
        *chain(*(version(str(n), str(2010 + n), str(2011 + n)) for n in range(1, 5))),
        version("9", "2000"),
        version("8", "2001"),
    ]
    assert keys(chains([versions[i] for i in order])) == keys(chains(versions))


def test_effective_takes_versions_in_order_of_date_not_of_chain() -> None:
    linked = chain(version("1", "2014"), version("2", "2010", "2014"))
    versions, findings = effective(linked)
    assert [(v.regeling.sleutel, v.periode) for v in versions] == [
        ("2", period("2010", "2014")),
        ("1", period("2014")),
    ]
    assert findings == []


def test_effective_skips_an_empty_version_and_says_so() -> None:
    linked = chain(version("1", "2010", "2012"), version("2", "2012", "2012"), version("3", "2012"))
    versions, findings = effective(linked)
    assert [v.regeling.sleutel for v in versions] == ["1", "3"]
    assert [(f.code, f.over, f.van, f.plaats) for f in findings] == [
        ("lege-versie", "2", "bron", linked[1].plaats)
    ]


def test_effective_skips_a_version_that_ends_before_it_begins() -> None:
    versions, findings = effective([version("1", "2012", "2010")])
    assert versions == []
    assert [(f.code, f.waarde) for f in findings] == [("lege-versie", "2012-01-01 > 2010-01-01")]
    assert "uit werking op 2010-01-01, in werking pas op 2012-01-01" in findings[0].nl
    assert "out of force on 2010-01-01, in force only on 2012-01-01" in findings[0].en


def test_effective_cuts_an_overlap_at_the_next_start_and_says_so() -> None:
    versions, findings = effective(chain(version("1", "2010", "2013"), version("2", "2012")))
    assert [v.periode for v in versions] == [period("2010", "2012"), period("2012")]
    assert [(f.code, f.over) for f in findings] == [("overlappende-versie", "1")]


def test_effective_cuts_a_version_left_open_at_the_next_start() -> None:
    versions, findings = effective(chain(version("1", "2010"), version("2", "2012")))
    assert versions[0].periode == period("2010", "2012")
    assert [f.code for f in findings] == ["overlappende-versie"]


def test_effective_keeps_the_later_of_two_versions_that_begin_on_one_day() -> None:
    versions, findings = effective(chain(version("1", "2010", "2013"), version("2", "2010")))
    assert [v.regeling.sleutel for v in versions] == ["2"]
    assert [f.over for f in findings] == ["1"]


def test_effective_of_a_successor_that_ends_before_its_predecessor_ends_with_it() -> None:
    versions, findings = effective(chain(version("1", "2010", "2022"), version("2", "2019", "2020")))
    assert [v.periode for v in versions] == [period("2010", "2019"), period("2019", "2020")]
    assert [(f.code, f.over) for f in findings] == [("omvattende-versie", "1")]


def test_effective_tells_of_a_version_left_open_that_outlasts_the_next() -> None:
    versions, (found,) = effective(chain(version("1", "2010"), version("2", "2012", "2014")))
    assert [v.periode for v in versions] == [period("2010", "2012"), period("2012", "2014")]
    assert (found.code, found.ernst, found.van) == ("omvattende-versie", "waarschuwing", "bron")
    assert found.waarde == "heden > 2012-01-01"
    assert "loopt tot heden" in found.nl
    assert "2014-01-01" in found.nl
    assert "runs to the present" in found.en
    assert "None" not in found.nl + found.en


def test_effective_of_versions_that_follow_each_other_without_a_gap_outlasts_none() -> None:
    linked = chain(version("1", "2010"), version("2", "2012", "2014"), version("3", "2014"))
    assert [f.code for f in effective(linked)[1]] == ["overlappende-versie"]


def test_effective_tells_of_a_version_that_would_have_held_between_two_later_ones() -> None:
    linked = chain(version("1", "2010"), version("2", "2012", "2014"), version("3", "2015"))
    assert [f.code for f in effective(linked)[1]] == ["omvattende-versie"]


def test_effective_periods_never_overlap_and_are_never_empty() -> None:
    years = st.integers(2000, 2010)

    @given(st.lists(st.tuples(years, st.one_of(st.none(), years)), max_size=6))
    def check(periods: list[tuple[int, int | None]]) -> None:
        linked = [version(str(n), str(b), str(e) if e else None) for n, (b, e) in enumerate(periods, start=1)]
        versions, findings = effective(linked)
        for v in versions:
            assert v.einde is None or v.begin < v.einde
        for one, other in pairwise(versions):
            assert one.einde is not None
            assert one.einde <= other.begin
        skipped = {r.sleutel for r in linked} - {v.regeling.sleutel for v in versions}
        assert skipped <= {f.over for f in findings}, "what is left out is told"

    check()


def test_gaps_are_the_time_between_versions_in_which_none_held() -> None:
    versions, _ = effective(
        chain(version("1", "2010", "2012"), version("2", "2013", "2014"), version("3", "2014"))
    )
    assert list(gaps(versions)) == [period("2012", "2013")]


def test_names_join_equal_titles_that_follow_each_other() -> None:
    linked = chain(
        version("1", "2010", "2012", title="Oud"),
        version("2", "2012", "2014", title="Oud"),
        version("3", "2014", "2016", title="Nieuw"),
        version("4", "2016", title="Oud"),
    )
    versions, _ = effective(linked)
    assert [(n.naam, n.periode) for n in names(versions)] == [
        ("Oud", period("2010", "2014")),
        ("Nieuw", period("2014", "2016")),
        ("Oud", period("2016")),
    ]


def test_names_run_on_through_an_interruption_after_which_the_name_is_the_same() -> None:
    versions, _ = effective(chain(version("1", "2010", "2012"), version("2", "2013")))
    assert [n.periode for n in names(versions)] == [period("2010")]


def test_effective_rejects_a_version_without_a_begin_and_names_it() -> None:
    first = replace(version("1", "2010", "2012"), periode=Periode(None, day("2012")))
    with pytest.raises(ValueError, match=r"arrangement 1 .* has no begin"):
        effective([version("2", "2012"), first])
