"""A finding keeps its id when lines move and blank nodes are renamed, and when something else is corrected."""

from __future__ import annotations

import random
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verbanden.checking.kennis import HERE, read_bytes
from verbanden.checking.background import ReleaseAchtergrond
from verbanden.checking.report.compare import compare
from verbanden.checking.toetsing import Opdracht, toets
from verbanden.checking.verslag import Verslag

PREFIXES = """
@prefix vb:  <https://w3id.org/verbanden/def#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix gm:  <https://identifier.overheid.nl/tooi/id/gemeente/> .
@prefix ex:  <https://example.org/id/> .
"""
LINES = """
ex:v a vb:Samenwerkingsverband .
_:een a vb:Deelname .
_:een org:organization ex:v .
_:een org:member gm:gm0855 .
_:een vb:begin "gisteren" .
_:twee a vb:Deelname .
_:twee org:organization ex:v .
_:twee org:member gm:gm0772 .
_:twee vb:begin "gisteren" .
_:drie a vb:Deelname .
_:drie org:organization ex:v .
_:drie org:member gm:gm0772 .
_:drie vb:begin "vandaag" .
_:drie vb:begin "gisteren" .
""".strip().splitlines()


def checked(achtergrond: ReleaseAchtergrond, lines: list[str]) -> Verslag:
    return toets([read_bytes((PREFIXES + "\n".join(lines)).encode())], achtergrond, Opdracht(motor="snel"))


def ids(verslag: Verslag) -> list[str]:
    return sorted(found.id for found in verslag.meldingen)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.randoms(use_true_random=False))
def test_ids_stay_when_lines_move_and_blank_nodes_are_renamed(
    achtergrond: ReleaseAchtergrond, seed: random.Random
) -> None:
    names = dict(zip(("een", "twee", "drie"), seed.sample(["aap", "noot", "mies", "wim"], 3), strict=True))
    shuffled = [re.sub(r"_:(\w+)", lambda m: f"_:{names[m[1]]}", line) for line in LINES]
    seed.shuffle(shuffled)
    assert ids(checked(achtergrond, shuffled)) == ids(checked(achtergrond, LINES))


def test_every_finding_has_an_id_of_its_own(achtergrond: ReleaseAchtergrond) -> None:
    found = ids(
        checked(achtergrond, [*LINES, *(line.replace("drie", "vier") for line in LINES if "drie" in line)])
    )
    assert len(set(found)) == len(found)


def test_a_correction_solves_its_own_findings_and_no_other(achtergrond: ReleaseAchtergrond) -> None:
    before = checked(achtergrond, LINES)
    corrected = [
        line.replace('"gisteren"', '"2020-01-01"^^xsd:date') if "een vb" in line else line for line in LINES
    ]
    made = compare(before, checked(achtergrond, corrected))
    assert made.nieuw == ()
    assert [found.shape.rpartition("#")[2] for found in made.opgelost] == ["inzending-begin-datum"]
    assert len(made.ongewijzigd) == len(before.meldingen) - 1
    assert made.anders == ()


def test_a_comparison_says_what_was_not_the_same(achtergrond: ReleaseAchtergrond) -> None:
    data = (HERE / "documenten" / "volledig.ttl").read_bytes()
    kern, whole = (
        toets([read_bytes(data)], achtergrond, Opdracht(criteria=c)) for c in ("kern", "definitie-2024")
    )
    assert [text.nl for text in compare(kern, whole).anders] == ["de criteriaset", "de criteria daarin"]
