"""Identifiers: what is accepted, what is rejected and why, and what must hold for all of them."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbanden import identifiers
from verbanden.errors import IdentifierError

DATA = Path(__file__).parent / "data"
TILBURG = "https://identifier.overheid.nl/tooi/id/gemeente/gm0855"
RSIN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def cases(verdict: str) -> list[object]:
    found = []
    for soort in sorted(identifiers.SOORTEN):
        lines = (DATA / f"{verdict}_{soort}.txt").read_text(encoding="ascii").splitlines()
        for line in lines:
            code, _, reason = line.partition(" # ")
            if not line.startswith("#"):
                found.append(pytest.param(soort, codecs.decode(code, "unicode_escape"), id=f"{soort}: {reason}"))
    return found


LETTERS_AND_DIGITS = [
    ("gm", 4),
    ("pv", 2),
    ("ws", 4),
    ("mnre", 4),
    ("so", 4),
    ("oorg", 5),
    ("col", 2),
    ("zb", 6),
]


@st.composite
def rsins(draw: st.DrawFn) -> str:
    head = draw(st.text("0123456789", min_size=8, max_size=8).filter(lambda text: text != "00000000"))
    last = sum(weight * int(digit) for weight, digit in zip(RSIN_WEIGHTS, head, strict=False)) % 11
    return head + str(last % 10) if last < 10 else draw(rsins())


tooi_keys = st.one_of(
    st.from_regex(rf"\A{letters}[0-9]{{{digits}}}\Z")
    for letters, digits in [
        ("gm", 4),
        ("pv", 2),
        ("ws", 4),
        ("mnre", 4),
        ("so", 4),
        ("oorg", 5),
        ("col", 2),
        ("zb", 6),
    ]
)


@pytest.mark.parametrize(("soort", "code"), cases("valid"))
def test_accepts_well_formed(soort: str, code: str) -> None:
    identifiers.check(soort, code)
    assert identifiers.is_valid(soort, code)


@pytest.mark.parametrize(("soort", "code"), cases("invalid"))
def test_rejects_malformed_and_names_kind_and_value(soort: str, code: str) -> None:
    assert not identifiers.is_valid(soort, code)
    with pytest.raises(IdentifierError) as error:
        identifiers.check(soort, code)
    for text in (error.value.nl, error.value.en):
        assert soort in text
        assert code.strip() in text
        assert "\n" not in text


def test_rejects_unknown_kind_and_names_the_known_ones() -> None:
    with pytest.raises(IdentifierError) as error:
        identifiers.check("bsn", "123456782")
    assert "oin" in error.value.nl
    assert "bsn" in error.value.en


def test_shows_a_very_long_value_in_short() -> None:
    with pytest.raises(IdentifierError) as error:
        identifiers.check("kvk", "1" * 5000)
    assert len(error.value.nl) < 200


@given(rsins())
def test_accepts_every_number_with_a_right_check_digit(rsin: str) -> None:
    assert identifiers.rsin_elfproef(rsin)
    assert identifiers.is_valid("oin", f"00000001{rsin}000")


@given(rsins(), st.integers(0, 8), st.integers(1, 9))
def test_rejects_every_single_wrong_digit(rsin: str, place: int, shift: int) -> None:
    digit = str((int(rsin[place]) + shift) % 10)
    assert not identifiers.rsin_elfproef(rsin[:place] + digit + rsin[place + 1 :])


@given(rsins(), st.integers(0, 8), st.integers(0, 8))
def test_rejects_every_swap_of_two_unequal_digits(rsin: str, one: int, other: int) -> None:
    swapped = list(rsin)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert identifiers.rsin_elfproef("".join(swapped)) is (rsin[one] == rsin[other])


@given(tooi_keys)
def test_minting_and_parsing_are_each_others_reverse(key: str) -> None:
    iri = identifiers.tooi_iri(key)
    assert identifiers.tooi_key(iri) == key
    assert identifiers.organisation_iri(key.upper()) == identifiers.organisation_iri(iri) == iri


@given(st.text(max_size=30))
def test_never_fails_otherwise_than_on_purpose(text: str) -> None:
    for soort in identifiers.SOORTEN:
        identifiers.is_valid(soort, text)
    identifiers.organisation_iri(text)


@pytest.mark.parametrize("key", ["gm0855", "GM0855", "Gm0855", " gm0855 ", TILBURG])
def test_finds_the_organisation_by_code_in_any_case_or_by_iri(key: str) -> None:
    assert identifiers.organisation_iri(key) == TILBURG


@pytest.mark.parametrize("key", ["roo-123", "Tilburg", "0855", "", "gm855", "http://", "gm\u0660855"])
def test_leaves_other_keys_to_the_caller(key: str) -> None:
    assert identifiers.organisation_iri(key) is None


def test_keeps_a_foreign_iri_as_it_is() -> None:
    assert identifiers.organisation_iri("https://example.org/Org/1") == "https://example.org/Org/1"


@pytest.mark.parametrize(("key", "code"), [("gm0855", "GM0855"), ("pv27", "PV27"), ("ws0536", None)])
def test_gives_the_cbs_code_where_cbs_has_one(key: str, code: str | None) -> None:
    assert identifiers.cbs_code(key) == code


@pytest.mark.parametrize("iri", [f"{TILBURG}x", "", "https://identifier.overheid.nl/tooi/id/so/hv_16835773"])
def test_rejects_an_iri_that_is_no_organisation(iri: str) -> None:
    with pytest.raises(IdentifierError):
        identifiers.tooi_key(iri)


def test_rejects_minting_from_what_is_no_code() -> None:
    with pytest.raises(IdentifierError, match="gm"):
        identifiers.tooi_iri("GM0855")
