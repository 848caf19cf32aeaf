"""Documents that look like an attack and are harmless: they are read, and what they hold is plain data."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.record import AANGENOMEN, ELDERS, RDF_NS, TURTLE, VB, Hostile, document, reeks


def harmless() -> Iterator[Hostile]:
    """Give all of them."""
    yield from _teksten()
    yield from _onschuldig()
    yield from _patronen()


def _teksten() -> Iterator[Hostile]:
    teksten = {
        "service": "SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o }",
        "adres": ELDERS,
        "geheim-adres": "http://169.254.169.254/latest/meta-data/",
        "bestand": "file:///etc/passwd",
        "pad": "../../../../etc/passwd",
        "script": "<script>alert(1)</script>",
        "javascript": "javascript:alert(1)",
        "formule": "=HYPERLINK(A1)",
        "formule-min": "-2+3+cmd|' /C calc'!A0",
        "formule-at": "@SUM(1+1)",
        "sql": "'; DROP TABLE verbanden; --",
        "sjabloon": "{{ 7*7 }} ${7*7} <%= 7*7 %>",
        "opmaak": "%s%s%n {0} {vb:naam} {waarde}",
        "log4j": "${jndi:ldap://127.0.0.1/a}",
        "shell": "$(id) `id` ; id",
        "terminal": "\\u001b[31mrood\\u001b]0;titel\\u0007",
        "richting": "\\u202eattel",
        "onzichtbaar": "a\\u200b\\u2060\\ufeff",
        "zalgo": "a" + "\\u0301" * 500,
        "emoji": "\\U0001F469\\u200d\\U0001F469",
        "regels": "\\n" * 5000,
        "leeg": "",
        "spaties": " " * 5000,
        "laatste-teken": "\\U0010FFFD",
        "crlf": "a\\r\\nSet-Cookie: x=1",
    }
    for naam, tekst in teksten.items():
        verband = f'<urn:a> a <{VB}Samenwerkingsverband> ; <{VB}naam> "{tekst}" ; <{VB}doel> "{tekst}"@nl .'
        yield document(f"tekst/{naam}", TURTLE, verband, AANGENOMEN)


def _onschuldig() -> Iterator[Hostile]:
    data = {
        "imports": f"<urn:a> a owl:Ontology ; owl:imports <{ELDERS}> , <file:///etc/passwd> .",
        "zie-ook": f"<urn:a> rdfs:seeAlso <{ELDERS}> ; rdfs:isDefinedBy <{ELDERS}> .",
        "shapes": "<urn:s> a sh:NodeShape ; sh:targetNode <urn:s> ; sh:sparql [ sh:select 'SELECT $this {}' ] .",
        "shapes-graaf": f"<urn:a> sh:shapesGraph <{ELDERS}> ; sh:entailment <{ELDERS}> .",
        "javascript": f"<urn:s> a sh:NodeShape ; sh:js [ sh:jsLibrary [ sh:jsLibraryURL <{ELDERS}> ] ] .",
        "zelfde": "<urn:a> owl:sameAs <urn:b> . <urn:b> owl:sameAs <urn:a> .",
        "klassenkring": "<urn:a> rdfs:subClassOf <urn:b> . <urn:b> rdfs:subClassOf <urn:a> .",
        "lijstkring": "_:a rdf:first 1 ; rdf:rest _:a . <urn:x> <urn:p> _:a .",
        "lijstkring-twee": "_:a rdf:first 1 ; rdf:rest _:b . _:b rdf:first 2 ; rdf:rest _:a .",
        "lijst-vertakt": "_:a rdf:first 1 , 2 ; rdf:rest rdf:nil , _:a .",
        "lijst-zonder-eind": "_:a rdf:first 1 ; rdf:rest _:b .",
        "nil-met-inhoud": "rdf:nil rdf:first 1 ; rdf:rest rdf:nil .",
        "rdf-zelf": "rdf:type rdf:type rdf:type . rdf:Property a rdf:Property .",
        "versiekring": "<urn:a> vb:volgendeVersie <urn:b> . <urn:b> vb:volgendeVersie <urn:a> .",
        "lid-van-zichzelf": "<urn:a> a vb:Samenwerkingsverband ; vb:huidigeDeelnemer <urn:a> .",
        "deelname-kring": "<urn:a> a vb:Deelname ; org:member <urn:a> ; org:organization <urn:a> .",
        "einde-voor-begin": '<urn:a> vb:begin "2024-01-01"^^xsd:date ; vb:einde "1900-01-01"^^xsd:date .',
        "datum-onzin": '<urn:a> vb:begin "gisteren"^^xsd:date , "2024-02-31"^^xsd:date , "9999-1-1"^^xsd:date .',
        "datum-min": '<urn:a> vb:begin "-0001-01-01"^^xsd:date , "0000-01-01"^^xsd:date .',
        "datum-zone": '<urn:a> vb:begin "2024-01-01+14:00"^^xsd:date , "2024-01-01Z"^^xsd:date .',
        "getal-onzin": '<urn:a> vb:aandeel "NaN"^^xsd:decimal , "1e9"^^xsd:integer , 1e999999 , -0.0 .',
        "getal-lang": f"<urn:a> vb:aantalDeelnemers {'9' * 5000} .",
        "bool-onzin": '<urn:a> vb:doelVastgelegd "ja"^^xsd:boolean , "1"^^xsd:boolean .',
        "duur-onzin": '<urn:a> <urn:p> "P"^^xsd:duration , "PT99999999999S"^^xsd:duration .',
        "type-onbekend": f'<urn:a> <urn:p> "x"^^<{ELDERS}> , "<a>"^^rdf:XMLLiteral , "{{"^^rdf:JSON .',
        "veel-talen": "<urn:a> <urn:p> " + ", ".join(f'"x"@nl-x-a{i}' for i in range(500)) + " .",
        "relatief": "<#a> <p> <../b> . <> <p> <//elders/x> .",
        "basis-elders": f"@base <{ELDERS}> . <a> <b> <c> .",
        "basis-bestand": "@base <file:///etc/> . <passwd> <b> <c> .",
        "onze-namen": "<https://w3id.org/verbanden/id/verband/roo-1> a vb:Samenwerkingsverband .",
        "afgeleid-ingevuld": "<urn:a> vb:getoetstOp 1 , <urn:x> ; vb:vanVerband <urn:a> ; vb:duurInDagen -5 .",
        "oordeel-ingevuld": "<urn:a> a vb:Oordeel ; vb:uitkomst <https://w3id.org/verbanden/def/uitkomst/x> .",
        "genid": "<https://w3id.org/verbanden/.well-known/genid/x-1> a vb:Samenwerkingsverband .",
        "leeg-label": "_:a.b a vb:Deelname . _:é a vb:Deelname . _:0 a vb:Deelname .",
        "versie": 'VERSION "1.2" <urn:a> <urn:p> 1 .',
    }
    prefixen = "".join(
        f"@prefix {naam}: <{iri}> .\n"
        for naam, iri in {
            "vb": VB,
            "rdf": RDF_NS,
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "owl": "http://www.w3.org/2002/07/owl#",
            "sh": "http://www.w3.org/ns/shacl#",
            "org": "http://www.w3.org/ns/org#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        }.items()
    )
    yield from reeks("onschuldig", TURTLE, [(naam, prefixen + tekst) for naam, tekst in data.items()], AANGENOMEN)


def _patronen() -> Iterator[Hostile]:
    """Long values that make a pattern of ours go back and forth, when it can."""
    adms, skos = "http://www.w3.org/ns/adms#", "http://www.w3.org/2004/02/skos/core#"
    dct = "http://purl.org/dc/terms/"
    n = 50_000
    waarden = {
        "cijfers": "0" * n + "x",
        "oin": "00000001" + "0" * n,
        "spaties": " " * n + "x",
        "tooi": "https://identifier.overheid.nl/tooi/id/" + "gemeente/gm" * 4000,
        "letters": "gm" * (n // 2) + "!",
        "punten": "http://a" + ".a" * (n // 2) + "@",
        "onzichtbaar": "\u200a" * n + "\u200b",
        "regels": "\\n" * n + "x",
    }
    for naam, waarde in waarden.items():
        for soort in ("oin", "rsin", "kvk", "btw", "cbs", "tooi", "organisatiecode", "owms"):
            data = (
                f"<urn:o> <{adms}identifier> <urn:i> . <urn:i> a <{adms}Identifier> ; "
                f'<{skos}notation> "{waarde}" ; '
                f"<{dct}type> <https://w3id.org/verbanden/def/identificatiesoort/{soort}> ."
            )
            yield document(f"patroon/{soort}-{naam}", TURTLE, data, AANGENOMEN)
        for eigenschap in (f"{dct}title", f"{skos}prefLabel", f"{VB}doel", f"{VB}naam"):
            data = f'<urn:r> a <{VB}Regeling> , <{VB}Samenwerkingsverband> ; <{eigenschap}> "{waarde}"@nl .'
            yield document(f"patroon/{eigenschap.rsplit('/', 1)[-1]}-{naam}", TURTLE, data, AANGENOMEN)
    adres = "http://a" + ".a" * 1900 + "@"
    data = f"<urn:r> a <{VB}Regeling> ; <{VB}instellingsbesluit> <{adres}> ."
    yield document("patroon/instellingsbesluit", TURTLE, data, AANGENOMEN)
