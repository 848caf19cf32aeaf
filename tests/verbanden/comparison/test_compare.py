"""A list of verbonden partijen beside the graph: what is known, missed, different, ended, or could be several."""

from __future__ import annotations

import time
from datetime import date

import pytest

from tests.verbanden.comparison.lists import DAY, TILBURG, Compare, one, row, written
from verbanden.comparison.compare import vergelijk
from verbanden.comparison.listed import MAX_ROWS, lees_lijst
from verbanden.comparison.records import Vergelijking
from verbanden.comparison.register import Basis, nummer
from verbanden.errors import QueryError
from verbanden.namespaces import TOOI_ID
from verbanden.submission import InzendingError


@pytest.mark.parametrize(
    ("start", "stand", "wijze", "key"),
    [
        ("Omgevingsdienst Brabant", "bekend", "nummer", "roo-24962812"),
        ("VR MWB", "bekend", "naam", "roo-24203286"),
        ("Hart van Brabant", "bekend", "naam-bijna", "roo-24962564"),
        ("GGD Hart voor", "bekend", "naam-bijna", "roo-24961596"),
        ("GR Diamantgroep", "bekend", "naam", "roo-24967730"),
        ("Dienstverlening", "bekend", "sleutel", "roo-24963981"),
        ("Benego", "bekend", "nummer", "roo-24962301"),
        ("OMWB", "bekend", "beginletters", "roo-24962812"),
        ("Regionaal Historisch", "niet-deelnemer", "naam", "roo-24961505"),
        ("Samenwerkingsovereenkomst", "beeindigd", "naam-bijna", "roo-28299486"),
        ("Gemeenschappelijke regeling Omgevingsdienst H", "niet-deelnemer", "naam", "roo-23556115"),
    ],
)
def test_recognises_partnerships_of_a_list(
    tilburg: Vergelijking, start: str, stand: str, wijze: str, key: str
) -> None:
    rij = row(tilburg, start)
    assert rij.gevonden is not None
    assert (rij.stand, rij.gevonden.wijze) == (stand, wijze)
    assert rij.gevonden.verband.endswith(f"/{key}")


@pytest.mark.parametrize("start", ["BNG Bank", "Stichting Veiligheidsregio", "Werkvoorzieningschap"])
def test_joins_nothing_that_is_only_alike(tilburg: Vergelijking, start: str) -> None:
    rij = row(tilburg, start)
    assert (rij.stand, rij.gevonden) == ("onbekend", None)
    assert rij.privaat is (start != "Werkvoorzieningschap")


def test_suggests_what_is_nearest_with_its_likeness(tilburg: Vergelijking) -> None:
    suggested = row(tilburg, "Werkvoorzieningschap").kandidaten
    assert 0 < len(suggested) <= 3
    scores = [one.gelijkenis or 0 for one in suggested]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= 60


def test_reports_what_the_list_misses_with_since_when_and_legal_form(tilburg: Vergelijking) -> None:
    missed = {gemist.naam: gemist for gemist in tilburg.gemist}
    assert list(missed) == [
        "Gemeenschappelijke regeling Benego",
        "Gemeenschappelijke regeling Stadsgewest 's Hertogenbosch",
    ]
    benego = missed["Gemeenschappelijke regeling Benego"]
    assert (benego.sinds, benego.rechtsvorm and benego.rechtsvorm.nl) == (date(1992, 10, 5), "openbaar lichaam")


def test_a_list_of_all_nine_misses_nothing_and_is_equal(compare: Compare, basis: Basis) -> None:
    nine = basis.register.van(TILBURG, DAY)
    assert len(nine) == 9
    found = compare("".join(f"<{iri}> a vb:Samenwerkingsverband .\n" for iri in nine))
    assert {rij.gevonden.wijze for rij in found.rijen if rij.gevonden} == {"iri"}
    assert (found.uitkomst, found.gemist) == ("gelijk", ())


def test_reports_members_that_differ_with_their_dates(tilburg: Vergelijking) -> None:
    leden = row(tilburg, "Hart van Brabant").leden
    assert leden is not None
    assert [lid.naam for lid in leden.alleen_lijst] == ["gemeente Oirschot"]
    assert [(lid.naam, lid.sinds) for lid in leden.alleen_graaf] == [("gemeente Heusden", date(2014, 1, 1))]
    assert (leden.gelijk, leden.niet_herkend) == (9, ("Midpoint",))


def test_says_what_became_of_a_listed_member_that_is_gone(tilburg: Vergelijking) -> None:
    leden = row(tilburg, "GGD Hart voor").leden
    assert leden is not None
    (boxmeer,) = leden.alleen_lijst
    assert (boxmeer.naam, boxmeer.tot) == ("gemeente Boxmeer", date(2022, 1, 1))
    assert boxmeer.opgegaan_in == ("gemeente Land van Cuijk",)
    assert leden.gelijk == 1, "Boxtel is a member again; Haaren's period ended before the day"


def test_accepts_a_list_of_members_with_and_without_the_organisation_itself(compare: Compare) -> None:
    others = "gm:gm1723 , gm:gm0766 , gm:gm0784 , gm:gm0785 , gm:gm0798"
    for members in (others, f"{others} , gm:gm0855"):
        found = compare(f"verband:roo-24967730 a vb:Samenwerkingsverband ; vb:huidigeDeelnemer {members} .")
        leden = one(found).leden
        assert leden is not None
        assert not leden.verschilt


def test_recognises_members_by_name(compare: Compare) -> None:
    found = compare(
        'verband:roo-24967730 a vb:Samenwerkingsverband ; vb:huidigeDeelnemer [ skos:prefLabel "Goirle" ] .'
    )
    leden = one(found).leden
    assert leden is not None
    assert (leden.gelijk, leden.niet_herkend) == (1, ())


def test_reports_an_ended_one_with_what_perhaps_carries_on(tilburg: Vergelijking) -> None:
    rij = row(tilburg, "Samenwerkingsovereenkomst")
    assert rij.gevonden is not None
    assert rij.gevonden.einde == date(2022, 1, 1)
    assert [opvolger.verband.rsplit("/")[-1] for opvolger in rij.opvolgers] == ["roo-28558345"]


def test_knows_an_ended_one_as_known_on_a_day_before(compare: Compare) -> None:
    text = "verband:roo-24961505 a vb:Samenwerkingsverband ."
    assert one(compare(text, day=date(2021, 11, 26))).stand == "bekend"
    assert one(compare(text, day=date(2021, 11, 27))).stand == "niet-deelnemer"
    assert one(compare(text, day=date(2010, 1, 1))).stand == "nog-niet"


def test_reports_a_number_that_contradicts_the_name(tilburg: Vergelijking) -> None:
    other = row(tilburg, "Benego").naam_wijst_op
    assert other is not None
    assert other.naam == "Gemeenschappelijke regeling Benego"
    assert [rij.naam for rij in tilburg.rijen if rij.naam_wijst_op] == ["Benego"]


def test_reports_a_row_that_stands_there_twice(tilburg: Vergelijking) -> None:
    assert [(rij.nummer, rij.zelfde_als) for rij in tilburg.rijen if rij.zelfde_als] == [(8, 1)]


def test_leaves_more_than_one_as_more_than_one(tilburg: Vergelijking) -> None:
    rij = row(tilburg, "Samenwerking Sociale")
    assert (rij.stand, rij.gevonden, len(rij.kandidaten)) == ("meer-dan-een", None, 2)


def test_chooses_the_only_one_that_the_organisation_takes_part_in_and_says_so(compare: Compare) -> None:
    text = ':x a vb:Samenwerkingsverband ; skos:prefLabel "Veiligheidsregio Flevoland" .'
    almere, leeuwarden = (TOOI_ID + "gemeente/" + code for code in ("gm0034", "gm0080"))
    chosen = {}
    for organisatie in (almere, leeuwarden):
        rij = one(compare(text, organisatie))
        assert (rij.stand, rij.keuze, len(rij.kandidaten)) == ("bekend", "deelname", 1)
        assert rij.gevonden is not None
        chosen[organisatie] = rij.gevonden.naam
    assert len(set(chosen.values())) == 2


@pytest.mark.parametrize(
    ("given", "wijze"),
    [
        ("verband:roo-24962812 a vb:Samenwerkingsverband .", "iri"),
        (
            ":x a vb:Samenwerkingsverband ;"
            " vb:uitgevoerdDoor <https://identifier.overheid.nl/tooi/id/so/so0712> .",
            "iri",
        ),
        (':x a vb:Samenwerkingsverband ; dct:identifier "SO0712" .', "sleutel"),
        (':x a vb:Samenwerkingsverband ; dct:identifier "56679750" .', "nummer"),
        (
            ":x a vb:Samenwerkingsverband ;"
            ' adms:identifier [ dct:type soort:oin ; skos:notation "00000001852256450000" ] .',
            "nummer",
        ),
        (':x a vb:Samenwerkingsverband ; adms:identifier [ skos:notation "56679750" ] .', "nummer"),
        (
            ":x a vb:Samenwerkingsverband ;"
            ' vb:uitgevoerdDoor [ adms:identifier [ dct:type soort:kvk ; skos:notation "56679750" ] ] .',
            "nummer",
        ),
        (
            ':x a vb:Samenwerkingsverband ; skos:prefLabel "Environment Service"@en ,'
            ' "Omgevingsdienst Midden- en West-Brabant"@nl .',
            "naam",
        ),
        (
            ':x a vb:Samenwerkingsverband ; skos:prefLabel "Iets anders" ;'
            ' skos:altLabel "Omgevingsdienst Midden- en West-Brabant" .',
            "naam",
        ),
    ],
)
def test_matches_by_whatever_a_row_gives(compare: Compare, given: str, wijze: str) -> None:
    found = one(compare(given)).gevonden
    assert found is not None
    assert (found.wijze, found.verband.rsplit("/")[-1]) == (wijze, "roo-24962812")


def test_the_numbering_of_a_list_is_no_number_of_ours(compare: Compare) -> None:
    found = compare(':x a vb:Samenwerkingsverband ; dct:identifier "1" ; skos:prefLabel "Benego" .')
    rij = one(found)
    assert rij.gevonden is not None
    assert rij.gevonden.wijze == "naam"


def test_gives_back_zeros_that_a_spreadsheet_took() -> None:
    assert nummer("rsin", "1709082") == ("rsin", "001709082")
    assert nummer("KvK", "17.278.973") == ("kvk", "17278973")
    assert nummer("btw", "NL8135.65.376.B01") == ("btw", "nl813565376b01")


def test_reports_nothing_to_compare_for_a_document_without_partnerships(compare: Compare) -> None:
    found = compare(":x a vb:Regeling .")
    assert (found.uitkomst, found.rijen, len(found.gemist)) == ("niets-te-vergelijken", (), 9)


def test_rejects_an_organisation_that_is_not_in_the_graph(compare: Compare) -> None:
    with pytest.raises(QueryError) as caught:
        compare("", TOOI_ID + "gemeente/gm9999")
    assert "gm9999" in caught.value.nl
    assert "gm9999" in caught.value.en


@pytest.mark.parametrize(("count", "refused"), [(MAX_ROWS, False), (MAX_ROWS + 1, True)])
def test_rejects_a_list_over_its_length(count: int, refused: bool) -> None:
    document = written("".join(f":n{number} a vb:Samenwerkingsverband .\n" for number in range(count)))
    if not refused:
        assert len(lees_lijst([document]).opgaven) == count
        return
    with pytest.raises(InzendingError) as caught:
        lees_lijst([document])
    assert caught.value.soort == "te-veel"


def test_is_not_held_up_by_names_that_are_none(compare: Compare) -> None:
    brackets, long = "(a)" * 30_000, "Omgevingsdienst " * 6_000
    others = " , ".join(f'"naam {number}"' for number in range(2_000))
    begun = time.monotonic()
    found = compare(
        f':a a vb:Samenwerkingsverband ; skos:prefLabel "{brackets}" .'
        f':b a vb:Samenwerkingsverband ; skos:prefLabel "{long}" .'
        f':c a vb:Samenwerkingsverband ; skos:prefLabel "Benego" ; skos:altLabel {others} .'
    )
    assert [rij.stand for rij in found.rijen] == ["onbekend", "onbekend", "bekend"]
    assert max(len(rij.naam) for rij in found.rijen) <= 300
    assert time.monotonic() - begun < 5


def test_reads_several_documents_as_one_list(basis: Basis) -> None:
    documents = [
        written(f':x a vb:Samenwerkingsverband ; skos:prefLabel "{name}" .')
        for name in ("Benego", "Diamant-groep")
    ]
    found = vergelijk(lees_lijst(documents), basis, TILBURG)
    assert [rij.naam for rij in found.rijen] == ["Benego", "Diamant-groep"]
    assert len(found.documenten) == 2


def test_tells_what_the_graph_cannot_know(compare: Compare) -> None:
    now, then = compare(""), compare("", day=date(2015, 1, 1))
    assert ["privaatrechtelijk" in said.nl for said in now.dekking] == [True]
    assert len(then.dekking) == 3
    assert all(said.nl != said.en for said in then.dekking)
