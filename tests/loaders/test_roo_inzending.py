"""A piece of the register's own XML as a document to be checked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loaders.roo_inzending import lees_roo
from tests.loaders.hulp import HIER
from verbanden.namespaces import OWMS, TOOI_ID
from verbanden.submission import Inzending, InzendingError, Limieten

GOED = (HIER / "inzending" / "goed" / "verbanden.xml").read_bytes()
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
