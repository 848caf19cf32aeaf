"""docs/definitie.md says of the register what the release says, and names every criterium, set and question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.definitie import DEFECTS, FORMS, Defect, by_form, found, page
from tests.queries.questions import rows
from verbanden.assemble import Samenstel
from verbanden.build import check_facts
from verbanden.definition.criteria import criteria, criteriasets
from verbanden.findings import Rapport
from verbanden.query import names
from verbanden.store import EmbeddedStore

PAGE = Path(__file__).resolve().parents[2] / "docs" / "definitie.md"


@pytest.fixture(scope="module")
def rapport(samenstel: Samenstel) -> Rapport:
    return check_facts(samenstel.default_graph())


def test_says_what_the_release_says(samenstel: Samenstel, rapport: Rapport, renew_golden: bool) -> None:
    text = PAGE.read_text(encoding="utf-8")
    if renew_golden:
        text = page(text, samenstel, rapport)
        PAGE.write_text(text, encoding="utf-8")
    assert text == page(text, samenstel, rapport)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.shape or defect.field)
def test_finds_each_known_defect_of_the_register(defect: Defect, samenstel: Samenstel, rapport: Rapport) -> None:
    assert found(defect, samenstel, rapport) == defect.count


def test_finds_the_body_that_is_none(rapport: Rapport) -> None:
    told = [r.nl for r in rapport.resultaten if r.shape.endswith("#organisatie-zonder-regeling")]
    assert sum("Veiligheidsregio's" in text for text in told) == 1


def test_finds_the_abolished_members_in_seven_partnerships(rapport: Rapport) -> None:
    shape = "#verband-vermelde-deelnemer-opgeheven"
    abolished = [r for r in rapport.resultaten if r.shape.endswith(shape)]
    assert len({r.focus for r in abolished}) == 7
    assert sum("/gemeente/" in str(r.waarde) for r in abolished) == 16
    assert sum("/waterschap/" in str(r.waarde) for r in abolished) == 2


def test_counts_every_partnership_once_for_each_criterium(samenstel: Samenstel) -> None:
    counts = by_form(samenstel)
    in_force = {"openbaar-lichaam": 283, "regeling-zonder-meer": 81, "bedrijfsvoeringsorganisatie": 64}
    in_force["gemeenschappelijk-orgaan"] = 23
    for code in [*criteria(), *criteriasets()]:
        for form in FORMS:
            assert sum(n for (c, f, _), n in counts.items() if (c, f) == (code, form)) == in_force[form]


def test_gives_the_table_that_the_question_gives(samenstel: Samenstel, embedded_store: EmbeddedStore) -> None:
    counts = by_form(samenstel)
    asked = rows(embedded_store, "oordeel/per-criterium")
    assert len(asked) == len(criteria()) * len(FORMS)
    for row in asked:
        key = (row["criterium"].rsplit("/", 1)[1], row["rechtsvorm"].rsplit("/", 1)[1])
        assert [int(row[n]) for n in ("voldoet", "voldoetNiet", "onbekend")] == [
            counts[(*key, outcome)] for outcome in ("voldoet", "voldoet-niet", "onbekend")
        ]


def test_explains_every_criterium_set_and_question() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for criterium in criteria().values():
        assert f"\n| {criterium.en} | " in text, criterium.code
    for one in criteriasets().values():
        assert f"\n| `{one.code}` | {', '.join(c if len(c) < 3 else f'`{c}`' for c in one.criteria)} |" in text
    assert set(re.findall(r"\.\./queries/([\w/-]+)\.rq", text)) == {n for n in names() if n.startswith("oordeel/")}
