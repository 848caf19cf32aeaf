"""The report as a SHACL validation report, in Turtle and JSON-LD, with context, places and verdicts beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import pyoxigraph as ox

from verbanden.checking.shapeset import BESTANDEN
from verbanden.checking.verslag import Melding, Tekst, Verbandoordeel, Verslag
from verbanden.namespaces import DCT, PREFIXES, PROV, RDF, SH, VB, VBS, XSD, concept
from verbanden.shapebook import ERNST_IRI, Pad, Term, Vormen
from verbanden.submission import Vindplaats
from verbanden.validation import load_shapes

_REPORT = ox.BlankNode("verslag")


def turtle(verslag: Verslag) -> bytes:
    """Write the SHACL report as Turtle."""
    return ox.serialize(triples(verslag), format=ox.RdfFormat.TURTLE, prefixes=_prefixes()) or b""


def json_ld(verslag: Verslag) -> bytes:
    """Write the SHACL report as JSON-LD."""
    return ox.serialize(triples(verslag), format=ox.RdfFormat.JSON_LD, prefixes=_prefixes()) or b""


def triples(verslag: Verslag) -> Iterator[ox.Triple]:
    """Give the report as triples; the same report always gives the same ones."""
    add = _about(_REPORT)
    yield add(RDF + "type", ox.NamedNode(SH + "ValidationReport"))
    # As SHACL means it: nothing found, of any weight. What we conclude is vbs:uitkomst.
    yield add(SH + "conforms", ox.Literal(not verslag.meldingen))
    yield add(VBS + "uitkomst", ox.Literal(verslag.uitkomst))
    yield from _context(verslag)
    for number, found in enumerate(verslag.meldingen):
        node = ox.BlankNode(f"m{number}")
        yield add(SH + "result", node)
        yield from _result(node, found)
    for number, verdict in enumerate(verslag.oordelen):
        yield from _verdict(f"o{number}", verdict, verslag)


def _context(verslag: Verslag) -> Iterator[ox.Triple]:
    add, context = _about(_REPORT), verslag.context
    yield add(VB + "criteriaset", ox.NamedNode(concept("criteriaset", context.criteriaset)))
    yield add(VB + "peildatum", ox.Literal(context.peildatum.isoformat(), datatype=ox.NamedNode(XSD + "date")))
    for name, text in (
        ("achtergrond", context.achtergrond),
        ("motor", context.motor_naam),
        ("motorversie", context.motor_versie),
        ("verbandenVersie", context.verbanden_versie),
        *(("vormenSha256", f"{file.naam} {file.sha256}") for file in context.vormen),
        *(("gegevensSha256", f"{document.naam} {document.sha256}") for document in verslag.documenten),
    ):
        yield add(VBS + name, ox.Literal(text))
    yield from (add(VBS + "motorReden", term) for term in _texts(context.motor_reden))


def _result(node: ox.BlankNode, found: Melding) -> Iterator[ox.Triple]:
    add = _about(node)
    yield add(RDF + "type", ox.NamedNode(SH + "ValidationResult"))
    yield add(DCT + "identifier", ox.Literal(found.id))
    yield add(SH + "focusNode", found.focus)
    path = _paths().get(found.shape) or _named(found.pad)
    if path is not None:
        start, parts = path.triples(f"{node.value}p")
        yield add(SH + "resultPath", start)
        yield from parts
    if found.waarde is not None:
        yield add(SH + "value", found.waarde)
    yield add(SH + "sourceShape", ox.NamedNode(found.shape))
    # What reading found has no component of SHACL; the rule stands in for it.
    yield add(SH + "sourceConstraintComponent", ox.NamedNode(found.component or found.shape))
    yield add(SH + "resultSeverity", ox.NamedNode(ERNST_IRI[found.ernst]))
    yield from (add(SH + "resultMessage", term) for term in _texts(found.melding))
    yield add(VBS + "herkomst", ox.Literal(found.herkomst))
    if found.suggestie:
        yield add(VBS + "suggestie", ox.NamedNode(found.suggestie))
    for number, place in enumerate(found.vindplaatsen):
        yield from _place(node, ox.BlankNode(f"{node.value}v{number}"), place)


def _place(result: ox.BlankNode, node: ox.BlankNode, place: Vindplaats) -> Iterator[ox.Triple]:
    yield ox.Triple(result, ox.NamedNode(VBS + "vindplaats"), node)
    add = _about(node)
    yield add(VBS + "document", ox.Literal(place.document))
    for name, value in (("regel", place.regel), ("rij", place.rij)):
        if value is not None:
            yield add(VBS + name, ox.Literal(value))
    for name, text in (("kolom", place.kolom), ("element", place.element)):
        if text is not None:
            yield add(VBS + name, ox.Literal(text))


def _verdict(label: str, verdict: Verbandoordeel, verslag: Verslag) -> Iterator[ox.Triple]:
    """Write the overall verdict and those on its criteria, as a release does, without the periods."""
    overall, set_ = ox.BlankNode(label), ox.NamedNode(concept("criteriaset", verslag.context.criteriaset))
    yield from _judged(overall, verdict.verband, verdict.uitkomst, set_)
    add = _about(overall)
    yield add(VB + "aantalVoldaan", ox.Literal(verdict.voldaan))
    yield add(VB + "aantalCriteria", ox.Literal(verdict.totaal))
    for one in verdict.criteria:
        node = ox.BlankNode(f"{label}{one.criterium.replace('-', '')}")
        about = ox.NamedNode(concept("criterium", one.criterium))
        yield from _judged(node, verdict.verband, one.uitkomst, set_)
        yield ox.Triple(node, ox.NamedNode(VB + "criterium"), about)
        for proof in one.bewijs:
            yield ox.Triple(node, ox.NamedNode(VB + "bewijs"), ox.NamedNode(proof.iri))
        if one.uitkomst == "onbekend":
            yield add(VB + "nogOnbekend", about)
        if one.uitkomst == "voldoet-niet":
            yield add(VB + "nietVoldaan", about)


def _judged(node: ox.BlankNode, verband: str, outcome: str, set_: ox.NamedNode) -> Iterator[ox.Triple]:
    yield ox.Triple(_REPORT, ox.NamedNode(PROV + "generated"), node)
    add = _about(node)
    yield add(RDF + "type", ox.NamedNode(VB + "Oordeel"))
    yield add(VB + "overVerband", ox.NamedNode(verband))
    yield add(VB + "criteriaset", set_)
    yield add(VB + "uitkomst", ox.NamedNode(concept("uitkomst", outcome)))


def _about(thing: ox.BlankNode) -> Callable[[str, Term], ox.Triple]:
    """Give what makes triples about one thing."""
    return lambda predicate, value: ox.Triple(thing, ox.NamedNode(predicate), value)


def _texts(text: Tekst) -> tuple[ox.Literal, ox.Literal]:
    return ox.Literal(text.nl, language="nl"), ox.Literal(text.en, language="en")


@lru_cache(maxsize=1)
def _paths() -> dict[str, Pad]:
    """Give the paths of the shapes as they are now; a report keeps them in words only."""
    files = (Vormen.lees(load_shapes(file)) for file in BESTANDEN)
    return {shape.iri: shape.pad for file in files for shape in file.per_iri.values() if shape.pad is not None}


def _named(path: str) -> Pad | None:
    """Read a path that is one term, written with a prefix or in brackets."""
    prefix, colon, name = path.partition(":")
    if path.startswith("<") and path.endswith(">"):
        return Pad("predicaat", path[1:-1])
    return Pad("predicaat", PREFIXES[prefix] + name) if colon and prefix in PREFIXES and name.isalnum() else None


def _prefixes() -> dict[str, str]:
    return {**{name: PREFIXES[name] for name in ("vb", "org", "prov", "dct", "xsd", "sh")}, "vbs": VBS}
