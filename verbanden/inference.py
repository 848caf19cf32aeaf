"""What follows from the graph by the OWL 2 RL rules that our ontology uses: one rule per file, to a fixpoint.

Rules: `queries/regels/`, named after OWL 2 Profiles, section 4.3 (https://www.w3.org/TR/owl2-profiles/). What
they derive is in the consolidated view and in a graph of its own.
"""

from __future__ import annotations

from itertools import groupby

import pyoxigraph as ox

from verbanden.graph.terms import Graaf
from verbanden.query import bind, load, names

_ROUNDS = 25

_STRATA = (
    (False, ("scm-eq", "scm-sco", "scm-spo")),  # hierarchies of classes and properties, whole by their `+` paths
    (True, ("prp-spo", "prp-symp", "prp-trp", "prp-inv")),  # links from links
    (False, ("prp-dom", "prp-rng")),  # types from links
    (False, ("cax-sco",)),  # types from types: once, for the hierarchy is whole
    (False, ("scm-dom", "scm-rng")),  # axioms that add no fact: hierarchies and the above gave those already
)
"""Rules by what they give, in order; each stratum with whether it feeds itself and so needs more rounds."""


def _place(name: str) -> tuple[int, int, str]:
    rule = name.removeprefix("regels/")
    for stratum, (_, prefixes) in enumerate(_STRATA):
        for position, prefix in enumerate(prefixes):
            if rule.startswith(prefix):
                return stratum, position, rule
    raise ValueError(f"rule {name} has no place among the strata")


def rules() -> list[str]:
    """Give the names of the rules, in the order in which they are applied."""
    return sorted((name for name in names() if name.startswith("regels/")), key=_place)


def strata() -> list[tuple[bool, list[str]]]:
    """Give the rules by stratum, each with whether it feeds itself."""
    return [(_STRATA[i][0], list(level)) for i, level in groupby(rules(), key=lambda name: _place(name)[0])]


def close(store: ox.Store, naam: str) -> Graaf:
    """Derive into the default graph of a store until nothing new follows; give what was derived.

    What a rule gives changes nothing in the strata before its own, so that each is closed once. That holds as
    long as no axiom of the ontology speaks of `rdf:type` or of axioms; equality with owlrl is tested.

    `naam` is the IRI of the graph for what is derived. Raises RuntimeError when there is no end to it, which
    the rules in use cannot cause: none of them makes new terms.
    """
    target = ox.NamedNode(naam)
    for feeds_itself, level in strata():
        updates = [bind(load(name), {"afleiding": [target]}) for name in level]
        if feeds_itself:
            _fixpoint(store, updates)
        else:
            _apply(store, updates)
    graaf = Graaf(naam)
    # The derived graph as N-Triples, a line each, without the full stop that the writer adds.
    dumped = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=target) or b""
    graaf.feiten.extend(sorted(line[:-2] for line in dumped.decode("utf-8").split("\n") if line))
    return graaf


def _apply(store: ox.Store, updates: list[str]) -> None:
    for update in updates:
        store.update(update)


def _fixpoint(store: ox.Store, updates: list[str]) -> None:
    """Apply rules, all of them in each round, until a round gives nothing new."""
    before = -1
    for _ in range(_ROUNDS):
        if len(store) == before:
            return
        before = len(store)
        _apply(store, updates)
    raise RuntimeError("inference does not come to an end")
