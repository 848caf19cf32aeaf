"""The same work with rdflib, in a process of its own: `python -m bench.peer PEER SIZE FILE`.

It gets the facts as ready-made parts of terms, so it need not parse what we write; it makes its own terms of
them, infers, serialises and loads. `owlrl` infers with owlrl; `rounds` with the rules as SPARQL in rdflib, all of
them in each round to a fixpoint; `rules` likewise, but in the order of strata that we found.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import owlrl
import pyoxigraph as ox
import rdflib
from rdflib import BNode, Dataset, Graph, Literal, URIRef

from bench.meten import Steps, tell, timed
from bench.registers import kinds, register
from verbanden.assemble import Samenstel, assemble
from verbanden.inference import rules, strata
from verbanden.namespaces import Iris
from verbanden.query import load

Parts = tuple[str, ...]
COMMON = ("resolving organisations", "deriving history")
"""What the peer needs as well before it can make a graph: our own code, counted for both."""

DEFAULT = "urn:x-rdflib:default"
_ALREADY = re.compile(r"^\s*(FILTER NOT EXISTS|MINUS) \{[^}]*\}\s*$", re.MULTILINE)
_TARGET = re.compile(r"^\s*GRAPH \?afleiding \{[^}]*\}\s*$", re.MULTILINE)
_ROW = re.compile(r"^\s*VALUES \?\w+ \{ UNDEF \}\s*$", re.MULTILINE)


def parts(term: object) -> Parts:
    """Take a term apart into plain strings."""
    if isinstance(term, ox.NamedNode):
        return ("iri", term.value)
    if isinstance(term, ox.BlankNode):
        return ("blank", term.value)
    assert isinstance(term, ox.Literal)
    return ("literal", term.value, term.language or "", "" if term.language else term.datatype.value)


def term(p: Parts) -> URIRef | BNode | Literal:
    """Make a term of rdflib."""
    if p[0] == "iri":
        return URIRef(p[1])
    if p[0] == "blank":
        return BNode(p[1])
    return Literal(p[1], lang=p[2]) if p[2] else Literal(p[1], datatype=URIRef(p[3]))


def facts(made: Samenstel) -> Iterator[tuple[str, bool, list[tuple[Parts, Parts, Parts]]]]:
    """Give each graph, without what we inferred: its name, whether the default graph has it too, its triples."""
    for graaf in made.graven[:-1]:
        for shown, lines in ((True, graaf.feiten), (False, graaf.alleen_hier)):
            quads = ox.parse(input=" .\n".join([*lines, ""]).encode(), format=ox.RdfFormat.N_TRIPLES)
            yield graaf.naam, shown, [(parts(q.subject), parts(q.predicate), parts(q.object)) for q in quads]


def by_owlrl(graph: Graph) -> None:
    """Close with owlrl."""
    closure = owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False)
    closure.expand(graph)


def by_rounds(graph: Graph) -> None:
    """Close with the rules as CONSTRUCT, all of them in each round; the graph itself drops doubles."""
    _apply(graph, [construct(load(name).tekst) for name in sorted(rules())], until_nothing_new=True)


def by_rules(graph: Graph) -> None:
    """Close with the rules as CONSTRUCT, in our strata."""
    for feeds_itself, names in strata():
        _apply(graph, [construct(load(name).tekst) for name in names], until_nothing_new=feeds_itself)


def _apply(graph: Graph, texts: list[str], *, until_nothing_new: bool) -> None:
    before = -1
    while len(graph) != before:
        before = len(graph)
        for text in texts:
            for triple in list(graph.query(text)):
                graph.add(triple)
        if not until_nothing_new:
            break


def construct(update: str) -> str:
    """Turn a rule of ours into a CONSTRUCT without its own test for what is there already, slow in rdflib."""
    for part in (_ALREADY, _TARGET, _ROW):
        update = part.sub("", update)
    return update.replace("INSERT {", "CONSTRUCT {", 1)


PEERS: dict[str, Callable[[Graph], None]] = {"owlrl": by_owlrl, "rounds": by_rounds, "rules": by_rules}


def main(peer: str, size: str, path: str) -> None:
    rdflib.NORMALIZE_LITERALS = False
    steps = Steps(COMMON)
    made = assemble(register(float(size)), Iris(), aarden=kinds(), progress=steps)
    steps.end()
    given = list(facts(made))
    with timed("making terms and graphs"):
        data = Dataset()
        default = data.default_graph
        for naam, shown, triples in given:
            named = data.graph(URIRef(naam))
            for s, p, o in triples:
                triple = (term(s), term(p), term(o))
                named.add(triple)
                if shown:
                    default.add(triple)
    with timed("inferring") as more:
        before = set(default)
        PEERS[peer](default)
        for triple in [t for t in default if isinstance(t[0], Literal)]:
            default.remove(triple)  # owlrl says things about literals, which RDF has no place for
        derived = data.graph(URIRef(made.graven[-1].naam))
        for triple in set(default) - before:
            derived.add(triple)
        more["derived"] = len(derived)
    with timed("serialising"):
        data.serialize(destination=path, format="nquads", encoding="utf-8")
    with timed("loading"):
        Dataset().parse(path, format="nquads")
    tell("same", **compare(Path(path), made))


def compare(path: Path, made: Samenstel) -> dict[str, int]:
    """Count what the peer's consolidated view lacks of ours, and has more, blank nodes left out."""
    ours = {line for line in made.default_graph() if "_:" not in line}
    theirs = set()
    for quad in ox.parse(path=path, format=ox.RdfFormat.N_QUADS, lenient=True):
        if isinstance(quad.graph_name, ox.DefaultGraph) or quad.graph_name.value == DEFAULT:
            line = f"{quad.subject} {quad.predicate} {quad.object}"
            if "_:" not in line:
                theirs.add(line)
    normal = {str(q.triple) for q in ox.parse(input=" .\n".join([*ours, ""]), format=ox.RdfFormat.N_TRIPLES)}
    return {"lacks": len(normal - theirs), "more": len(theirs - normal), "ours": len(normal)}


if __name__ == "__main__":
    main(*sys.argv[1:])
