"""Values that cannot count: texts in which nothing can be read, and literals that engines read differently."""

from __future__ import annotations

import unicodedata

import pyoxigraph as ox

from verbanden.namespaces import RDF, XSD

_MOST_DIGITS = 18
"""More digits do not fit the decimals of SPARQL engines: each rounds, refuses or overflows in its own way."""
_TEXT = frozenset({XSD + "string", RDF + "langString"})
_INTEGER = frozenset(
    XSD + name
    for line in (
        "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger",
        "unsignedLong unsignedInt unsignedShort unsignedByte",
    )
    for name in line.split()
)
_EXACT = _INTEGER | {XSD + "decimal"}
_NUMERIC = _EXACT | {XSD + "double", XSD + "float"}
_READABLE_CONTROLS = "\t\n\r"


def is_blank(value: ox.Literal) -> bool:
    """Tell whether a text has nothing that can be seen: only white space, format and control characters."""
    return value.datatype.value in _TEXT and all(_unseen(character) for character in value.value)


def is_unreadable(value: ox.Literal) -> bool:
    """Tell whether engines differ on a literal: long numbers, white space in numbers, control characters."""
    text, kind = value.value, value.datatype.value
    if any(character < " " and character not in _READABLE_CONTROLS for character in text):
        return True
    if kind in _NUMERIC and any(character.isspace() for character in text):
        return True
    return kind in _EXACT and sum(character.isdigit() for character in text) > _MOST_DIGITS


def _unseen(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind.startswith("Z") or kind in ("Cf", "Cc")
