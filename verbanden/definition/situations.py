"""The state of partnerships on a day, or through all their periods: what the criteria are tested against.

The values come from CONSTRUCT queries in `queries/toets/`; the same ones serve one day and all periods. Only what
needs reckoning with days is done here: the periods between change points, and durations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

import pyoxigraph as ox

from verbanden.definition.evidence import Bewijs, Bewijsstukken
from verbanden.definition.existence import Bestaan, calendar, existence
from verbanden.graph import vocabulary as v
from verbanden.graph.terms import Triple, day, integer, iri
from verbanden.model import Periode
from verbanden.namespaces import GENID
from verbanden.query import bind, load

JAAR = timedelta(days=365)
"""How long a cooperation must span at least (criterium d4)."""

_HELD = ("stand", "verklaringen")
_VALUES = ("aantallen", "naam", "uit-gegevens", "uit-wet", "uit-verklaringen", "bevraagd")
_MOMENTEN = ox.NamedNode(GENID + "momenten")


@dataclass(frozen=True, slots=True)
class Toestand:
    """One partnership during one period in which nothing changes; `node` is what the shapes look at.

    For one peildatum the node is the partnership, and the period is that day on.
    """

    node: str
    verband: str
    begin: date | None
    einde: date | None


@dataclass(frozen=True, slots=True)
class Toestanden:
    """The states that were asked for: the triples for the shapes, the states by node, and the evidence.

    `triples` are N-Triples without the full stop, sorted. `niet_in_werking` are the partnerships that do not hold
    on the peildatum, of which nothing can be judged.
    """

    triples: list[Triple]
    van: Mapping[str, Toestand]
    bewijs: Mapping[tuple[str, str], Bewijs]
    niet_in_werking: tuple[str, ...] = ()

    def ntriples(self) -> bytes:
        """Give the triples as a document, to be validated."""
        return " .\n".join([*self.triples, ""]).encode()


def situations(store: ox.Store, peildatum: date | None, tot: date) -> Toestanden:
    """Derive the states of all partnerships in the default graph of a store, code lists included.

    With a `peildatum` that one day; without it all periods that begin on `tot` or before. That an open-ended
    partnership is a year old is known from that day on, if it is no later than `tot`.
    """
    found = existence(store)
    absent: tuple[str, ...] = ()
    if peildatum is None:
        states = list(_through_time(store, found, tot))
    else:
        absent = tuple(verband for verband, bestaan in found.items() if not bestaan.bevat(peildatum))
        states = [
            (Toestand(verband, verband, peildatum, None), peildatum) for verband in found.keys() - set(absent)
        ]
    own = [triple for toestand, dag in states for triple in _own(toestand, dag, found[toestand.verband])]
    try:
        _add(store, own)
        held: list[Triple] = []
        for name in _HELD:
            held += _ask(store, name)
            _add(store, held)
        derived = [triple for name in _VALUES for triple in _ask(store, name)]
        proof = Bewijsstukken(store, _MOMENTEN, held, derived)
    finally:
        store.remove_graph(_MOMENTEN)
    return Toestanden(
        triples=sorted({*own, *derived}),
        van={toestand.node: toestand for toestand, _ in states},
        bewijs=dict(
            piece for state, _ in states for piece in proof.van(state.node, state.verband, found[state.verband])
        ),
        niet_in_werking=tuple(sorted(absent)),
    )


def _through_time(store: ox.Store, found: Mapping[str, Bestaan], tot: date) -> Iterator[tuple[Toestand, date]]:
    """Give each state with the day on which it is looked at: its first."""
    moments: dict[str, set[date]] = {}
    for row in cast(ox.QuerySolutions, store.query(load("toets/momenten").tekst)):
        when = calendar(row["dag"])
        if when is not None:
            moments.setdefault(row["verband"].value, set()).add(when)
    for verband, bestaan in sorted(found.items()):
        cuts = moments.get(verband, set())
        if bestaan.begin and not bestaan.einde and bestaan.begin + JAAR <= tot:
            cuts = cuts | {bestaan.begin + JAAR}
        for periode in bestaan.perioden:
            for part in split(periode, cuts):
                if part.begin is None or part.begin <= tot:
                    yield _state(verband, part), part.begin or _before(part.einde, tot)


def split(periode: Periode, cuts: set[date]) -> Iterator[Periode]:
    """Cut a period at days within it."""
    inside = sorted(d for d in cuts if periode.bevat(d) and d != periode.begin)
    yield from map(Periode, [periode.begin, *inside], [*inside, periode.einde])


def _state(verband: str, periode: Periode) -> Toestand:
    place = verband.replace("/id/verband/", "/id/toestand/")
    return Toestand(f"{place}-{periode.begin or 'open'}", verband, periode.begin, periode.einde)


def _before(einde: date | None, tot: date) -> date:
    # Of what holds since a day that nobody recorded, the last day known stands for all.
    return einde - timedelta(days=1) if einde else tot


def _own(toestand: Toestand, dag: date, bestaan: Bestaan) -> Iterator[Triple]:
    """Write what a state is, and how long the partnership has lasted and will last."""
    s = iri(toestand.node)
    if toestand.node != toestand.verband:
        yield f"{s} {v.A} {v.vb('Toestand')}"
    yield f"{s} {v.vb('vanVerband')} {iri(toestand.verband)}"
    yield f"{s} {v.vb('getoetstOp')} {day(dag)}"
    if bestaan.begin:
        yield f"{s} {v.vb('duurInDagen')} {integer((dag - bestaan.begin).days)}"
        if bestaan.einde:
            yield f"{s} {v.vb('looptijdInDagen')} {integer((bestaan.einde - bestaan.begin).days)}"


def _ask(store: ox.Store, name: str) -> list[Triple]:
    """Ask a CONSTRUCT query about the states that stand in the graph of moments."""
    answer = store.query(bind(load(f"toets/{name}"), {"momenten": [_MOMENTEN]}))
    written = cast(ox.QueryTriples, answer).serialize(format=ox.RdfFormat.N_TRIPLES) or b""
    return [line[:-2] for line in written.decode().split("\n") if line]


def _add(store: ox.Store, triples: list[Triple]) -> None:
    lines = " .\n".join([*triples, ""]).encode()
    store.load(input=lines, format=ox.RdfFormat.N_TRIPLES, to_graph=_MOMENTEN, lenient=True)
