"""Verdicts in the graph of a release: what is written of each, and that everybody counts the same ones."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.verbanden.records import period, small_sources
from verbanden.assemble import Samenstel, assemble
from verbanden.build import describe
from verbanden.definition.criteria import criteria, criteriaset, criteriasets
from verbanden.definition.verdicts import OUTCOMES, Oordeel
from verbanden.errors import QueryError
from verbanden.graph.verdicts import oordeel_iri, verdict_graph
from verbanden.model import Periode
from verbanden.namespaces import DEF, EARL, PROJECT, RDF, VB, Iris

VERBAND = Iris().verband("roo-1")
ONE = Oordeel(
    verband=VERBAND,
    criterium="d1",
    sets=("definitie-2024",),
    uitkomst="voldoet",
    periode=period("2020", "2021"),
    bewijs=(Iris().regeling("1"), Iris().regeling("2")),
)
WHOLE = Oordeel(
    verband=VERBAND,
    criterium=None,
    sets=("kern",),
    uitkomst="voldoet-niet",
    periode=period("2020"),
    voldaan=2,
    totaal=4,
    onbekend=("d4",),
    niet_voldaan=("a",),
)


def written(oordeel: Oordeel) -> dict[str, set[str]]:
    """What is written of a verdict by property, without namespaces."""
    found: dict[str, set[str]] = {}
    for triple in verdict_graph(Iris(), date(2026, 5, 16), [oordeel]).feiten:
        subject, predicate, value = triple.split(" ", 2)
        assert subject == f"<{oordeel_iri(Iris(), oordeel)}>"
        name = predicate[1:-1].removeprefix(VB).removeprefix(RDF)
        found.setdefault(name, set()).add(value.split("^^")[0].strip('<>"').removeprefix(PROJECT))
    return found


def test_writes_the_verdict_on_a_criterium() -> None:
    assert written(ONE) == {
        "type": {"def#Oordeel"},
        "overVerband": {"id/verband/roo-1"},
        "criterium": {"def/criterium/d1"},
        "criteriaset": {"def/criteriaset/definitie-2024"},
        "uitkomst": {"def/uitkomst/voldoet"},
        "begin": {"2020-01-01"},
        "einde": {"2021-01-01"},
        "bewijs": {"id/regeling/1", "id/regeling/2"},
    }


def test_writes_the_verdict_on_a_set_with_its_counts() -> None:
    assert written(WHOLE) == {
        "type": {"def#Oordeel"},
        "overVerband": {"id/verband/roo-1"},
        "criteriaset": {"def/criteriaset/kern"},
        "uitkomst": {"def/uitkomst/voldoet-niet"},
        "begin": {"2020-01-01"},
        "aantalVoldaan": {"2"},
        "aantalCriteria": {"4"},
        "nogOnbekend": {"def/criterium/d4"},
        "nietVoldaan": {"def/criterium/a"},
    }


def test_names_a_verdict_after_partnership_subject_and_first_day() -> None:
    since_ever = Oordeel(VERBAND, "b", ("kern",), "voldoet", Periode(None, None))
    assert [oordeel_iri(Iris(), o).removeprefix(f"{PROJECT}id/oordeel/") for o in (ONE, WHOLE, since_ever)] == [
        "roo-1-d1-2020-01-01",
        "roo-1-kern-2020-01-01",
        "roo-1-b-open",
    ]


def test_gives_each_verdict_of_a_release_a_name_of_its_own(samenstel: Samenstel) -> None:
    names = Counter(oordeel_iri(Iris(), o) for o in samenstel.oordelen)
    assert set(names.values()) == {1}


def test_has_the_verdicts_in_a_graph_of_their_own_and_in_the_consolidated_view(samenstel: Samenstel) -> None:
    graaf = next(g for g in samenstel.graven if g.naam == f"{PROJECT}graaf/oordelen/2026-05-16")
    verdicts = {t.split(" ", 1)[0] for t in graaf.feiten if t.endswith(f"<{VB}Oordeel>")}
    assert len(verdicts) == len(samenstel.oordelen)
    consolidated = set(samenstel.default_graph())
    assert set(graaf.feiten) <= consolidated
    assertions = {t.split(" ", 1)[0] for t in consolidated if t.endswith(f"<{RDF}type> <{EARL}Assertion>")}
    assert assertions == verdicts


def test_counts_the_outcomes_of_each_set_in_the_manifest(samenstel: Samenstel) -> None:
    counts = describe(PROJECT, samenstel, 0, [])["oordelen"]
    assert {code: sum(by_outcome.values()) for code, by_outcome in counts.items()} == dict.fromkeys(
        criteriasets(), 451
    )
    assert counts["kern"] == {"voldoet": 436, "voldoet-niet": 1, "onbekend": 14}
    assert counts["definitie-2017"]["onbekend"] == 451


def test_judges_a_small_world_by_its_versions() -> None:
    made = assemble(small_sources(), Iris())
    gap = [o for o in made.oordelen if o.verband.endswith("/roo-200") and o.criterium == "c"]
    assert [(o.periode, o.uitkomst) for o in gap] == [
        (period("2016", "2019"), "voldoet"),
        (period("2020"), "voldoet"),
    ]


def test_gives_the_same_verdicts_every_time() -> None:
    first, second = assemble(small_sources(), Iris()), assemble(small_sources(), Iris())
    assert first.oordelen == second.oordelen
    assert first.default_graph() == second.default_graph()


# --- The code lists -------------------------------------------------------------------------------------


def test_reads_the_criteria_in_order_with_texts_in_two_languages() -> None:
    assert list(criteria())[:8] == ["a", "b", "c", "d1", "d2", "d3", "d4", "e"]
    for code, criterium in criteria().items():
        assert criterium.iri == f"{DEF}criterium/{code}"
        for nl, en in (
            (criterium.nl, criterium.en),
            (criterium.aan_te_leveren_nl, criterium.aan_te_leveren_en),
            (criterium.uitleg_nl, criterium.uitleg_en),
        ):
            assert nl
            assert en
            assert nl != en


def test_knows_which_criteria_each_set_has() -> None:
    assert {code: one.criteria for code, one in criteriasets().items()} == {
        "definitie-2024": ("a", "b", "c", "d1", "d2", "d3", "d4", "e"),
        "kern": ("a", "b", "c", "d4"),
        "definitie-2017": ("verbonden-partij", "een-overheid"),
        "regioatlas": ("twee-nederlandse-overheden", "een-decentrale-overheid", "vastgelegd"),
    }
    assert criteriaset("kern") is criteriasets()["kern"]


def test_rejects_a_set_that_there_is_not() -> None:
    with pytest.raises(QueryError, match="definitie-2024, kern") as caught:
        criteriaset("definitie-1999")
    assert "'definitie-1999'" in caught.value.nl


def test_knows_the_outcomes_of_the_code_list(samenstel: Samenstel) -> None:
    begrippen = next(g for g in samenstel.graven if "/begrippen/" in g.naam)
    listed = {t.split(" ")[0] for t in begrippen.feiten if t.endswith(f"#inScheme> <{DEF}uitkomst>")}
    assert listed == {f"<{DEF}uitkomst/{outcome}>" for outcome in OUTCOMES}
