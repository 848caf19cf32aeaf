"""docs/valideren.md shows the command as it is."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pyoxigraph as ox
import pytest

from verbanden.checking.report.html import MEESTE
from verbanden.checking.verslag import Uitkomst
from verbanden.cli.checking import FORMATS, validate
from verbanden.definition.criteria import criteriasets
from verbanden.shapebook import statements

PAGE = (Path(__file__).parents[2] / "docs" / "valideren.md").read_text(encoding="utf-8")
SUPPLEMENT = Path(__file__).parents[1] / "verbanden" / "checking" / "documenten" / "aanvulling.ttl"


@pytest.mark.parametrize("option", [one for one in validate.params if isinstance(one, click.Option)], ids=str)
def test_documents_every_option_and_no_other(option: click.Option) -> None:
    documented = set(re.findall(r"^\| `(--[a-z-]+)` \|", PAGE, flags=re.MULTILINE))
    assert set(option.opts) <= documented
    assert documented == {name for one in validate.params if isinstance(one, click.Option) for name in one.opts}


def test_documents_every_form_outcome_and_criteria_set() -> None:
    forms = re.findall(
        r"`(\w+)`", "".join(re.findall(r"^\| `(?:text|html|csv|json|turtle)`.*$", PAGE, flags=re.M))
    )
    assert set(FORMATS) <= set(forms)
    for word in (*Uitkomst.__args__, *criteriasets()):  # type: ignore[attr-defined]
        assert f"`{word}`" in PAGE
    assert f"a page shows {MEESTE} of each rule" in " ".join(PAGE.split())


def test_shows_a_document_that_is_tested() -> None:
    shown = re.search(r"```turtle\n(.*?)```", PAGE, flags=re.DOTALL)
    assert shown is not None
    assert _triples(shown[1].encode()) == _triples(SUPPLEMENT.read_bytes())


def _triples(turtle: bytes) -> set[tuple[str, str, str]]:
    return {(str(s), p, str(o)) for s, p, o in statements(turtle, ox.RdfFormat.TURTLE)}
