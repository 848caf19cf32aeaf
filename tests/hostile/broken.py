"""Documents that are cut off, of another form than they say, damaged, or in another encoding."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator

from tests.hostile.record import (
    AANGENOMEN,
    CSV,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_NS,
    RDF_XML,
    ROO_KOP,
    TRIG,
    TURTLE,
    VB,
    XLSX,
    XML,
    Hostile,
    document,
    reeks,
)

# One statement each, so that it is broken wherever it is cut off.
HEEL: dict[str, str] = {
    TURTLE: f'<urn:a:1> a <{VB}Regeling> ;\n <{VB}naam> "Één"@nl ;\n <{VB}lid> [ <urn:p> ( 1 2.5 ) ] .',
    TRIG: f'<urn:g> {{ <urn:a:1> a <{VB}Samenwerkingsverband> ;\n <{VB}naam> """Één"""@nl , "x"^^<urn:t> }}',
    N_TRIPLES: f'<urn:a:1> <{VB}naam> "Een \\u00e9\\n"^^<http://www.w3.org/2001/XMLSchema#string> .',
    N_QUADS: f'<urn:a:1> <{VB}naam> "Een \\u00e9\\n"@nl-NL <urn:g:graaf> .',
    JSON_LD: f'{{"@context": {{"v": "{VB}"}}, "@id": "urn:a:1", "v:naam": ["Een \\u00e9", 1.5e3, true, null]}}',
    RDF_XML: f'<rdf:RDF xmlns:rdf="{RDF_NS}" xmlns:v="{VB}"><v:Verband rdf:about="urn:a:1"><v:naam '
    'xml:lang="nl">Één &amp; twee &#x41;</v:naam><!-- x --></v:Verband></rdf:RDF>',
    XML: f'<?xml version="1.0"?>{ROO_KOP}<o:gemeenschappelijkeRegelingen><o:regeling o:systeemId="1">'
    "<o:titel>Een</o:titel></o:regeling></o:gemeenschappelijkeRegelingen></o:overheidsorganisaties>",
}
_SNEDEN = 45


def broken() -> Iterator[Hostile]:
    """Give all of them."""
    yield from _heel()
    yield from _afgebroken()
    yield from _verkeerde_soort()
    yield from _onbekende_soort()
    yield from _codering()
    yield from _gzip()
    yield from _ruis()
    yield from _beschadigd()


def _heel() -> Iterator[Hostile]:
    for soort, tekst in HEEL.items():
        yield document(f"heel/{soort}", soort, tekst, AANGENOMEN)


def _afgebroken() -> Iterator[Hostile]:
    for soort, tekst in HEEL.items():
        data = tekst.encode()
        for nummer in range(1, _SNEDEN + 1):
            einde = max(1, len(data) * nummer // (_SNEDEN + 1))
            verwacht = ("onbekende-vorm", "onleesbaar") if soort == XML else ("onleesbaar",)
            yield document(f"afgebroken/{soort}-{einde}", soort, data[:einde], *verwacht)


def _verkeerde_soort() -> Iterator[Hostile]:
    ook_goed = {(N_TRIPLES, TURTLE), (N_TRIPLES, TRIG), (N_TRIPLES, N_QUADS), (TURTLE, TRIG), (RDF_XML, XML)}
    ook_goed |= {(XML, RDF_XML)}
    for soort, tekst in HEEL.items():
        for gezegd in (*HEEL, XLSX):
            if gezegd == soort:
                continue
            verwacht = AANGENOMEN if (soort, gezegd) in ook_goed else "onleesbaar"
            if gezegd == XML and verwacht != AANGENOMEN:
                yield document(f"verkeerd/{soort}-als-{gezegd}", gezegd, tekst, "onleesbaar", "onbekende-vorm")
            else:
                yield document(f"verkeerd/{soort}-als-{gezegd}", gezegd, tekst, verwacht)


def _onbekende_soort() -> Iterator[Hostile]:
    soorten = (
        "application/pdf image/png image/svg+xml text/html application/xhtml+xml application/zip text/n3 "
        "application/msword application/javascript application/sparql-query application/x-tar video/mp4 "
        "application/vnd.oasis.opendocument.spreadsheet application/yaml text/markdown multipart/mixed "
        "application/x-msdownload application/x-sh message/rfc822 application/rdf+thrift application/hdt "
        "../../etc/passwd text/turtle/x text -"
    )
    delen = [(soort, HEEL[TURTLE]) for soort in soorten.split()]
    for naam, data in delen:
        yield document(f"onbekend/{naam}", naam, data, "onbekende-vorm")
    inhoud = {
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "elf": b"\x7fELF\x02\x01\x01\0",
        "leeg": b"",
        "witruimte": b" \n\t ",
        "woord": b"hallo",
        "html": b"<!DOCTYPE html><html><body>x</body></html>",
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        "bzip2": b"BZh91AY&SY",
        "7z": b"7z\xbc\xaf\x27\x1c",
        "nullen": b"\0" * 1000,
    }
    yield from reeks("zonder-soort", None, inhoud.items(), "onbekende-vorm")
    yield from reeks("zegt-niets", "application/octet-stream", inhoud.items(), "onbekende-vorm")


def _codering() -> Iterator[Hostile]:
    for soort, tekst in HEEL.items():
        for codering in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7-fout"):
            if codering == "utf-7-fout":
                data = tekst.encode().replace("É".encode(), b"\xc9") + b"\xff"
            else:
                data = tekst.encode(codering)
            uit = ("onleesbaar", "onbekende-vorm") if soort == XML else ("onleesbaar",)
            yield document(f"codering/{soort}-{codering}", soort, data, *uit)
        yield document(f"codering/{soort}-bom", soort, b"\xef\xbb\xbf" + tekst.encode(), AANGENOMEN)
        midden = len(tekst) // 2
        yield document(f"codering/{soort}-nul", soort, f"{tekst[:midden]}\0{tekst[midden:]}", "onleesbaar")
        for naam, fout in (
            ("te-lang", b"\xc0\xaf"),
            ("surrogaat", b"\xed\xa0\x80"),
            ("boven-unicode", b"\xf4\x90\x80\x80"),
            ("los-vervolg", b"\x80"),
            ("afgebroken", b"\xe2\x82"),
        ):
            yield document(f"codering/{soort}-{naam}", soort, tekst.encode() + b" " + fout, "onleesbaar")


def _gzip() -> Iterator[Hostile]:
    goed = gzip.compress(HEEL[TURTLE].encode(), mtime=0)
    yield document("gzip/goed", TURTLE, goed, AANGENOMEN)
    yield from reeks("gzip/afgebroken", TURTLE, [(str(n), goed[:n]) for n in range(2, len(goed), 7)], "onleesbaar")
    yield document("gzip/twee-delen", TURTLE, goed + goed, "onleesbaar")
    yield document("gzip/staart", TURTLE, goed + b"x", "onleesbaar")
    yield document("gzip/in-gzip", TURTLE, gzip.compress(goed, mtime=0), "onleesbaar")
    yield document("gzip/verkeerde-crc", TURTLE, goed[:-8] + b"\0" * 8, "onleesbaar")
    for soort in (*HEEL, CSV):
        yield document(f"gzip/bom-{soort}", soort, _bom, "te-groot")


def _bom() -> bytes:
    return gzip.compress(bytes(150_000_000), compresslevel=1, mtime=0)


def _ruis() -> Iterator[Hostile]:
    dobbel = random.Random(20260516)
    for soort in HEEL:
        for nummer in range(12):
            data = b"\xfe" + dobbel.randbytes(dobbel.choice((1, 10, 1000, 100_000)))
            uit = ("onleesbaar", "onbekende-vorm") if soort == XML else ("onleesbaar",)
            yield document(f"ruis/{soort}-{nummer}", soort, data, *uit)


def _beschadigd() -> Iterator[Hostile]:
    """Change single bytes of good documents: what comes of it may be good, but never another error."""
    dobbel = random.Random(20240101)
    for soort, tekst in HEEL.items():
        for nummer in range(40):
            data = bytearray(tekst.encode())
            for _ in range(dobbel.randint(1, 4)):
                data[dobbel.randrange(len(data))] = dobbel.choice(b"\"'<>{}[]()@^\\;,.:#_ \n\x01a0\x80")
            yield document(
                f"beschadigd/{soort}-{nummer}",
                soort,
                bytes(data),
                AANGENOMEN,
                "onleesbaar",
                "onbekende-vorm",
                "gevaarlijk",
            )
