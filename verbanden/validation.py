"""Shapes and data in, a report out: two SHACL engines behind one function, neither of which may touch the network.

`snel` is shacl-rust, for the whole graph; `referentie` is pySHACL, for uploads and to compare with. Shapes are
SHACL Core. Data is N-Triples: whoever holds a dataset gives its default graph, with the state graph in it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import metadata, resources
from typing import Literal

import pyoxigraph as ox
import pyshacl
import rdflib
import shacl_rust  # type: ignore[import-untyped]

from verbanden.errors import ReleaseError, SourceError
from verbanden.findings import Rapport, Resultaat
from verbanden.namespaces import GENID, SH, XSD
from verbanden.shapebook import Term, Vormen, statements
from verbanden.wording import Namen

Engine = Literal["snel", "referentie"]
_Raw = tuple[Term, Term | None, str, str]  # focus, value, shape, component
_ILL_TYPED = GENID + "onmogelijk-"
_PACKAGES: dict[Engine, str] = {"snel": "shacl-rust", "referentie": "pyshacl"}


def load_shapes(naam: str) -> str:
    """Give the text of a shapes file that ships with the project, as `load_shapes("gegevens")`."""
    return resources.files("shapes").joinpath(f"{naam}.ttl").read_text(encoding="utf-8")


def validate(data_nt: bytes | str, shapes_ttl: str | Vormen, *, engine: Engine = "snel") -> Rapport:
    """Validate N-Triples against SHACL Core shapes; the report is sorted, and the same for the same input.

    Shapes that were read before may be given as such. Raises SourceError when the data cannot be read,
    ReleaseError when the shapes cannot be used.
    """
    data = data_nt.encode() if isinstance(data_nt, str) else data_nt
    shapes = Vormen.lees(shapes_ttl) if isinstance(shapes_ttl, str) else shapes_ttl
    try:
        tested = shapes.raken(data)
        found = _with_shacl_rust(data, shapes) if engine == "snel" else _with_pyshacl(data, shapes)
    except (SyntaxError, UnicodeDecodeError) as error:
        raise SourceError(
            f"De gegevens zijn geen leesbare N-Triples: {error}",
            f"The data is not readable N-Triples: {error}",
        ) from error
    return Rapport(
        motor=_PACKAGES[engine],
        motorversie=metadata.version(_PACKAGES[engine]),
        vormen=shapes,
        gegevens_sha256=hashlib.sha256(data).hexdigest(),
        getoetst=tested,
        resultaten=_worded(set(found), data, shapes),
    )


def _worded(found: set[_Raw], data: bytes, shapes: Vormen) -> tuple[Resultaat, ...]:
    """Turn what an engine found into results that can be read, in a fixed order."""
    spoke = {shape: shapes.vorm(shape) for _, _, shape, _ in found}
    things = {term for focus, value, _, _ in found for term in (focus, value) if term is not None}
    names = Namen(data, things, {iri for shape in spoke.values() for iri in shape.gevraagd})
    results = [
        Resultaat(
            focus=focus,
            pad=str(spoke[shape].pad or ""),
            waarde=value,
            shape=shape,
            component=component,
            ernst=spoke[shape].ernst,
            toerekening=spoke[shape].toerekening,
            nl=names.vul(spoke[shape].nl, "nl", focus, value),
            en=names.vul(spoke[shape].en, "en", focus, value),
        )
        for focus, value, shape, component in found
    ]
    return tuple(sorted(results, key=lambda result: result.volgorde))


def _with_shacl_rust(data: bytes, shapes: Vormen) -> Iterator[_Raw]:
    try:
        report = shacl_rust.validate(data.decode(), shapes.tekst, data_format="nt", experimental_index=True)
    except (ValueError, RuntimeError) as error:
        raise (_data_refused(error) if _applies(shapes) else _engine_failed(error)) from error
    results = report["results"]
    # The engine writes terms as N-Triples does: read them back all at once, focus and value by turns.
    terms = _read_terms(term for result in results for term in (result["focusNode"], result.get("value")))
    for number, result in enumerate(results):
        focus = terms[2 * number]
        if focus is None:
            raise ReleaseError("De SHACL-motor meldt iets over niets.", "The SHACL engine reports about nothing.")
        shape, component = result["sourceShape"][1:-1], result["sourceConstraintComponent"][1:-1]
        yield focus, terms[2 * number + 1], shape, component


def _applies(shapes: Vormen) -> bool:
    """Tell whether the engine can use the shapes at all: what it refuses then is the data."""
    try:
        shacl_rust.validate("", shapes.tekst, data_format="nt", experimental_index=True)
    except (ValueError, RuntimeError):
        return False
    return True


def _read_terms(texts: Iterable[str | None]) -> list[Term | None]:
    listed = list(texts)
    lines = "".join(f"<{SH}{i}> <{SH}value> {text} .\n" for i, text in enumerate(listed) if text is not None)
    read: list[Term | None] = [None] * len(listed)
    for number, _, term in statements(lines.encode()):
        read[int(number.value.removeprefix(SH))] = term
    return read


def _with_pyshacl(data: bytes, shapes: Vormen) -> Iterator[_Raw]:
    # Both graphs go in parsed: pySHACL takes a string that looks like an address for one, and fetches it.
    try:
        with _quiet_rdflib():
            _, report, text = pyshacl.validate(
                _as_rdflib(data),
                shacl_graph=_shapes_as_rdflib(shapes.tekst),
                inference="none",
                advanced=False,
                js=False,
                do_owl_imports=False,
                meta_shacl=False,
                inplace=True,
            )
    except pyshacl.errors.ReportableRuntimeError as error:
        raise _engine_failed(error) from error
    if not isinstance(report, rdflib.Graph):
        raise _engine_failed(text)
    sh = rdflib.Namespace(SH)
    for result in report.objects(None, sh.result):
        focus, value, shape, component = (
            report.value(result, sh[name])
            for name in ("focusNode", "value", "sourceShape", "sourceConstraintComponent")
        )
        yield _from_rdflib(focus), _from_rdflib(value) if value is not None else None, str(shape), str(component)


@lru_cache(maxsize=4)
def _shapes_as_rdflib(turtle: str) -> rdflib.Graph:
    """Parse shapes once: it takes longer than to check a small document. The engine only reads the graph."""
    return rdflib.Graph().parse(data=turtle, format="turtle")


@contextmanager
def _quiet_rdflib() -> Iterator[None]:
    """Keep rdflib from writing a traceback to the log for each impossible date: the report says it better."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def _data_refused(reason: object) -> SourceError:
    return SourceError(
        f"De SHACL-motor kon de gegevens niet verwerken: {reason}",
        f"The SHACL engine could not process the data: {reason}",
    )


def _engine_failed(reason: object) -> ReleaseError:
    return ReleaseError(
        f"De SHACL-motor kon de vormvoorschriften niet toepassen: {reason}",
        f"The SHACL engine could not apply the shapes: {reason}",
    )


def _as_rdflib(data: bytes) -> rdflib.Graph:
    """Build the graph from our own parser's terms: rdflib's would rename blank nodes and rewrite literals."""
    graph = rdflib.Graph()
    for subject, predicate, value in statements(data):
        graph.add((_to_rdflib(subject), rdflib.URIRef(predicate), _to_rdflib(value)))
    return graph


def _to_rdflib(term: Term) -> rdflib.term.Identifier:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    literal = rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
    if not literal.ill_typed:
        return literal
    # pySHACL breaks off where it compares an impossible date with another date. Of a datatype that it does not
    # know, it says what holds of an impossible date too: not of the datatype asked for, not less than another.
    mark = hashlib.sha256(term.value.encode()).hexdigest()
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(f"{_ILL_TYPED}{mark}-{term.datatype.value}"))


def _from_rdflib(term: object) -> Term:
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        datatype = str(term.datatype or XSD + "string")
        if datatype.startswith(_ILL_TYPED):
            datatype = datatype.removeprefix(_ILL_TYPED).partition("-")[2]
        return ox.Literal(str(term), datatype=ox.NamedNode(datatype))
    raise ReleaseError("De SHACL-motor meldt iets over niets.", "The SHACL engine reports about nothing.")
