"""A document of others, in any form that we read: recognised, and handed to the loader of its form.

The form follows from the media type; where that says nothing, from the file name; else from the first bytes.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Literal

from loaders.grenzen import onleesbaar, te_groot, weiger
from loaders.lezen import kort
from loaders.rdf import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, lees_rdf
from loaders.roo import WORTEL
from loaders.roo_inzending import ROO, lees_roo
from loaders.table import lees_tabel
from verbanden.collector import at_rest
from verbanden.submission import Herken, Inzending, InzendingError, Limieten, Vindplaats

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MEDIATYPES: dict[str, str] = {
    TURTLE: TURTLE,
    "application/x-turtle": TURTLE,
    TRIG: TRIG,
    "application/x-trig": TRIG,
    N_TRIPLES: N_TRIPLES,
    N_QUADS: N_QUADS,
    "text/x-nquads": N_QUADS,
    JSON_LD: JSON_LD,
    "application/json": JSON_LD,
    RDF_XML: RDF_XML,
    ROO: ROO,
    "text/xml": ROO,
    CSV: CSV,
    "application/csv": CSV,
    XLSX: XLSX,
}
"""Media types that say which form a document has; XML may be of two forms, told apart by its root."""

EXTENSIES: dict[str, str] = {
    ".ttl": TURTLE,
    ".trig": TRIG,
    ".nt": N_TRIPLES,
    ".nq": N_QUADS,
    ".jsonld": JSON_LD,
    ".json": JSON_LD,
    ".rdf": RDF_XML,
    ".owl": RDF_XML,
    ".xml": ROO,
    ".csv": CSV,
    ".xlsx": XLSX,
}
"""What the end of a file name says of the form."""

_ZEGT_NIETS = {
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "text/plain",
    "application/vnd.ms-excel",  # what some systems call every CSV
    "application/gzip",
    "application/x-gzip",
    "application/x-www-form-urlencoded",  # what curl calls everything
}
_GELEZEN = "Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML, CSV, xlsx, ROO XML"
_GZIP = b"\x1f\x8b"
_KOP = 65536
_WORTEL = re.compile(rb"<(?![?!])(?:[^\s<>/:]+:)?([^\s<>/:]+)[\s/>]")
_OBJECT = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[\[{"\]])')
_STATEMENT = re.compile(rb"(?:<[^<>\s]+>|_:\S+)[ \t]+<[^<>\s]+>[ \t]+(?:<|_:|\").*\.[ \t]*(?:#.*)?$")
_RICHTLIJN = re.compile(rb"^\s*(?:@prefix|@base|prefix|base)\b", re.IGNORECASE | re.MULTILINE)
_COMMENTAAR = re.compile(rb"(?:\s+|#[^\r\n]*)*+")


def lees(  # noqa: PLR0913 — the document, what is said of it, and what it is read with
    naam: str,
    data: bytes,
    *,
    mediatype: str | None = None,
    limieten: Limieten,
    mapping: Mapping[str, object] | None = None,
    herken: Herken,
) -> Inzending:
    """Read a document in whatever form it has; raises InzendingError when it is refused.

    `mapping` tells what the columns of a table mean; other forms have no use for it. What is packed with gzip is
    unpacked first, to no more than the limit.
    """
    if len(data) > limieten.bytes:
        raise te_groot(Vindplaats(naam), len(data), limieten.bytes)
    with at_rest():
        return _lees(naam, data, mediatype, limieten, mapping, herken)


def _lees(  # noqa: PLR0913, PLR0917 — as above
    naam: str,
    data: bytes,
    mediatype: str | None,
    limieten: Limieten,
    mapping: Mapping[str, object] | None,
    herken: Herken,
) -> Inzending:
    inhoud, los = data, naam
    if data.startswith(_GZIP):
        inhoud, los = _uitgepakt(naam, data, limieten), naam.removesuffix(".gz")
    vorm = herken_vorm(los, inhoud, mediatype)
    if vorm in {CSV, XLSX}:
        tabel: Literal["csv", "xlsx"] = "csv" if vorm == CSV else "xlsx"
        inzending = lees_tabel(naam, inhoud, vorm=tabel, limieten=limieten, mapping=mapping, herken=herken)
    elif vorm == ROO:
        inzending = lees_roo(naam, inhoud, limieten=limieten, herken=herken)
    else:
        inzending = lees_rdf(naam, inhoud, vorm=vorm, limieten=limieten)
    return inzending if inhoud is data else _van_pak(inzending, data)


def _van_pak(inzending: Inzending, data: bytes) -> Inzending:
    """Tell of the document as it was sent: packed."""
    return replace(inzending, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


def herken_vorm(naam: str, data: bytes, mediatype: str | None = None) -> str:
    """Tell the form of a document, as the media type it is read as; raises InzendingError when we read no such."""
    soort = (mediatype or "").split(";", 1)[0].strip().lower()
    if soort not in MEDIATYPES and soort not in _ZEGT_NIETS:
        raise _onbekend(naam, kort(soort))
    vorm = MEDIATYPES.get(soort) or EXTENSIES.get(PurePosixPath(naam.lower()).suffix) or _inhoud(data)
    if vorm is None:
        raise _onbekend(naam, None)
    if vorm in {ROO, RDF_XML} and (wortel := _wortel(data)) is not None:
        if wortel == WORTEL:
            return ROO
        if vorm == ROO and wortel == "RDF":
            return RDF_XML
        if vorm == ROO:
            raise _onbekend(naam, f"XML <{kort(wortel)}>")
    return vorm


def _inhoud(data: bytes) -> str | None:
    """Guess the form by the first bytes: the widest syntax that they may be."""
    kop = data[:_KOP].removeprefix(b"\xef\xbb\xbf")
    begin = _COMMENTAAR.match(kop)
    rest = kop[begin.end() :] if begin else kop
    regel = rest.split(b"\n", 1)[0].rstrip()
    gissingen = (
        (kop.startswith(b"PK\x03\x04"), XLSX),
        (_OBJECT.match(kop), JSON_LD),
        (_RICHTLIJN.search(kop), TRIG),
        (_STATEMENT.match(regel), N_QUADS),
        (rest.startswith((b"<?xml", b"<!--", b"<!DOCTYPE")) or _WORTEL.match(rest), ROO),
        (b"\0" not in kop and any(teken in regel for teken in (b";", b",", b"\t")), CSV),
    )
    return next((vorm for klopt, vorm in gissingen if klopt), None)


def _wortel(data: bytes) -> str | None:
    """Give the local name of the root element, as far as the first bytes show one."""
    wortel = _WORTEL.search(re.sub(rb"<!--.*?-->", b"", data[:_KOP], flags=re.DOTALL))
    return wortel[1].decode("utf-8", errors="replace") if wortel else None


def _uitgepakt(naam: str, data: bytes, limieten: Limieten) -> bytes:
    """Unpack gzip, one byte past the limit at most."""
    pakker = zlib.decompressobj(wbits=31)
    try:
        inhoud = pakker.decompress(data, limieten.uitgepakt + 1)
    except zlib.error as fout:
        raise onleesbaar(Vindplaats(naam), f"geen geldige gzip: {fout}", f"not valid gzip: {fout}") from None
    if len(inhoud) > limieten.uitgepakt:
        raise te_groot(Vindplaats(naam), -1, limieten.uitgepakt, uitgepakt=True)
    if not pakker.eof or pakker.unused_data:
        raise onleesbaar(
            Vindplaats(naam), "gzip is afgebroken of heeft een vervolg", "gzip is cut off or goes on after its end"
        )
    return inhoud


def _onbekend(naam: str, wat: str | None) -> InzendingError:
    nl, en = (f" ({wat})", f" ({wat})") if wat else ("", "")
    return weiger(
        "onbekende-vorm",
        Vindplaats(naam),
        f"deze vorm{nl} wordt niet gelezen; wel: {_GELEZEN}",
        f"this form{en} is not read; these are: {_GELEZEN}",
    )
