"""What people write in a cell: dates, yes and no, legal forms, rhythms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.table_cells import Cel
from loaders.table_values import begrip, datum, frequentie, ja_nee, laatste_dag, rechtsvorm

DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))


@given(
    DAYS, st.sampled_from(["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y-%m-%d 00:00:00", "%d-%m-%Y 00:00"])
)
def test_accepts_every_day_however_it_is_written(day: date, form: str) -> None:
    assert datum(Cel(day.strftime(form))).dag == day


@given(DAYS)
def test_accepts_a_date_of_a_spreadsheet_and_counts_a_last_day_in(day: date) -> None:
    assert datum(Cel(day.isoformat(), datum=day)).dag == day
    assert (laatste_dag(Cel(day.strftime("%d-%m-%Y"))).dag or day).toordinal() == day.toordinal() + 1


@given(DAYS)
def test_reads_slashes_by_the_order_that_the_mapping_gives(day: date) -> None:
    assert datum(Cel(day.strftime("%d/%m/%Y")), "dag-maand-jaar").dag == day
    assert datum(Cel(day.strftime("%m/%d/%Y")), "maand-dag-jaar").dag == day
    alone = datum(Cel(day.strftime("%d/%m/%Y")))
    assert (alone.dag == day) == (day.day > 12 or day.day == day.month)
    assert (alone.fout is None) == (alone.dag is not None)


@pytest.mark.parametrize("text", ["1 januari 2015", "1 jan. 2015", "1e januari 2015", "1 January 2015"])
def test_accepts_a_written_month(text: str) -> None:
    assert datum(Cel(text)).dag == date(2015, 1, 1)


@pytest.mark.parametrize("text", ["", "onbekend", "n.v.t.", "?", "31-12-9999", "9999-12-31"])
def test_reads_no_date_where_none_is_meant(text: str) -> None:
    read = laatste_dag(Cel(text))
    assert (read.dag, read.fout) == (None, None)


@given(st.text(max_size=20))
def test_reads_any_text_as_one_thing_or_a_reason(text: str) -> None:
    for read in (datum(Cel(text)), ja_nee(Cel(text)), rechtsvorm(Cel(text)), frequentie(Cel(text))):
        assert sum(value is not None for value in (read.iri, read.dag, read.ja, read.fout)) <= 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("OL", "openbaar-lichaam"),
        ("Openbaar Lichaam", "openbaar-lichaam"),
        ("public body", "openbaar-lichaam"),
        ("openbaar-lichaam", "openbaar-lichaam"),
        ("B.V.", "besloten-vennootschap"),
        ("nv", "naamloze-vennootschap"),
        ("cooperatie", "cooperatie"),
        ("Coöperatie", "cooperatie"),
        ("centrumregeling", "centrumconstructie"),
        ("lichte regeling", "regeling-zonder-meer"),
        ("DVO", "dienstverleningsovereenkomst"),
    ],
)
def test_accepts_a_legal_form_by_any_of_its_names(text: str, code: str) -> None:
    assert (rechtsvorm(Cel(text)).iri or "").endswith(f"/rechtsvorm/{code}")


@pytest.mark.parametrize("text", ["GR", "Gemeenschappelijke regeling", "Wgr", "publiekrechtelijk", "iets", "VOF"])
def test_rejects_a_legal_form_that_is_none_or_could_be_several(text: str) -> None:
    assert rechtsvorm(Cel(text)).fout is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wekelijks", "wekelijks"),
        ("52x per jaar", "wekelijks"),
        ("om de week", None),
        ("elke twee weken", "tweewekelijks"),
        ("1x/maand", "maandelijks"),
        ("maandelijks", "maandelijks"),
        ("12 keer per jaar", "maandelijks"),
        ("eens per twee maanden", "tweemaandelijks"),
        ("4x per jaar", "driemaandelijks"),
        ("vier keer per jaar", "driemaandelijks"),
        ("Per kwartaal", "driemaandelijks"),
        ("elk kwartaal", "driemaandelijks"),
        ("quarterly", "driemaandelijks"),
        ("2 x per jaar", "halfjaarlijks"),
        ("tweemaal per jaar", "halfjaarlijks"),
        ("twice a year", "halfjaarlijks"),
        ("jaarlijks", "jaarlijks"),
        ("1 keer in het jaar", "jaarlijks"),
        ("5x per jaar", None),
        ("eens per zes weken", None),
        ("4", None),
        ("zo nodig", None),
    ],
)
def test_accepts_a_rhythm_in_words_or_times(text: str, code: str | None) -> None:
    read = frequentie(Cel(text))
    assert (read.iri or "").rsplit("/", 1)[-1] == (code or "")
    assert (read.fout is None) == (code is not None)


def test_accepts_degrees_of_obligation() -> None:
    assert (begrip(Cel("Semi-verplicht"), "verplichting").iri or "").endswith("/semi-verplicht")
    assert begrip(Cel("ja"), "verplichting").fout is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ja", True),
        ("x", True),
        ("TRUE", True),
        ("✓", True),
        ("1", True),
        ("nee", False),
        ("N", False),
        ("0", False),
    ],
)
def test_accepts_yes_and_no(text: str, value: bool) -> None:
    assert ja_nee(Cel(text)).ja is value
