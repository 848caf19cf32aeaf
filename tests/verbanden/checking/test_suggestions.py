"""Names that nobody bears: the report says whom the sender probably meant."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tests.verbanden.checking.kennis import code, read, read_bytes
from verbanden.checking.background import ReleaseAchtergrond
from verbanden.checking.suggestions import MEESTE, suggested
from verbanden.checking.toetsing import Opdracht, toets
from verbanden.checking.verslag import Melding, Verslag
from verbanden.submission import Inzending

TILBURG = "https://identifier.overheid.nl/tooi/id/gemeente/gm0855"


class Zwijgzaam:
    """A background that knows a release and proposes nothing."""

    def __init__(self, known: ReleaseAchtergrond) -> None:
        self._known = known
        self.naam, self.datum = known.naam, known.datum

    def over(self, iris: Collection[str]) -> bytes:
        return self._known.over(iris)

    def herken(self, tekst: str) -> str | None:
        return self._known.herken(tekst)


class Teller:
    """Counts what it is asked."""

    naam, datum = "teller", date(2026, 5, 16)

    def __init__(self) -> None:
        self.asked: list[str] = []

    def bijna(self, tekst: str) -> list[tuple[str, str, float]]:
        self.asked.append(tekst)
        return [(TILBURG, "gemeente Tilburg", 90.0)]


def check(achtergrond: ReleaseAchtergrond, *read_: Inzending) -> Verslag:
    return toets(read_, achtergrond, Opdracht(motor="referentie"))


def about(verslag: Verslag, name: str) -> list[Melding]:
    """The findings that name somebody."""
    return [found for found in verslag.meldingen if name in found.melding.nl]


def test_proposes_whom_a_table_probably_means(achtergrond: ReleaseAchtergrond) -> None:
    found = about(check(achtergrond, read("tikfouten.csv", achtergrond.herken)), "Gemeente Tilbrug")
    assert {code(one) for one in found} == {"inzending-deelnemer-onbekend", "rij-opmerking"}
    for one in found:
        assert one.melding.nl.endswith(". Bedoelt u gemeente Tilburg (gm0855)?")
        assert one.melding.en.endswith(". Did you mean gemeente Tilburg (gm0855)?")
        assert one.suggestie == TILBURG


def test_proposes_each_of_those_that_bear_a_name(achtergrond: ReleaseAchtergrond) -> None:
    found = about(check(achtergrond, read("tikfouten.csv", achtergrond.herken)), "Bergen")
    assert found
    for one in found:
        assert one.melding.nl.endswith(" Bedoelt u gemeente Bergen (NH) (gm0373) of gemeente Bergen (L) (gm0893)?")


def test_proposes_the_code_that_a_spreadsheet_shortened(achtergrond: ReleaseAchtergrond) -> None:
    found = about(check(achtergrond, read("tikfouten.csv", achtergrond.herken)), "855'")
    assert [one.suggestie for one in found] == [TILBURG]


def test_proposes_nobody_where_nobody_is_alike(achtergrond: ReleaseAchtergrond) -> None:
    found = about(check(achtergrond, read("tikfouten.csv", achtergrond.herken)), "Stichting Nergens")
    assert found
    assert {one.suggestie for one in found} == {None}
    assert not [one for one in found if "Bedoelt u" in one.melding.nl]


def test_proposes_whom_a_label_in_rdf_probably_means(achtergrond: ReleaseAchtergrond) -> None:
    data = b"""@prefix vb: <https://w3id.org/verbanden/def#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <https://example.org/id/x> a vb:Samenwerkingsverband ; rdfs:label "Long" ;
            vb:huidigeDeelnemer <https://example.org/id/y> .
        <https://example.org/id/y> rdfs:label "Gemeente Tilbrug" ."""
    found = [one for one in check(achtergrond, read_bytes(data)).meldingen if one.suggestie]
    assert [(code(one), one.suggestie) for one in found] == [("inzending-deelnemer-onbekend", TILBURG)]


def test_keeps_the_id_of_a_finding(achtergrond: ReleaseAchtergrond) -> None:
    order, table = Opdracht(motor="referentie"), read("tikfouten.csv", achtergrond.herken)
    with_, without = (toets([table], known, order) for known in (achtergrond, Zwijgzaam(achtergrond)))
    assert [one.id for one in with_.meldingen] == [one.id for one in without.meldingen]
    assert not [one for one in without.meldingen if one.suggestie]


def test_looks_up_each_name_once_and_no_more_than_so_many(achtergrond: ReleaseAchtergrond) -> None:
    rows = [f"Overleg {n};Stichting {n % 70:04d}x" for n in range(140)]
    table = read_bytes(
        "\n".join(["Samenwerkingsverband;Deelnemer", *rows]).encode(), "leden.csv", achtergrond.herken
    )
    verslag = toets([table], Zwijgzaam(achtergrond), Opdracht(motor="snel"))
    teller = Teller()
    found = suggested(verslag.meldingen, [table], teller)
    assert len(teller.asked) == len(set(teller.asked)) == MEESTE
    assert len({one.waarde for one in found if one.suggestie and code(one) == "rij-opmerking"}) == MEESTE
