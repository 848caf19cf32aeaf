"""docs/queries.md and docs/patterns.md show every question and pattern as it is; --renew-golden renews them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.queries.pages import PATTERNS_PAGE, QUERIES_PAGE, command, patterns_page, queries_page
from tests.queries.questions import FIFTEEN, PATTERNS, QUESTIONS
from verbanden.query import load


@pytest.mark.parametrize(("path", "written"), [(QUERIES_PAGE, queries_page), (PATTERNS_PAGE, patterns_page)])
def test_shows_the_queries_as_they_are(path: Path, written: Callable[[str], str], renew_golden: bool) -> None:
    text = path.read_text(encoding="utf-8")
    if renew_golden:
        text = written(text)
        path.write_text(text, encoding="utf-8")
    assert text == written(text)


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name not in PATTERNS])
def test_documents_every_question_with_its_command_and_parameters(name: str) -> None:
    text, vraag = QUERIES_PAGE.read_text(encoding="utf-8"), load(name)
    sections = re.split(r"^(?=### )", text, flags=re.MULTILINE)
    section = next(part for part in sections if part.startswith(f"### {vraag.titel_nl}\n"))
    for said in (vraag.titel_en, vraag.vraag_nl, vraag.vraag_en, command(vraag), f"`{name}`"):
        assert said in section
    for parameter in vraag.parameters:
        assert f"| `{parameter.naam}` |" in section


def test_documents_the_fifteen_before_all_others() -> None:
    text = QUERIES_PAGE.read_text(encoding="utf-8")
    assert [name for name in re.findall(r"\.\./queries/([\w/-]+)\.rq", text) if name in FIFTEEN] == list(FIFTEEN)


@pytest.mark.parametrize("name", PATTERNS)
def test_explains_every_pattern_under_its_title(name: str) -> None:
    text, vraag = PATTERNS_PAGE.read_text(encoding="utf-8"), load(name)
    section = next(part for part in re.split(r"^(?=## )", text, flags=re.MULTILINE) if f"<!-- {name} -->" in part)
    heading, explanation = section.split(f"<!-- {name} -->")[0].split("\n", 1)
    assert vraag.titel_nl in heading
    assert vraag.titel_en in explanation
    assert len(explanation.split()) > 25


def test_links_only_to_files_that_are_there() -> None:
    for path in (QUERIES_PAGE, PATTERNS_PAGE):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), target
