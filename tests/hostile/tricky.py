"""Documents that would make a reader fetch, unfold or misread something."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.hostile.record import (
    AANGENOMEN,
    ELDERS,
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


def tricky() -> Iterator[Hostile]:
    """Give all of them."""
    yield from _xml()
    yield from _context()
    yield from _json()
    yield from _iris()
    yield from _ster()


def _xml() -> Iterator[Hostile]:
    lol = '<!ENTITY a "lol">' + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    dtds = {
        "miljard-keer": f"<!DOCTYPE x [{lol}]>",
        "kwadratisch": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>',
        "extern-bestand": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        "extern-web": f'<!DOCTYPE x [<!ENTITY a SYSTEM "{ELDERS}">]>',
        "parameter": f'<!DOCTYPE x [<!ENTITY % a SYSTEM "{ELDERS}"> %a;]>',
        "extern-dtd": f'<!DOCTYPE x SYSTEM "{ELDERS}">',
        "publiek": f'<!DOCTYPE x PUBLIC "-//X//Y" "{ELDERS}">',
        "leeg": "<!DOCTYPE x>",
        "kringloop": '<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>',
        "attributen": '<!DOCTYPE x [<!ATTLIST x y CDATA "z">]>',
        "met-commentaar": "<!-- a --><?p q?><!DOCTYPE x [<!-- ]> -->]>",
        "php": '<!DOCTYPE x [<!ENTITY a SYSTEM "php://filter/read=convert.base64-encode/resource=index">]>',
        "nderland": '<!DOCTYPE x [<!NOTATION n SYSTEM "calc.exe"><!ENTITY a SYSTEM "x" NDATA n>]>',
    }
    rdf = XML_KOP + '<e:C rdf:about="urn:a"><e:p>&a;</e:p></e:C></rdf:RDF>'
    roo = ROO_KOP + "<o:organisaties>&a;</o:organisaties></o:overheidsorganisaties>"
    for naam, dtd in dtds.items():
        for soort, kop, rest in ((RDF_XML, "", rdf), (XML, "", roo), (RDF_XML, '<?xml version="1.0"?>', rdf)):
            yield document(f"xml/{naam}-{soort}{len(kop)}", soort, kop + dtd + rest, "gevaarlijk")
        for codering in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
            data = (f'<?xml version="1.0" encoding="{codering}"?>' + dtd + rdf).encode(codering)
            yield document(f"xml/{naam}-{codering}", RDF_XML, data, "onleesbaar")
    onbekend = {"entiteit": rdf, "roo-entiteit": roo, "html-entiteit": rdf.replace("&a;", "&nbsp;")}
    yield from reeks("xml/niet-verklaard", RDF_XML, onbekend.items(), "onleesbaar")
    yield from _xml_overig()


def _xml_overig() -> Iterator[Hostile]:
    def rdf(inhoud: str) -> str:
        return XML_KOP + inhoud + "</rdf:RDF>"

    fout = {
        "codering-onbekend": '<?xml version="1.0" encoding="x-mac"?>' + rdf(""),
        "codering-utf7": '<?xml version="1.0" encoding="utf-7"?>' + rdf(""),
        "codering-latin": '<?xml version="1.0" encoding="iso-8859-1"?>' + rdf(""),
        "versie": '<?xml version="9"?>' + rdf("") + "<",
        "twee-wortels": rdf("") + rdf(""),
        "attribuut-dubbel": rdf('<e:C e:p="1" e:p="2"/>'),
        "prefix-onbekend": rdf("<x:C/>"),
        "tekst-los": rdf("los"),
        "teken-verboden": rdf("<e:C><e:p>&#0;</e:p></e:C>"),
        "teken-verboden-1": rdf("<e:C><e:p>\x01</e:p></e:C>"),
        "id-dubbel": rdf('<e:C rdf:ID="a"/><e:C rdf:ID="a"/>'),
        "id-kapot": rdf('<e:C rdf:ID="1 2"/>'),
        "about-en-id": rdf('<e:C rdf:ID="a" rdf:about="b"/>'),
        "rdf-li-knoop": rdf("<rdf:li/>"),
        "cdata-open": rdf("<e:C><e:p><![CDATA[ x </e:p></e:C>"),
        "commentaar-open": rdf("<!-- x "),
    }
    yield from reeks("rdfxml-fout", RDF_XML, fout.items(), "onleesbaar")
    goed = {
        "stylesheet": f'<?xml-stylesheet href="{ELDERS}"?>' + rdf(""),
        "xinclude": rdf(f'<e:C xmlns:xi="http://www.w3.org/2001/XInclude" xi:href="{ELDERS}"/>'),
        "schema": rdf(f'<e:C xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="{ELDERS} y"/>'),
        "base": rdf(f'<e:C xml:base="{ELDERS}" rdf:about="y"/>'),
        "cdata": rdf("<e:C><e:p><![CDATA[ <!DOCTYPE x> &a; ]]></e:p></e:C>"),
        "commentaar": rdf("<!-- <!DOCTYPE x> -->"),
        "literal": rdf('<e:C><e:p rdf:parseType="Literal"><b>x</b><script>alert(1)</script></e:p></e:C>'),
        "verzameling": rdf('<e:C><e:p rdf:parseType="Collection"><e:D/><e:D/></e:p></e:C>'),
        "veel-attributen": rdf("<e:C " + " ".join(f'e:p{i}="x"' for i in range(5000)) + "/>"),
        "veel-naamruimten": rdf("<e:C " + " ".join(f'xmlns:n{i}="urn:{i}"' for i in range(2000)) + "/>"),
        "lange-tag": rdf(f"<e:{'C' * 3000}/>"),
        "tekenverwijzingen": rdf("<e:C><e:p>" + "&#65;" * 90_000 + "</e:p></e:C>"),
    }
    yield from reeks("rdfxml-goed", RDF_XML, goed.items(), AANGENOMEN)
    vreemd = {
        "geen-datum": ROO_KOP.replace("2026-05-16T03:00:00", "gisteren") + "</o:overheidsorganisaties>",
        "ander-schema": '<overheidsorganisaties xmlns="urn:x" timestamp="2026-05-16"/>',
        "prefix-onbekend": '<o:overheidsorganisaties timestamp="2026-05-16"/>',
        "zonder-schema": '<overheidsorganisaties timestamp="2026-05-16"/>',
    }
    yield from reeks("roo-fout", XML, vreemd.items(), "onleesbaar")
    yield document("roo-wortel/regeling", XML, '<regeling systeemId="1"/>', "onbekende-vorm")
    rijen = {
        "leeg": "",
        "zonder-velden": '<o:regeling/><o:regeling o:systeemId="1"/><o:regeling o:systeemId="../../x"/>',
        "formules": '<o:regeling o:systeemId="1"><o:titel>=cmd|calc</o:titel></o:regeling>',
        "dubbel": '<o:regeling o:systeemId="1"/>' * 50,
    }
    for naam, rij in rijen.items():
        groep = f"<o:gemeenschappelijkeRegelingen>{rij}</o:gemeenschappelijkeRegelingen>"
        yield document(f"roo-rijen/{naam}", XML, f"{ROO_KOP}{groep}</o:overheidsorganisaties>", AANGENOMEN)


def _context() -> Iterator[Hostile]:
    adressen = {
        "http": ELDERS,
        "https": "https://example.org/context.jsonld",
        "bestand": "file:///etc/passwd",
        "ftp": "ftp://127.0.0.1/x",
        "data": "data:application/ld+json,{}",
        "relatief": "context.jsonld",
        "omhoog": "../../../etc/passwd",
        "leeg": "",
        "geheim": "http://169.254.169.254/latest/meta-data/",
        "schema": "https://schema.org/",
        "lijkt-op-ons": "https://w3id.org/verbanden/def/context.jsonld#x",
        "ook-niet-ons": "http://w3id.org/verbanden/def/context.jsonld",
    }
    for naam, adres in adressen.items():
        vormen = {
            "tekst": {"@context": adres, "urn:p": 1},
            "lijst": {"@context": [{}, adres], "urn:p": 1},
            "import": {"@context": {"@import": adres}, "urn:p": 1},
            "genest": {"@id": "urn:a", "urn:p": {"@context": adres, "urn:q": 1}},
            "in-begrip": {"@context": {"x": {"@id": "urn:x", "@context": adres}}, "x": {}},
            "in-lijst": [{"@id": "urn:a"}, {"@context": adres, "urn:q": 1}],
        }
        for vorm, inhoud in vormen.items():
            yield document(f"context/{naam}-{vorm}", JSON_LD, json.dumps(inhoud), "gevaarlijk")
    verborgen = '{"\\u0040context": "http://127.0.0.1:9/x", "urn:p": 1}'
    yield document("context/verborgen", JSON_LD, verborgen, "gevaarlijk")
    for naam, waarde in (("getal", 1), ("waar", True)):
        yield document(f"context/{naam}", JSON_LD, json.dumps({"@context": waarde}), "gevaarlijk")
    kring = {"@context": {"a": "b:x", "b": "a:x"}, "a": 1}
    yield document("context/kring", JSON_LD, json.dumps(kring), "onleesbaar")
    sleutel = {"@context": {"id": "@id", "x": "id", "y": "y", "@vocab": "urn:v:"}, "x": "urn:a", "p": 1}
    yield document("context/naam-van-naam", JSON_LD, json.dumps(sleutel), AANGENOMEN, "onleesbaar")


def _json() -> Iterator[Hostile]:
    def met(waarde: str) -> str:
        return f'{{"@id": "urn:a", "urn:p": {waarde}}}'

    fout = {
        "nan": met("NaN"),
        "oneindig": met("-Infinity"),
        "hex": met("0x1F"),
        "plus": met("+1"),
        "nul-voorop": met("01"),
        "punt-voorop": met(".5"),
        "punt-achter": met("5."),
        "komma-achter": met("[1,]"),
        "komma-voor": met("[,1]"),
        "twee-waarden": met("1 2"),
        "enkele-quotes": "{'@id': 'urn:a'}",
        "commentaar": met("1 /* x */"),
        "los-surrogaat": met('"\\ud800"'),
        "los-laag-surrogaat": met('"\\udc00x"'),
        "kapotte-escape": met('"\\x41"'),
        "korte-escape": met('"\\u12"'),
        "nieuwe-regel": met('"a\nb"'),
        "nul-escape": met('"\\u0000"'),
        "dubbele-sleutel": '{"@id": "urn:a", "urn:p": 1, "urn:p": 2}',
        "dubbel-id": '{"@id": "urn:a", "@id": "urn:b"}',
        "dubbel-verborgen": '{"a": 1, "\\u0061": 2}',
        "getal": "1",
        "tekst": '"x"',
        "null": "null",
        "leeg": "",
        "twee-documenten": "{} {}",
        "sleutel-getal": "{1: 2}",
        "waarheid": met("True"),
        "id-getal": '{"@id": 1}',
        "type-object": '{"@type": {"a": 1}}',
        "waarde-dubbel": met('{"@value": 1, "@id": "urn:b"}'),
        "taal-getal": met('{"@value": "x", "@language": 1}'),
    }
    yield from reeks("json-fout", JSON_LD, fout.items(), "onleesbaar")
    goed = {
        "groot-getal": met("1e999999"),
        "klein-getal": met("1e-999999"),
        "lang-getal": met("9" * 5000),
        "lange-breuk": met("0." + "3" * 5000),
        "min-nul": met("-0"),
        "leeg-object": "{}",
        "lege-lijst": "[]",
        "prototype": '{"__proto__": {"admin": true}, "constructor": {"prototype": {}}}',
        "sleutel-leeg": '{"": 1}',
        "sleutel-schuine-streep": '{"urn:a/b~c": {"urn:~1": 1}}',
        "surrogaatpaar": met('"\\ud83d\\ude00"'),
        "onbekend-keyword": '{"@foo": 1, "@id": "urn:a"}',
        "kring": '{"@id": "urn:a", "urn:p": {"@id": "urn:b", "urn:p": {"@id": "urn:a"}}}',
        "id-kapot": '{"@id": "geen iri", "urn:p": 1}',
        "veel-sleutels": json.dumps({f"urn:p{i}": i for i in range(5000)}),
        "lange-sleutel": json.dumps({"urn:" + "x" * 3000: 1}),
    }
    yield from reeks("json-goed", JSON_LD, goed.items(), AANGENOMEN)


def _iris() -> Iterator[Hostile]:
    kapot = {
        "spatie": "urn:a b",
        "aanhaling": 'urn:a"b',
        "kleiner": "urn:a<b",
        "accolade": "urn:a{b}",
        "pijp": "urn:a|b",
        "dakje": "urn:a^b",
        "accent": "urn:a`b",
        "backslash": "urn:a\\\\b",
        "escape-spatie": "urn:a\\u0020b",
        "escape-kleiner": "urn:a\\u003Cb",
        "regel": "urn:a\nb",
        "poort": "http://a:poort/",
        "haken": "http://[x/",
        "procent": "http://a/%zz",
        "surrogaat": "urn:\\uD800",
        "te-groot": "urn:\\U00110000",
        "prive": "urn:\ue000",
    }
    for naam, iri in kapot.items():
        yield document(f"iri-fout/turtle-{naam}", TURTLE, f"<urn:a> <urn:p> <{iri}> .", "onleesbaar")
        yield document(f"iri-fout/trig-{naam}", TRIG, f"<{iri}> {{ <urn:a> <urn:p> 1 }}", "onleesbaar")
        yield document(f"iri-fout/nt-{naam}", N_TRIPLES, f"<{iri}> <urn:p> <urn:o> .", "onleesbaar")
        yield document(f"iri-fout/nq-{naam}", N_QUADS, f"<urn:a> <urn:p> 'x' <{iri}> .", "onleesbaar")
    yield document("iri-fout/nt-relatief", N_TRIPLES, "<a> <urn:p> <urn:o> .", "onleesbaar")
    fout = {
        "prefix-onbekend": "x:a x:b x:c .",
        "tekst-als-onderwerp": '"x" <urn:p> 1 .',
        "tekst-als-eigenschap": '<urn:a> "p" 1 .',
        "leeg-als-eigenschap": "<urn:a> _:p 1 .",
        "taal-kapot": '<urn:a> <urn:p> "x"@1 .',
        "taal-lang": f'<urn:a> <urn:p> "x"@{"a" * 100} .',
        "type-tekst": '<urn:a> <urn:p> "x"^^"y" .',
        "n3-formule": "<urn:a> <urn:p> { <urn:b> <urn:c> 1 } .",
        "n3-implicatie": "{ <urn:a> <urn:p> 1 } => { <urn:b> <urn:c> 1 } .",
        "escape-onbekend": '<urn:a> <urn:p> "\\q" .',
        "nieuwe-regel": '<urn:a> <urn:p> "x\ny" .',
        "sparql": "SELECT * WHERE { ?s ?p ?o }",
        "sparql-update": "DROP ALL",
        "dubbele-punt": "<urn:a> <urn:p> 1 . .",
    }
    yield from reeks("turtle-fout", TURTLE, fout.items(), "onleesbaar")


def _ster() -> Iterator[Hostile]:
    turtle = {
        "genoemd": "<< <urn:a> <urn:p> 1 >> <urn:q> 2 .",
        "voorwerp": "<urn:a> <urn:p> <<( <urn:a> <urn:p> 1 )>> .",
        "aantekening": "<urn:a> <urn:p> 1 {| <urn:q> 2 |} .",
        "diep": "<urn:a> <urn:p> " + "<<( <urn:a> <urn:p> " * 50_000 + "1" + " )>>" * 50_000 + " .",
        "half": "<<" * 100_000,
        "in-tekst-verstopt": '<urn:a> <urn:p> """x"""" ' + "<<( <urn:a> <urn:p> " * 50_000,
        "richting": '<urn:a> <urn:p> "x"@ar--rtl .',
    }
    yield from reeks("ster/turtle", TURTLE, turtle.items(), "onleesbaar")
    nt = {
        "voorwerp": "<urn:a> <urn:p> <<( <urn:a> <urn:p> <urn:o> )>> .",
        "diep": "<urn:a> <urn:p> " + "<<( <urn:a> <urn:p> " * 50_000 + "<urn:o>" + " )>>" * 50_000 + " .",
        "richting": '<urn:a> <urn:p> "x"@ar--ltr .',
    }
    yield from reeks("ster/nt", N_TRIPLES, nt.items(), "onleesbaar")
    yield from reeks("ster/nq", N_QUADS, nt.items(), "onleesbaar")
    richting = {"@id": "urn:a", "urn:p": {"@value": "x", "@direction": "rtl"}}
    yield document("ster/json-richting", JSON_LD, json.dumps(richting), AANGENOMEN, "onleesbaar")
