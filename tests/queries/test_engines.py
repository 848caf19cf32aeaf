"""The same question gives the same rows in another engine: rdflib, on a small part of the embedded graph."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import Dataset
from rdflib.term import Identifier, Literal

from tests.queries.questions import QUESTIONS, RELEASE, bound, solve
from tests.queries.subset import around
from verbanden.namespaces import Iris
from verbanden.store import EmbeddedStore

# rdflib warns about names of its own that it uses itself.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning:rdflib")

PART = (
    "roo-24203389",  # Veiligheidsregio Rotterdam-Rijnmond: carried on, then named
    "roo-24967448",  # Wmo Brabant Noordoost: an interruption and five merged members
    "roo-24964581",  # Veiligheidsregio Amsterdam-Amstelland: three names
    "roo-24961596",  # GGD Hart voor Brabant: the one that left and came back
    "roo-27706652",  # Aqualysis: water authorities that are gone and still named
    "roo-24966825",  # Archeologie Hellevoetsluis-Rotterdam: a municipality that is gone and still named
    "roo-27614747",  # Randstedelijke Rekenkamer: four provinces
    "roo-28094083",  # De Waddeneilanden
    "roo-24963981",  # Tilburg and Dongen
    "roo-26888061",  # 1Stroom: a body with all its numbers
    "roo-30099000",  # a member that joined in 2026
    "roo-25853716",  # Reinigingsdienst Maasland: joined and left
    "roo-24962027",  # Werkvoorzieningschap Fryslân-West, with Súdwest-Fryslân
    "roo-24964242",  # Gelders Archief, with Rozendaal
    "roo-24967989",  # SWW-gemeenten, with Weesp
    "roo-24967053",  # the fire brigade of the port of Rotterdam: one government and companies
    "roo-29309746",  # Aa en Maas, Brabantse Delta, De Dommel: verdicts that change three times
    "roo-28139768",  # Eurode, with a German town
)

Row = tuple[str | None, ...]


@pytest.fixture(scope="module")
def part(store: EmbeddedStore) -> list[ox.Quad]:
    begrippen = Iris().graaf("begrippen", RELEASE)
    return sorted(set(around(store.inner, PART, begrippen)), key=str)


@pytest.fixture(scope="module")
def small(part: list[ox.Quad]) -> EmbeddedStore:
    inner = ox.Store()
    inner.bulk_extend(part)
    return EmbeddedStore(inner)


@pytest.fixture(scope="module")
def other(part: list[ox.Quad]) -> Dataset:
    dataset = Dataset(default_union=False)
    written = ox.serialize(part, format=ox.RdfFormat.N_QUADS)
    dataset.parse(data=written, format="nquads")
    return dataset


def ours(store: EmbeddedStore, text: str) -> list[Row]:
    answer = solve(store, text)
    names = [variable.value for variable in answer.variables]
    return [tuple(None if row[name] is None else str(row[name]) for name in names) for row in answer]


def theirs(dataset: Dataset, text: str) -> list[Row]:
    answer = dataset.query(text)
    return [tuple(_ntriples(row.get(name)) for name in answer.vars or ()) for row in answer.bindings]


def _ntriples(term: Identifier | None) -> str | None:
    if not isinstance(term, Literal):
        return None if term is None else str(ox.NamedNode(str(term)))
    datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
    return str(ox.Literal(str(term), datatype=datatype, language=term.language))


@pytest.mark.parametrize("name", QUESTIONS)
def test_gives_the_same_rows_in_rdflib(name: str, small: EmbeddedStore, other: Dataset) -> None:
    text = bound(name)
    expected = ours(small, text)
    assert expected
    assert theirs(other, text) == expected
