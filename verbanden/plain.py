"""Frozen records to plain JSON data and back: fields become camelCase keys, dates ISO texts, RDF terms as SPARQL's
JSON results write them.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import pyoxigraph as ox

from verbanden.errors import SourceError
from verbanden.namespaces import XSD

R = TypeVar("R")
_TERMS = (ox.NamedNode, ox.BlankNode, ox.Literal)
_XSD_STRING = XSD + "string"


def as_plain(value: Any) -> Any:
    """Turn a record, a tuple of records or a value into what JSON can hold."""
    if is_dataclass(value):
        return {_key(field.name): as_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [as_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, _TERMS):
        return term_as_json(value)
    return value


def term_as_json(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> dict[str, str]:
    """Write a term as SPARQL's JSON results do."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value != _XSD_STRING:
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    return {"type": "literal", "value": term.value}


def from_plain(kind: type[R], data: Any) -> R:
    """Make a record of plain data, checking each field; raises SourceError naming the first that is wrong."""
    try:
        made: R = _read(kind, data, "")
    except (TypeError, ValueError, KeyError) as error:
        raise SourceError(
            f"Dit is geen verslag van een toetsing: {error}", f"This is not the report of a check: {error}"
        ) from error
    return made


def _read(kind: Any, data: Any, place: str) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _read_record(kind, data, place)
    if origin is tuple:
        _checked(data, isinstance(data, list), place)
        return tuple(_read(inner[0], item, f"{place}/{number}") for number, item in enumerate(data))
    if origin in (Union, types.UnionType):
        return _read_union(inner, data, place)
    if kind is date:
        return date.fromisoformat(_checked(data, isinstance(data, str), place))
    if origin is Literal:
        return _checked(data, data in inner, place)
    return _checked(data, isinstance(data, kind) and not (kind is int and isinstance(data, bool)), place)


def _read_union(inner: tuple[Any, ...], data: Any, place: str) -> Any:
    """Read what may be absent, or an RDF term, which is a union of its kinds."""
    if data is None and type(None) in inner:
        return None
    if set(_TERMS) <= set(inner):
        return _read_term(data, place)
    return _read(next(part for part in inner if part is not type(None)), data, place)


def _read_record(kind: Any, data: Any, place: str) -> Any:
    _checked(data, isinstance(data, Mapping), place)
    hints = _hints(kind)
    known = {_key(name): name for name in hints}
    wrong = (known.keys() ^ data.keys()) - _optional(kind)
    _checked(data, not wrong, f"{place} {', '.join(sorted(wrong))}")
    return kind(
        **{name: _read(hints[name], data[key], f"{place}/{key}") for key, name in known.items() if key in data}
    )


def _read_term(data: Any, place: str) -> Any:
    _checked(data, isinstance(data, Mapping) and {"type", "value"} <= data.keys(), place)
    if data["type"] == "uri":
        return ox.NamedNode(data["value"])
    if data["type"] == "bnode":
        return ox.BlankNode(data["value"])
    if "xml:lang" in data:
        return ox.Literal(data["value"], language=data["xml:lang"])
    return ox.Literal(data["value"], datatype=ox.NamedNode(data.get("datatype", _XSD_STRING)))


def _checked(data: Any, sound: bool, place: str) -> Any:
    if not sound:
        raise ValueError(place.strip() or "/")
    return data


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@lru_cache(maxsize=64)
def _optional(kind: type) -> frozenset[str]:
    """Give the keys that may be absent: what was added to a record has a default, and older data lacks it."""
    return frozenset(_key(field.name) for field in fields(kind) if field.default is not MISSING)


def _key(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
