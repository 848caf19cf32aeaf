"""The facts-only cut: equal records, fixed bytes, no free text, and no trust in a damaged one."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders import uittreksel
from loaders.source import open_source
from loaders.uittreksel import _kaal, _lezer, write
from tests.loaders.hulp import HIER, lees, tooi_code
from verbanden.errors import SourceError
from verbanden.model import (
    Afwijzing,
    HistorischeVersie,
    Organisatie,
    Record,
    Regeling,
    Wijziging,
)

ROO = sorted((HIER / "roo").glob("[grv]*/*.xml"))
TOOI = sorted((HIER / "tooi").glob("[grv]*/*.json"))


def zonder_tekst(record: Record) -> Record:
    return replace(record, doel=None, bevoegdheden=()) if isinstance(record, Regeling) else record


@pytest.mark.parametrize("pad", [*ROO, *TOOI], ids=lambda pad: f"{pad.parent.name}-{pad.stem}")
def test_accepts_the_cut_as_equal_to_its_original(pad: Path, tmp_path: Path) -> None:
    code = "roo" if pad.suffix == ".xml" else tooi_code(pad.stem)
    cut = tmp_path / "cut.jsonl.gz"
    kop = write(open_source(code, pad), cut)
    origineel, terug = lees(code, pad), lees(code, cut)
    assert terug.records == [zonder_tekst(r) for r in origineel.records]
    assert (terug.afwijzingen, terug.opname) == (origineel.afwijzingen, origineel.opname)
    assert (kop.sha256, kop.datum) == (origineel.opname.sha256, origineel.opname.datum)


@pytest.mark.parametrize("soort", [Organisatie, HistorischeVersie, Wijziging, Regeling, Afwijzing])
@given(data=st.data())
@settings(max_examples=40)
def test_accepts_any_record_round(soort: type, data: st.DataObject) -> None:
    record = data.draw(st.from_type(soort))
    assert _lezer(soort)(json.loads(json.dumps(_kaal(record)))) == record


def test_accepts_a_cut_of_a_cut_as_the_same_bytes(cut: Path, tmp_path: Path) -> None:
    nog_een = tmp_path / "nog-een.jsonl.gz"
    write(open_source("roo", cut), nog_een)
    assert nog_een.read_bytes() == cut.read_bytes()


def test_accepts_a_cut_that_was_unpacked(cut: Path, tmp_path: Path) -> None:
    plat = tmp_path / "plat.jsonl"
    plat.write_bytes(gzip.decompress(cut.read_bytes()))
    assert lees("roo", plat) == lees("roo", cut)


def test_accepts_no_free_text_time_or_name_in_the_bytes(cut: Path) -> None:
    bytes_ = cut.read_bytes()
    assert b"Vrije tekst" not in gzip.decompress(bytes_)
    assert bytes_[3:8] == b"\0\0\0\0\0"  # no flags (so no file name), and no time


def test_reports_in_the_header_where_it_comes_from(cut: Path) -> None:
    kop = json.loads(gzip.decompress(cut.read_bytes()).splitlines()[0])
    assert (kop["bron"], kop["datum"], kop["indeling"]) == ("roo", "2026-05-16", 1)
    assert kop["licentie"].endswith("/zero/1.0/")
    assert kop["tellingen"] == [["organisatie", 3, 0], ["regeling", 3, 0], ["deelname", 6, 0]]


def test_rejects_another_layout(cut: Path, tmp_path: Path) -> None:
    for nieuw in ({"indeling": 2}, {"velden": {"Regeling": ["sleutel"]}}):
        with pytest.raises(SourceError, match="make it again"):
            list(open_source("roo", _verander(cut, tmp_path, nieuw)))


def test_rejects_a_cut_of_another_source(cut: Path) -> None:
    with pytest.raises(SourceError, match="a cut of roo, not of tooi-gemeenten"):
        list(open_source("tooi-gemeenten", cut))


@pytest.mark.parametrize(
    "regel", [b"{}", b"[]", b'["Geheim"]', b'["Organisatie","x"]', b"[[]]", b"nee", b"\xff", b"[" * 5000]
)
def test_rejects_a_line_that_cannot_be_read(regel: bytes, cut: Path, tmp_path: Path) -> None:
    regels = gzip.decompress(cut.read_bytes()).splitlines()
    kapot = tmp_path / "kapot.jsonl"
    kapot.write_bytes(b"\n".join([*regels[:2], regel, *regels[3:]]) + b"\n")
    with pytest.raises(SourceError, match=r"kapot\.jsonl: line 3 cannot be read"):
        list(open_source("roo", kapot))


def test_rejects_a_header_that_cannot_be_read(tmp_path: Path) -> None:
    kapot = tmp_path / "kapot.jsonl"
    kapot.write_bytes(b'{"verbanden":"uittreksel"}\n')
    with pytest.raises(SourceError, match="line 1 cannot be read"):
        list(open_source("roo", kapot))


def test_rejects_a_cut_that_lost_rows(cut: Path, tmp_path: Path) -> None:
    regels = gzip.decompress(cut.read_bytes()).splitlines(keepends=True)
    korter = tmp_path / "korter.jsonl"
    korter.write_bytes(b"".join(regels[:-1]))
    with pytest.raises(SourceError, match="not the rows that the header names"):
        list(open_source("roo", korter))


def test_rejects_a_cut_that_is_cut_off(cut: Path, tmp_path: Path) -> None:
    kapot = tmp_path / "kapot.jsonl.gz"
    kapot.write_bytes(cut.read_bytes()[:-9])
    with pytest.raises(SourceError, match="cut off"):
        list(open_source("roo", kapot))


def test_rejects_a_bad_source_without_leaving_a_file(tmp_path: Path) -> None:
    oud = tmp_path / "roo.jsonl.gz"
    oud.write_bytes(b"oud")
    with pytest.raises(SourceError):
        write(open_source("roo", HIER / "roo/bestand/afgebroken.xml"), oud)
    assert [p.name for p in tmp_path.iterdir()] == ["roo.jsonl.gz"]
    assert oud.read_bytes() == b"oud"


def test_rejects_dates_that_are_no_dates() -> None:
    with pytest.raises(ValueError, match=r"."):
        _lezer(date)("gisteren")
    assert uittreksel.INDELING == 1


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    pad = tmp_path / "roo.jsonl.gz"
    write(open_source("roo", HIER / "roo/goed/volledig.xml"), pad)
    return pad


def _verander(cut: Path, tmp_path: Path, nieuw: dict[str, object]) -> Path:
    eerste, rest = gzip.decompress(cut.read_bytes()).split(b"\n", 1)
    anders = tmp_path / "anders.jsonl"
    kop = json.dumps(json.loads(eerste) | nieuw, separators=(",", ":"))
    anders.write_bytes(kop.encode() + b"\n" + rest)
    return anders
