"""A small part of the embedded graph, closed under what the questions follow: some partnerships and all around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from verbanden.namespaces import ADMS, ORG, PROV, TIME, TOOI_ONT, VB, Iris

FOLLOWED = {
    ox.NamedNode(iri)
    for iri in (
        f"{VB}heeftRegeling",
        f"{VB}heeftDeelname",
        f"{VB}heeftNaam",
        f"{VB}onderbreking",
        f"{VB}uitgevoerdDoor",
        f"{VB}opgevolgdDoor",
        f"{VB}volgtOp",
        f"{ORG}member",
        f"{ORG}memberDuring",
        f"{TIME}hasBeginning",
        f"{TIME}hasEnd",
        f"{ADMS}identifier",
        f"{TOOI_ONT}ligtInProvincie",
        f"{PROV}hadPrimarySource",
        f"{VB}vanBron",
    )
}
"""Predicates whose objects belong to the part as well."""

_BETREFT = ox.NamedNode(f"{VB}betreftRegeling")
_OVER = ox.NamedNode(f"{VB}overVerband")


def around(store: ox.Store, verbanden: Iterable[str], begrippen: str) -> Iterator[ox.Quad]:
    """Give the quads of some partnerships and all that belongs to them, with code lists, claims and verdicts."""
    iris = Iris()
    queue: list[object] = [ox.NamedNode(iris.verband(key)) for key in verbanden]
    seen: set[object] = set()
    while queue:
        node = queue.pop()
        if node in seen or not isinstance(node, ox.NamedNode):
            continue
        seen.add(node)
        for quad in store.quads_for_pattern(node, None, None, ox.DefaultGraph()):
            yield quad
            if quad.predicate in FOLLOWED:
                queue.append(quad.object)
        queue += [quad.subject for quad in store.quads_for_pattern(None, _OVER, node, ox.DefaultGraph())]
    for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(begrippen)):
        yield ox.Quad(quad.subject, quad.predicate, quad.object)
    for claim in store.quads_for_pattern(None, _BETREFT, None, None):
        if claim.object in seen:
            yield from store.quads_for_pattern(claim.subject, None, None, claim.graph_name)
