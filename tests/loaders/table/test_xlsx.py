"""Workbooks: cells as they are stored, formulas never run, unsound packages refused before they are read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime

import openpyxl
import pytest

from tests.loaders.table.hulp import feiten, lees, redenen
from verbanden.submission import InzendingError

Row = Iterable[object]


def workbook(*rows: Row, formats: dict[str, str] | None = None, merged: Iterable[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cell, form in (formats or {}).items():
        sheet[cell].number_format = form
    for area in merged:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """Give a workbook in which a text in one part is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
PLAIN = workbook(["Naam", "Deelnemers"], ["A", "Tilburg"], ["B", "Breda"])


def test_accepts_codes_as_text_and_as_numbers_without_losing_zeros() -> None:
    data = workbook(["Nr", "Naam"], ["007", "A"], [8, "B"], [9, "C"], [10.0, "D"], formats={"A3": "0000"})
    facts = feiten(lees(data, "xlsx"))
    assert [facts[name]["identifier"] for name in "ABCD"] == [{"007"}, {"0008"}, {"9"}, {"10"}]


def test_accepts_dates_of_both_kinds_and_rejects_bare_numbers() -> None:
    data = workbook(
        ["Naam", "Begindatum"],
        ["A", date(2020, 2, 1)],
        ["B", datetime(2020, 2, 1, 12)],
        ["C", "1-2-2020"],
        ["D", 43862],
    )
    read = lees(data, "xlsx")
    facts = feiten(read)
    assert [facts[name].get("begin") for name in "ABCD"] == [{"2020-02-01"}] * 3 + [None]
    assert ("veld", "B5", "43862") in redenen(read)


def test_rejects_formulas_with_their_cell_and_never_runs_them() -> None:
    data = workbook(["Naam", "Deelnemers", "Doel"], ["A", "=B3", '=WEBSERVICE("x")'], ["=A2", "Tilburg", None])
    read = lees(data, "xlsx")
    assert sorted(told for told in redenen(read) if told[1]) == [
        ("samenwerkingsverband", "A3", "=A2"),
        ("veld", "B2", "=B3"),
        ("veld", "C2", '=WEBSERVICE("x")'),
    ]
    assert feiten(read) == {"A": {"lid": set()}}


def test_accepts_formulas_in_columns_that_are_not_read() -> None:
    data = workbook(["Naam", "Deelnemers", "Som"], ["A", "Tilburg", "=1+1"])
    assert feiten(lees(data, "xlsx"))["A"]["lid"] == {"gm0855"}


def test_rejects_error_values_and_numbers_that_were_rounded() -> None:
    data = workbook(["Nr", "Naam", "Doel"], ["1", "A", "#N/A"], [12345678901234567890, "B", None])
    told = redenen(lees(data, "xlsx"))
    assert ("samenwerkingsverband", "A3", "1.234567890123457e+19") in told
    assert ("veld", "C2", "#N/A") in told


def test_fills_cells_that_are_merged_over_rows() -> None:
    data = workbook(
        ["Naam", "Deelnemer", "Rechtsvorm"], ["A", "Tilburg", "OL"], [None, "Breda", None], ["B", "Breda", None],
        merged=["A2:A3", "C2:C4"],
    )  # fmt: skip
    facts = feiten(lees(data, "xlsx"))
    assert facts == {
        "A": {"lid": {"gm0855", "gm0758"}, "rechtsvorm": {"openbaar-lichaam"}},
        "B": {"lid": {"gm0758"}, "rechtsvorm": {"openbaar-lichaam"}},
    }


def test_finds_headers_below_a_title_and_reports_values_without_a_header() -> None:
    data = workbook(["Overzicht 2024"], [], ["Naam", "Deelnemers"], ["A", "Tilburg", "los"], ["B", None, "ook"])
    read = lees(data, "xlsx")
    assert read.gelezen == 2
    assert [told for told in redenen(read) if told[0] == "kolom"] == [("kolom", "C4", "los")]


def test_reads_no_further_than_the_last_value() -> None:
    data = changed(PLAIN, SHEET, "</sheetData>", '<row r="1048576"><c r="A1048576" s="0"/></row></sheetData>')
    assert lees(data, "xlsx").gelezen == 2


def test_believes_no_measures_that_a_sheet_gives_itself() -> None:
    data = changed(PLAIN, SHEET, 'ref="A1:B3"', 'ref="A1:XFD1048576"')
    assert lees(data, "xlsx").gelezen == 2


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ('<row r="3"', '<row r="2"', "onleesbaar"),
        ('<row r="3"', '<row r="2000000000"', "onleesbaar"),
        ('r="B3"', 'r="XFD3"', "te-veel"),
        ('r="B3"', 'r="ZZZZ3"', "onleesbaar"),
        ('t="inlineStr"><is><t>Breda</t></is>', 't="s"><v>99</v>', "onleesbaar"),
        ("<sheetData>", "<sheetData>" + "<x>" * 120 + "</x>" * 120, "te-diep"),
        ("<worksheet", '<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet', "gevaarlijk"),
        ("</worksheet>", "", "onleesbaar"),
    ],
)
def test_refuses_a_sheet_that_is_unsound(old: str, new: str, kind: str) -> None:
    with pytest.raises(InzendingError) as refused:
        lees(changed(PLAIN, SHEET, old, new), "xlsx")
    assert refused.value.soort == kind


def test_refuses_over_the_limits_and_reads_at_them() -> None:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as package:
        unpacked = sum(part.file_size for part in package.infolist())
    assert lees(PLAIN, "xlsx", rijen=2, kolommen=2, uitgepakt=unpacked, bytes=len(PLAIN)).gelezen == 2
    for limit, kind in (("rijen", "te-veel"), ("kolommen", "te-veel")):
        with pytest.raises(InzendingError) as refused:
            lees(PLAIN, "xlsx", **{limit: 1})
        assert refused.value.soort == kind
    for limit, most in (("uitgepakt", unpacked - 1), ("bytes", len(PLAIN) - 1)):
        with pytest.raises(InzendingError) as refused:
            lees(PLAIN, "xlsx", **{limit: most})
        assert refused.value.soort == "te-groot"


def test_refuses_triples_over_the_limit_and_reads_at_it() -> None:
    read = lees(PLAIN, "xlsx")
    assert lees(PLAIN, "xlsx", triples=len(read.triples)).triples == read.triples
    with pytest.raises(InzendingError) as refused:
        lees(PLAIN, "xlsx", triples=len(read.triples) - 1)
    assert refused.value.soort == "te-veel"


def test_a_cell_over_the_limit_rejects_its_field_only() -> None:
    data = workbook(["Naam", "Doel"], ["A", "x" * 100], ["B", "x" * 101])
    read = lees(data, "xlsx", literal=100)
    assert ("doel" in feiten(read)["A"], "doel" in feiten(read)["B"]) == (True, False)
    assert [told[:2] for told in redenen(read) if told[0] == "veld"] == [("veld", "B3")]
