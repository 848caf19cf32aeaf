"""RDF of others read to triples with their places: six syntaxes, one parser.

The graphs of a document are taken as one set of triples: their names are dropped, and a triple that stands in
the document more than once is kept at its first place. Blank nodes get a name of their own in each document, so
that two documents never share one; relative names are taken from the document itself. Nothing is ever fetched:
`owl:imports` is a triple like any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pyoxigraph as ox

from loaders.grenzen import controleer_tekst, onleesbaar, te_lang, te_veel
from loaders.lezen import kort
from loaders.rdf_json import Herschrijver
from loaders.rdf_stukken import Stroom, Stuk, per_regel
from loaders.rdf_turtle import Snijder
from loaders.rdf_xml import Tags
from verbanden.model import Afwijzing
from verbanden.namespaces import GENID
from verbanden.submission import Inzending, InzendingError, Limieten, Vindplaats

TURTLE, TRIG = "text/turtle", "application/trig"
N_TRIPLES, N_QUADS = "application/n-triples", "application/n-quads"
JSON_LD, RDF_XML = "application/ld+json", "application/rdf+xml"

_SYNTAX = {
    TURTLE: (ox.RdfFormat.TURTLE, "Turtle"),
    TRIG: (ox.RdfFormat.TRIG, "TriG"),
    N_TRIPLES: (ox.RdfFormat.N_TRIPLES, "N-Triples"),
    N_QUADS: (ox.RdfFormat.N_QUADS, "N-Quads"),
    JSON_LD: (ox.RdfFormat.STREAMING_JSON_LD, "JSON-LD"),
    RDF_XML: (ox.RdfFormat.RDF_XML, "RDF/XML"),
}
_STER = b"<<("


def lees_rdf(naam: str, data: bytes, *, vorm: str, limieten: Limieten) -> Inzending:
    """Read a document in one of the six syntaxes, named by media type; raises InzendingError."""
    sha256 = hashlib.sha256(data).hexdigest()
    tekst = controleer_tekst(naam, data)
    if tekst.count(_STER) > limieten.diepte:
        raise _ster(Vindplaats(naam))
    lezer = _Lezer(naam, hashlib.sha256(naam.encode() + b"\0" + data).hexdigest()[:16], limieten)
    lezer.lees(tekst, vorm)
    return Inzending(
        naam=naam,
        vorm=vorm,
        sha256=sha256,
        bytes=len(data),
        triples=tuple(lezer.plaatsen),
        plaatsen=tuple(lezer.plaatsen.values()),
        afwijzingen=tuple(lezer.afwijzingen),
        gelezen=len(lezer.plaatsen),
        aangenomen=len(lezer.plaatsen),
    )


class _Lezer:
    """Reads one document: checks each term, names blank nodes, and keeps each triple with its first place."""

    def __init__(self, naam: str, merk: str, limieten: Limieten) -> None:
        self._naam = naam
        self._merk = merk
        self._limieten = limieten
        self._leeg: dict[str, ox.NamedNode] = {}
        self.plaatsen: dict[ox.Triple, Vindplaats] = {}
        self.afwijzingen: list[Afwijzing] = []
        self._elementen: set[str | None] = set()

    def lees(self, tekst: bytes, vorm: str) -> None:
        """Read the document to its end or to the first limit it meets."""
        formaat, woord = _SYNTAX[vorm]
        json = Herschrijver(self._naam, tekst, self._limieten) if vorm == JSON_LD else None
        stroom = Stroom(json.stukken() if json else _stukken(self._naam, tekst, vorm, self._limieten))
        try:
            self._lees(ox.parse(input=stroom, format=formaat, base_iri=f"{GENID}{self._merk}/"), stroom)  # type: ignore[arg-type]  # it asks for no more than read()
        except SyntaxError as fout:
            uitleg = kort(fout.msg.split(": ", 1)[-1].removesuffix(f"(line {fout.lineno})"))
            raise onleesbaar(
                Vindplaats(self._naam, stroom.stuk.regel, element=stroom.stuk.element),
                f"geen geldige {woord}: {uitleg}",
                f"not valid {woord}: {uitleg}",
            ) from None
        if json is not None:
            self.afwijzingen += json.verloren({element for element in self._elementen if element})

    def _lees(self, quads: Iterator[ox.Quad], stroom: Stroom) -> None:
        hoogstens = self._limieten.triples
        for aantal, quad in enumerate(quads, start=1):
            stuk = stroom.stuk
            o = quad.object
            plaats = Vindplaats(
                self._naam,
                stuk.regel if isinstance(o, ox.Literal) else stuk.anders,
                element=stuk.element,
            )
            if aantal > hoogstens:
                raise te_veel(plaats, "triples", "triples", hoogstens)
            triple = ox.Triple(self._knoop(quad.subject, plaats), quad.predicate, self._object(o, plaats))
            self._iri(quad.predicate.value, plaats)
            self._elementen.add(stuk.element)
            self.plaatsen.setdefault(triple, plaats)

    def _knoop(self, knoop: ox.NamedNode | ox.BlankNode | ox.Triple, plaats: Vindplaats) -> ox.NamedNode:
        if isinstance(knoop, ox.NamedNode):
            self._iri(knoop.value, plaats)
            return knoop
        if isinstance(knoop, ox.BlankNode):
            # Numbered in the order of the document: the labels of the parser differ from run to run.
            if (naam := self._leeg.get(knoop.value)) is None:
                naam = ox.NamedNode(f"{GENID}{self._merk}-{len(self._leeg) + 1}")
                self._leeg[knoop.value] = naam
            return naam
        raise _ster(plaats)

    def _object(
        self, o: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, plaats: Vindplaats
    ) -> ox.NamedNode | ox.Literal:
        if not isinstance(o, ox.Literal):
            return self._knoop(o, plaats)
        if len(o.value) > self._limieten.literal:
            raise te_lang(plaats, o.value, self._limieten.literal)
        if "\0" in o.value:
            raise onleesbaar(plaats, "een tekst bevat het teken U+0000", "a text holds the character U+0000")
        if o.direction is not None:
            raise onleesbaar(
                plaats,
                "een tekst met een schrijfrichting (RDF 1.2) wordt niet gelezen",
                "a text with a base direction (RDF 1.2) is not read",
            )
        return o

    def _iri(self, waarde: str, plaats: Vindplaats) -> None:
        if len(waarde) > self._limieten.iri:
            raise te_lang(plaats, waarde, self._limieten.iri, iri=True)


def _stukken(naam: str, tekst: bytes, vorm: str, limieten: Limieten) -> Iterator[Stuk]:
    if vorm in {TURTLE, TRIG}:
        return Snijder(naam, tekst, limieten).stukken()
    if vorm == RDF_XML:
        return Tags(naam, tekst, limieten).stukken()
    return per_regel(tekst)


def _ster(plaats: Vindplaats) -> InzendingError:
    return onleesbaar(
        plaats,
        "uitspraken over uitspraken (RDF-star) worden niet gelezen",
        "statements about statements (RDF-star) are not read",
    )
