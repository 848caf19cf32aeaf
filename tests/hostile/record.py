"""What a hostile document is, and what the families of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

AANGENOMEN = "aangenomen"
"""Read: the document is odd but harmless, and must be validated without an error."""

TURTLE, TRIG = "text/turtle", "application/trig"
N_TRIPLES, N_QUADS = "application/n-triples", "application/n-quads"
JSON_LD, RDF_XML = "application/ld+json", "application/rdf+xml"
CSV, XML = "text/csv", "application/xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

ELDERS = "http://127.0.0.1:9/x"
"""An address that nobody answers: who asks for it has lost already."""

VB = "https://w3id.org/verbanden/def#"
RDF_NS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML_KOP = f'<rdf:RDF xmlns:rdf="{RDF_NS}" xmlns:e="http://example.org/">'
ROO_KOP = (
    '<o:overheidsorganisaties xmlns:o="https://organisaties.overheid.nl/static/schema/oo/export/2.6.9" '
    'o:timestamp="2026-05-16T03:00:00">'
)


@dataclass(frozen=True)
class Hostile:
    """A document: `data` makes its bytes only when asked, so that many fit in memory one by one.

    `verwacht` are the outcomes that are right: kinds of InzendingError, or AANGENOMEN. Nearly always one.
    """

    naam: str
    mediatype: str | None
    data: Callable[[], bytes]
    verwacht: frozenset[str]


def document(naam: str, mediatype: str | None, data: bytes | str | Callable[[], bytes], *verwacht: str) -> Hostile:
    """Make a document of bytes, of text, or of what makes them."""
    if callable(data):
        return Hostile(naam, mediatype, data, frozenset(verwacht))
    inhoud = data.encode() if isinstance(data, str) else data
    return Hostile(naam, mediatype, lambda: inhoud, frozenset(verwacht))


def reeks(
    familie: str, mediatype: str | None, delen: Iterable[tuple[str, bytes | str | Callable[[], bytes]]], *uit: str
) -> Iterator[Hostile]:
    """Make documents of one family that share form and outcome."""
    for naam, data in delen:
        yield document(f"{familie}/{naam}", mediatype, data, *uit)
