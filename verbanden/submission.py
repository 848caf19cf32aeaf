"""A document that others bring to be checked: read, with the place of each triple; and the limits of reading.

Loaders make these records; `toetsing` checks them. A document is read whole or refused with a reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox

from verbanden.errors import SourceError
from verbanden.model import Afwijzing

Herken = Callable[[str], str | None]
"""Gives the IRI of an organisation by its name or one of its codes, None when there is none or more than one."""


@dataclass(frozen=True, slots=True)
class Limieten:
    """How much a document may be. Sizes are bytes; `diepte` counts nested brackets, elements or objects."""

    bytes: int = 20_000_000
    uitgepakt: int = 100_000_000
    triples: int = 200_000
    diepte: int = 100
    literal: int = 100_000
    iri: int = 4_000
    rijen: int = 100_000
    kolommen: int = 500


@dataclass(frozen=True, slots=True)
class Vindplaats:
    """Where in a document something stands, as far as its form allows.

    `regel` is a line from 1 (text); `rij` and `kolom` a row from 1 and a column by its letter or header (tables);
    `element` a path (XML) or JSON pointer. What a form does not have is None.
    """

    document: str
    regel: int | None = None
    rij: int | None = None
    kolom: str | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True)
class Inzending:
    """A document that was read: its triples, each with its place, and the rows that were rejected.

    `vorm` is the media type that it was read as. `plaatsen` runs parallel to `triples`. For tables and registers
    `gelezen` counts rows: it is what was accepted and what was rejected together; for RDF it counts triples.
    """

    naam: str
    vorm: str
    sha256: str
    bytes: int
    triples: tuple[ox.Triple, ...]
    plaatsen: tuple[Vindplaats, ...]
    afwijzingen: tuple[Afwijzing, ...] = ()
    gelezen: int = 0
    aangenomen: int = 0


class InzendingError(SourceError):
    """A document that is refused as a whole; `soort` says why.

    `onleesbaar` (malformed), `onbekende-vorm` (a form that is not read), `te-groot` (bytes, also unpacked),
    `te-veel` (triples, rows, columns), `te-diep` (nested too deeply), `gevaarlijk` (a document type, entities,
    a remote context: what is never followed).
    """

    def __init__(self, soort: str, nl: str, en: str, plaats: Vindplaats | None = None) -> None:
        super().__init__(nl, en)
        self.soort = soort
        self.plaats = plaats
