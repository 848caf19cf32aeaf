"""The SPARQL 1.1 Service Description of `/sparql`, as triples."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from api.context import Context
from verbanden.namespaces import DCT, RDF, SD, VOID, W3_FORMATS, XSD

_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)
_TYPE = ox.NamedNode(RDF + "type")


def describe(ctx: Context, endpoint: str) -> Iterator[ox.Triple]:
    """Describe the service: language, formats, and the dataset with its named graphs."""
    service = ox.NamedNode(endpoint)
    dataset = ox.BlankNode("dataset")
    default = ox.BlankNode("consolidatie")
    yield ox.Triple(service, _TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in _FORMATS:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(W3_FORMATS + name))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, ox.NamedNode(DCT + "issued"), _date(ctx))
    yield ox.Triple(dataset, ox.NamedNode(DCT + "identifier"), ox.Literal(ctx.release.naam))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, _TYPE, _sd("Graph"))
    yield ox.Triple(default, _TYPE, ox.NamedNode(VOID + "Dataset"))
    for number, graph in enumerate(sorted(ctx.graphs)):
        named = ox.BlankNode(f"graaf{number}")
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, _TYPE, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), ox.NamedNode(graph))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)


def _date(ctx: Context) -> ox.Literal:
    return ox.Literal(ctx.release.datum.isoformat(), datatype=ox.NamedNode(XSD + "date"))
