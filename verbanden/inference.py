"""What follows from the graph by the OWL 2 RL rules that our ontology uses: one rule per file, to a fixpoint.

Rules: `queries/regels/`, named after OWL 2 Profiles, section 4.3 (https://www.w3.org/TR/owl2-profiles/). What
they derive is in the consolidated view and in a graph of its own.
"""

from __future__ import annotations

import pyoxigraph as ox

from verbanden.graph.terms import Graaf
from verbanden.query import bind, load, names

_ROUNDS = 25


def rules() -> list[str]:
    """Give the names of the rules, in order."""
    return [name for name in names() if name.startswith("regels/")]


def close(store: ox.Store, naam: str) -> Graaf:
    """Derive into the default graph of a store until nothing new follows; give what was derived.

    `naam` is the IRI of the graph for what is derived. Raises RuntimeError when there is no end to it, which
    the rules in use cannot cause: none of them makes new terms.
    """
    target = ox.NamedNode(naam)
    updates = [bind(load(name), {"afleiding": [target]}) for name in rules()]
    before = -1
    for _ in range(_ROUNDS):
        if len(store) == before:
            break
        before = len(store)
        for update in updates:
            store.update(update)
    else:
        raise RuntimeError("inference does not come to an end")
    graaf = Graaf(naam)
    # The derived graph as N-Triples, a line each, without the full stop that the writer adds.
    dumped = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=target) or b""
    graaf.feiten.extend(sorted(line[:-2] for line in dumped.decode("utf-8").split("\n") if line))
    return graaf
