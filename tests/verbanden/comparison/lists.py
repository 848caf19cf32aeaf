"""Lists of verbonden partijen, for tests: how they are read, and rows by their name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from loaders.rdf import TURTLE, lees_rdf
from verbanden.comparison.records import Rij, Vergelijking
from verbanden.namespaces import TOOI_ID
from verbanden.submission import Inzending, Limieten

LISTS = Path(__file__).parents[1] / "data" / "lijsten"
TILBURG = TOOI_ID + "gemeente/gm0855"
DAY = date(2026, 5, 16)
PREFIXES = """
@prefix vb: <https://w3id.org/verbanden/def#> .
@prefix soort: <https://w3id.org/verbanden/def/identificatiesoort/> .
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix gm: <https://identifier.overheid.nl/tooi/id/gemeente/> .
@prefix verband: <https://w3id.org/verbanden/id/verband/> .
@prefix : <https://example.org/> .
"""

Compare = Callable[..., Vergelijking]


def read(name: str, data: bytes) -> Inzending:
    return lees_rdf(name, data, vorm=TURTLE, limieten=Limieten())


def written(text: str) -> Inzending:
    return read("lijst.ttl", (PREFIXES + text).encode())


def row(found: Vergelijking, start: str) -> Rij:
    return next(rij for rij in found.rijen if rij.naam.startswith(start))


def one(found: Vergelijking) -> Rij:
    (rij,) = found.rijen
    return rij
