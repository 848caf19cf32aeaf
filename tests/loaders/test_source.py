"""Sources: what is known of them, and one reading of one."""

from __future__ import annotations

import gzip
import hashlib
from datetime import date
from pathlib import Path

import pytest

from loaders.source import SOURCES, embedded, open_source
from tests.loaders.hulp import HIER, lees
from verbanden.errors import SourceError
from verbanden.model import Afwijzing, Plaats

GOED = HIER / "roo/goed/volledig.xml"


def test_accepts_four_sources_with_title_licence_and_address() -> None:
    assert list(SOURCES) == ["roo", "tooi-gemeenten", "tooi-provincies", "tooi-waterschappen"]
    for code, lezer in SOURCES.items():
        bron = lezer.bron
        assert bron.code == code
        assert bron.titel_nl != bron.titel_en
        assert bron.licentie.startswith("https://creativecommons.org/publicdomain/")
        assert bron.adres.startswith("https://")


def test_accepts_only_the_register_to_be_incomplete_before_its_dates() -> None:
    bron = SOURCES["roo"].bron
    assert (bron.volledig_vanaf, bron.vertrek_vanaf) == (date(2021, 7, 1), date(2016, 1, 1))
    assert all(lezer.bron.volledig_vanaf is None for code, lezer in SOURCES.items() if code != "roo")


def test_accepts_gzip_of_an_original_with_the_hash_of_what_is_in_it(tmp_path: Path) -> None:
    gezipt = tmp_path / "volledig.xml"
    gezipt.write_bytes(gzip.compress(GOED.read_bytes()))
    gewoon, uit_gzip = lees("roo", GOED), lees("roo", gezipt)
    assert uit_gzip == gewoon
    assert gewoon.opname.sha256 == hashlib.sha256(GOED.read_bytes()).hexdigest()


def test_rejects_gzip_that_is_cut_off(tmp_path: Path) -> None:
    kapot = tmp_path / "kapot.xml.gz"
    kapot.write_bytes(gzip.compress(GOED.read_bytes())[:-200])
    with pytest.raises(SourceError, match=r"kapot\.xml\.gz"):
        list(open_source("roo", kapot))


def test_rejects_an_unknown_source() -> None:
    with pytest.raises(SourceError, match="known are roo, tooi-gemeenten"):
        open_source("roa", GOED)


def test_rejects_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"weg\.xml: cannot read the file"):
        open_source("roo", tmp_path / "weg.xml")


def test_rejects_a_file_of_another_source() -> None:
    with pytest.raises(SourceError, match="not a file of the source tooi-gemeenten"):
        open_source("tooi-gemeenten", GOED)


def test_rejects_reading_twice_and_asking_the_state_too_early() -> None:
    lezing = open_source("roo", GOED)
    with pytest.raises(ValueError, match="not read to its end"):
        _ = lezing.momentopname
    stroom = iter(lezing)
    next(stroom)
    with pytest.raises(ValueError, match="not read to its end"):
        _ = lezing.momentopname
    list(stroom)
    assert lezing.momentopname.bron is lezing.bron
    with pytest.raises(ValueError, match="read once"):
        list(lezing)


def test_rejects_rows_that_come_out_but_were_never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def dubbel(rij: object) -> list[Afwijzing]:
        return [Afwijzing("deelname", Plaats("x", "1"), "f", "w", "nl", "en"), *echt(rij)]

    from loaders import roo  # noqa: PLC0415

    echt = roo.lees_regeling
    monkeypatch.setattr(roo, "lees_regeling", dubbel)
    with pytest.raises(SourceError, match="rows 'deelname' read"):
        list(open_source("roo", GOED))


def test_rejects_an_embedded_cut_that_does_not_exist() -> None:
    with pytest.raises(SourceError, match="no embedded cut"):
        embedded("../../etc/passwd")
