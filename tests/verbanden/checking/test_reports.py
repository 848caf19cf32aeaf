"""Reports as people and machines get them: golden files, round trip, safety of what strangers wrote."""

from __future__ import annotations

import csv as tables
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as pages

from tests.verbanden.checking.kennis import DOCUMENTS, HERE, read, unhashed
from verbanden.checking.background import ReleaseAchtergrond
from verbanden.checking.report import csv, html, rdf, tekst
from verbanden.checking.report.compare import compare
from verbanden.checking.toetsing import Opdracht, toets
from verbanden.checking.verslag import Melding, Tekst, Verslag
from verbanden.errors import SourceError, Taal
from verbanden.namespaces import SH, VBS

SHOWN = [
    "netwerk.ttl",
    "aanvulling.ttl",
    "ontkend.jsonld",
    "vals.ttl",
    "leden.csv",
    "alleen-organisatie.ttl",
    "gekocht.ttl",
]
TALEN: list[Taal] = ["nl", "en"]


@pytest.fixture(scope="module")
def reports(achtergrond: ReleaseAchtergrond) -> dict[str, Verslag]:
    order = Opdracht(motor="referentie")
    return {name: toets([read(name, achtergrond.herken)], achtergrond, order) for name in DOCUMENTS}


def written(verslag: Verslag) -> dict[str, str]:
    """Give every form of a report by the end of its golden file."""
    return {
        **{f"{taal}.txt": tekst.tekst(verslag, taal) for taal in TALEN},
        **{f"{taal}.html": html.html(verslag, taal, stijl="stijl.css") for taal in TALEN},
        "nl.csv": csv.csv(verslag, "nl"),
        "json": json.dumps(verslag.als_json(), ensure_ascii=False, indent=1) + "\n",
        "ttl": rdf.turtle(verslag).decode(),
    }


@pytest.mark.parametrize("name", SHOWN)
def test_writes_the_reports_that_are_kept(reports: dict[str, Verslag], name: str, renew_golden: bool) -> None:
    for form, text in written(reports[name]).items():
        path: Path = HERE / "golden" / f"{name.partition('.')[0]}.{form}"
        shown = re.sub(r"(?<=Verbanden )\d+\.\d+\S*|(?<=ersie\": \")\d+\.\d+[^\"]*", "<versie>", unhashed(text))
        if renew_golden:
            path.write_text(shown, encoding="utf-8", newline="")
        with path.open(encoding="utf-8", newline="") as kept:
            assert shown == kept.read(), f"{path.name}: look at the difference, then --renew-golden"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_json_holds_a_report_whole(reports: dict[str, Verslag], name: str) -> None:
    verslag = reports[name]
    plain = json.loads(json.dumps(verslag.als_json()))
    assert Verslag.uit_json(plain) == verslag
    assert plain["tellingen"]["inzending"]["fout"] == verslag.aantal("fout")
    assert sum(group["aantal"] for group in plain["groepen"]) == len(plain["meldingen"])


@pytest.mark.parametrize(
    "change",
    [
        {"uitkomst": "prachtig"},
        {"meldingen": "geen"},
        {"context": None},
        {"extra": 1},
        {"documenten": [{}]},
    ],
)
def test_rejects_json_that_is_no_report(reports: dict[str, Verslag], change: dict[str, object]) -> None:
    with pytest.raises(SourceError, match="not the report of a check"):
        Verslag.uit_json(reports["netwerk.ttl"].als_json() | change)


@given(cell=st.text() | st.from_regex(r"\A[=+@\t\r\n-].*"))
def test_no_cell_of_csv_is_a_formula(cell: str) -> None:
    safe = csv.guarded(cell)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert safe.replace("'", "") == cell.replace("'", "")


@given(cell=st.from_regex(r"\A[a-z]{0,3}[;\t|\n][ \"]{0,2}[=+@-].*"), separator=st.sampled_from(",;\t|"))
def test_no_cell_is_a_formula_under_another_separator(cell: str, separator: str) -> None:
    line = io.StringIO()
    tables.writer(line).writerow(["x", csv.guarded(cell), "y"])
    rows = tables.reader(io.StringIO(line.getvalue(), newline=""), delimiter=separator)
    assert not [one for row in rows for one in row if one.lstrip(' "').startswith(tuple("=+-@"))]


@pytest.mark.parametrize(
    "evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://example.org")']
)
def test_csv_keeps_every_finding_and_no_formula(reports: dict[str, Verslag], evil: str) -> None:
    verslag = reports["netwerk.ttl"]
    bad = replace(verslag, meldingen=tuple(_spiked(found, evil) for found in verslag.meldingen))
    rows = list(tables.reader(io.StringIO(csv.csv(bad, "nl"), newline="")))
    assert len(rows) == len(verslag.meldingen) + 1
    assert tuple(rows[0]) == csv.KOLOMMEN
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]


def _spiked(found: Melding, evil: str) -> Melding:
    return replace(found, melding=Tekst(evil, evil), waarde=ox.Literal(evil), pad=evil, suggestie=evil)


def test_text_shows_no_control_characters(reports: dict[str, Verslag]) -> None:
    verslag = reports["netwerk.ttl"]
    evil = "\x1b[2J\x07 gewist"
    bad = replace(
        verslag,
        meldingen=tuple(_spiked(found, evil) for found in verslag.meldingen),
        oordelen=tuple(replace(one, naam=evil) for one in verslag.oordelen),
        documenten=tuple(replace(one, naam=evil) for one in verslag.documenten),
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", tekst.tekst(bad, "nl"))


def test_text_has_colours_only_when_asked(reports: dict[str, Verslag]) -> None:
    verslag = reports["netwerk.ttl"]
    plain, coloured = (tekst.tekst(verslag, "nl", kleur=kleur) for kleur in (False, True))
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d+m", "", coloured).split() == plain.split()


@pytest.mark.parametrize("taal", TALEN)
def test_page_is_whole_and_has_no_script(reports: dict[str, Verslag], taal: Taal) -> None:
    verslag = reports["netwerk.ttl"]
    evil = "<script>alert(1)</script>"
    bad = replace(verslag, meldingen=tuple(_spiked(found, evil) for found in verslag.meldingen))
    page = html.html(bad, taal)
    tree = pages.fromstring(page)
    assert tree.get("lang") == taal
    assert not tree.xpath("//script | //@style | //@onclick | //img | //link")
    assert len(tree.xpath("//tr[starts-with(@id, 'm-')]")) == len(verslag.meldingen)
    assert etree.tostring(tree).count(b"<style") == 1
    assert tree.xpath("count(//h1)") == 1


def test_page_links_a_style_sheet_where_it_is_served(reports: dict[str, Verslag]) -> None:
    tree = pages.fromstring(html.html(reports["netwerk.ttl"], "nl", stijl="/static/verslag.css"))
    assert tree.xpath("//link/@href") == ["/static/verslag.css"]
    assert not tree.xpath("//style")
    assert "@media print" in html.stijlblad()


def test_page_says_how_many_findings_it_leaves_out(reports: dict[str, Verslag]) -> None:
    verslag = reports["netwerk.ttl"]
    first = verslag.meldingen[0]
    many = tuple(replace(first, id=str(number)) for number in range(html.MEESTE + 7))
    group = replace(verslag.groepen[0], shape=first.shape, aantal=len(many))
    page = html.html(replace(verslag, meldingen=many, groepen=(group,)), "nl")
    assert page.count("<tr id=") == html.MEESTE
    assert "en nog 7" in page


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(
    ("write", "form"), [(rdf.turtle, ox.RdfFormat.TURTLE), (rdf.json_ld, ox.RdfFormat.JSON_LD)]
)
def test_rdf_is_a_shacl_report(reports: dict[str, Verslag], name: str, write: object, form: ox.RdfFormat) -> None:
    verslag = reports[name]
    store = ox.Store()
    store.load(write(verslag), format=form)  # type: ignore[operator]
    results = list(store.quads_for_pattern(None, ox.NamedNode(SH + "result"), None))
    assert len(results) == len(verslag.meldingen)
    conforms = next(store.quads_for_pattern(None, ox.NamedNode(SH + "conforms"), None)).object
    assert conforms == ox.Literal(not verslag.meldingen)
    for result in results:
        said = {quad.predicate.value for quad in store.quads_for_pattern(result.object, None, None)}  # type: ignore[arg-type]
        assert {SH + "focusNode", SH + "sourceShape", SH + "resultSeverity", SH + "resultMessage"} <= said
        assert VBS + "vindplaats" in said


@pytest.mark.parametrize("taal", TALEN)
def test_a_comparison_is_in_text_page_and_table(
    reports: dict[str, Verslag], achtergrond: ReleaseAchtergrond, taal: Taal
) -> None:
    now = reports["netwerk.ttl"]
    made = compare(toets([], achtergrond, Opdracht()), now)
    assert f"{len(now.meldingen)} {'nieuw' if taal == 'nl' else 'new'}" in tekst.tekst(
        now, taal, vergelijking=made
    )
    assert html.html(now, taal, vergelijking=made).count("<strong>") >= len(now.meldingen)
    rows = list(tables.DictReader(io.StringIO(csv.csv(now, taal, vergelijking=made), newline="")))
    assert {row["vergelijking"] for row in rows} == {"nieuw"}
