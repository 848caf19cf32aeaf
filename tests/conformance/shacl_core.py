"""The W3C tests of SHACL Core, read from their manifests, and both engines asked what they find.

A test names a graph of data, a graph of shapes and the report that is expected. Reports are compared by what a
result says: focus node, path, value, component and severity. Blank nodes have no name, so any equals any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
import shacl_rust  # type: ignore[import-untyped]
from rdflib import RDF
from rdflib import SH as SHACL
from rdflib.collection import Collection
from rdflib.term import Node

from verbanden.namespaces import SH
from verbanden.validation import Engine

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = rdflib.Namespace("http://www.w3.org/ns/shacl-test#")
BASE = "https://example.org/w3c/"
_MARKS = {
    SHACL.inversePath: "^{}",
    SHACL.zeroOrMorePath: "{}*",
    SHACL.oneOrMorePath: "{}+",
    SHACL.zeroOrOnePath: "{}?",
}

_TEXTS = "message name description order group severity defaultValue prefixes declare prefix namespace"
_REPORT = "conforms result focusNode value detail sourceShape sourceConstraintComponent"
_RESULT = "resultPath resultSeverity resultMessage"
NEUTRAL = frozenset(f"{_TEXTS} {_REPORT} {_RESULT}".split())
"""What says nothing of what is allowed: texts for people, and the terms of reports."""

Result = tuple[str, str, str, str, str]  # focus node, path, value, component, severity
Report = tuple[bool, tuple[Result, ...]]


@dataclass(frozen=True, slots=True)
class CoreTest:
    """One test: its name in the suite, its two graphs, and the report; None where shapes must be refused."""

    naam: str
    data: Path
    shapes: Path
    expected: Report | None


def core_tests(root: Path) -> list[CoreTest]:
    """Read every test that the manifest of a folder leads to."""
    return sorted(_of_manifest(root, root / "manifest.ttl"), key=lambda test: test.naam)


def _of_manifest(root: Path, manifest: Path) -> Iterator[CoreTest]:
    graph = _graph(root, manifest)
    for listed in graph.objects(None, MF.include):
        yield from _of_manifest(root, _file(root, listed))
    for entries in graph.objects(None, MF.entries):
        for entry in Collection(graph, entries):
            action, expected = graph.value(entry, MF.action), graph.value(entry, MF.result)
            yield CoreTest(
                naam=str(entry).removeprefix(BASE),
                data=_file(root, graph.value(action, SHT.dataGraph)),
                shapes=_file(root, graph.value(action, SHT.shapesGraph)),
                expected=None if expected == SHT.Failure else _report(graph, expected),
            )


def outcome(root: Path, test: CoreTest, engine: Engine) -> Report | None:
    """What an engine finds; None where it refuses the shapes."""
    data, shapes = _ntriples(root, test.data), _ntriples(root, test.shapes)
    return _by_rust(data, shapes) if engine == "snel" else _by_pyshacl(data, shapes)


def _by_rust(data: str, shapes: str) -> Report | None:
    try:
        report = shacl_rust.validate(data, shapes, data_format="nt", shapes_format="nt", experimental_index=True)
    except (ValueError, RuntimeError):
        return None
    results = sorted(
        (
            _plain(found["focusNode"]),
            _loose(found.get("resultPath") or ""),
            _plain(found.get("value") or ""),
            found["sourceConstraintComponent"][1:-1],
            found["severity"][1:-1],
        )
        for found in report["results"]
    )
    return report["conforms"], tuple(results)


def _by_pyshacl(data: str, shapes: str) -> Report | None:
    try:
        _, report, _ = pyshacl.validate(
            _rdflib(data), shacl_graph=_rdflib(shapes), inference="none", do_owl_imports=False
        )
    except pyshacl.errors.ReportableRuntimeError:
        return None
    if not isinstance(report, rdflib.Graph):
        return None
    return _report(report, report.value(None, RDF.type, SHACL.ValidationReport))


def _report(graph: rdflib.Graph, node: Node | None) -> Report:
    results = sorted(
        (
            _term(graph.value(found, SHACL.focusNode)),
            _loose(_path(graph, graph.value(found, SHACL.resultPath))),
            _term(graph.value(found, SHACL.value)),
            str(graph.value(found, SHACL.sourceConstraintComponent)),
            str(graph.value(found, SHACL.resultSeverity)),
        )
        for found in graph.objects(node, SHACL.result)
    )
    return str(graph.value(node, SHACL.conforms)) == "true", tuple(results)


def _path(graph: rdflib.Graph, node: Node | None) -> str:
    """Write a path as SPARQL does."""
    if node is None:
        return ""
    if isinstance(node, rdflib.URIRef):
        return node.n3()
    for mark, form in _MARKS.items():
        inner = graph.value(node, mark)
        if inner is not None:
            return form.format(_path(graph, inner))
    several = graph.value(node, SHACL.alternativePath)
    if several is not None:
        return "|".join(_path(graph, one) for one in Collection(graph, several))
    return "/".join(_path(graph, one) for one in Collection(graph, node))


def _loose(path: str) -> str:
    """Leave out what only groups and spaces: engines put it in different places."""
    return path.translate({ord(sign): None for sign in " ()"})


def _term(node: Node | None) -> str:
    return "" if node is None else _plain(node.n3())


def _plain(text: str) -> str:
    """Write a term in one way: a blank node without its name, a literal as N-Triples does."""
    if not text or text.startswith("_:"):
        return text[:2]
    [quad] = ox.parse(f"<{SH}s> <{SH}p> {text} .".encode(), format=ox.RdfFormat.TURTLE, lenient=True)
    return str(quad.object)


def _ntriples(root: Path, file: Path) -> str:
    """Read a file with its own IRI as base, so that `<>` in it means what the manifest calls it."""
    base = BASE + file.relative_to(root).as_posix()
    quads = ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=base, lenient=True)
    return (ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def _graph(root: Path, file: Path) -> rdflib.Graph:
    return _rdflib(_ntriples(root, file))


def _rdflib(ntriples: str) -> rdflib.Graph:
    """Build a graph whose literals stay as they are written: reports are compared to the letter."""
    graph = rdflib.Graph()
    for quad in ox.parse(ntriples.encode(), format=ox.RdfFormat.N_TRIPLES):
        subject, value = quad.subject, quad.object
        if isinstance(value, ox.Literal):
            literal = rdflib.Literal(
                value.value,
                lang=value.language,
                datatype=None if value.language else rdflib.URIRef(value.datatype.value),
                normalize=False,
            )
            graph.add((_node(subject), rdflib.URIRef(quad.predicate.value), literal))
        else:
            graph.add((_node(subject), rdflib.URIRef(quad.predicate.value), _node(value)))
    return graph


def _node(term: object) -> rdflib.URIRef | rdflib.BNode:
    assert isinstance(term, ox.NamedNode | ox.BlankNode)
    return rdflib.URIRef(term.value) if isinstance(term, ox.NamedNode) else rdflib.BNode(term.value)


def _file(root: Path, node: Node | None) -> Path:
    return root / str(node).removeprefix(BASE)


def parts(shapes: str) -> frozenset[str]:
    """The terms that a graph of shapes, as N-Triples or Turtle, uses to constrain, to target and in paths."""
    quads = ox.parse(shapes.encode(), format=ox.RdfFormat.TURTLE, lenient=True)
    used = {quad.predicate.value.removeprefix(SH) for quad in quads if quad.predicate.value.startswith(SH)}
    return frozenset(used - NEUTRAL)


def parts_of(root: Path, test: CoreTest) -> frozenset[str]:
    """The same of the shapes of a test, of which only those that are shapes count, not the expected report."""
    return parts(_ntriples(root, test.shapes))
