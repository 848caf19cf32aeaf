"""The TOOI registers: names, codes, events, and the traps in their dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from loaders.source import open_source
from tests.loaders.hulp import HIER, lees, tooi_code
from verbanden.errors import SourceError
from verbanden.model import HistorischeVersie, Identificatie, Periode, Wijziging

TOOI = HIER / "tooi"
ID = "https://identifier.overheid.nl/tooi/id/"
OWMS = "http://standaarden.overheid.nl/owms/terms/"


def test_accepts_gemeenten_with_half_open_periods() -> None:
    voorbeeld, elders, samen = lees("tooi-gemeenten", TOOI / "goed/gemeenten.json").organisaties
    assert voorbeeld.periode == Periode(None, date(2023, 1, 1))
    assert elders.periode == Periode(date(1998, 1, 1), date(2023, 1, 1))
    assert samen.periode == Periode(date(2023, 1, 1), None)


def test_accepts_names_codes_and_province_of_a_gemeente() -> None:
    gemeenten = lees("tooi-gemeenten", TOOI / "goed/gemeenten.json")
    voorbeeld, _, samen = gemeenten.organisaties
    assert (voorbeeld.naam, voorbeeld.aard) == ("gemeente Voorbeeld", "gemeente")
    assert voorbeeld.andere_namen == ("Voorbeeld",)
    assert samen.andere_namen == ("gemeente 't Samen", "Samen")
    assert voorbeeld.provincie == ID + "provincie/pv99"
    assert voorbeeld.identificaties == (
        Identificatie("tooi", ID + "gemeente/gm9001"),
        Identificatie("owms", OWMS + "Voorbeeld_(gemeente)"),
        Identificatie("organisatiecode", "gm9001"),
        Identificatie("cbs", "GM9001"),
    )
    assert gemeenten.opname.datum == date(2024, 4, 23)
    assert gemeenten.tellingen == {"organisatie": (3, 0), "wijziging": (1, 0)}


def test_accepts_change_events_with_what_came_and_went() -> None:
    [wijziging] = [
        r for r in lees("tooi-gemeenten", TOOI / "goed/gemeenten.json").records if isinstance(r, Wijziging)
    ]
    assert (wijziging.soort, wijziging.datum) == ("Samenvoeging", date(2023, 1, 1))
    assert wijziging.ontstaan == (ID + "gemeente/gm9003",)
    assert wijziging.opgeheven == (ID + "gemeente/gm9001", ID + "gemeente/gm9002")
    assert wijziging.grondslag == "https://zoek.officielebekendmakingen.nl/stb-2022-1.html"


def test_accepts_provincies_with_abbreviation_and_cbs_code() -> None:
    [provincie] = lees("tooi-provincies", TOOI / "goed/provincies.json").organisaties
    assert (provincie.naam, provincie.aard, provincie.afkorting) == ("provincie Voorbeeld", "provincie", "VB")
    assert Identificatie("cbs", "PV99") in provincie.identificaties


def test_accepts_an_event_that_spells_a_historical_version_otherwise() -> None:
    uitkomst = lees("tooi-waterschappen", TOOI / "goed/waterschappen.json")
    versie = next(r for r in uitkomst.records if isinstance(r, HistorischeVersie))
    wijziging = next(r for r in uitkomst.records if isinstance(r, Wijziging))
    assert wijziging.opgeheven == (versie.iri,)
    assert (versie.van, versie.einde) == (ID + "waterschap/ws9001", date(2017, 1, 1))
    assert wijziging.grondslag == "https://zoek.officielebekendmakingen.nl/prb-2016-1.html"
    assert not uitkomst.afwijzingen


def test_accepts_two_owms_terms_of_a_renamed_waterschap() -> None:
    [waterschap] = lees("tooi-waterschappen", TOOI / "goed/waterschappen.json").organisaties
    assert waterschap.owms == OWMS + "Oud"
    assert [i.code for i in waterschap.identificaties if i.soort == "owms"] == [OWMS + "Oud", OWMS + "wsnieuw"]
    assert (waterschap.naam, waterschap.andere_namen) == ("Waternet", ("waterschap Waternet",))


VELDEN = {
    "begin-oneens": "generatedAtTime",
    "einddatum": "einddatum",
    "einddatum-buiten-de-kalender": "einddatum",
    "einde-oneens": "invalidatedAtTime",
    "grondslag": "heeftGrondslag",
    "onbekende-soort": "@type",
    "plaatshouder-owms": "owmsId",
    "provincie": "ligtInProvincie",
    "twee-provincies": "ligtInProvincie",
    "zwevende-versie": "invalidated",
}


@pytest.mark.parametrize("naam", VELDEN)
def test_reports_a_field_that_cannot_be_read_and_goes_on_with_the_row(naam: str) -> None:
    uitkomst = lees("tooi-gemeenten", TOOI / f"velden/{naam}.json")
    [melding] = uitkomst.afwijzingen
    assert (melding.rij, melding.veld) == ("veld", VELDEN[naam])
    assert melding.nl.startswith(f"{naam}.json [")
    assert uitkomst.organisaties
    assert all(nee == 0 for _, nee in uitkomst.tellingen.values())


def test_reports_which_date_counts_when_two_disagree() -> None:
    [einde] = lees("tooi-gemeenten", TOOI / "velden/einde-oneens.json").organisaties
    [begin] = lees("tooi-gemeenten", TOOI / "velden/begin-oneens.json").organisaties
    assert einde.periode.einde == date(2022, 12, 31)
    assert begin.periode.begin == date(2023, 1, 1)


def test_accepts_the_other_date_when_one_cannot_be_read() -> None:
    [gemeente] = lees("tooi-gemeenten", TOOI / "velden/einddatum.json").organisaties
    assert gemeente.periode.einde == date(2023, 1, 1)


RIJEN = {
    "organisatie-dubbel": "organisatie",
    "organisatie-zonder-naam": "organisatie",
    "organisatie-zonder-sleutel": "organisatie",
    "versie-zonder-geheel": "historische versie",
    "wijziging-met-onleesbaar-tijdstip": "wijziging",
    "wijziging-zonder-tijdstip": "wijziging",
}


@pytest.mark.parametrize("naam", RIJEN)
def test_rejects_a_row_with_its_place_and_goes_on(naam: str) -> None:
    uitkomst = lees("tooi-gemeenten", TOOI / f"rijen/{naam}.json")
    [melding] = [a for a in uitkomst.afwijzingen if a.rij != "veld"]
    assert melding.rij == RIJEN[naam]
    assert uitkomst.tellingen[RIJEN[naam]][1] == 1


BESTANDEN = {
    "afgebroken": "cut off",
    "geen-knopen": "expanded JSON-LD",
    "ingeklapt": "not a file of the source",
    "leeg": "zichtdatum",
    "met-staart": "trailing garbage",
    "onleesbare-zichtdatum": "gisteren",
    "zonder-zichtdatum": "zichtdatum",
}


@pytest.mark.parametrize("naam", BESTANDEN)
def test_rejects_a_file_that_cannot_be_trusted(naam: str) -> None:
    with pytest.raises(SourceError) as fout:
        list(open_source("tooi-gemeenten", TOOI / f"bestand/{naam}.json"))
    assert fout.value.en.startswith(f"{naam}.json: ")
    assert BESTANDEN[naam] in fout.value.en
    assert len(fout.value.nl.splitlines()) == 1


@pytest.mark.parametrize(("map_", "namen"), [("velden", VELDEN), ("rijen", RIJEN), ("bestand", BESTANDEN)])
def test_every_trap_has_its_file(map_: str, namen: dict[str, str]) -> None:
    assert {pad.stem for pad in (TOOI / map_).iterdir()} == set(namen)


@pytest.mark.parametrize("pad", sorted((TOOI / "goed").iterdir()), ids=lambda pad: pad.stem)
def test_accepts_every_good_file_whole(pad: Path) -> None:
    assert not lees(tooi_code(pad.stem), pad).afwijzingen
