"""Values: cleaned, read, or rejected with their place."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.lezen import (
    Meldingen,
    afwijzing,
    kort,
    lees_datum,
    owms,
    schoon,
    sleutel,
    tooi_organisatie,
    verwijzing,
    wet,
)
from verbanden.model import Plaats
from verbanden.namespaces import TOOI_ID

PLAATS = Plaats("bestand.xml", "12", "naam", 3)


@given(st.dates(), st.sampled_from(["", "Z", "+01:00", "T00:00", "T00:00:00", "T23:59:59.999+02:00", "T12:00Z"]))
def test_accepts_every_date_and_keeps_the_day_as_written(dag: date, rest: str) -> None:
    assert lees_datum(f" {dag.isoformat()}{rest}\n") == dag


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "2021",
        "2021-02-30",
        "01-01-2021",
        "2021-1-1",
        "2021-01-01T",
        "2021-01-01 x",
        "20210101",
        "２０２１-01-01x",
    ],
)
def test_rejects_what_is_no_date(tekst: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        lees_datum(tekst)


@given(st.text())
def test_accepts_any_name_and_cleans_it_once_and_for_all(tekst: str) -> None:
    naam = schoon(tekst)
    assert naam is None or (naam == schoon(naam) and "\u200b" not in naam and "  " not in naam)


def test_accepts_names_with_invisible_characters_and_odd_spaces() -> None:
    assert schoon("Regio\u00a0Zuid\u200b \n Oost\u00ad") == "Regio Zuid Oost"
    assert schoon(" \u200b\n") is None


@pytest.mark.parametrize(
    "adres",
    ["http://ttps://x.nl/1", "ttps://x.nl", "x.nl/1", "http://x", "http://x.nl/a b", "ftp://x.nl/"]
    + [f"https://x.nl/{rest}" for rest in ("a[1].pdf", "%zz", "x%", "#a#b", "\ue000", "\ufffe", "?a[")],
)
def test_rejects_malformed_references(adres: str) -> None:
    meldingen = Meldingen(PLAATS)
    assert verwijzing(adres, "referentie", meldingen) is None
    assert [m.waarde for m in meldingen.lijst] == [kort(adres)]


@given(st.from_regex(r"https?://[a-z]{1,3}\.nl[/?#][^\s]*", fullmatch=True) | st.text())
def test_accepts_as_reference_only_what_a_strict_reader_takes_for_an_iri(tekst: str) -> None:
    iri = verwijzing(tekst, "referentie", Meldingen(PLAATS))
    if iri is not None:
        [quad] = ox.parse(f"<{iri}> <{iri}> <{iri}> .".encode(), format=ox.RdfFormat.N_TRIPLES)
        assert quad.subject == ox.NamedNode(iri)


@pytest.mark.parametrize("staart", ["gemeente/gm0855", "so/so9001", "zbo/zb000123"])
def test_accepts_the_tooi_address_of_an_organisation(staart: str) -> None:
    meldingen = Meldingen(PLAATS)
    assert tooi_organisatie(TOOI_ID + staart, meldingen) == TOOI_ID + staart
    assert not meldingen.lijst


@pytest.mark.parametrize(
    "staart", ["gemeente/gm90020", "gemeente/pv20", "gemeente/hv_123", "iets/gm0855", "x/xx01"]
)
def test_rejects_a_tooi_address_that_no_organisation_can_have(staart: str) -> None:
    meldingen = Meldingen(PLAATS)
    assert tooi_organisatie(TOOI_ID + staart, meldingen) is None
    assert [(m.veld, m.waarde) for m in meldingen.lijst] == [("resourceIdentifierTOOI", TOOI_ID + staart)]


def test_accepts_that_a_reference_is_absent() -> None:
    meldingen = Meldingen(PLAATS)
    assert verwijzing(" ", "referentie", meldingen) is None
    assert not meldingen.lijst


def test_accepts_juriconnect_over_https_as_the_same_law() -> None:
    meldingen = Meldingen(PLAATS)
    iri = wet("https://wetten.overheid.nl/jci1.3:c:BWBR0003740", "referentie", meldingen)
    assert iri == "http://wetten.overheid.nl/jci1.3:c:BWBR0003740"
    anders = "https://wetten.overheid.nl/BWBR0037885/2024-01-01"
    assert wet(anders, "referentie", meldingen) == anders


@pytest.mark.parametrize("staart", ["XXX", "XXXX", "XXXXX", ""])
def test_rejects_placeholders_of_owms(staart: str) -> None:
    meldingen = Meldingen(PLAATS)
    assert owms(f"https://standaarden.overheid.nl/owms/terms/{staart}", meldingen) is None
    assert len(meldingen.lijst) == 1


@pytest.mark.parametrize("tekst", [None, "", " ", "a b", "é", "-1", "1/2"])
def test_rejects_keys_that_do_not_fit_an_iri(tekst: str | None) -> None:
    assert sleutel(tekst) is None


@given(st.text(), st.text())
def test_reports_on_one_line_whatever_the_value(veld: str, waarde: str) -> None:
    melding = afwijzing("veld", PLAATS, "naam", waarde, ("onbekend", "unknown"))
    assert len(melding.nl.splitlines()) == len(melding.en.splitlines()) == 1


def test_reports_file_line_record_field_and_value_in_two_languages() -> None:
    melding = afwijzing("veld", PLAATS, "datum", "x", ("geen datum", "no date"))
    assert melding.nl == "bestand.xml:3 [12/naam] datum = 'x': geen datum"
    assert melding.en == "bestand.xml:3 [12/naam] datum = 'x': no date"
