"""Where a triple stands: the line for Turtle and XML, line and JSON pointer for JSON-LD."""

from __future__ import annotations

import json
import re
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.rdf import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, lees_rdf
from tests.loaders.hulp import HIER
from verbanden.submission import Inzending, Limieten, Vindplaats

GOED = HIER / "inzending" / "goed"
BESTANDEN = {
    "verbanden.ttl": TURTLE,
    "verbanden.trig": TRIG,
    "verbanden.nt": N_TRIPLES,
    "verbanden.nq": N_QUADS,
    "verbanden.rdf": RDF_XML,
}


def lees(data: bytes, vorm: str, naam: str = "x") -> Inzending:
    return lees_rdf(naam, data, vorm=vorm, limieten=Limieten())


def regels(data: str | bytes, vorm: str = TURTLE) -> list[tuple[str, int | None]]:
    inzending = lees(data.encode() if isinstance(data, str) else data, vorm)
    return [
        (woord(triple), plaats.regel) for triple, plaats in zip(inzending.triples, inzending.plaatsen, strict=True)
    ]


def woord(triple: ox.Triple) -> str:
    """Give the last word of an object, as it can be found back in a line."""
    value = triple.object.value
    if isinstance(triple.object, ox.Literal):
        return value.splitlines()[0] if value else ""
    return value.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]


@pytest.mark.parametrize("bestand", BESTANDEN)
def test_reports_the_line_on_which_the_object_stands(bestand: str) -> None:
    data = (GOED / bestand).read_bytes()
    inzending = lees(data, BESTANDEN[bestand], bestand)
    lines = data.decode().splitlines()
    for triple, plaats in zip(inzending.triples, inzending.plaatsen, strict=True):
        assert plaats.document == bestand
        assert plaats.regel is not None
        line = lines[plaats.regel - 1].replace("&quot;", '"').replace('\\"', '"').replace("\\n", "\n")
        line += " type " if " a " in line or "rdf:about" in line else ""
        assert woord(triple) in line, (plaats, triple)


def test_reports_a_text_at_its_own_line_when_the_full_stop_comes_later() -> None:
    assert regels('<a:a> <a:b> "een"\n\n# uitleg\n  , "twee"@nl\n  ; <a:c> "drie"\n.\n') == [
        ("een", 1),
        ("twee", 4),
        ("drie", 5),
    ]


def test_reports_a_text_of_several_lines_where_it_begins() -> None:
    assert regels("<a:a> <a:b> \"\"\"een\n\n\"\"\"@nl ; <a:c> 4 ;\n <a:d> '''twee\n'''\n. <a:e> <a:f> 5 .") == [
        ("een", 1),
        ("4", 3),
        ("twee", 4),
        ("5", 6),
    ]


def test_reports_a_description_between_brackets_where_it_opens() -> None:
    found = regels("<a:a> <a:b> [\n <a:c> [\n  <a:d> <a:e>]\n ], [ <a:f> 6\n ] .")
    assert [regel for _, regel in found] == [3, 2, 1, 4, 4]


def test_reports_the_parts_of_a_list_each_at_its_own_line() -> None:
    found = regels('<a:a> <a:b> ( "een"\n "twee"\n <a:drie>\n 4\n)\n.')
    parts = {word: line for word, line in found if word in {"een", "twee", "a:drie", "4"}}
    assert parts == {"een": 1, "twee": 2, "a:drie": 3, "4": 4}


@pytest.mark.parametrize("einde", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("vorm", [TURTLE, TRIG, N_TRIPLES, N_QUADS])
def test_counts_lines_however_they_end(einde: str, vorm: str) -> None:
    data = einde.join(["<a:a> <a:b> <a:c> .", "", "# x", '<a:a> <a:b> "d" .', ""])
    assert regels(data, vorm) == [("a:c", 1), ("d", 4)]


def test_counts_the_first_line_after_a_byte_order_mark() -> None:
    assert regels(b"\xef\xbb\xbf<a:a> <a:b> 1 .") == [("1", 1)]


# --- Turtle laid out at random, with the line of each object known ---------------------------------------

_LAYOUT = st.sampled_from([" ", "\n", "\n\n  ", ' # uitleg ( "\n', "\t", "\r\n", "\n# [ ' <\n "])
_OBJECT = st.sampled_from(
    [
        "<urn:o:{}>",
        "e:o{}",
        '"t{}"',
        "'t{}'@nl",
        '"t{}"^^e:type',
        '"t{}"^^<urn:type>',
        '"""t{}\nmeer"""',
        "'''t{}\n\n'''@nl",
        '"""t{} "" x"""',
        "{}",
        "-{}.5",
        '"t{} # [ ( <"',
    ]
)


class Schrijver:
    """Writes words with a layout between them, and counts lines."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data
        self.tekst = ""
        self.verwacht: list[tuple[str, str, int | None]] = []

    def word(self, text: str) -> int:
        self.tekst += self._data.draw(_LAYOUT)
        line = self.tekst.count("\n") + 1
        self.tekst += text
        return line

    def object(self, predicate: str, number: int, depth: int) -> None:
        if depth and self._data.draw(st.integers(0, 4)) == 0:
            opened = self.word("[")
            self.pairs(number * 10, depth - 1)
            self.word("]")
            self.verwacht.append((predicate, "", opened))
        else:
            line = self.word(self._data.draw(_OBJECT).format(number))
            self.verwacht.append((predicate, str(number), line))

    def pairs(self, number: int, depth: int) -> None:
        for index in range(self._data.draw(st.integers(1, 3))):
            if index:
                self.word(";")
            predicate = f"urn:p:{number}{index}"
            self.word(f"<{predicate}>")
            self.object(predicate, int(f"{number}{index}1"), depth)
            if self._data.draw(st.booleans()):
                self.word(",")
                self.object(predicate, int(f"{number}{index}2"), depth)


def number(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """Give the number in an object; none for a description between brackets."""
    assert isinstance(term, ox.NamedNode | ox.Literal)
    found = re.search(r"^(?:urn:[eo]:o?|t|-)?(\d+)", term.value)
    return found[1] if found else ""


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_reports_the_right_line_in_any_layout(data: st.DataObject) -> None:
    schrijver = Schrijver(data)
    schrijver.tekst = "@prefix e: <urn:e:> ."
    for subject in range(1, data.draw(st.integers(1, 3)) + 1):
        schrijver.word(f"<urn:s:{subject}>")
        schrijver.pairs(subject, 2)
        schrijver.word(".")
    document = schrijver.tekst.encode()
    inzending = lees(document, TURTLE)
    found = [
        (triple.predicate.value, number(triple.object), plaats.regel)
        for triple, plaats in zip(inzending.triples, inzending.plaatsen, strict=True)
    ]
    assert sorted(found) == sorted(schrijver.verwacht)
    plain = list(ox.parse(input=document, format=ox.RdfFormat.TURTLE))
    assert len(plain) == len(inzending.triples)


# --- JSON-LD ------------------------------------------------------------------------------------------------


def resolve(document: Any, pointer: str | None) -> Any:
    for part in (pointer or "").split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


def test_reports_the_json_pointer_and_the_line_of_each_value() -> None:
    data = (GOED / "verbanden.jsonld").read_bytes()
    document, lines = json.loads(data), data.decode().splitlines()
    inzending = lees(data, JSON_LD)
    for triple, plaats in zip(inzending.triples, inzending.plaatsen, strict=True):
        value = resolve(document, plaats.element)
        line = lines[(plaats.regel or 0) - 1]
        if isinstance(triple.object, ox.Literal):
            written = value.get("@value") if isinstance(value, dict) else value
            assert (written if isinstance(written, str) else json.dumps(written)) == triple.object.value
            start = "{" if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)
            assert start in line.replace("\\u00e9", "é").replace("\\u0022", '\\"')
        elif isinstance(value, dict):
            named = value.get("id") or value.get("@id")
            kind = value.get("type") or value.get("@type")
            assert named or kind
            assert "{" in line
        else:
            assert woord(triple) in value
            assert value in line


def test_accepts_keywords_last_and_under_other_names() -> None:
    data = b'{"p": {"q": 1,\n"i": "urn:b"},\n"t": "C",\n"i": "urn:a",\n"@context":\n'
    data += b'{"@vocab": "urn:v:", "i": "@id", "t": {"@id": "@type"}}}'
    inzending = lees(data, JSON_LD)
    assert [str(triple) for triple in inzending.triples] == [
        "<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:v:C>",
        "<urn:a> <urn:v:p> <urn:b>",
        '<urn:b> <urn:v:q> "1"^^<http://www.w3.org/2001/XMLSchema#integer>',
    ]
    assert inzending.plaatsen[1:] == (
        Vindplaats("x", 1, element="/p"),
        Vindplaats("x", 1, element="/p/q"),
    )


JSONS: list[dict[str, Any]] = [
    {"@context": {"@vocab": "urn:v:", "p": {"@container": "@list"}}, "@id": "urn:a", "p": []},
    {"@context": {"@vocab": "urn:v:", "l": {"@container": "@list"}}, "l": [1, 2, [3, 4]], "@id": "urn:a"},
    {"@context": {"@vocab": "urn:v:", "i": {"@container": "@index"}}, "i": {"a": "b", "c": ["d"]}},
    {"@context": {"@vocab": "urn:v:", "m": {"@container": "@id"}}, "m": {"urn:x": {"q": 1}, "_:b": {"q": 2}}},
    {"@context": {"@vocab": "urn:v:", "g": {"@container": "@graph"}}, "g": {"q": 3, "@id": "urn:a"}},
    {"@context": {"@vocab": "urn:v:", "r": {"@reverse": "urn:v:rev"}}, "r": {"q": 1, "@id": "urn:b"}},
    {"@context": {"@vocab": "urn:v:", "j": {"@type": "@json"}}, "j": {"a": [1, {"b": None}], "@id": "z"}},
    {"@context": {"@vocab": "urn:v:", "T": {"@context": {"p": "urn:w:p"}}}, "p": "a", "@type": "T"},
    {"@context": {"@vocab": "urn:v:", "value": "@value", "lang": "@language"}, "p": {"lang": "nl", "value": "x"}},
    {"@context": [{"@vocab": "urn:v:"}, {"@language": "nl"}], "q": {"@context": {"@language": None}, "p": "y"}},
    {"@context": {"@vocab": "urn:v:"}, "@graph": [{"q": 1}, {"q": {"r": [None, 2]}}], "@id": "urn:g"},
    {"@context": {"@vocab": "urn:v:"}, "@included": [{"q": 1, "@id": "urn:b"}], "p": {"@set": [1, 2]}},
    {"@context": {"@vocab": "urn:v:", "n": "@nest"}, "n": {"w": 1}, "@id": "urn:a"},
]


@pytest.mark.parametrize("nummer", range(len(JSONS)))
def test_gives_the_same_triples_as_the_parser_does_without_our_order(nummer: int) -> None:
    data = json.dumps(JSONS[nummer], indent=1).encode()
    plain = ox.parse(input=data, format=ox.RdfFormat.JSON_LD)
    names: dict[str, ox.BlankNode] = {}

    def named(term: Any) -> Any:
        genid = isinstance(term, ox.NamedNode) and ".well-known/genid" in term.value
        return names.setdefault(term.value, ox.BlankNode()) if genid else term

    ours = [ox.Quad(named(t.subject), t.predicate, named(t.object)) for t in lees(data, JSON_LD).triples]
    assert canonical(ours) == canonical([ox.Quad(q.subject, q.predicate, q.object) for q in plain])


def canonical(quads: list[ox.Quad]) -> set[str]:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def test_reports_keys_that_say_nothing_in_the_context() -> None:
    data = b'{"@context": {"naam": "urn:naam"},\n"@id": "urn:a", "naam": "x",\n"naem": ["y"], "leeg": null}'
    (rejected,) = lees(data, JSON_LD).afwijzingen
    assert (rejected.rij, rejected.veld, rejected.waarde) == ("veld", "naem", "y")
    assert (rejected.plaats.record, rejected.plaats.regel) == ("/naem", 3)


# --- RDF/XML ------------------------------------------------------------------------------------------------


def test_reports_the_line_and_the_path_of_the_element_of_a_triple() -> None:
    data = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns:e="urn:e:">
      <e:C
        rdf:about="urn:a"
        e:q="kort">
        <e:p>een
        regel</e:p>
        <e:r><e:D rdf:about="urn:d">
            <e:s rdf:resource="urn:x"
            /></e:D>
        </e:r>
      </e:C>
    </rdf:RDF>"""
    inzending = lees(data, RDF_XML)
    found = [
        (t.predicate.value.rsplit(":", 1)[-1].rsplit("#", 1)[-1], p.regel, (p.element or "").split("/")[-1])
        for t, p in zip(inzending.triples, inzending.plaatsen, strict=True)
    ]
    assert found == [
        ("type", 3, "e:C"),
        ("q", 3, "e:C"),
        ("p", 6, "e:p"),
        ("type", 8, "e:D"),
        ("s", 9, "e:s"),
        ("r", 8, "e:r"),
    ]
