"""The kinds of organisations that no register describes."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.aard import AARDEN, embedded_aard, lees_aard
from loaders.source import embedded
from tests.loaders.hulp import lees
from verbanden.errors import SourceError

KOP = "systeemId,naam,aard,land,grond\n"


def test_accepts_a_kind_for_every_participant_that_no_register_identifies() -> None:
    roo = lees("roo", embedded("roo"))
    leden = (v.lid for r in roo.regelingen for v in r.vermeldingen)
    onbekend = {lid.systeem_id for lid in leden if lid.tooi is None and lid.owms is None}
    assert len(onbekend) == 168
    assert onbekend <= lees_aard(embedded_aard()).keys()


def test_accepts_the_names_of_the_list_as_the_register_writes_them() -> None:
    roo = lees("roo", embedded("roo"))
    namen = {v.lid.systeem_id: v.lid.naam for r in roo.regelingen for v in r.vermeldingen}
    for rij in embedded_aard().read_text(encoding="utf-8").splitlines()[1:]:
        sleutel, naam, *_ = rij.split(",")
        assert namen.get(sleutel, naam) == naam


def test_accepts_a_ground_and_a_country_for_every_kind() -> None:
    aarden = lees_aard(embedded_aard())
    assert {a.aard for a in aarden.values()} == AARDEN
    assert {a.land for a in aarden.values()} == {"NL", "DE", "BE"}
    assert all(a.land != "NL" for a in aarden.values() if a.aard == "buitenlandse-overheid")
    assert (aarden["28155274"].aard, aarden["28155274"].grond) == (
        "buitenlandse-overheid",
        "naam: Kreis = Duitse kreis",
    )
    assert aarden["28204022"].aard == "privaat"
    assert aarden["28170303"].aard == "onbekend"


@pytest.mark.parametrize(
    ("tekst", "fout"),
    [
        ("", "columns"),
        ("systeemId,aard\n", "columns"),
        (KOP + ",x,privaat,NL,naam\n", "line 2 systeemId"),
        (KOP + "1,x,bevriend,NL,naam\n", "line 2 aard = 'bevriend'"),
        (KOP + "1,x,privaat,Nederland,naam\n", "line 2 land"),
        (KOP + "1,x,privaat,NL,\n", "line 2 grond"),
        (KOP + "1,x\n", "line 2 aard"),
        (KOP + "1,x,privaat,NL,a\n1,x,privaat,NL,b\n", "line 3 systeemId = '1'"),
        (KOP + '1,"x,privaat\n', "cannot read"),
    ],
)
def test_rejects_a_list_with_a_fault_in_it(tekst: str, fout: str, tmp_path: Path) -> None:
    pad = tmp_path / "aard.csv"
    pad.write_text(tekst)
    with pytest.raises(SourceError, match=fout):
        lees_aard(pad)


def test_rejects_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"weg\.csv: cannot read"):
        lees_aard(tmp_path / "weg.csv")
