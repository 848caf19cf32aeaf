"""The catalogue record of a release: DCAT, with what DCAT-AP-NL 3.0 makes mandatory for a dataset.

https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import pyoxigraph as ox

from verbanden.graph.terms import day, integer, iri, text
from verbanden.namespaces import (
    CC0,
    DCAT,
    DCT,
    EU_ACCESS,
    EU_LANGUAGE,
    EU_THEME,
    FOAF,
    IANA_MEDIA,
    PREFIXES,
    PROJECT,
    RDF,
    SPDX,
    VCARD,
    VOID,
    XSD,
)

MEDIA = {
    ".nq.gz": "application/n-quads",
    ".ttl.gz": "text/turtle",
    ".jsonld.gz": "application/ld+json",
    ".csv.gz": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".ttl": "text/turtle",
    ".zip": "application/zip",
}
"""Media type by the end of a file's name; a gzipped one is its own type, packed."""

_A = f"<{RDF}type>"


def media_type(name: str) -> str:
    """Give the media type of a file of a release, unpacked."""
    return next((media for end, media in MEDIA.items() if name.endswith(end)), "application/octet-stream")


def dataset_name(datum: date, files: Mapping[str, Mapping[str, Any]]) -> str:
    """Name a dataset after its date and the hash of its files: other content of one date is another dataset."""
    lines = "".join(f"{entry['sha256']}  {name}\n" for name, entry in sorted(files.items()))
    return f"{datum.isoformat()}-{hashlib.sha256(lines.encode()).hexdigest()[:8]}"


def record(base: str, datum: date, files: Mapping[str, Mapping[str, Any]], triples: int) -> bytes:
    """Write the catalogue record of a release as Turtle; `files` has bytes and sha256 by name."""
    naam = dataset_name(datum, files)
    dataset, catalogue = iri(f"{base}dataset/{naam}"), iri(f"{base}catalogus")
    owner, contact = iri(f"{base}id/uitgever/verbanden"), iri(f"{base}id/contact/verbanden")
    lines = [
        f"{catalogue} {_A} <{DCAT}Catalog>",
        f"{catalogue} <{DCT}title> {text('Catalogus van Verbanden', 'nl')}",
        f"{catalogue} <{DCT}description> {text('Alle uitgaven van de graaf van samenwerking.', 'nl')}",
        f"{catalogue} <{DCT}publisher> {owner}",
        f"{catalogue} <{DCAT}contactPoint> {contact}",
        f"{catalogue} <{DCAT}dataset> {dataset}",
        f"{owner} {_A} <{FOAF}Agent>",
        f"{owner} <{FOAF}name> {text('Verbanden', 'nl')}",
        f"{contact} {_A} <{VCARD}Organization>",
        f"{contact} <{VCARD}fn> {text('Verbanden', 'nl')}",
        f"{contact} <{VCARD}hasURL> {iri(PROJECT)}",
        f"{dataset} {_A} <{DCAT}Dataset>",
        f"{dataset} <{DCT}identifier> {text(f'{base}dataset/{naam}')}",
        f"{dataset} <{DCT}title> {text(f'Samenwerkingsverbanden van overheden, {datum}', 'nl')}",
        f"{dataset} <{DCT}title> {text(f'Partnerships of Dutch governments, {datum}', 'en')}",
        f"{dataset} <{DCT}description> {text('Wie met wie samenwerkt in de Nederlandse overheid.', 'nl')}",
        f"{dataset} <{DCT}description> {text('Who cooperates with whom in Dutch government.', 'en')}",
        f"{dataset} <{DCT}publisher> {owner}",
        f"{dataset} <{DCT}creator> {owner}",
        f"{dataset} <{DCAT}contactPoint> {contact}",
        f"{dataset} <{DCT}accessRights> {iri(EU_ACCESS + 'PUBLIC')}",
        f"{dataset} <{DCAT}theme> {iri(EU_THEME + 'GOVE')}",
        f"{dataset} <{DCT}license> {iri(CC0)}",
        f"{dataset} <{DCT}issued> {day(datum)}",
        f"{dataset} <{DCT}language> {iri(EU_LANGUAGE + 'NLD')}",
        f"{dataset} <{VOID}triples> {integer(triples)}",
    ]
    for name, entry in sorted(files.items()):
        lines += _distribution(base, naam, dataset, name, entry)
    quads = ox.parse(input="".join(f"{line} .\n" for line in lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    body = ox.serialize((q.triple for q in quads), format=ox.RdfFormat.TURTLE, prefixes={**PREFIXES, "void": VOID})
    return body or b""


def _distribution(base: str, naam: str, dataset: str, name: str, entry: Mapping[str, Any]) -> list[str]:
    node, place = iri(f"{base}distributie/{naam}/{name}"), iri(f"{base}downloads/{name}")
    checksum = iri(f"{base}distributie/{naam}/{name}/sha256")
    lines = [
        f"{dataset} <{DCAT}distribution> {node}",
        f"{node} {_A} <{DCAT}Distribution>",
        f"{node} <{DCT}title> {text(name)}",
        f"{node} <{DCAT}accessURL> {place}",
        f"{node} <{DCAT}downloadURL> {place}",
        f"{node} <{DCT}license> {iri(CC0)}",
        f"{node} <{DCAT}mediaType> {iri(IANA_MEDIA + media_type(name))}",
        f'{node} <{DCAT}byteSize> "{entry["bytes"]}"^^<{XSD}nonNegativeInteger>',
        f"{node} <{SPDX}checksum> {checksum}",
        f"{checksum} {_A} <{SPDX}Checksum>",
        f"{checksum} <{SPDX}algorithm> {iri(SPDX + 'checksumAlgorithm_sha256')}",
        f'{checksum} <{SPDX}checksumValue> "{entry["sha256"]}"^^<{XSD}hexBinary>',
    ]
    if name.endswith(".gz"):
        lines.append(f"{node} <{DCAT}compressFormat> {iri(IANA_MEDIA + 'application/gzip')}")
    return lines
