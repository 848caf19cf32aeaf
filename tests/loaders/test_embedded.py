"""The data that ships inside, and the full registers it was cut from: the true numbers."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest

from loaders.source import SOURCES, embedded, open_source
from loaders.uittreksel import write
from tests.loaders.hulp import ORIGINELEN, Uitkomst, lees
from tests.loaders.test_uittreksel import zonder_tekst
from verbanden.model import Wijziging

STAND = date(2026, 5, 16)


@pytest.fixture(scope="module", params=["embedded", pytest.param("full", marks=pytest.mark.shared)])
def bronnen(request: pytest.FixtureRequest) -> dict[str, Uitkomst]:
    if request.param == "embedded":
        return {code: lees(code, embedded(code)) for code in SOURCES}
    return {code: lees(code, pad) for code, pad in ORIGINELEN.items()}


def test_accepts_every_row_of_the_registers(bronnen: dict[str, Uitkomst]) -> None:
    assert {code: uitkomst.tellingen for code, uitkomst in bronnen.items()} == {
        "roo": {"organisatie": (927, 0), "regeling": (1186, 0), "deelname": (9516, 0)},
        "tooi-gemeenten": {"organisatie": (605, 0), "wijziging": (128, 0)},
        "tooi-provincies": {"organisatie": (12, 0)},
        "tooi-waterschappen": {"organisatie": (32, 0), "historische versie": (1, 0), "wijziging": (6, 0)},
    }


def test_reports_the_fields_of_the_registers_that_cannot_be_read(bronnen: dict[str, Uitkomst]) -> None:
    velden = Counter((code, a.veld) for code, uitkomst in bronnen.items() for a in uitkomst.afwijzingen)
    assert velden == {("roo", "resourceIdentifierOWMS"): 158, ("roo", "instellingsbesluit"): 1}
    [verwijzing] = [a for a in bronnen["roo"].afwijzingen if a.veld == "instellingsbesluit"]
    assert verwijzing.waarde == "http://ttps://lokaleregelgeving.overheid.nl/CVDR736050/1"


def test_accepts_regelingen_in_force_by_legal_form(bronnen: dict[str, Uitkomst]) -> None:
    nu = [r for r in bronnen["roo"].regelingen if r.periode.bevat(STAND)]
    assert len(nu) == 451
    assert Counter(r.rechtsvorm for r in nu) == {
        "openbaar-lichaam": 283,
        "regeling-zonder-meer": 81,
        "bedrijfsvoeringsorganisatie": 64,
        "gemeenschappelijk-orgaan": 23,
    }
    assert sum(not r.beleidsterreinen for r in nu) == 215
    assert sum(not r.doel_vastgelegd for r in nu) == 34
    assert sum(not r.grondslagen for r in nu) == 14


def test_accepts_participants_in_force_as_claimed(bronnen: dict[str, Uitkomst]) -> None:
    nu = [r for r in bronnen["roo"].regelingen if r.periode.bevat(STAND)]
    soorten = Counter(v.lid.tooi.split("/")[-2] if v.lid.tooi else None for r in nu for v in r.vermeldingen)
    assert soorten == {"gemeente": 3197, "provincie": 84, "waterschap": 81, "ministerie": 12, "so": 9, None: 168}


def test_accepts_chains_of_versions_that_link_both_ways(bronnen: dict[str, Uitkomst]) -> None:
    regelingen = {r.sleutel: r for r in bronnen["roo"].regelingen}
    stappen = [(r.vorige, r.sleutel) for r in regelingen.values() if r.vorige]
    assert len(stappen) == 637
    assert all(regelingen[vorige].volgende == sleutel for vorige, sleutel in stappen if vorige)
    assert sum(r.vorige is None for r in regelingen.values()) == 549


def test_accepts_gemeenten_on_every_first_of_january(bronnen: dict[str, Uitkomst]) -> None:
    gemeenten = bronnen["tooi-gemeenten"]
    ontstaan = {iri: w.datum for w in gemeenten.records if isinstance(w, Wijziging) for iri in w.ontstaan}

    def bestond(dag: date) -> int:
        return sum(
            o.periode.bevat(dag) and ontstaan.get(o.tooi or "", date.min) <= dag for o in gemeenten.organisaties
        )

    waarheid = {2016: 390, 2017: 388, 2018: 380, 2019: 355, 2020: 355, 2021: 352, 2022: 345, 2023: 342, 2026: 342}
    assert {jaar: bestond(date(jaar, 1, 1)) for jaar in waarheid} == waarheid


def test_accepts_that_both_registers_agree_on_the_end_of_gemeenten(bronnen: dict[str, Uitkomst]) -> None:
    tooi = {o.tooi: o.periode.einde for o in bronnen["tooi-gemeenten"].organisaties}
    roo = {
        o.tooi: o.periode.einde
        for o in bronnen["roo"].organisaties
        if o.aard == "gemeente" and o.tooi and o.periode.einde
    }
    assert len(roo) > 30
    assert {iri: tooi[iri] for iri in roo} == roo


def test_accepts_no_free_text_in_what_ships() -> None:
    regelingen = lees("roo", embedded("roo")).regelingen
    assert all(r.doel is None and not r.bevoegdheden for r in regelingen)
    assert sum(r.doel_vastgelegd for r in regelingen) == 1082
    assert sum(r.bevoegdheden_vastgelegd for r in regelingen) == 1074


def test_accepts_what_ships_within_its_size() -> None:
    assert sum(embedded(code).stat().st_size for code in SOURCES) < 1_500_000


def test_reports_origin_date_hash_and_rows_of_what_ships() -> None:
    uitleg = (files("data") / "SOURCES.md").read_text(encoding="utf-8")
    for code in SOURCES:
        opname = lees(code, embedded(code)).opname
        [regel] = [r for r in uitleg.splitlines() if r.startswith(f"| `{code}.jsonl.gz`")]
        assert opname.datum.isoformat() in regel
        assert all(f"{t.aangenomen:,} " in regel for t in opname.tellingen)
        assert opname.sha256 in uitleg
        assert opname.bron.adres in uitleg


@pytest.mark.shared
@pytest.mark.parametrize("code", SOURCES)
def test_accepts_the_shipped_cut_as_what_snapshot_makes_of_the_full_file(code: str, tmp_path) -> None:
    nieuw = tmp_path / "cut.jsonl.gz"
    write(open_source(code, ORIGINELEN[code]), nieuw)
    vol, cut = lees(code, ORIGINELEN[code]), lees(code, nieuw)
    assert cut.records == [zonder_tekst(r) for r in vol.records]
    assert (cut.afwijzingen, cut.opname) == (vol.afwijzingen, vol.opname)
    assert cut == lees(code, embedded(code))
    assert vol.opname.sha256 == hashlib.sha256(ORIGINELEN[code].read_bytes()).hexdigest()
