"""Names and codes of organisations: each finds its own, the ambiguous nobody; errors are only proposed for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.queries.questions import solve
from verbanden.identifiers import tooi_iri
from verbanden.query import load
from verbanden.recognition import AFKORTING, NAAM, Herkenner, Naamregel
from verbanden.store import EmbeddedStore

NUMBERS = ("oin", "rsin", "kvk", "cbs", "tooi", "organisatiecode", "owms")


@pytest.fixture(scope="module")
def regels(embedded_store: EmbeddedStore) -> list[Naamregel]:
    """All names and codes of the embedded data."""
    return [
        Naamregel(*(str(getattr(term, "value", "")) for term in row))
        for row in solve(embedded_store, load("toets/organisaties").tekst)
    ]


@pytest.fixture(scope="module")
def herkenner(regels: list[Naamregel]) -> Herkenner:
    return Herkenner(regels)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Tilburg", "gm0855"),
        ("TILBURG", "gm0855"),
        ("gemeente Tilburg", "gm0855"),
        ("Gemeente  Tilburg ", "gm0855"),
        ("gem. Tilburg", "gm0855"),
        ("Tilburg, gemeente", "gm0855"),
        ("Tilburg (gemeente)", "gm0855"),
        ("Municipality of Tilburg", "gm0855"),
        ("Gemeente Tilburg (GM0855)", "gm0855"),
        ("gm0855", "gm0855"),
        ("GM0855", "gm0855"),
        ("https://identifier.overheid.nl/tooi/id/gemeente/gm0855", "gm0855"),
        ("00000001001172773000", "gm0855"),
        ("001172773", "gm0855"),
        ("17281808", "gm0855"),
        ("Groningen", "gm0014"),
        ("gemeente Groningen", "gm0014"),
        ("provincie Groningen", "pv20"),
        ("Prov. Groningen", "pv20"),
        ("Groningen (provincie)", "pv20"),
        ("PV20", "pv20"),
        ("Utrecht", "gm0344"),
        ("provincie Limburg", "pv31"),
        ("waterschap Limburg", "ws0665"),
        ("'s-Hertogenbosch", "gm0796"),
        ("’s-Hertogenbosch", "gm0796"),
        ("S Hertogenbosch", "gm0796"),
        ("Den Bosch", "gm0796"),
        ("Den Haag", "gm0518"),
        ("'s-Gravenhage", "gm0518"),
        ("Sudwest Fryslan", "gm1900"),
        ("Súdwest-Fryslân", "gm1900"),
        ("Friesland", "pv21"),
        ("Wetterskip Fryslan", "ws0653"),
        ("St. Michielsgestel", "gm0845"),
        ("Bergen NH", "gm0373"),
        ("Bergen (L)", "gm0893"),
        ("hoogheemraadschap Delfland", "ws0372"),
        ("waterschap Vallei en Veluwe", "ws0662"),
        ("Waterschap Amstel, Gooi & Vecht", "ws0155"),
        ("Appingedam", "gm0003"),
        ("ministerie van BZK", "mnre1034"),
        ("Ministerie van Binnenlandse Zaken en Koninkrijksrelaties", "mnre1034"),
    ],
)
def test_recognises_names_old_names_and_codes(herkenner: Herkenner, text: str, key: str) -> None:
    assert herkenner.herken(text) == tooi_iri(key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "Limburg",
        "Bergen",
        "gemeente Limburg",
        "provincie Tilburg",
        "Tilburgg",
        "0855",
        "855",
        "1172773",
        "GR",
        "gm9999",
        "https://example.org/x",
        "Veiligheidsregio Flevoland",
        "Stichting Voorbeeld",
        "x" * 10_000,
    ],
)
def test_recognises_nobody_where_none_or_more_than_one_is_meant(herkenner: Herkenner, text: str) -> None:
    assert herkenner.herken(text) is None


def test_recognises_each_organisation_by_its_names_unless_another_bears_them(
    herkenner: Herkenner, regels: list[Naamregel]
) -> None:
    names = [row for row in regels if row.soort == NAAM]
    missed = {(row.tekst, row.iri.rsplit("/", 1)[1]) for row in names if herkenner.herken(row.tekst) != row.iri}
    assert len(names) > 2000
    assert missed == {
        ("Groningen", "pv20"),
        ("Utrecht", "pv26"),
        ("Limburg", "pv31"),
        ("Limburg", "ws0665"),
        ("Veiligheidsregio Flevoland", "so0460"),
        ("Veiligheidsregio Flevoland", "so0638"),
        ("Belastingsamenwerking West-Brabant", "so0760"),
        ("Belastingsamenwerking West-Brabant", "so0856"),
    }


def test_recognises_each_organisation_by_its_codes_unless_another_has_them(
    herkenner: Herkenner, regels: list[Naamregel]
) -> None:
    codes = [row for row in regels if row.soort in NUMBERS]
    holders: dict[str, set[str]] = {}
    for row in codes:
        holders.setdefault(row.tekst.casefold(), set()).add(row.iri)
    assert len(codes) > 5000
    for row in codes:
        alone = len(holders[row.tekst.casefold()]) == 1
        assert herkenner.herken(row.tekst) == (row.iri if alone else None), row


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        ("Tilburgg", "gm0855", "Gemeente Tilburg"),
        ("Bergen", "gm0373", "gemeente Bergen (NH)"),
        ("Limburg", "pv31", "provincie Limburg"),
        ("855", "gm0855", "Gemeente Tilburg"),
        ("1172773", "gm0855", "Gemeente Tilburg"),
        ("s-Gravenhaage", "gm0518", "gemeente Den Haag"),
    ],
)
def test_proposes_who_was_probably_meant(herkenner: Herkenner, text: str, key: str, name: str) -> None:
    found = {iri: (shown, score) for iri, shown, score in herkenner.bijna(text)}
    assert tooi_iri(key) in found
    assert found[tooi_iri(key)][0].casefold() == name.casefold()
    assert all(80 <= score <= 100 for _, score in found.values())


def test_puts_namesakes_of_the_kind_that_was_named_first(herkenner: Herkenner) -> None:
    assert herkenner.bijna("waterschap Limburgg", 1)[0][0] == tooi_iri("ws0665")
    assert len(herkenner.bijna("Bergen", 2)) == 2
    assert herkenner.bijna("") == []


@given(st.text(max_size=40))
def test_takes_any_text(text: str) -> None:
    small = Herkenner(
        [
            Naamregel(tooi_iri("gm0855"), "gemeente", NAAM, "gemeente Tilburg"),
            Naamregel(tooi_iri("pv20"), "provincie", AFKORTING, "GR"),
        ]
    )
    assert small.herken(text) in (None, tooi_iri("gm0855"), tooi_iri("pv20"))
    assert all(isinstance(name, str) for _, name, _ in small.bijna(text))


def test_recognises_an_abbreviation_only_when_it_is_clear() -> None:
    rows = [
        Naamregel("urn:a", "samenwerkingsorganisatie", NAAM, "Omgevingsdienst Voorbeeld"),
        Naamregel("urn:a", "samenwerkingsorganisatie", AFKORTING, "ODV"),
        Naamregel("urn:b", "provincie", AFKORTING, "OV"),
        Naamregel("urn:c", "waterschap", AFKORTING, "DUB"),
        Naamregel("urn:d", "waterschap", AFKORTING, "DUB"),
    ]
    small = Herkenner(rows)
    assert small.herken("ODV") == small.herken("Omgevingsdienst Voorbeeld (ODV)") == "urn:a"
    assert small.herken("Omgevingsdienst Voorbeeld (XYZ)") is None
    assert small.herken("OV") is None
    assert small.herken("provincie OV") == "urn:b"
    assert small.herken("DUB") is None
