"""Documents of others: the form is recognised, all forms say the same, and each limit holds at it and over it."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pyoxigraph as ox
import pytest

from loaders.inzending import CSV, EXTENSIES, MEDIATYPES, XLSX, herken_vorm, lees
from loaders.rdf import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE
from loaders.roo_inzending import ROO
from tests.loaders.hulp import HIER
from verbanden.namespaces import DEF, GENID
from verbanden.submission import Inzending, InzendingError, Limieten, Vindplaats

GOED = HIER / "inzending" / "goed"
RUIM = Limieten()
TRIPLE = "<urn:a> <urn:p> {} .\n"


def lees_tekst(
    tekst: str | bytes, naam: str = "x.ttl", mediatype: str | None = None, limieten: Limieten = RUIM
) -> Inzending:
    data = tekst.encode() if isinstance(tekst, str) else tekst
    return lees(naam, data, mediatype=mediatype, limieten=limieten, herken=lambda _tekst: None)


def geweigerd(
    tekst: str | bytes, naam: str = "x.ttl", mediatype: str | None = None, limieten: Limieten = RUIM
) -> InzendingError:
    with pytest.raises(InzendingError) as gevangen:
        lees_tekst(tekst, naam, mediatype, limieten)
    return gevangen.value


@pytest.mark.parametrize("bestand", sorted(pad.name for pad in GOED.iterdir()))
def test_reads_the_same_triples_from_every_form(bestand: str) -> None:
    data = (GOED / bestand).read_bytes()
    inzending = lees_tekst(data, bestand)
    reference = lees_tekst((GOED / "verbanden.nt").read_bytes(), "verbanden.nt")
    assert set(inzending.triples) == set(reference.triples)
    assert len(inzending.triples) == len(inzending.plaatsen) == 50
    assert inzending.afwijzingen == ()
    assert (inzending.naam, inzending.bytes) == (bestand, len(data))


# --- Which form -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "mediatype", "vorm"),
    [
        ("x", "text/turtle; charset=utf-8", TURTLE),
        ("x.csv", "Text/Turtle", TURTLE),
        ("x.TTL", None, TURTLE),
        ("x.nq", "text/plain", N_QUADS),
        ("map/x.rdf", "application/octet-stream", RDF_XML),
        ("x.json", "", JSON_LD),
        ("lijst.csv", "application/vnd.ms-excel", CSV),
        ("lijst.xlsx", None, XLSX),
    ],
)
def test_recognises_a_form_by_media_type_or_else_by_name(naam: str, mediatype: str | None, vorm: str) -> None:
    assert herken_vorm(naam, b"", mediatype) == vorm


@pytest.mark.parametrize(
    ("begin", "vorm"),
    [
        (b"@prefix e: <urn:e> .", TRIG),
        (b"# uitleg\n\nPREFIX e: <urn:e>", TRIG),
        (b"<urn:a> <urn:p> <urn:o> .\n", N_QUADS),
        (b'_:a <urn:p> "x"@nl <urn:g> .', N_QUADS),
        (b'{"@id": "urn:a"}', JSON_LD),
        (b'\xef\xbb\xbf [ {"@id": "urn:a"} ]', JSON_LD),
        (b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="urn:x"/>', RDF_XML),
        (b"<!-- x --><o:overheidsorganisaties xmlns:o='urn:x'/>", ROO),
        (b"PK\x03\x04", XLSX),
        (b"naam;leden\n", CSV),
    ],
)
def test_recognises_a_form_by_its_first_bytes(begin: bytes, vorm: str) -> None:
    assert herken_vorm("document", begin) == vorm


def test_tells_the_forms_of_xml_apart_by_their_root() -> None:
    assert herken_vorm("x.xml", (GOED / "verbanden.xml").read_bytes()) == ROO
    assert herken_vorm("x.xml", (GOED / "verbanden.rdf").read_bytes()) == RDF_XML
    assert geweigerd("<html/>", "x.xml").soort == "onbekende-vorm"


def test_rejects_an_unknown_form_and_names_what_is_read() -> None:
    fout = geweigerd("x", "x.pdf", "application/pdf")
    assert fout.soort == "onbekende-vorm"
    assert "application/pdf" in fout.nl
    for vorm in ("Turtle", "JSON-LD", "CSV", "xlsx", "ROO XML"):
        assert vorm in fout.nl
        assert vorm in fout.en


def test_every_form_has_a_media_type_and_an_extension() -> None:
    assert set(MEDIATYPES.values()) == set(EXTENSIES.values())


# --- What becomes of a document --------------------------------------------------------------------------------


def test_takes_all_graphs_as_one_set_of_triples() -> None:
    inzending = lees_tekst("<urn:g> { <urn:a> <urn:p> 1 }\n<urn:h> { <urn:a> <urn:p> 1 , 2 }", "x.trig")
    assert [str(t.object) for t in inzending.triples] == [
        '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"2"^^<http://www.w3.org/2001/XMLSchema#integer>',
    ]
    assert [plaats.regel for plaats in inzending.plaatsen] == [1, 2]
    assert inzending.gelezen == inzending.aangenomen == 2


def test_gives_blank_nodes_names_that_two_documents_never_share() -> None:
    tekst = "_:a <urn:p> _:b , [] . _:b <urn:p> _:a ."
    een, twee, weer = lees_tekst(tekst, "een.ttl"), lees_tekst(tekst, "twee.ttl"), lees_tekst(tekst, "een.ttl")
    namen = {term.value for t in een.triples for term in (t.subject, t.object) if not isinstance(term, ox.Triple)}
    assert len(namen) == 3
    assert all(naam.startswith(GENID) for naam in namen)
    assert set(een.triples).isdisjoint(twee.triples)
    assert een.triples == weer.triples


def test_takes_relative_names_from_the_document_itself() -> None:
    (triple,) = lees_tekst("<#a> <urn:p> <b> .").triples
    assert str(triple.subject).startswith(f"<{GENID}")
    assert str(triple.subject).endswith("/#a>")
    assert str(triple.object).endswith("/b>")


def test_answers_our_own_context_and_no_other() -> None:
    tekst = '{{"@context": "{}", "id": "urn:a", "type": "Samenwerkingsverband", "naam": {{"nl": "x"}}}}'
    assert len(lees_tekst(tekst.format(DEF + "context.jsonld"), "x.jsonld").triples) == 2
    fout = geweigerd(tekst.format("https://example.org/context.jsonld"), "x.jsonld")
    assert (fout.soort, fout.plaats) == ("gevaarlijk", Vindplaats("x.jsonld", 1))
    assert "https://example.org/context.jsonld" in fout.nl


def test_keeps_invalid_values_for_the_shapes_to_judge() -> None:
    (triple,) = lees_tekst('<urn:a> <urn:p> "gisteren"^^<http://www.w3.org/2001/XMLSchema#date> .').triples
    assert "gisteren" in str(triple.object)


def test_unpacks_gzip_and_tells_of_the_document_as_sent() -> None:
    pak = gzip.compress(TRIPLE.format(1).encode(), mtime=0)
    inzending = lees_tekst(pak, "x.ttl.gz")
    assert (inzending.naam, inzending.vorm, inzending.bytes) == ("x.ttl.gz", TURTLE, len(pak))


def test_reports_the_place_of_a_mistake() -> None:
    fout = geweigerd("<urn:a> <urn:p> 1 .\n\n<urn:b> <urn:p> .\n")
    assert (fout.soort, fout.plaats) == ("onleesbaar", Vindplaats("x.ttl", 3))
    assert fout.nl.startswith("x.ttl, regel 3: geen geldige Turtle: ")
    assert fout.en.startswith("x.ttl, line 3: not valid Turtle: ")


# --- Limits: at them and over them -----------------------------------------------------------------------------


def test_holds_the_limit_of_bytes() -> None:
    tekst = TRIPLE.format(1)
    assert lees_tekst(tekst, limieten=replace(RUIM, bytes=len(tekst))).gelezen == 1
    fout = geweigerd(tekst, limieten=replace(RUIM, bytes=len(tekst) - 1))
    assert fout.soort == "te-groot"
    assert str(len(tekst)) in fout.nl
    assert str(len(tekst) - 1) in fout.en


def test_holds_the_limit_of_what_is_unpacked() -> None:
    tekst = TRIPLE.format(1) * 100
    pak = gzip.compress(tekst.encode())
    assert lees_tekst(pak, limieten=replace(RUIM, uitgepakt=len(tekst))).gelezen == 1
    assert geweigerd(pak, limieten=replace(RUIM, uitgepakt=len(tekst) - 1)).soort == "te-groot"


@pytest.mark.parametrize("vorm", [TURTLE, TRIG, N_TRIPLES, N_QUADS])
def test_holds_the_limit_of_triples(vorm: str) -> None:
    tekst = "".join(TRIPLE.format(f"<urn:{i}>") for i in range(10))
    assert lees_tekst(tekst, mediatype=vorm, limieten=replace(RUIM, triples=10)).gelezen == 10
    fout = geweigerd(tekst, mediatype=vorm, limieten=replace(RUIM, triples=9))
    assert (fout.soort, fout.plaats) == ("te-veel", Vindplaats("x.ttl", 10))
    assert "9" in fout.nl


def test_holds_the_limit_of_depth() -> None:
    vormen = {
        "x.ttl": "<urn:a> <urn:p> [ <urn:p> [ <urn:p>\n( 1 ) ] ] .",
        "x.jsonld": '{"@id": "urn:a", "urn:p": [\n{}]}',
        "x.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:"><e:C>\n'
        "<e:p>x</e:p></e:C></rdf:RDF>",
    }
    for naam, tekst in vormen.items():
        assert lees_tekst(tekst, naam, limieten=replace(RUIM, diepte=3)).naam == naam
        fout = geweigerd(tekst, naam, limieten=replace(RUIM, diepte=2))
        assert (fout.soort, fout.plaats) == ("te-diep", Vindplaats(naam, 2))


def test_holds_the_limit_of_texts_and_names() -> None:
    assert lees_tekst(TRIPLE.format('"12345"'), limieten=replace(RUIM, literal=5)).gelezen == 1
    fout = geweigerd(TRIPLE.format('"12345"'), limieten=replace(RUIM, literal=4))
    assert (fout.soort, fout.plaats) == ("te-groot", Vindplaats("x.ttl", 1))
    assert lees_tekst(TRIPLE.format("<urn:12>"), limieten=replace(RUIM, iri=6)).gelezen == 1
    assert geweigerd(TRIPLE.format("<urn:123>"), limieten=replace(RUIM, iri=6)).soort == "te-groot"
