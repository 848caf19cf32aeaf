"""The code lists: the codes that others count on, in two languages, and valid against NL-SBB."""

from __future__ import annotations

import os
from pathlib import Path

import pyshacl
import pytest
from rdflib import DCTERMS, RDF, SH, SKOS, XSD, Graph, Literal, URIRef

from tests.ontology.graphs import LISTS, ROOM, lists, of_type, read
from verbanden.namespaces import DEF, OWMS, TOOI_TOP, VB, concept

CODES = {
    "rechtsvorm": "openbaar-lichaam bedrijfsvoeringsorganisatie gemeenschappelijk-orgaan regeling-zonder-meer"
    " centrumconstructie besloten-vennootschap naamloze-vennootschap stichting vereniging cooperatie"
    " bestuursovereenkomst samenwerkingsovereenkomst convenant intentieverklaring dienstverleningsovereenkomst"
    " gastheerconstructie netwerk",
    "vormgroep": "zelfstandig-wgr zelfstandig-privaat overig",
    "bestuursorgaan": "college-van-burgemeester-en-wethouders gemeenteraad burgemeester dagelijks-bestuur"
    " algemeen-bestuur gedeputeerde-staten provinciale-staten commissaris-van-de-koning minister staatssecretaris"
    " dijkgraaf",
    "rol": "deelnemer centrumgemeente voorzitter gastheer trekker",
    "bevoegdheidsverkrijging": "attributie delegatie mandaat",
    "verplichting": "verplicht semi-verplicht vrijwillig",
    "aard": "rijk provincie gemeente waterschap caribisch-openbaar-lichaam samenwerkingsorganisatie"
    " buitenlandse-overheid privaat onbekend",
    "begingrond": "toetredingsdatum inwerkingtreding fusiedatum oprichting-lid na-onderbreking voortzetting",
    "eindreden": "uitgetreden verband-beeindigd lid-opgeheven onderbreking opvolger-vermeld",
    "herkenning": "tooi owms roo",
    "identificatiesoort": "tooi owms roo cbs oin rsin kvk btw ictu atu organisatiecode",
    "doelniveau": "operationeel tactisch strategisch",
    "aansturing": "bestuur ambtelijke-top afdelingen",
    "frequentie": "wekelijks tweewekelijks maandelijks tweemaandelijks driemaandelijks halfjaarlijks jaarlijks",
    "criterium": "a b c d1 d2 d3 d4 e een-overheid verbonden-partij twee-nederlandse-overheden"
    " een-decentrale-overheid vastgelegd",
    "criteriaset": "definitie-2024 kern definitie-2017 regioatlas",
    "uitkomst": "voldoet voldoet-niet onbekend",
    "programmasoort": "regio-deal woondeal city-deal green-deal town-deal nationaal-programma novex-gebied"
    " onderwijsregio",
    "rapportthema": "ruimte economie sociaal-domein veiligheid energie-en-duurzaamheid bedrijfsvoering"
    " verkeer-en-mobiliteit milieu welzijn afval belasting onderwijs zorg basisregistraties dienstverlening"
    " inkoop",
}
FOREIGN = {"beleidsterrein": TOOI_TOP, "owms-bestuursorgaan": OWMS}
TOPLIJST = {
    "c_0361ffb3",
    "c_d363776f",
    "c_f47ad6ca",
    "c_399f194b",
    "c_afa30a11",
    "c_c232ae4a",
    "c_d58b78ca",
    "c_3eb6243b",
    "c_391585db",
    "c_f4679acc",
    "c_cfc7d5ab",
    "c_d4890526",
    "c_849842ac",
    "c_9d1917e9",
    "c_124eaf3a",
    "c_d0463fb7",
}
SHARED = Path(os.environ.get("VERBANDEN_SHARED", Path(__file__).parents[2].parent / "shared"))
NL_SBB = SHARED / "conformance" / "nl-sbb" / "skos-ap-nl.ttl"


def codes(lijst: str) -> set[str]:
    scheme = URIRef(DEF + lijst)
    return {str(one).rsplit("/", 1)[-1] for one in lists().subjects(SKOS.inScheme, scheme)}


def values(node: URIRef, term: str) -> set[object]:
    return {one.toPython() for one in lists().objects(node, URIRef(VB + term)) if isinstance(one, Literal)}


def test_each_list_is_a_file_of_its_own_name() -> None:
    assert {file.stem for file in LISTS} == set(CODES) | set(FOREIGN)
    for file in LISTS:
        assert of_type(read(file), SKOS.ConceptScheme) == [URIRef(DEF + file.stem)]


@pytest.mark.parametrize("lijst", CODES)
def test_has_exactly_the_codes_that_were_agreed(lijst: str) -> None:
    assert codes(lijst) == set(CODES[lijst].split())
    for code in CODES[lijst].split():
        assert (URIRef(concept(lijst, code)), RDF.type, SKOS.Concept) in lists()


@pytest.mark.parametrize("lijst", FOREIGN)
def test_concepts_of_others_keep_their_own_iri(lijst: str) -> None:
    members = list(lists().subjects(SKOS.inScheme, URIRef(DEF + lijst)))
    assert members
    assert all(str(one).startswith(FOREIGN[lijst]) for one in members)


@pytest.mark.parametrize(
    "node", of_type(lists(), SKOS.Concept), ids=lambda node: "/".join(str(node).split("/")[-2:])
)
def test_every_concept_is_named_defined_and_placed(node: URIRef) -> None:
    graph = lists()
    for relation in (SKOS.prefLabel, SKOS.definition):
        texts = [one for one in graph.objects(node, relation) if isinstance(one, Literal)]
        assert sorted(str(one.language) for one in texts) == ["en", "nl"]
    assert len(list(graph.objects(node, SKOS.notation))) == 1
    (scheme,) = graph.objects(node, SKOS.inScheme)
    top = set(graph.objects(node, SKOS.topConceptOf))
    above = set(graph.objects(node, SKOS.broader))
    assert (top == {scheme}) != bool(above)
    assert all((one, SKOS.inScheme, scheme) in graph for one in above)


@pytest.mark.parametrize(
    "scheme", of_type(lists(), SKOS.ConceptScheme), ids=lambda node: str(node).removeprefix(DEF)
)
def test_every_list_is_named_and_described_and_has_no_code_or_name_twice(scheme: URIRef) -> None:
    graph = lists()
    for relation in (DCTERMS.title, DCTERMS.description):
        texts = [one for one in graph.objects(scheme, relation) if isinstance(one, Literal)]
        assert sorted(str(one.language) for one in texts) == ["en", "nl"]
    members = list(graph.subjects(SKOS.inScheme, scheme))
    for relation in (SKOS.notation, SKOS.prefLabel):
        found = [one.n3() for node in members for one in graph.objects(node, relation)]
        assert len(found) == len(set(found))


def test_every_concept_that_is_pointed_at_exists() -> None:
    relations = [SKOS.broader, SKOS.related, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch]
    for relation in [*relations, URIRef(VB + "vormgroep")]:
        for target in lists().objects(None, relation):
            assert (target, RDF.type, SKOS.Concept) in lists(), target


def test_a_notation_is_a_plain_string() -> None:
    assert all(
        isinstance(one, Literal) and one.datatype in (None, XSD.string)
        for one in lists().objects(None, SKOS.notation)
    )


def test_forms_of_the_register_bear_its_abbreviations() -> None:
    found = {
        str(lists().value(URIRef(concept("rechtsvorm", code)), SKOS.notation))
        for code in CODES["rechtsvorm"].split()[:5]
    }
    assert found == {"OL", "BVO", "GO", "RZM", "CC"}


@pytest.mark.parametrize("code", CODES["rechtsvorm"].split())
def test_every_legal_form_has_a_group_and_says_whether_it_is_a_legal_person(code: str) -> None:
    node = URIRef(concept("rechtsvorm", code))
    (group,) = lists().objects(node, URIRef(VB + "vormgroep"))
    (person,) = values(node, "rechtspersoonlijkheid")
    assert person == (group != URIRef(concept("vormgroep", "overig")))


def test_joint_organ_and_arrangement_without_a_body_are_wgr_but_count_as_other_forms() -> None:
    for code in ("gemeenschappelijk-orgaan", "regeling-zonder-meer", "centrumconstructie"):
        group = lists().value(URIRef(concept("rechtsvorm", code)), URIRef(VB + "vormgroep"))
        assert group == URIRef(concept("vormgroep", "overig"))


def test_kinds_say_whether_they_are_governments_and_unknown_says_nothing() -> None:
    found = {code: values(URIRef(concept("aard", code)), "isOverheid") for code in CODES["aard"].split()}
    assert {code for code, one in found.items() if one == {False}} == {"privaat"}
    assert {code for code, one in found.items() if one == set()} == {"onbekend"}
    decentral = {code for code in found if values(URIRef(concept("aard", code)), "isDecentraal") == {True}}
    assert decentral == {
        "provincie",
        "gemeente",
        "waterschap",
        "caribisch-openbaar-lichaam",
        "samenwerkingsorganisatie",
    }
    dutch = {code for code in found if values(URIRef(concept("aard", code)), "isNederlands") == {True}}
    assert dutch == decentral | {"rijk"}


def test_obligation_follows_from_the_four_laws_that_prescribe_partnerships() -> None:
    laws = lists().objects(URIRef(concept("verplichting", "verplicht")), URIRef(VB + "volgtUitWet"))
    assert {str(law).rsplit(":", 1)[-1] for law in laws} == {
        "BWBR0027466",
        "BWBR0024705",
        "BWBR0037885",
        "BWBR0024779",
    }


def test_each_organ_is_matched_to_owms_and_the_queens_commissioner_to_the_kings() -> None:
    for code in CODES["bestuursorgaan"].split():
        assert (URIRef(concept("bestuursorgaan", code)), SKOS.closeMatch, None) in lists()
    (found,) = lists().subjects(SKOS.closeMatch, URIRef(OWMS + "commissaris_van_de_koningin"))
    assert found == URIRef(concept("bestuursorgaan", "commissaris-van-de-koning"))


def test_policy_fields_are_sixteen_main_subjects_with_narrower_ones_below() -> None:
    scheme = URIRef(DEF + "beleidsterrein")
    tops = {str(one).removeprefix(TOOI_TOP) for one in lists().subjects(SKOS.topConceptOf, scheme)}
    assert tops == TOPLIJST
    assert len(codes("beleidsterrein")) == 69
    for node in lists().subjects(SKOS.inScheme, scheme):
        for above in lists().objects(node, SKOS.broader):
            assert str(above).removeprefix(TOOI_TOP) in tops


def test_every_theme_of_the_reports_is_mapped_to_a_policy_field() -> None:
    relations = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch)
    for code in CODES["rapportthema"].split():
        node = URIRef(concept("rapportthema", code))
        assert [one for relation in relations for one in lists().objects(node, relation)]


# --- NL-SBB, the Dutch profile of SKOS: its shapes come with the material, not with the project -------


def results(graph: Graph) -> list[str]:
    if not NL_SBB.is_file():
        pytest.fail("the NL-SBB shapes are not here: set VERBANDEN_SHARED to the folder that holds conformance/")
    _, report, _ = pyshacl.validate(graph, shacl_graph=read(NL_SBB), do_owl_imports=False, inference="none")
    assert isinstance(report, Graph)
    return sorted(
        " ".join(str(one).rsplit("#", 1)[-1] for one in (report.value(row, SH.resultSeverity), shape))
        for row, shape in report.subject_objects(SH.sourceShape)
    )


@pytest.mark.shared
def test_code_lists_are_valid_against_nl_sbb_without_a_warning() -> None:
    assert results(lists()) == []


@pytest.mark.shared
def test_rejects_by_nl_sbb_a_concept_without_a_definition() -> None:
    graph = read(ROOM / "begrippen" / "uitkomst.ttl")
    graph.remove((URIRef(concept("uitkomst", "voldoet")), SKOS.definition, None))
    assert [row for row in results(graph) if row.startswith("Violation")] == ["Violation Concept-definition"]
