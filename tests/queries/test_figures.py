"""The known figures of the register, counted from it before this project was, come out of the questions."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.queries.questions import rows
from verbanden.store import EmbeddedStore

ID = "https://w3id.org/verbanden/id/verband/"
TOP = "https://identifier.overheid.nl/tooi/def/thes/top/"
MERGED = {
    "gemeente Brielle",
    "gemeente Hellevoetsluis",
    "gemeente Westvoorne",
    "gemeente Boxmeer",
    "gemeente Cuijk",
    "gemeente Grave",
}


def last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def test_counts_451_partnerships_in_force_by_legal_form(store: EmbeddedStore) -> None:
    found = {
        last(row["rechtsvorm"]): int(row["aantal"]) for row in rows(store, "cijfers/verbanden-per-rechtsvorm")
    }
    assert found == {
        "openbaar-lichaam": 283,
        "regeling-zonder-meer": 81,
        "bedrijfsvoeringsorganisatie": 64,
        "gemeenschappelijk-orgaan": 23,
    }
    assert sum(found.values()) == 451


def test_counts_members_as_claimed_as_derived_and_as_carried_on(store: EmbeddedStore) -> None:
    found = {
        last(row["aard"]): (int(row["vermeld"]), int(row["afgeleid"]), int(row["metVoortzetting"]))
        for row in rows(store, "cijfers/deelnemers-per-aard")
    }
    assert found.pop("gemeente") == (3197, 3181, 3187)
    assert found.pop("waterschap") == (83, 81, 82)
    assert found.pop("provincie") == (84, 84, 84)
    assert found.pop("rijk") == (12, 12, 12)
    assert found.pop("samenwerkingsorganisatie") == (9, 9, 9)
    # What is left are the members without TOOI IRI that OWMS does not name as a government of this country either.
    assert [sum(column) for column in zip(*found.values(), strict=True)] == [166, 166, 166]


def test_finds_every_municipality_in_4_to_19_partnerships(store: EmbeddedStore) -> None:
    counts = [int(row["aantal"]) for row in rows(store, "cijfers/verbanden-per-gemeente")]
    assert (len(counts), min(counts), max(counts)) == (342, 4, 19)
    assert round(sum(counts) / len(counts), 1) == 9.3


def test_counts_municipalities_on_1_january(store: EmbeddedStore) -> None:
    found = {row["peildatum"][:4]: int(row["aantal"]) for row in rows(store, "cijfers/gemeenten-op-datum")}
    before = {"2016": 390, "2017": 388, "2018": 380, "2019": 355, "2020": 355, "2021": 352, "2022": 345}
    assert found == before | dict.fromkeys(("2023", "2024", "2025", "2026"), 342)


def test_holds_every_row_of_the_register_as_a_claim(store: EmbeddedStore) -> None:
    found = {last(row["bron"]): row for row in rows(store, "cijfers/vermeldingen-per-bron")}
    assert {code: int(row["vermeldingen"]) for code, row in found.items()} == {
        "roo": 9516,
        "tooi-gemeenten": 0,
        "tooi-provincies": 0,
        "tooi-waterschappen": 0,
    }
    for row in found.values():
        assert int(row["gelezen"]) == int(row["aangenomen"]) + int(row["afgewezen"])


def test_finds_tilburg_in_nine_partnerships(store: EmbeddedStore) -> None:
    found = rows(store, "verband/van-deelnemer", deelnemer="gm0855")
    assert len({row["verband"] for row in found}) == len(found) == 9
    assert {row["naam"] for row in rows(store, "patronen/nu")} == {row["naam"] for row in found}


def test_names_the_18_memberships_of_abolished_members_in_7_arrangements(store: EmbeddedStore) -> None:
    found = rows(store, "gemeente/opgeheven-nog-vermeld")
    assert len(found) == len({(row["regeling"], row["lid"]) for row in found}) == 18
    kinds = Counter(row["lid"].split("/")[-2] for row in found)
    assert kinds == {"gemeente": 16, "waterschap": 2}
    arrangements = {row["regeling"]: row["lid"].split("/")[-2] for row in found}
    assert Counter(arrangements.values()) == {"gemeente": 6, "waterschap": 1}
    assert {row["naam"] for row in found} >= MERGED
    assert all(row["opvolger"] and row["opvolgerNaam"] for row in found)


def test_names_the_successor_that_exists_now(store: EmbeddedStore) -> None:
    successors = {row["naam"]: row["opvolgerNaam"] for row in rows(store, "gemeente/opgeheven-nog-vermeld")}
    assert successors["gemeente Brielle"] == "gemeente Voorne aan Zee"
    assert successors["gemeente Cuijk"] == "gemeente Land van Cuijk"
    assert {last(row["nu"]) for row in rows(store, "patronen/met-opvolgers")} == {"gm1992", "gm1963", "gm0363"}


def test_counts_per_1_january_and_says_that_the_register_was_filling_up(store: EmbeddedStore) -> None:
    found = {row["peildatum"][:4]: row for row in rows(store, "verband/telling-per-1-januari")}
    assert {year: int(found[year]["aantal"]) for year in ("2015", "2016", "2017", "2020")} == {
        "2015": 143,
        "2016": 247,
        "2017": 351,
        "2020": 439,
    }
    covered = {year for year, row in found.items() if row["binnenDekking"] == "true"}
    assert covered == {year for year in found if year >= "2022"}
    assert {year for year, row in found.items() if row["vertrekZichtbaar"] == "false"} == {"2015"}


def test_counts_by_legal_form_add_up_to_those_per_1_january(store: EmbeddedStore) -> None:
    per_year: Counter[str] = Counter()
    for row in rows(store, "verband/per-rechtsvorm-per-jaar"):
        per_year[row["peildatum"]] += int(row["aantal"])
    assert per_year == {
        row["peildatum"]: int(row["aantal"]) for row in rows(store, "verband/telling-per-1-januari")
    }


def test_reports_a_day_before_the_register_was_complete(store: EmbeddedStore) -> None:
    for day, covered in (("2021-06-30", "false"), ("2021-07-01", "true")):
        found = rows(store, "verband/van-deelnemer", deelnemer="gm0855", peildatum=day)
        assert {row["binnenDekking"] for row in found} == {covered}


def test_shows_members_and_partnership_from_both_sides(store: EmbeddedStore) -> None:
    mine = rows(store, "verband/van-deelnemer", deelnemer="gm1992", peildatum="2024-01-01")
    assert mine
    for row in mine:
        members = rows(store, "verband/deelnemers", verband=row["verband"], peildatum="2024-01-01")
        assert "gm1992" in {last(member["deelnemer"]) for member in members}


def test_ranks_co_members_by_the_partnerships_they_share(store: EmbeddedStore) -> None:
    found = rows(store, "gemeente/mededeelnemers", deelnemer="gm0855")
    counts = [int(row["aantalGedeeld"]) for row in found]
    assert counts == sorted(counts, reverse=True)
    assert "gm0855" not in {last(row["medeDeelnemer"]) for row in found}
    expected: Counter[str] = Counter()
    for row in rows(store, "verband/van-deelnemer", deelnemer="gm0855"):
        members = {member["deelnemer"] for member in rows(store, "verband/deelnemers", verband=row["verband"])}
        expected.update(last(member) for member in members)
    del expected["gm0855"]
    assert {last(row["medeDeelnemer"]): int(row["aantalGedeeld"]) for row in found} == expected


def test_a_theme_takes_in_what_falls_under_it(store: EmbeddedStore) -> None:
    broad = {row["verband"] for row in rows(store, "verband/per-thema", thema=f"{TOP}c_d0463fb7")}
    narrow = {row["verband"] for row in rows(store, "verband/per-thema", thema=f"{TOP}c_8b081a63")}
    assert narrow < broad
    assert (len(narrow), len(broad)) == (5, 45)


def test_a_theme_of_the_inventories_takes_in_the_fields_it_is_mapped_to(store: EmbeddedStore) -> None:
    theme = "https://w3id.org/verbanden/def/rapportthema/ruimte"
    mapped = {row["verband"] for row in rows(store, "verband/per-thema", thema=theme)}
    water = {row["verband"] for row in rows(store, "verband/per-thema", thema=f"{TOP}c_a71dc533")}
    assert water <= mapped


def test_every_municipality_is_in_a_partnership_on_a_theme_or_in_none(store: EmbeddedStore) -> None:
    theme, day = f"{TOP}c_d96f9cd3", "2026-05-16"
    without = {row["gemeente"] for row in rows(store, "thema/zonder-verband", thema=theme, peildatum=day)}
    within: set[str] = set()
    for row in rows(store, "thema/gemeenten-per-verband", thema=theme, peildatum=day):
        members = rows(store, "verband/deelnemers", verband=row["verband"], peildatum=day)
        mine = {m["deelnemer"] for m in members if last(m["aard"]) == "gemeente"}
        assert len(mine) == int(row["aantalGemeenten"])
        within |= mine
    assert not within & without
    assert len(within | without) == 342


def test_has_as_many_arrangements_without_a_theme_as_the_docs_say(store: EmbeddedStore) -> None:
    broadest = [row["onderwerp"] for row in rows(store, "patronen/met-onderliggende-begrippen")]
    themed = {row["verband"] for iri in broadest for row in rows(store, "verband/per-thema", thema=iri)}
    assert 451 - len(themed) == 215


def test_gives_each_body_its_numbers_as_texts_of_their_length(store: EmbeddedStore) -> None:
    found = rows(store, "organisatie/lichamen-met-nummers")
    assert len({row["lichaam"] for row in found}) == len(found)
    for key, length in (("kvk", 8), ("rsin", 9), ("oin", 20)):
        assert {len(row[key]) for row in found if key in row} == {length}


def test_counts_provinces_and_water_authorities_that_take_part(store: EmbeddedStore) -> None:
    found = Counter(last(row["aard"]) for row in rows(store, "organisatie/provincies-en-waterschappen"))
    assert found == {"provincie": 84, "waterschap": 82}


@pytest.mark.parametrize(("law", "at_least"), [("BWBR0027466", 20), ("BWBR0024705", 20)])
def test_finds_safety_and_health_regions_by_the_law_that_obliges(
    law: str, at_least: int, store: EmbeddedStore
) -> None:
    found = {row["verband"] for row in rows(store, "verband/verplicht-bij-wet") if row["wet"].endswith(law)}
    # There are 25 of each by law; the register leaves the ground out of some, and some regions are two in one.
    assert at_least <= len(found) <= 30


def test_finds_a_law_however_its_address_is_written(store: EmbeddedStore) -> None:
    laws = Counter(last(row["wet"]) for row in rows(store, "verband/verplicht-bij-wet"))
    assert laws["jci1.3:c:BWBR0037885"] >= 2


def test_finds_only_partnerships_with_more_than_one_province(store: EmbeddedStore) -> None:
    found = rows(store, "verband/over-provincies")
    for row in found:
        assert len(set(row["provincies"].split(", "))) == int(row["aantalProvincies"]) > 1
    assert f"{ID}roo-27614747" in {row["verband"] for row in found}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("cijfers/verbanden-per-rechtsvorm", {"peildatum": "2030-01-01"}),
        ("verband/van-deelnemer", {"deelnemer": "gm0855", "peildatum": "2026-05-17"}),
        ("cijfers/gemeenten-op-datum", {"vanaf": "2027-01-01", "tot": "2030-01-01"}),
        ("cijfers/deelnemers-per-aard", {"peildatum": "2030-01-01"}),
    ],
)
def test_reports_that_a_day_after_the_newest_state_is_not_covered(
    store: EmbeddedStore, name: str, typed: dict[str, str]
) -> None:
    found = rows(store, name, **typed)
    assert found
    assert {row["binnenDekking"] for row in found} == {"false"}
