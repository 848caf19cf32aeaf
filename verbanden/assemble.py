"""From what the loaders read to the graphs of a release: resolve, history, quads, inference, state.

Nothing here touches a file or the clock: the same readings give the same graphs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import pyoxigraph as ox

from verbanden import collector
from verbanden.candidates import candidates
from verbanden.definition.situations import situations
from verbanden.definition.verdicts import Oordeel, judge
from verbanden.graph.claims import Bronschrijver, vermelding_iri
from verbanden.graph.partnerships import Geschiedenisschrijver
from verbanden.graph.state import state_graph
from verbanden.graph.terms import Graaf, Triple, ordered
from verbanden.graph.verdicts import verdict_graph
from verbanden.history import Geschiedenis, history
from verbanden.inference import close
from verbanden.model import (
    Afwijzing,
    HistorischeVersie,
    Momentopname,
    Opvolgkandidaat,
    Organisatie,
    Record,
    Regeling,
    Wijziging,
)
from verbanden.namespaces import Iris
from verbanden.ontology import vocabulary_graph
from verbanden.resolve import Organisaties
from verbanden.validation import load_shapes, validate

CRITERIA = "definitie"
"""The shapes that say when a criterium is known and met."""

Progress = Callable[[str, str], None]
"""Told what is being done, in Dutch and in English."""


def silent(_nl: str, _en: str) -> None:
    """Tell nobody."""


class Reading(Protocol):
    """One reading of a source by a loader: iterated once, after which the state of the source is known."""

    def __iter__(self) -> Iterator[Record | Afwijzing]:
        """Give records and rejections in the order of the source."""
        ...

    @property
    def momentopname(self) -> Momentopname:
        """The state of the source that was read."""
        ...


@dataclass(slots=True)
class Gelezen:
    """One source, read to its end: its state, its records by kind, and what was rejected."""

    opname: Momentopname
    organisaties: list[Organisatie] = field(default_factory=list)
    versies: list[HistorischeVersie] = field(default_factory=list)
    wijzigingen: list[Wijziging] = field(default_factory=list)
    regelingen: list[Regeling] = field(default_factory=list)
    afwijzingen: list[Afwijzing] = field(default_factory=list)

    @classmethod
    def sort(cls, reading: Reading) -> Gelezen:
        """Read a source to its end, its records sorted by kind."""
        kinds: dict[type, list[object]] = {
            kind: [] for kind in (Organisatie, HistorischeVersie, Wijziging, Regeling, Afwijzing)
        }
        for record in reading:
            kinds[type(record)].append(record)
        lists = list(kinds.values())
        return cls(reading.momentopname, *lists)  # type: ignore[arg-type]  # each list holds its own kind


@dataclass(frozen=True, slots=True)
class Samenstel:
    """All that a release is made of."""

    datum: date
    graven: tuple[Graaf, ...]
    geschiedenis: Geschiedenis
    kandidaten: tuple[Opvolgkandidaat, ...]
    oordelen: tuple[Oordeel, ...]
    bronnen: tuple[Gelezen, ...]
    store: ox.Store
    """The consolidated view, closed, as default graph (and the derived graph): for validation and the dumps."""

    def default_graph(self) -> list[Triple]:
        """Give the consolidated view, each triple once, sorted."""
        return ordered(*(graaf.feiten for graaf in self.graven))


@collector.at_rest()
def assemble(
    bronnen: Iterable[Gelezen],
    iris: Iris,
    *,
    aarden: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> Samenstel:
    """Make the graphs of a release from its sources; the release's date is that of the newest of them.

    `aarden` gives the kind of organisations that no register describes, by their key in the source.
    """
    sources = tuple(sorted(bronnen, key=lambda b: (not b.opname.bron.code.startswith("tooi"), b.opname.bron.code)))
    datum = max(bron.opname.datum for bron in sources)
    progress("organisaties herkennen", "resolving organisations")
    organisaties = Organisaties(
        iris,
        [o for bron in sources for o in bron.organisaties],
        [w for bron in sources for w in bron.wijzigingen],
        [h for bron in sources for h in bron.versies],
        aarden,
    )
    progress("geschiedenis afleiden", "deriving history")
    regelingen = {r.sleutel: r for bron in sources for r in bron.regelingen}
    verleden = history(regelingen.values(), organisaties)
    paren = tuple(candidates(verleden.verbanden, organisaties))
    progress("triples schrijven", "writing triples")
    graven = [_source_graph(iris, bron, organisaties) for bron in sources]
    writer = _history_writer(iris, datum, sources, organisaties)
    writer.verbanden(verleden.verbanden)
    writer.organisaties()
    writer.kandidaten(paren)
    graven.append(writer.graaf)
    graven.append(state_graph(iris, datum, verleden.verbanden, regelingen, organisaties))
    graven.append(vocabulary_graph(iris.graaf("begrippen", datum)))
    progress("feiten laden", "loading facts")
    store = load_facts(graven)
    progress("oordelen vellen", "judging")
    oordelen = judge_all(store, datum)
    graven.append(verdict_graph(iris, datum, oordelen))
    load_facts(graven[-1:], store)
    progress("gevolgtrekkingen maken", "inferring")
    graven.append(close(store, iris.graaf("afleiding", datum)))
    return Samenstel(datum, tuple(graven), verleden, paren, oordelen, sources, store)


def judge_all(store: ox.Store, datum: date) -> tuple[Oordeel, ...]:
    """Test all partnerships in the default graph of a store against all criteria, from their begin to a day."""
    toestanden = situations(store, None, datum)
    return judge(validate(toestanden.ntriples(), load_shapes(CRITERIA)), toestanden)


def load_facts(graven: Iterable[Graaf], store: ox.Store | None = None) -> ox.Store:
    """Load the facts of all graphs as one default graph, into a store of their own where none is given."""
    store = ox.Store() if store is None else store
    for graaf in graven:
        # Lenient: the writer checked every IRI, and the dumps read it all once more, strictly.
        lines = " .\n".join([*graaf.feiten, ""]).encode()
        store.load(input=lines, format=ox.RdfFormat.N_TRIPLES, lenient=True)
    return store


def _source_graph(iris: Iris, bron: Gelezen, organisaties: Organisaties) -> Graaf:
    writer = Bronschrijver(iris, bron.opname, organisaties)
    writer.describe()
    writer.regelingen(bron.regelingen)
    writer.organisaties(bron.organisaties)
    writer.wijzigingen(bron.wijzigingen, bron.versies)
    return writer.graaf


def _history_writer(
    iris: Iris, datum: date, sources: tuple[Gelezen, ...], organisaties: Organisaties
) -> Geschiedenisschrijver:
    said_by = {r.sleutel: bron.opname for bron in sources for r in bron.regelingen}
    return Geschiedenisschrijver(
        iris,
        iris.graaf("geschiedenis", datum),
        organisaties,
        lambda regeling, nummer: vermelding_iri(iris, said_by[regeling], regeling, nummer),
        lambda regeling: said_by[regeling].bron.volledig_vanaf,
    )
