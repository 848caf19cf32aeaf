"""RDF terms as N-Triples text: what `graph` writes with, at the speed of plain strings.

The canonical forms of RDF 1.1 N-Triples: only `\\`, `"`, newline and carriage return are escaped in literals;
in an IRI nothing may be escaped away, so a character that may not stand there is percent-encoded by the loader
or refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import pairwise

from verbanden.namespaces import XSD

Triple = str
"""`<s> <p> o`, without the full stop: the graph it stands in is added when it is written."""

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')
_DATE = f"^^<{XSD}date>"
_INTEGER = f"^^<{XSD}integer>"
_DECIMAL = f"^^<{XSD}decimal>"
_BOOLEAN = f"^^<{XSD}boolean>"
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def iri(value: str) -> str:
    """Write an absolute IRI; raises ValueError when it has no scheme or holds a character that no IRI may hold."""
    if not _IRI.fullmatch(value):
        raise ValueError(f"not an IRI: {value!r}")
    return f"<{value}>"


def text(value: str, lang: str | None = None) -> str:
    """Write a plain or language-tagged literal."""
    quoted = f'"{value.translate(_ESCAPES)}"'
    return f"{quoted}@{lang}" if lang else quoted


@cache
def day(value: date) -> str:
    """Write an xsd:date."""
    return f'"{value.isoformat()}"{_DATE}'


def integer(value: int) -> str:
    """Write an xsd:integer."""
    return f'"{value}"{_INTEGER}'


def decimal(value: str) -> str:
    """Write an xsd:decimal given in its own notation."""
    return f'"{value}"{_DECIMAL}'


def boolean(value: bool) -> str:
    """Write an xsd:boolean."""
    return f'"{"true" if value else "false"}"{_BOOLEAN}'


class Graaf:
    """A named graph being written: facts that the consolidated view shows too, and claims that it does not."""

    def __init__(self, naam: str) -> None:
        self.naam = naam
        self.feiten: list[Triple] = []
        self.alleen_hier: list[Triple] = []

    def __len__(self) -> int:
        """Count the triples written, doubles not yet taken out."""
        return len(self.feiten) + len(self.alleen_hier)


def ordered(*lists: Iterable[Triple]) -> list[Triple]:
    """Sort triples and drop doubles.

    What was written stands almost in order already, and sorting uses that: sorting a set of them takes three
    times as long, and more than in proportion when there are many.
    """
    found: list[Triple] = []
    for triples in lists:
        found += sorted(triples)
    found.sort()
    return found[:1] + [triple for before, triple in pairwise(found) if triple != before]
