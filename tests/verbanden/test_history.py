"""Partnerships from chains of versions, and what must hold of any history at all."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verbanden.records import World, chain, day, event, letter, period, version
from verbanden.history import Geschiedenis, history
from verbanden.model import Deelname, Periode, Regeling
from verbanden.versions import chains, effective

LETTERS = "ABCDEF"


def test_every_chain_is_one_partnership_keyed_by_its_first_version() -> None:
    versions = [*chain(version("5", "2010", "2012"), version("3", "2012")), version("7", "2010")]
    found = history(versions, World().organisaties())
    assert [v.sleutel for v in found.verbanden] == ["roo-5", "roo-7"]


def test_a_partnership_bears_its_last_title_and_runs_from_first_to_last_version() -> None:
    linked = chain(version("1", "2010", "2012", title="Oud"), version("2", "2013", "2015", title="Nieuw"))
    (verband,) = history(linked, World().organisaties()).verbanden
    assert verband.naam == "Nieuw"
    assert verband.periode == period("2010", "2015")
    assert verband.gaten == (period("2012", "2013"),)
    assert [n.naam for n in verband.namen] == ["Oud", "Nieuw"]


def test_a_version_that_never_held_stands_in_the_partnership_with_an_empty_period() -> None:
    linked = chain(version("1", "2010", "2012"), version("2", "2012", "2012"), version("3", "2012"))
    (verband,) = history(linked, World().organisaties()).verbanden
    assert dict(verband.regelingen)["2"] == Periode(day("2012"), day("2012"))
    assert [key for key, _ in verband.regelingen] == ["1", "2", "3"]


def test_a_chain_of_empty_versions_is_a_partnership_without_period_or_members() -> None:
    (verband,) = history([version("1", "2010", "2010")], World().organisaties()).verbanden
    assert verband.periode == Periode(None, None)
    assert verband.deelnames == ()
    assert verband.naam == "Regeling Proef"


# --- Whatever a source may say -----------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    versions: list[Regeling]
    world: World

    def history(self, seed: int | None = None) -> Geschiedenis:
        versions = list(self.versions)
        if seed is not None:
            random.Random(seed).shuffle(versions)
        return history(versions, self.world.organisaties())


def months(n: int) -> str:
    return (date(2010, 1, 1) + timedelta(days=31 * n)).isoformat()


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """One or two chains with gaps, overlaps and empty versions; members founded, merged, split and abolished."""
    versions: list[Regeling] = []
    for number in range(draw(st.integers(1, 2))):
        begin, linked = draw(st.integers(0, 6)), []
        # A joining date belongs to the arrangement, not to the version.
        joined = draw(st.fixed_dictionaries({m: st.integers(0, 40) for m in LETTERS}))
        for n in range(draw(st.integers(1, 4))):
            length = draw(st.integers(0, 12))
            listed = draw(st.sets(st.sampled_from(LETTERS), min_size=1, max_size=4))
            last = draw(st.booleans())
            linked.append(
                version(
                    f"{number}{n}",
                    months(begin),
                    None if last else months(begin + length),
                    {m: months(joined[m]) for m in sorted(listed)},
                )
            )
            begin += length + draw(st.sampled_from([0, 0, 0, 3, -1]))
            begin = max(begin, 0)
        versions += chain(*linked)
    events, alive = [], list(LETTERS)
    for _ in range(draw(st.integers(0, 3))):
        if len(alive) < 2:
            break
        old = draw(st.sampled_from(alive))
        alive.remove(old)
        grown = "".join(sorted(draw(st.sets(st.sampled_from(alive), min_size=1, max_size=2))))
        when = months(draw(st.integers(1, 40)))
        kind = "Samenvoeging" if draw(st.booleans()) else "Uitbreiding"
        events.append(event(when, old, grown=grown, kind=kind))
    founded = draw(st.dictionaries(st.sampled_from(LETTERS), st.integers(0, 20), max_size=2))
    return Case(versions, World(tuple(events), tuple((m, months(n)) for m, n in founded.items()), letters=LETTERS))


def everyone(found: Geschiedenis) -> list[Deelname]:
    return [d for v in found.verbanden for d in v.deelnames]


@given(cases())
@settings(max_examples=150, deadline=None)
def test_periods_are_half_open_and_never_empty(case: Case) -> None:
    for d in everyone(case.history()):
        assert d.periode.begin is not None
        assert d.periode.einde is None or d.periode.begin < d.periode.einde
        assert (d.periode.einde is None) == (d.eind_reden is None)


@given(cases())
@settings(max_examples=150, deadline=None)
def test_memberships_of_one_member_in_one_partnership_never_overlap(case: Case) -> None:
    for verband in case.history().verbanden:
        for lid in {d.lid for d in verband.deelnames}:
            mine = sorted(
                (d.periode.begin or date.min, d.periode.einde) for d in verband.deelnames if d.lid == lid
            )
            for (_, einde), (begin, _) in pairwise(mine):
                assert einde is not None
                assert einde <= begin


@given(cases())
@settings(max_examples=150, deadline=None)
def test_no_membership_outlives_its_member_or_comes_before_it(case: Case) -> None:
    organisaties = case.world.organisaties()
    for d in everyone(case.history()):
        bestaan = organisaties.lid(d.lid).periode
        assert bestaan.begin is None or (d.periode.begin or date.min) >= bestaan.begin
        assert bestaan.einde is None or (d.periode.einde or date.max) <= bestaan.einde


@given(cases())
@settings(max_examples=150, deadline=None)
def test_every_claim_of_a_member_that_existed_leads_to_a_membership(case: Case) -> None:
    found = case.history()
    organisaties = case.world.organisaties()
    cited = {claim for d in everyone(found) for claim in d.vermeldingen}
    for linked in chains(case.versions):
        for v in effective(linked)[0]:
            for claim in v.regeling.vermeldingen:
                bestaan = organisaties.lid(organisaties.herken(claim.lid)[0]).periode
                gone = bestaan.einde or date.max
                if (bestaan.begin or date.min) <= v.begin < gone and claim.toetreding < gone:
                    assert (claim.regeling, claim.nummer) in cited, letter(claim.lid.tooi or "")


@given(cases())
@settings(max_examples=150, deadline=None)
def test_a_member_of_a_version_takes_part_on_the_last_day_that_both_exist(case: Case) -> None:
    found = case.history()
    organisaties = case.world.organisaties()
    for verband, linked in zip(found.verbanden, chains(case.versions), strict=True):
        for v in effective(linked)[0]:
            for claim in v.regeling.vermeldingen:
                lid = organisaties.herken(claim.lid)[0]
                bestaan = organisaties.lid(lid).periode
                last = min(v.einde or date.max, bestaan.einde or date.max) - timedelta(days=1)
                if claim.toetreding <= last and v.begin <= last and (bestaan.begin or date.min) <= last:
                    assert any(d.lid == lid and d.periode.bevat(last) for d in verband.deelnames)


@given(cases())
@settings(max_examples=150, deadline=None)
def test_an_abolished_member_still_listed_is_continued_by_whoever_its_successors_are(case: Case) -> None:
    found = case.history()
    organisaties = case.world.organisaties()
    for verband, linked in zip(found.verbanden, chains(case.versions), strict=True):
        for v in effective(linked)[0]:
            last = (v.einde or date(2030, 1, 1)) - timedelta(days=1)
            for claim in v.regeling.vermeldingen:
                lid = organisaties.herken(claim.lid)[0]
                now = organisaties.op_datum(lid, last)
                if claim.toetreding > last or now == [lid]:
                    continue
                for successor in now:
                    if organisaties.lid(successor).periode.bevat(last):
                        assert any(d.lid == successor and d.periode.bevat(last) for d in verband.deelnames)


@given(cases(), st.integers())
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_source_does_not_matter(case: Case, seed: int) -> None:
    assert case.history(seed) == case.history()


@given(cases())
@settings(max_examples=100, deadline=None)
def test_keys_are_unique_and_what_is_continued_exists(case: Case) -> None:
    keys = [d.sleutel for d in everyone(case.history())]
    assert len(keys) == len(set(keys))
    assert {key for d in everyone(case.history()) for key in d.zet_voort} <= set(keys)
