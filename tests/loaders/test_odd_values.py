"""One odd value in a register is rejected at its place; the release is built all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loaders.source import open_source
from tests.loaders.hulp import HIER
from verbanden.assemble import Gelezen, assemble
from verbanden.build import build_release
from verbanden.namespaces import PROJECT, TOOI_ID, Iris
from verbanden.release import check

VELDEN = HIER / "roo" / "velden"


@pytest.mark.parametrize(
    ("naam", "veld", "regel"),
    [("verwijzing-met-haken", "instellingsbesluit", 16), ("tooi-te-lang", "resourceIdentifierTOOI", 17)],
)
def test_reports_an_odd_value_and_builds_the_release(naam: str, veld: str, regel: int, tmp_path: Path) -> None:
    bron = Gelezen.sort(open_source("roo", VELDEN / f"{naam}.xml"))
    made = build_release(tmp_path, PROJECT, assemble([bron], Iris()))
    assert check(made) == []
    assert made.manifest["tellingen"]["deelnames"] == 2
    [melding] = [json.loads(line) for line in (made.pad / "afwijzingen.jsonl").read_text().splitlines()]
    assert (melding["rij"], melding["veld"], melding["plaats"]["regel"]) == ("veld", veld, regel)


def test_a_member_with_an_impossible_tooi_address_is_known_by_its_other_keys() -> None:
    bron = Gelezen.sort(open_source("roo", VELDEN / "tooi-te-lang.xml"))
    [verband] = assemble([bron], Iris()).geschiedenis.verbanden
    assert {d.lid for d in verband.deelnames} == {f"{TOOI_ID}gemeente/gm9001", f"{TOOI_ID}gemeente/gm9002"}
