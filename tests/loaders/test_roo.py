"""The register of government organisations: what it says, and each of its traps."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from loaders.lezen import Hasher, Invoer
from loaders.roo import lees as lees_xml
from loaders.roo_codes import aandeel, orgaan_code, rechtsvorm
from loaders.source import open_source
from tests.loaders.hulp import HIER, Uitkomst, lees
from verbanden.errors import SourceError
from verbanden.model import Grondslag, Identificatie, Periode, Verwijzing

ROO = HIER / "roo"
TOOI = "https://identifier.overheid.nl/tooi/id/"
OWMS = "http://standaarden.overheid.nl/owms/terms/"


@pytest.fixture(scope="module")
def goed() -> Uitkomst:
    return lees("roo", ROO / "goed/volledig.xml")


def test_accepts_organisations_nested_ones_too(goed: Uitkomst) -> None:
    assert [(o.systeem_id, o.naam, o.aard) for o in goed.organisaties] == [
        ("505", "Dienst van Voorbeeld", "onbekend"),
        ("501", "Gemeente Voorbeeld", "gemeente"),
        ("503", "Omgevingsdienst Voorbeeld", "samenwerkingsorganisatie"),
    ]


def test_accepts_all_identifiers_and_the_period_of_an_organisation(goed: Uitkomst) -> None:
    gemeente = goed.organisaties[1]
    assert gemeente.identificaties == (
        Identificatie("roo", "501"),
        Identificatie("tooi", TOOI + "gemeente/gm9001"),
        Identificatie("owms", OWMS + "Voorbeeld"),
        Identificatie("oin", "00000001808907189000"),
        Identificatie("kvk", "12345678"),
        Identificatie("rsin", "808907189"),
        Identificatie("organisatiecode", "gm9001"),
        Identificatie("ictu", "04001"),
        Identificatie("atu", "http://publications.europa.eu/resource/authority/atu/NLD_GEM_AAH"),
        Identificatie("btw", "NL808907189B01"),
    )
    assert gemeente.periode == Periode(date(1814, 1, 1), date(2023, 1, 1))
    assert (gemeente.afkorting, gemeente.gewijzigd) == ("VB", date(2026, 5, 2))


def test_accepts_the_body_as_another_thing_than_its_regeling(goed: Uitkomst) -> None:
    lichaam = goed.organisaties[2]
    assert (lichaam.hoort_bij, lichaam.rechtsvorm) == ("9001", "Publiekrechtelijk - Eigen rechtspersoonlijkheid")
    assert goed.regelingen[0].lichaam == Verwijzing("503", TOOI + "so/so9002", None, "Omgevingsdienst Voorbeeld")


def test_accepts_every_field_of_a_regeling(goed: Uitkomst) -> None:
    regeling = goed.regelingen[0]
    assert regeling.titel == "Regeling Voorbeeld en omstreken"
    assert (regeling.citeertitel, regeling.afkorting) == ("GR Voorbeeld", "GRV")
    assert regeling.rechtsvorm == "openbaar-lichaam"
    assert regeling.periode == Periode(date(2020, 1, 1), date(2024, 1, 1))
    assert (regeling.vorige, regeling.volgende) == (None, "9002")
    assert regeling.bronhouder == Verwijzing("503", None, None, "Omgevingsdienst Voorbeeld")
    assert regeling.archiefzorgdrager is not None
    assert regeling.bevoegdheidsverkrijging == ("mandaat", "delegatie")
    assert len(regeling.instellingsbesluiten) == 2
    wgr = Grondslag("Wet gemeenschappelijke regelingen", "http://wetten.overheid.nl/jci1.3:c:BWBR0003740")
    assert regeling.grondslagen == (wgr,)
    assert regeling.beleidsterreinen == ("https://identifier.overheid.nl/tooi/def/thes/top/c_319461d7",)
    assert (regeling.tooi, regeling.owms) == (TOOI + "so/so9001", OWMS + "rvb")
    assert regeling.doel == "Vrije tekst over het doel."
    assert [b.kop for b in regeling.bevoegdheden] == ["Artikel 4"]
    assert (regeling.gewijzigd, regeling.verificatie) == (date(2025, 2, 4), date(2025, 2, 3))


def test_accepts_that_purpose_and_powers_are_absent(goed: Uitkomst) -> None:
    assert [(r.doel_vastgelegd, r.bevoegdheden_vastgelegd) for r in goed.regelingen] == [
        (True, True),
        (False, False),
        (False, False),
    ]


def test_accepts_participants_with_organ_share_and_place(goed: Uitkomst) -> None:
    eerste, tweede = goed.regelingen[0].vermeldingen
    assert (eerste.nummer, eerste.aandeel, eerste.toetreding) == (1, "11.0", date(2018, 7, 1))
    assert eerste.organen == ("college-van-burgemeester-en-wethouders",)
    assert (eerste.plaats.record, eerste.plaats.element) == ("9001", "deelnemendeOrganisatie[1]")
    assert eerste.plaats.regel is not None
    regels = (ROO / "goed/volledig.xml").read_text().splitlines()
    assert 'systeemId="501"' in regels[eerste.plaats.regel - 1]
    assert tweede.organen == ("commissaris-van-de-koning",)
    assert tweede.lid == Verwijzing("502", TOOI + "gemeente/gm9002", OWMS + "Elders", "Gemeente Elders")


def test_accepts_a_second_group_of_regelingen_and_members_abroad(goed: Uitkomst) -> None:
    grens = goed.regelingen[2]
    assert grens.rechtsvorm == "gemeenschappelijk-orgaan"
    assert grens.vermeldingen[1].lid == Verwijzing("504", None, None, "Stadt Beispiel")


def test_accepts_the_legal_form_by_its_words_in_quotes(goed: Uitkomst) -> None:
    assert goed.regelingen[1].rechtsvorm == "regeling-zonder-meer"
    assert goed.regelingen[1].vorige == "9001"


@pytest.mark.parametrize("naam", ["andere-versie.xml", "kale-attributen.xml"])
def test_accepts_any_version_of_the_schema(naam: str, goed: Uitkomst) -> None:
    anders = lees("roo", ROO / "goed" / naam)
    assert _zonder_plaats(anders.records) == _zonder_plaats(goed.records)


def test_accepts_the_state_date_from_the_file(goed: Uitkomst) -> None:
    assert goed.opname.datum == date(2026, 5, 16)
    assert goed.tellingen == {"organisatie": (3, 0), "regeling": (3, 0), "deelname": (6, 0)}
    assert not goed.afwijzingen


VELDEN = {
    "aandeel": ("verdeelsleutel", "naar rato"),
    "aandeel-te-groot": ("verdeelsleutel", "110,5"),
    "beleidsterrein": ("beleidsterrein", "https://example.org/terrein/1"),
    "grondslag": ("wettelijkeGrondslag", "zie bijlage"),
    "identificatie": ("resourceIdentifier", "Zeswielernummer 12"),
    "lichaam": ("systeemId", ""),
    "mutatiedatum": ("datumMutatie", "4 februari 2025"),
    "naam-van-lid": ("naam", ""),
    "orgaan": ("bestuursorgaan", OWMS + "raad_van_wijzen"),
    "plaatshouder-owms": ("resourceIdentifierOWMS", OWMS + "XXXXX"),
    "startdatum": ("startDatum", "2021-02-30"),
    "tooi": ("resourceIdentifierTOOI", "https://example.org/gm9001"),
    "tooi-te-lang": ("resourceIdentifierTOOI", TOOI + "gemeente/gm90020"),
    "verkrijging": ("bevoegdheidsverkrijging", "Volmacht"),
    "verwijzing": ("instellingsbesluit", "http://ttps://lokaleregelgeving.overheid.nl/CVDR1/1"),
    "verwijzing-met-haken": ("instellingsbesluit", "https://example.org/besluit[1].pdf"),
    "vorige-versie": ("previousVersion", "a b"),
    "vreemde-owms": ("resourceIdentifierOWMS", "http://example.org/terms/Voorbeeld"),
}


@pytest.mark.parametrize("naam", VELDEN)
def test_reports_a_field_that_cannot_be_read_and_goes_on_with_the_row(naam: str) -> None:
    uitkomst = lees("roo", ROO / f"velden/{naam}.xml")
    [melding] = uitkomst.afwijzingen
    assert (melding.rij, melding.veld, melding.waarde) == ("veld", *VELDEN[naam])
    assert uitkomst.tellingen == {"organisatie": (1, 0), "regeling": (1, 0), "deelname": (2, 0)}
    assert melding.plaats.regel is not None
    assert f"{naam}.xml:{melding.plaats.regel} [" in melding.nl


def test_every_field_trap_has_its_file() -> None:
    assert {pad.stem for pad in (ROO / "velden").iterdir()} == set(VELDEN)


RIJEN = {
    "lid-met-onleesbare-toetreding": {"deelname": (1, 1)},
    "lid-zonder-sleutel": {"deelname": (1, 1)},
    "lid-zonder-toetreding": {"deelname": (1, 1)},
    "organisatie-dubbel": {"organisatie": (1, 1)},
    "organisatie-zonder-naam": {"organisatie": (0, 1)},
    "organisatie-zonder-sleutel": {"organisatie": (0, 1)},
    "regeling-dubbel": {"regeling": (1, 1), "deelname": (2, 2)},
    "regeling-met-onbekende-vorm": {"regeling": (0, 1), "deelname": (0, 2)},
    "regeling-met-onleesbaar-einde": {"regeling": (0, 1), "deelname": (0, 2)},
    "regeling-zonder-begin": {"regeling": (0, 1), "deelname": (0, 2)},
    "regeling-zonder-sleutel": {"regeling": (0, 1), "deelname": (0, 2)},
    "regeling-zonder-titel": {"regeling": (0, 1), "deelname": (0, 2)},
}


@pytest.mark.parametrize("naam", RIJEN)
def test_rejects_a_row_with_its_place_and_goes_on(naam: str) -> None:
    uitkomst = lees("roo", ROO / f"rijen/{naam}.xml")
    assert uitkomst.tellingen == {"organisatie": (1, 0), "regeling": (1, 0), "deelname": (2, 0)} | RIJEN[naam]
    afgewezen = [a.rij for a in uitkomst.afwijzingen]
    assert {rij: afgewezen.count(rij) for rij in afgewezen} == {r: nee for r, (_, nee) in RIJEN[naam].items()}


def test_every_row_trap_has_its_file() -> None:
    assert {pad.stem for pad in (ROO / "rijen").iterdir()} == set(RIJEN)


def test_reports_the_number_of_a_participant_as_in_the_source_when_one_before_it_is_rejected() -> None:
    [regeling] = lees("roo", ROO / "rijen/lid-zonder-sleutel.xml").regelingen
    assert [v.nummer for v in regeling.vermeldingen] == [2]


BESTANDEN = {
    "afgebroken": "line 26",
    "andere-codering": "character encoding",
    "andere-naamruimte": "https://example.org/schema/1",
    "andere-wortel": "organisatielijst",
    "entiteit-in-wortel": "DTD",
    "entiteiten": "DTD",
    "externe-dtd": "DTD",
    "externe-entiteit": "DTD",
    "leeg": "no rows",
    "niets": "not a file of the source roo",
    "ongedefinieerde-entiteit": "line 5: Entity 'x' not defined",
    "onleesbaar-tijdstempel": "vandaag",
    "pagina": "DTD",
    "tekst": "not a file of the source roo",
    "tweede-wortel": "line 39",
    "utf-16": "not a file of the source roo",
    "zonder-tijdstempel": "timestamp",
}


@pytest.mark.parametrize("naam", BESTANDEN)
def test_rejects_a_file_that_cannot_be_trusted(naam: str) -> None:
    with pytest.raises(SourceError) as fout:
        list(open_source("roo", ROO / f"bestand/{naam}.xml"))
    assert fout.value.en.startswith(f"{naam}.xml: ")
    assert BESTANDEN[naam] in fout.value.en
    assert len(fout.value.nl.splitlines()) == 1


def test_every_file_trap_has_its_file() -> None:
    assert {pad.stem for pad in (ROO / "bestand").iterdir()} == set(BESTANDEN)


def test_rejects_an_external_entity_without_opening_the_file_it_names(tmp_path: Path) -> None:
    geheim = tmp_path / "geheim.txt"
    geheim.write_text("geheim")
    bom = tmp_path / "bom.xml"
    bom.write_text((ROO / "bestand/externe-entiteit.xml").read_text().replace("GEHEIM", geheim.as_uri()))
    toen = geheim.stat().st_atime_ns
    with pytest.raises(SourceError, match="DTD"):
        list(open_source("roo", bom))
    assert geheim.stat().st_atime_ns == toen


def test_rejects_a_prologue_that_does_not_end(tmp_path: Path) -> None:
    lang = tmp_path / "lang.xml"
    lang.write_bytes(b"<!-- " + b"x" * 100_000 + b" --><p/>")
    with pytest.raises(SourceError, match="prologue"):
        list(open_source("roo", lang))


def test_reports_rows_that_are_lost_between_reading_and_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.roo_rijen._vermeldingen", lambda *_: iter(()))
    with pytest.raises(SourceError, match="6 rows 'deelname' read, but 0 accepted"):
        list(open_source("roo", ROO / "goed/volledig.xml"))


def test_accepts_a_stream_that_gives_a_byte_at_a_time(goed: Uitkomst) -> None:
    class Druppel(Hasher):
        def read(self, size: int = -1, /) -> bytes:
            return super().read(min(size, 7) if size > 0 else 7)

    pad = ROO / "goed/volledig.xml"
    with pad.open("rb") as bestand:
        invoer = Invoer(pad.name, Druppel(bestand))
        assert list(lees_xml(invoer)) == goed.records


@pytest.mark.parametrize(
    ("tekst", "getal"),
    [
        ("11,0", "11.0"),
        ("11.5", "11.5"),
        ("4", "4"),
        ("100", "100"),
        ("100,1", None),
        ("-1", None),
        ("1,2,3", None),
        ("", None),
    ],
)
def test_accepts_shares_with_comma_or_point(tekst: str, getal: str | None) -> None:
    assert aandeel(tekst) == getal


def test_accepts_legal_forms_by_abbreviation_and_organs_by_name() -> None:
    assert rechtsvorm("BVO", "anders") == "bedrijfsvoeringsorganisatie"
    assert rechtsvorm("onzin", "Gemeenschappelijk  orgaan") == "gemeenschappelijk-orgaan"
    assert rechtsvorm(None, None) is None
    assert orgaan_code(None, "Gedeputeerde staten") == "gedeputeerde-staten"


def _zonder_plaats(records: list) -> list:
    def kaal(ding):
        if dataclasses.is_dataclass(ding):
            return {f.name: kaal(getattr(ding, f.name)) for f in dataclasses.fields(ding) if f.name != "plaats"}
        return [kaal(d) for d in ding] if isinstance(ding, tuple) else ding

    return [kaal(r) for r in records]
