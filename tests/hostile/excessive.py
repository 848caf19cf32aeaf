"""Documents with too much of something: depth, bytes, triples, long texts and names; at the limit and over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.hostile.record import (
    AANGENOMEN,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    ROO_KOP,
    TRIG,
    TURTLE,
    XML,
    XML_KOP,
    Hostile,
    document,
    reeks,
)
from verbanden.submission import Limieten

GRENS = Limieten()
_DIEP = (1, 10, 400, 50_000)


def excessive() -> Iterator[Hostile]:
    """Give all of them."""
    yield from _diep()
    yield from _teksten()
    yield from _groot()
    yield from _veel()


def _nest(open_: str, midden: str, dicht: str, voor: str = "", na: str = "") -> Callable[[int], bytes]:
    return lambda n: (voor + open_ * n + midden + dicht * n + na).encode()


_NESTEN: dict[str, tuple[str, Callable[[int], bytes], int]] = {
    "turtle-haken": (TURTLE, _nest("[<urn:p> ", "1", "]", "<urn:a> <urn:p> ", " ."), 0),
    "turtle-haken-regels": (TURTLE, _nest("[<urn:p>\n", "1", "\n]", "<urn:a> <urn:p> ", " ."), 0),
    "turtle-lijsten": (TURTLE, _nest("(", "1", ")", "<urn:a> <urn:p> ", " ."), 0),
    "turtle-onderwerp": (TURTLE, _nest("[<urn:p> ", "1", "]", "", " ."), 0),
    "trig-haken": (TRIG, _nest("[<urn:p> ", "1", "]", "{ <urn:a> <urn:p> ", " }"), 1),
    "trig-lijsten": (TRIG, _nest("(", "1", ")", "{ <urn:a> <urn:p> ", " }"), 1),
    "json-objecten": (JSON_LD, _nest('{"urn:p":', "1", "}"), 0),
    "json-lijsten": (JSON_LD, _nest("[", "1", "]", '{"@id":"urn:a","urn:p":', "}"), 1),
    "json-lijst-in-lijst": (JSON_LD, _nest('{"@list":[', "1", "]}", '{"@id":"urn:a","urn:p":', "}"), 1),
    "json-graaf": (JSON_LD, _nest('{"@graph":', "{}", "}"), 1),
    "xml-elementen": (RDF_XML, _nest("<e:C><e:p>", "x", "</e:p></e:C>", XML_KOP, "</rdf:RDF>"), 1),
    "roo-elementen": (XML, _nest("<o:x>", "", "</o:x>", ROO_KOP, "</o:overheidsorganisaties>"), 1),
}


def _diep() -> Iterator[Hostile]:
    for naam, (soort, maak, al) in _NESTEN.items():
        stap = 2 if naam in {"json-lijst-in-lijst", "xml-elementen"} else 1
        hoogstens = (GRENS.diepte - al) // stap
        yield document(f"diep/{naam}-op-de-grens", soort, lambda m=maak, n=hoogstens: m(n), AANGENOMEN)
        for meer in _DIEP:
            yield document(f"diep/{naam}-{meer}-over", soort, lambda m=maak, n=hoogstens + meer: m(n), "te-diep")
    half = {
        "turtle": (TURTLE, "<urn:a> <urn:p> " + "[<urn:p> " * 1000),
        "turtle-lijst": (TURTLE, "<urn:a> <urn:p> " + "( " * 1000),
        "trig": (TRIG, "{" * 1000),
        "json": (JSON_LD, "[" * 100_000),
        "json-object": (JSON_LD, '{"a":' * 100_000),
        "json-context": (JSON_LD, '{"@context":' * 100_000),
        "xml": (RDF_XML, XML_KOP + "<e:a>" * 100_000),
        "roo": (XML, ROO_KOP + "<o:a>" * 100_000),
    }
    for naam, (soort, tekst) in half.items():
        yield document(f"diep/half-{naam}", soort, tekst, "te-diep")


def _teksten() -> Iterator[Hostile]:
    for naam, n, uit in (
        ("op-de-grens", GRENS.literal, AANGENOMEN),
        ("een-over", GRENS.literal + 1, "te-groot"),
        ("miljoenen", 5_000_000, "te-groot"),
    ):
        tekst = "x" * n
        regels = ("x" * 9 + "\n") * (n // 10) + "x" * (n % 10)
        vormen = {
            TURTLE: f'<urn:a> <urn:p> "{tekst}" .',
            TRIG: f'<urn:g> {{ <urn:a> <urn:p> """{regels}"""@nl }}',
            N_TRIPLES: f'<urn:a> <urn:p> "{tekst}" .',
            N_QUADS: f'<urn:a> <urn:p> "{tekst}"@nl <urn:g> .',
            JSON_LD: f'{{"@id":"urn:a","urn:p":"{tekst}"}}',
            RDF_XML: f'{XML_KOP}<e:C rdf:about="urn:a"><e:p>{regels}</e:p></e:C></rdf:RDF>',
        }
        for soort, data in vormen.items():
            yield document(f"tekst/{soort}-{naam}", soort, data, uit)
    for naam, n, uit in (
        ("op-de-grens", GRENS.iri, AANGENOMEN),
        ("een-over", GRENS.iri + 1, "te-groot"),
        ("miljoen", 1_000_000, "te-groot"),
    ):
        iri = "urn:" + "x" * (n - 4)
        vormen = {
            TURTLE: f"<urn:a> <urn:p> <{iri}> .",
            TRIG: f"<urn:g> {{ <{iri}> <urn:p> 1 }}",
            N_TRIPLES: f"<urn:a> <{iri}> <urn:o> .",
            N_QUADS: f"<{iri}> <urn:p> <urn:o> <urn:g> .",
            JSON_LD: f'{{"@id":"{iri}","urn:p":"x"}}',
            RDF_XML: f'{XML_KOP}<e:C rdf:about="{iri}"/></rdf:RDF>',
        }
        for soort, data in vormen.items():
            yield document(f"iri/{soort}-{naam}", soort, data, uit)


def _groot() -> Iterator[Hostile]:
    for soort in (TURTLE, N_TRIPLES, N_QUADS, TRIG, JSON_LD, RDF_XML, XML, None):
        yield document(f"groot/een-over-{soort}", soort, lambda: b" " * (GRENS.bytes + 1), "te-groot")
        yield document(f"groot/100-MB-{soort}", soort, lambda: b"<urn:a> <urn:p> 1 .\n" * 5_000_000, "te-groot")
    yield document("groot/op-de-grens", TURTLE, lambda: b" " * GRENS.bytes, AANGENOMEN)
    regels: dict[str, Callable[[], bytes]] = {
        "lege-regels": lambda: b"\n" * 2_000_000,
        "commentaar": lambda: b"# x\n" * 1_000_000,
        "een-regel-commentaar": lambda: b"#" + b"x" * 10_000_000,
        "zelfde-triple": lambda: b"<urn:a> <urn:p> 1 .\n" * GRENS.triples,
        "zonder-regeleinden": lambda: b"<urn:a> <urn:p> 1 . " * GRENS.triples,
        "oude-mac": lambda: b"<urn:a> <urn:p> 1 .\r" * 10_000,
        "prefixen": lambda: b"".join(b"@prefix p%d: <urn:%d> .\n" % (i, i) for i in range(100_000)),
        "zelfde-prefix": lambda: b"@prefix p: <urn:a> .\n" * 200_000,
        "haakjes": lambda: b"<urn:a> <urn:p> " + b"[], " * 50_000 + b"[] .",
        "lange-lijst": lambda: b"<urn:a> <urn:p> (" + b"1\n" * 50_000 + b") .",
        "teksten-op-regels": lambda: b"<urn:a> <urn:p> (" + b'"x"\n' * 50_000 + b") .",
        "lege-teksten": lambda: b"<urn:a> <urn:p> " + b'""\n,' * 100_000 + b"'' .",
    }
    yield from reeks("groot", TURTLE, regels.items(), AANGENOMEN)
    kapot: dict[str, Callable[[], bytes]] = {
        "aanhalingstekens": lambda: b'"' * 3_000_001,
        "open-tekst": lambda: b'<urn:a> <urn:p> "' + b'\\"' * 3_000_000,
        "open-lange-tekst": lambda: b'<urn:a> <urn:p> """' + b'x"\n' * 3_000_000,
        "open-iri": lambda: b"<urn:a> <urn:p> <" + b"x" * 10_000_000,
        "kleiner-dan": lambda: b"< " * 3_000_000,
        "backslashes": lambda: b"\\" * 5_000_000,
        "sluithaken": lambda: b"]" * 1_000_000,
        "punten": lambda: b"." * 1_000_000,
        "lange-naam": lambda: b"x" * 1_000_000,
        "lange-prefixnaam": lambda: b"e:" + b"x" * 1_000_000 + b" .",
    }
    yield from reeks("groot-kapot", TURTLE, kapot.items(), "onleesbaar")


def _veel() -> Iterator[Hostile]:
    n = GRENS.triples + 1
    over: dict[str, tuple[str, Callable[[], bytes]]] = {
        "turtle": (TURTLE, lambda: b"<urn:a> <urn:p> 1 .\n" * n),
        "turtle-komma": (TURTLE, lambda: b"<urn:a> <urn:p> " + b"1," * n + b"1 ."),
        "turtle-lijst": (TURTLE, lambda: b"<urn:a> <urn:p> (" + b"1 " * n + b") ."),
        "turtle-leeg": (TURTLE, lambda: b"[] <urn:p> [] .\n" * n),
        "trig": (TRIG, lambda: b"<urn:g> { <urn:a> <urn:p> 1 }\n" * n),
        "nt": (N_TRIPLES, lambda: b"<urn:a> <urn:p> <urn:b> .\n" * n),
        "nt-leeg": (N_TRIPLES, lambda: b"".join(b"_:b%d <urn:p> _:c%d .\n" % (i, i) for i in range(n))),
        "nq": (N_QUADS, lambda: b"<urn:a> <urn:p> <urn:b> <urn:g> .\n" * n),
        "json": (JSON_LD, lambda: b'{"@id":"urn:a","urn:p":[' + b"1," * n + b"1]}"),
        "json-objecten": (JSON_LD, lambda: b"[" + b'{"urn:p":1},' * n + b"{}]"),
        "json-waarden": (JSON_LD, lambda: b"[" + b"1," * (5 * n) + b"1]"),
        "json-lijst": (JSON_LD, lambda: b'{"@id":"urn:a","urn:p":{"@list":[' + b"1," * n + b"1]}}"),
        "xml": (RDF_XML, lambda: XML_KOP.encode() + b"<e:C/>" * n + b"</rdf:RDF>"),
    }
    for naam, (soort, data) in over.items():
        yield document(f"veel/{naam}", soort, data, "te-veel")
    rijen = GRENS.rijen + 1
    yield document("veel/roo-rijen", XML, lambda: _roo(rijen), "te-veel")


def _roo(rijen: int) -> bytes:
    rij = '<o:regeling o:systeemId="1"/>'
    groep = f"<o:gemeenschappelijkeRegelingen>{rij * rijen}</o:gemeenschappelijkeRegelingen>"
    return f"{ROO_KOP}{groep}</o:overheidsorganisaties>".encode()
