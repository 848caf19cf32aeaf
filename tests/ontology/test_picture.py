"""The picture of the data model and its page speak of terms that exist, and leave out no class."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from rdflib import OWL

from tests.ontology.graphs import ROOM, of_type, vocabulary
from verbanden.namespaces import VB

DOCS = ROOM.parent / "docs"
PICTURE, PAGE = DOCS / "data-model.svg", DOCS / "data-model.md"


def terms(file: Path) -> set[str]:
    return set(re.findall(r"\bvb:([A-Za-z]\w*)", file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", [PICTURE, PAGE], ids=lambda file: file.name)
def test_speaks_only_of_terms_that_exist(file: Path) -> None:
    known = {str(node).removeprefix(VB) for node in vocabulary().subjects() if str(node).startswith(VB)}
    assert terms(file) - known == set()


@pytest.mark.parametrize("file", [PICTURE, PAGE], ids=lambda file: file.name)
def test_leaves_out_no_class(file: Path) -> None:
    classes = {str(one).removeprefix(VB) for one in of_type(vocabulary(), OWL.Class) if str(one).startswith(VB)}
    assert classes - terms(file) == set()


def test_the_picture_is_sound_and_says_in_words_what_it_shows() -> None:
    root = etree.fromstring(PICTURE.read_bytes())
    children = {etree.QName(child).localname: child for child in root if isinstance(child.tag, str)}
    assert root.get("role") == "img"
    assert set((root.get("aria-labelledby") or "").split()) == {
        children["title"].get("id"),
        children["desc"].get("id"),
    }
    assert "http" not in "".join(map(str, root.itertext()))
