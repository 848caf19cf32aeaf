"""Refusing what others bring: one place where each refusal gets its words, with limit, value and place."""

from __future__ import annotations

from dataclasses import replace

from loaders.lezen import kort
from verbanden.submission import InzendingError, Vindplaats

_KOP = 40


def weiger(soort: str, plaats: Vindplaats, nl: str, en: str) -> InzendingError:
    """Make a refusal that names the document and, where it is known, the line or the element."""
    return InzendingError(soort, f"{_waar(plaats, 'regel')}: {nl}", f"{_waar(plaats, 'line')}: {en}", plaats)


def onleesbaar(plaats: Vindplaats, nl: str, en: str) -> InzendingError:
    """Refuse a document that is malformed."""
    return weiger("onleesbaar", plaats, nl, en)


def gevaarlijk(plaats: Vindplaats, nl: str, en: str) -> InzendingError:
    """Refuse what would make a reader fetch or unfold something."""
    return weiger("gevaarlijk", plaats, nl, en)


def te_groot(plaats: Vindplaats, bytes_: int, limiet: int, uitgepakt: bool = False) -> InzendingError:
    """Refuse a document with too many bytes, as it is or unpacked."""
    nl, en = ("uitgepakt ", "unpacked ") if uitgepakt else ("", "")
    waarde = f"meer dan {limiet}" if bytes_ < 0 else str(bytes_)
    value = f"more than {limiet}" if bytes_ < 0 else str(bytes_)
    return weiger(
        "te-groot",
        plaats,
        f"het document is {nl}{waarde} bytes; ten hoogste {limiet} mag",
        f"the document is {en}{value} bytes; at most {limiet} are allowed",
    )


def te_diep(plaats: Vindplaats, limiet: int) -> InzendingError:
    """Refuse nesting that goes deeper than the limit."""
    return weiger(
        "te-diep",
        plaats,
        f"hier gaat het {limiet + 1} lagen diep; ten hoogste {limiet} mag",
        f"nesting goes {limiet + 1} levels deep here; at most {limiet} are allowed",
    )


def te_veel(plaats: Vindplaats, nl: str, en: str, limiet: int) -> InzendingError:
    """Refuse more of something than the limit; `nl` and `en` say of what."""
    return weiger(
        "te-veel",
        plaats,
        f"meer dan {limiet} {nl}; ten hoogste {limiet} mag",
        f"more than {limiet} {en}; at most {limiet} are allowed",
    )


def te_lang(plaats: Vindplaats, waarde: str, limiet: int, *, iri: bool = False) -> InzendingError:
    """Refuse a text or an IRI that is too long; its first characters are shown."""
    nl, en = ("IRI", "IRI") if iri else ("tekst", "text")
    kop = kort(waarde[:_KOP])
    return weiger(
        "te-groot",
        plaats,
        f"een {nl} van {len(waarde)} tekens ('{kop}…'); ten hoogste {limiet} mag",
        f"{'an' if iri else 'a'} {en} of {len(waarde)} characters ('{kop}…'); at most {limiet} are allowed",
    )


def controleer_tekst(naam: str, data: bytes) -> bytes:
    """Give text without its byte order mark; raises InzendingError unless it is UTF-8 without NUL."""
    plaats = Vindplaats(naam)
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        raise onleesbaar(
            plaats,
            "de tekst is UTF-16 of UTF-32; sla het document op als UTF-8",
            "the text is UTF-16 or UTF-32; save the document as UTF-8",
        )
    if (nul := data.find(b"\0")) >= 0:
        raise onleesbaar(
            op_regel(plaats, data, nul),
            f"byte {nul + 1} is een NUL; dat is geen tekst in UTF-8",
            f"byte {nul + 1} is a NUL; this is no text in UTF-8",
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fout:
        raise onleesbaar(
            op_regel(plaats, data, fout.start),
            f"byte {fout.start + 1} is geen geldige UTF-8; sla het document op als UTF-8",
            f"byte {fout.start + 1} is not valid UTF-8; save the document as UTF-8",
        ) from None
    return data.removeprefix(b"\xef\xbb\xbf")


def op_regel(plaats: Vindplaats, data: bytes, positie: int) -> Vindplaats:
    """Give the place with the line in which a byte stands: lines end in LF, CR LF or CR."""
    return replace(plaats, regel=len((data[:positie] + b"x").splitlines()))


def _waar(plaats: Vindplaats, woord: str) -> str:
    regel = f", {woord} {plaats.regel}" if plaats.regel is not None else ""
    element = f", {kort(plaats.element)}" if plaats.element else ""
    return f"{kort(plaats.document)}{regel}{element}"
