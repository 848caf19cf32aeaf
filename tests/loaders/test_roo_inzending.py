"""A piece of the register's own XML as a document to be checked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loaders.roo_inzending import lees_roo
from tests.loaders.hulp import HIER
from verbanden.checking.lexicon import lexicon
from verbanden.namespaces import GENID, OWMS, PROJECT, TOOI_ID
from verbanden.submission import Inzending, InzendingError, Limieten

GOED = (HIER / "inzending" / "goed" / "verbanden.xml").read_bytes()
VERSIES = (HIER / "inzending" / "versies.xml").read_bytes()
OUDSTAD = {f"{OWMS}Oudstad": f"{TOOI_ID}gemeente/gm9005"}
VOLLEDIG = (HIER / "roo" / "goed" / "volledig.xml").read_bytes()


def lees(data: bytes, limieten: Limieten | None = None, bekend: dict[str, str] | None = None) -> Inzending:
    return lees_roo("stuk.xml", data, limieten=limieten or Limieten(), herken=(bekend or {}).get)


def over(inzending: Inzending, einde: str) -> dict[str, str]:
    """Give what is said of a subject, by the last part of each property."""
    return {
        t.predicate.value.replace("#", "/").rsplit("/", 1)[-1]: str(t.object)
        for t in inzending.triples
        if str(t.subject).endswith(f"/{einde}>")
    }


def test_accepts_rows_as_partnership_version_and_participations() -> None:
    inzending = lees(GOED)
    assert (inzending.gelezen, inzending.aangenomen, inzending.afwijzingen) == (4, 4, ())
    assert over(inzending, "verband/roo-9001")["heeftRegeling"].endswith("/id/regeling/9001>")
    deelname = over(inzending, "deelname/roo-9001-gm9001-2020-01-01")
    assert deelname["member"] == f"<{TOOI_ID}gemeente/gm9001>"
    assert deelname["aandeel"].startswith('"11.0"')


def test_reports_element_and_line_of_the_row_of_each_triple() -> None:
    inzending = lees(GOED)
    lines = GOED.decode().splitlines()
    for triple, plaats in zip(inzending.triples, inzending.plaatsen, strict=True):
        assert plaats.document == "stuk.xml"
        line = lines[(plaats.regel or 0) - 1]
        if "/id/deelname/" in str(triple.subject):
            member = str(triple.subject).split("-")[2]
            assert f"/{member}" in line
            assert (plaats.element or "").startswith("regeling[9001]/deelnemendeOrganisatie[")
        elif "/id/regeling/" in str(triple.subject):
            key = str(triple.subject)[1:-1].rsplit("/", 1)[-1]
            assert (plaats.element, f'systeemId="{key}"' in line) == (f"regeling[{key}]", True)
        else:
            assert "<p:regeling " in line


def test_tells_of_organisations_only_what_the_piece_records() -> None:
    inzending = lees(VOLLEDIG)
    subjects = {str(t.subject) for t in inzending.triples}
    assert f"<{TOOI_ID}gemeente/gm9001>" in subjects
    assert f"<{TOOI_ID}gemeente/gm9002>" not in subjects
    plaats = next(
        p for t, p in zip(inzending.triples, inzending.plaatsen, strict=True) if str(t.subject).endswith("gm9001>")
    )
    assert (plaats.element, plaats.regel) == ("organisatie[501]", 4)


def test_keeps_rejected_rows_with_their_place() -> None:
    inzending = lees(GOED.replace(b"2021-03-01", b"ooit"))
    (afwijzing,) = inzending.afwijzingen
    assert (afwijzing.rij, afwijzing.plaats.regel) == ("regeling", 22)
    assert (inzending.gelezen, inzending.aangenomen) == (4, 3)


def test_recognises_a_member_by_its_owms_name_where_the_background_knows_it() -> None:
    data = GOED.replace(
        f'resourceIdentifierTOOI="{TOOI_ID}gemeente/gm9002"'.encode(),
        f'resourceIdentifierOWMS="{OWMS}Elders"'.encode(),
    )
    known = lees(data, bekend={f"{OWMS}Elders": f"{TOOI_ID}gemeente/gm9002"})
    assert set(known.triples) == set(lees(GOED).triples)
    assert set(lees(data).triples) != set(known.triples)


def test_holds_the_limits_of_rows_and_triples() -> None:
    assert lees(GOED, replace(Limieten(), rijen=4, triples=50)).gelezen == 4
    for limieten in (replace(Limieten(), rijen=3), replace(Limieten(), triples=49)):
        with pytest.raises(InzendingError) as fout:
            lees(GOED, limieten)
        assert fout.value.soort == "te-veel"


def test_rejects_a_document_type_before_anything_else() -> None:
    with pytest.raises(InzendingError) as fout:
        lees(GOED.replace(b"?>", b"?><!DOCTYPE x>", 1))
    assert fout.value.soort == "gevaarlijk"


def test_ends_a_participation_with_the_member_that_the_piece_records_as_abolished() -> None:
    # Nobody joins on the day of the merger now: whoever is missing from the next version has left it.
    data = VERSIES.replace(b"<p:toetredingsDatum>2019-01-01", b"<p:toetredingsDatum>2018-05-01")
    early = data.replace(b"<p:eindDatum>2019-01-01", b"<p:eindDatum>2017-01-01")
    for one, einde, reden in ((data, "2018-05-01", "uitgetreden"), (early, "2017-01-01", "lid-opgeheven")):
        deelname = over(lees(one, bekend=OUDSTAD), "deelname/roo-9102-gm9005-2012-01-01")
        assert (deelname["einde"][1:11], deelname["eindReden"].endswith(f"/{reden}>")) == (einde, True)


def test_carries_a_member_on_to_its_merger_where_somebody_joins_on_that_day() -> None:
    deelname = over(lees(VERSIES, bekend=OUDSTAD), "deelname/roo-9102-gm9005-2012-01-01")
    assert (deelname["einde"][1:11], deelname["eindReden"].endswith("/lid-opgeheven>")) == ("2019-01-01", True)


def test_gives_nothing_two_begins_or_ends() -> None:
    for data in (GOED, VOLLEDIG, VERSIES):
        dates = [
            (t.subject, t.predicate)
            for t in lees(data, bekend=OUDSTAD).triples
            if t.predicate.value.endswith(("#begin", "#einde"))
        ]
        assert dates
        assert len(dates) == len(set(dates))


def test_leaves_the_laws_of_the_vocabulary_as_they_are() -> None:
    law = "http://wetten.overheid.nl/jci1.3:c:BWBR0005416"
    ground = f"""<p:wettelijkeGrondslagen><p:wettelijkeGrondslag>
        <p:referentie>{law}</p:referentie><p:opschrift>Gemeentewet</p:opschrift>
        </p:wettelijkeGrondslag></p:wettelijkeGrondslagen></p:regeling>"""
    inzending = lees(GOED.replace(b"</p:regeling>", ground.encode(), 1))
    assert law in {str(t.object)[1:-1] for t in inzending.triples}
    assert {t.subject for t in inzending.triples}.isdisjoint(lexicon().feiten)


def test_names_a_partnership_itself_when_versions_of_it_are_elsewhere() -> None:
    whole = {str(t.subject) for t in lees(VERSIES).triples}
    assert f"<{PROJECT}id/verband/roo-9102>" in whole
    for link in (b"previousVersion", b"nextVersion"):
        data = VERSIES.replace(
            b"</p:regeling>", b'<p:%b p:systeemId="9199">Elders</p:%b></p:regeling>' % (link, link)
        )
        part = {str(t.subject) for t in lees(data).triples}
        assert not any("/id/verband/" in s or "/id/naam/" in s or "/id/deelname/" in s for s in part)
        assert any(s.startswith(f"<{GENID}") and s.endswith("-verband-roo-9102>") for s in part)
        assert f"<{PROJECT}id/regeling/9102>" in part


def test_lets_names_of_earlier_versions_hold_in_their_period() -> None:
    inzending = lees(VERSIES)
    names = [over(inzending, f"naam/roo-9102-{number}") for number in (1, 2)]
    assert [(n["naam"], n["begin"][1:11], n["einde"][1:11]) for n in names] == [
        ('"Samen oud"@nl', "2012-01-01", "2018-05-01"),
        ('"Samen nieuw"@nl', "2018-05-01", "2021-01-01"),
    ]
