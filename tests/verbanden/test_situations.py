"""What the queries derive for each state equals what a plain reckoning over the same records gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verbanden import ontology
from verbanden.assemble import Samenstel
from verbanden.definition.existence import calendar, existence
from verbanden.definition.situations import JAAR, Toestanden, situations, split
from verbanden.graph.state import OVERHEDEN
from verbanden.graph.terms import day, iri
from verbanden.model import Periode
from verbanden.namespaces import DEF, ORG, PROJECT, RDF, VB, XSD

EX = "https://example.org/id/"
VERBAND = EX + "verband"
FIRST, LAST = date(2015, 1, 1), date(2024, 1, 1)
KINDS = ("gemeente", "rijk", "buitenlandse-overheid", "privaat", "onbekend", None)
COUNTS = ("Overheden", "NederlandseOverheden", "DecentraleOverheden")

days = st.integers(0, (LAST - FIRST).days // 91).map(lambda quarter: FIRST + timedelta(days=91 * quarter))


@st.composite
def periods(draw: st.DrawFn) -> Periode:
    begin = draw(days)
    end = draw(st.none() | days.filter(lambda d: d > begin)) if begin < LAST - timedelta(days=91) else None
    return Periode(begin, end)


@dataclass(frozen=True)
class World:
    """An invented partnership: when it holds, the kind of others and when they exist, who took part when."""

    arrangements: Sequence[Periode]
    kinds: Mapping[int, str | None]
    exist: Mapping[int, Periode]
    members: Sequence[tuple[int, Periode]]

    def store(self) -> ox.Store:
        def about(subject: str, predicate: str, value: str) -> str:
            return f"{iri(subject)} {iri(predicate)} {value} .\n"

        lines = [about(VERBAND, RDF + "type", iri(VB + "Samenwerkingsverband"))]
        for number, periode in enumerate(self.arrangements):
            lines.append(about(VERBAND, VB + "heeftRegeling", iri(f"{EX}regeling-{number}")))
            lines += dates(f"{EX}regeling-{number}", periode)
        for number, (org, periode) in enumerate(self.members):
            lines.append(about(f"{EX}deelname-{number}", ORG + "organization", iri(VERBAND)))
            lines.append(about(f"{EX}deelname-{number}", ORG + "member", iri(f"{EX}org-{org}")))
            lines += dates(f"{EX}deelname-{number}", periode)
        for org, kind in self.kinds.items():
            if kind:
                lines.append(about(f"{EX}org-{org}", VB + "aard", iri(f"{DEF}aard/{kind}")))
            lines += dates(f"{EX}org-{org}", self.exist[org])
        store = ox.Store()
        store.load(input="".join([*KIND_LIST, *lines]).encode(), format=ox.RdfFormat.N_TRIPLES)
        return store

    def counts(self, when: date) -> dict[str, int]:
        """Reckon what a state must have on a day."""
        named = {org for org, periode in self.members if periode.bevat(when)}
        present = {org for org in named if self.exist[org].bevat(when)}
        kinds = [self.kinds[org] for org in present]
        # Who is named but does not exist may have a successor that carries on.
        unknown = sum(kind in (None, "onbekend") for kind in kinds) + len(named - present)
        sure = {
            "Overheden": sum(kind in OVERHEDEN for kind in kinds),
            "NederlandseOverheden": sum(kind in ("gemeente", "rijk") for kind in kinds),
            "DecentraleOverheden": kinds.count("gemeente"),
        }
        found = {"aantalDeelnemers": len(present)} | {f"aantal{name}": n for name, n in sure.items()}
        if named:
            found |= {f"aantalMogelijke{name}": n + unknown for name, n in sure.items()}
        return found


def dates(subject: str, periode: Periode) -> list[str]:
    told = (("begin", periode.begin), ("einde", periode.einde))
    return [f"{iri(subject)} {iri(VB + name)} {day(when)} .\n" for name, when in told if when]


KIND_LIST = [f"{triple} .\n" for triple in ontology.triples() if f"<{VB}is" in triple]
worlds = st.builds(
    World,
    arrangements=st.lists(periods(), min_size=1, max_size=3),
    kinds=st.fixed_dictionaries({n: st.sampled_from(KINDS) for n in range(4)}),
    exist=st.fixed_dictionaries({n: st.just(Periode(None, None)) | periods() for n in range(4)}),
    members=st.lists(st.tuples(st.integers(0, 3), periods()), max_size=6),
)


def integers(toestanden: Toestanden, node: str) -> dict[str, int]:
    """The numbers of one state by property."""
    found = {}
    for triple in toestanden.triples:
        subject, predicate, value = triple.split(" ", 2)
        if subject == f"<{node}>" and value.endswith(f"<{XSD}integer>"):
            found[predicate[1:-1].removeprefix(VB)] = int(value.split('"')[1])
    return found


@given(worlds, days)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_counts_members_as_a_plain_reckoning_does(world: World, when: date) -> None:
    toestanden = situations(world.store(), None, LAST)
    for state in toestanden.van.values():
        assert state.begin
        own = integers(toestanden, state.node)
        lasts = state.einde or LAST + timedelta(days=400)
        # What holds on the first day holds on the last day of the period too: nothing changes in between.
        for within in (state.begin, lasts - timedelta(days=1)):
            expected = world.counts(within)
            assert {name: n for name, n in own.items() if name in expected} == expected
            assert not any("Mogelijke" in name for name in own.keys() - expected.keys())
    in_force = any(periode.bevat(when) for periode in world.arrangements)
    alone = situations(world.store(), when, LAST)
    assert alone.niet_in_werking == (() if in_force else (VERBAND,))
    if in_force:
        expected = world.counts(when)
        assert {k: n for k, n in integers(alone, VERBAND).items() if k in expected} == expected


@given(worlds)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_covers_the_days_on_which_an_arrangement_holds_and_no_others(world: World) -> None:
    states = sorted(situations(world.store(), None, LAST).van.values(), key=lambda state: str(state.begin))
    for before, after in pairwise(states):
        assert before.einde is not None
        assert after.begin is not None
        assert before.einde <= after.begin
    for week in range(0, (LAST - FIRST).days, 7):
        when = FIRST + timedelta(days=week)
        covered = [state for state in states if Periode(state.begin, state.einde).bevat(when)]
        assert len(covered) == any(periode.bevat(when) for periode in world.arrangements)


@given(worlds)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_counts_days_from_the_first_begin_to_the_last_end(world: World) -> None:
    toestanden = situations(world.store(), None, LAST)
    begin = min(periode.begin for periode in world.arrangements if periode.begin)
    ends = [periode.einde for periode in world.arrangements]
    for state in toestanden.van.values():
        assert state.begin
        own = integers(toestanden, state.node)
        assert own["duurInDagen"] == (state.begin - begin).days
        known = [end for end in ends if end]
        assert own.get("looptijdInDagen") == ((max(known) - begin).days if len(known) == len(ends) else None)


@given(st.lists(periods(), max_size=4), st.sets(days, max_size=6))
def test_splits_a_period_without_losing_a_day(found: list[Periode], cuts: set[date]) -> None:
    for periode in found:
        parts = list(split(periode, cuts))
        assert (parts[0].begin, parts[-1].einde) == (periode.begin, periode.einde)
        assert all(before.einde == after.begin for before, after in pairwise(parts))
        assert {part.begin for part in parts[1:]} == {
            cut for cut in cuts if periode.bevat(cut) and cut != periode.begin
        }


@pytest.mark.parametrize(
    ("text", "datatype", "expected"),
    [
        ("2020-02-29", "date", date(2020, 2, 29)),
        ("2020-02-29Z", "date", date(2020, 2, 29)),
        ("2020-02-29+01:00", "date", date(2020, 2, 29)),
        ("2021-02-29", "date", None),
        ("2020", "gYear", None),
        ("20200229", "string", None),
        ("2020-02-29T00:00:00", "dateTime", None),
    ],
)
def test_reads_a_date_or_takes_it_for_absent(text: str, datatype: str, expected: date | None) -> None:
    assert calendar(ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))) == expected
    assert calendar(None) is None


def test_finds_no_existence_where_there_is_no_partnership() -> None:
    assert existence(ox.Store()) == {}
    assert situations(ox.Store(), None, LAST).triples == []


# --- The register ---------------------------------------------------------------------------------------


def test_counts_on_the_release_date_what_the_state_graph_counts(samenstel: Samenstel) -> None:
    counted = [f" <{VB}{name}> " for name in ("aantalDeelnemers", "aantalOverheden", "duurInDagen")]
    state = next(graaf for graaf in samenstel.graven if "/stand/" in graaf.naam)
    toestanden = situations(samenstel.store, samenstel.datum, samenstel.datum)
    mine, theirs = (
        {triple for triple in triples if any(name in triple for name in counted)}
        for triples in (toestanden.triples, state.feiten)
    )
    assert mine == theirs
    assert len(mine) > 1300


@pytest.mark.parametrize("when", [date(2016, 3, 1), date(2019, 1, 1), date(2022, 6, 1), date(2025, 1, 1)])
def test_counts_the_participations_of_the_register_on_any_day(samenstel: Samenstel, when: date) -> None:
    """The register's participations end with their member already: that members must exist takes nobody away."""
    toestanden = situations(samenstel.store, when, when)
    checked = 0
    for verband in samenstel.geschiedenis.verbanden:
        node = f"{PROJECT}id/verband/{verband.sleutel}"
        if node in toestanden.van:
            present = {deelname.lid for deelname in verband.deelnames if deelname.periode.bevat(when)}
            assert integers(toestanden, node)["aantalDeelnemers"] == len(present)
            checked += 1
    assert checked > 100


def test_knows_when_each_partnership_of_the_register_exists(samenstel: Samenstel) -> None:
    found = existence(samenstel.store)
    for verband in samenstel.geschiedenis.verbanden:
        own = next(bestaan for iri_, bestaan in found.items() if iri_.endswith(f"/{verband.sleutel}"))
        assert (own.begin, own.einde) == (verband.periode.begin, verband.periode.einde)
    assert len(found) == len(samenstel.geschiedenis.verbanden)


def test_holds_a_year_to_be_365_days() -> None:
    assert timedelta(days=365) == JAAR
