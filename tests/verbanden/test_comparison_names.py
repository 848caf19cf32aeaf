"""Names of partnerships, compared: what counts as the same, as nearly the same, and as something else."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbanden.comparison.names import (
    DREMPEL,
    Namen,
    beginletters,
    gelijkenis,
    kaal,
    kern,
    normalise,
    privaat,
    spellingen,
    verwisselbaar,
)
from verbanden.comparison.register import Register
from verbanden.store import EmbeddedStore

OMWB = "Gemeenschappelijke Regeling Omgevingsdienst Midden- en West-Brabant"


@pytest.fixture(scope="module")
def register(embedded_store: EmbeddedStore) -> Register:
    return Register(embedded_store)


@pytest.mark.parametrize(
    "written",
    [
        "Omgevingsdienst Midden en West-Brabant",
        "GR Omgevingsdienst Midden- & West Brabant",
        "OD Midden- en West-Brabant",
        "omgevingsdienst  MIDDEN- EN WEST-BRABANT (2024)",
        "Gemeenschapelijke regelling Omgevingsdienst Midden- en West-Brabant",
    ],
)
def test_takes_other_spellings_for_the_same_name(written: str) -> None:
    assert Namen([("x", OMWB)]).gelijk(written) == {"x": OMWB}


def test_takes_one_word_or_two_for_the_same_name() -> None:
    assert Namen([("x", "Servicepunt71")]).gelijk("Servicepunt 71") == {"x": "Servicepunt71"}


def test_mends_text_that_was_decoded_wrongly() -> None:
    assert normalise("CoÃ¶peratie FryslÃ¢n") == normalise("Coöperatie Fryslân") == "cooperatie fryslan"


def test_finds_a_name_by_what_stands_within_and_outside_brackets() -> None:
    assert spellingen("Avri (voorheen Afval)") == ("Avri (voorheen Afval)", "Avri", "voorheen Afval")
    known = Namen([("x", "MRDH"), ("y", "Avri")])
    assert known.gelijk("Metropool (MRDH)") == {"x": "MRDH"}
    assert known.gelijk("Avri (sinds 2016)") == {"y": "Avri"}


def test_leaves_out_weak_words_only_where_asked() -> None:
    known = Namen([("x", "Regio Hart van Brabant")])
    assert known.gelijk("Hart van Brabant") == {}
    assert known.kaal("Hart van Brabant") == {"x": "Regio Hart van Brabant"}


def test_keeps_the_whole_name_where_nothing_tells() -> None:
    assert kern("Gemeenschappelijke regeling") == "gemeenschappelijke regeling"
    assert kaal("Regio") == "regio"


def test_finds_misspelt_names_best_first_and_each_thing_once() -> None:
    known = Namen([("x", "GGD Hart voor Brabant"), ("x", "GGD Hart voor Brabant 2020"), ("y", "GGD West-Brabant")])
    found = known.bijna("GGD Hart voor Brabnat", 60)
    assert [(thing, score >= 90) for score, thing, _ in found] == [("x", True), ("y", False)]


def test_does_not_seek_what_resembles_an_abbreviation() -> None:
    assert Namen([("x", "SALD")]).bijna("SLD", 50) == []


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("Omgevingsdienst West-Holland", "Omgevingsdienst Midden-Holland", False),
        ("Stichting Avri", "Avri", False),
        ("Avri N.V.", "Avri B.V.", True),
        ("Omgevingsdienst Midden-Holland", "Omgevingsdienst Midden Hollnad", True),
    ],
)
def test_says_whether_alike_names_may_be_of_one_thing(one: str, other: str, may_be: bool) -> None:
    assert verwisselbaar(one, other) is may_be


@pytest.mark.parametrize(("name", "told"), [("BNG Bank N.V.", True), ("Coöperatie Zon", True), ("Benego", False)])
def test_tells_private_bodies_by_their_name(name: str, told: bool) -> None:
    assert privaat(name) is told


def test_gives_no_first_letters_of_very_long_names() -> None:
    assert list(beginletters("a1 b1 c1 d1 e1 f1 g1 h1 i1")) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_the_same_both_ways_and_full_for_itself(one: str, other: str) -> None:
    assert gelijkenis(one, one) == 100
    assert abs(gelijkenis(one, other) - gelijkenis(other, one)) <= 1
    assert 0 <= gelijkenis(one, other) <= 100


@given(st.text(max_size=60))
def test_cores_are_cores_of_themselves(name: str) -> None:
    assert kern(kern(name)) == kern(name) or not normalise(name)


def test_every_name_of_the_register_leads_to_its_own_partnership(register: Register) -> None:
    for iri, verband in register.verbanden.items():
        assert iri in register.namen.gelijk(verband.naam), verband.naam


def test_few_names_of_the_register_are_shared(register: Register) -> None:
    shared = {
        kern(verband.naam)
        for verband in register.verbanden.values()
        if len(register.namen.gelijk(verband.naam)) > 1
    }
    assert shared == {
        "belastingsamenwerking west brabant",
        "samenwerking sociale zaken",
        "veiligheidsregio flevoland",
    }


@pytest.mark.shared
def test_finds_what_provinces_called_partnerships_in_2016(register: Register, shared: Path) -> None:
    """Names that six provinces reported; the near ones were judged by hand."""
    with (shared / "data" / "opengr-2016" / "opengr_provincies.csv").open(encoding="utf-8") as file:
        names = sorted({row["Gemeenschappelijke regeling"] for row in csv.DictReader(file)})
    equal = [name for name in names if register.namen.gelijk(name)]
    near = {
        name: found[0][2]
        for name in names
        if name not in equal
        and (found := [one for one in register.namen.bijna(name, DREMPEL) if verwisselbaar(name, one[2])])
    }
    assert (len(names), len(equal)) == (243, 146)
    assert near == {
        "Belastingssamenwerking Gouwe-Rijnland": "Belastingsamenwerking Gouwe-Rijnland",
        "Parkschap Nationaal Park de Bieschbosch": (
            "Gemeenschappelijke regeling Parkschap Nationaal Park De Biesbosch"
        ),
        "Reigingsdienst (RD) Maasland": "Gemeenschappelijke Regeling Reinigingsdienst Maasland",
        "Reinigingsdienst RD4": "Gemeenschappelijke Regeling Reinigingsdiensten Rd4",
        "Rijnstreekarchief Rijnlands Midden": "Gemeenschappelijke regeling Streekarchief Rijnlands Midden",
    }
