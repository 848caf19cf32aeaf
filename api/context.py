"""What every handler needs: the store, the release it was loaded from, and the settings.

One object per application, made by `create_app` and found through `request.app`; there is no global.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
from starlette.requests import Request

from api.lookup import Lookup
from verbanden import query
from verbanden.coverage import Dekking
from verbanden.errors import StoreError
from verbanden.namespaces import XSD, Iris
from verbanden.settings import Settings
from verbanden.store import Store, Term

API_VERSION = "0.1.0"
"""Version of the REST interface; it moves by itself, apart from the version of the package."""


class ReleaseInfo(Protocol):
    """What the API tells of a release; `verbanden.release` and tests give it."""

    @property
    def naam(self) -> str:
        """Name of the release: its date, with a suffix where one date was built twice."""
        ...

    @property
    def datum(self) -> date:
        """Date of its newest snapshot: the default peildatum."""
        ...

    @property
    def pad(self) -> Path | None:
        """Directory of its dumps, None for a release that lives in memory only."""
        ...

    @property
    def dekking(self) -> Sequence[Dekking]:
        """What its sources cover."""
        ...


@dataclass(frozen=True, slots=True)
class Uitgave:
    """A release as plain values: for whoever has no `Release` object, and for tests."""

    naam: str
    datum: date
    pad: Path | None = None
    dekking: Sequence[Dekking] = ()


class Context:
    """The store with the release it came from, and what is read from it once."""

    def __init__(self, store: Store, release: ReleaseInfo, settings: Settings) -> None:
        self.store = store
        self.release = release
        self.settings = settings
        self.iris = Iris(settings.base_iri)
        self.lookup = Lookup(self.rows, self.iris)

    @cached_property
    def graphs(self) -> frozenset[str]:
        """The named graphs of the release; a release does not change while it is served."""
        return frozenset(self.store.named_graphs())

    def bind(self, naam: str, terms: Mapping[str, Sequence[Term]] | None = None) -> str:
        """Give the text of a question with its parameters filled."""
        return query.bind(query.load(naam), terms or {})

    def rows(self, naam: str, terms: Mapping[str, Sequence[Term]] | None = None) -> list[dict[str, Term]]:
        """Ask a question of the queries room; a variable without a value is absent from its row."""
        return self.rows_of(self.bind(naam, terms))

    def rows_of(self, text: str) -> list[dict[str, Term]]:
        """Ask a bound SELECT question."""
        rows = self._rows(text)
        if rows is None:
            raise StoreError(nl="de vraag geeft geen rijen", en="the question yields no rows")
        return rows

    def _rows(self, text: str) -> list[dict[str, Term]] | None:
        # As in `answers`: no exception may take the engine's answer to another thread, so this raises none.
        answer = self.store.query(text)
        if not isinstance(answer, ox.QuerySolutions):
            return None
        names = [variable.value for variable in answer.variables]
        rows: list[dict[str, Term]] = []
        try:
            for solution in answer:
                values = {name: solution[name] for name in names}
                rows.append({k: v for k, v in values.items() if isinstance(v, ox.NamedNode | ox.Literal)})
        except (RuntimeError, OSError):
            return None
        return rows


def context(request: Request) -> Context:
    """Find the context of the application that handles this request."""
    found: Context = request.app.state.context
    return found


def iri(value: str) -> ox.NamedNode:
    """Make the term of an IRI."""
    return ox.NamedNode(value)


def text(value: str) -> ox.Literal:
    """Make the term of a plain string."""
    return ox.Literal(value)


def day(value: date) -> ox.Literal:
    """Make the term of a date."""
    return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD + "date"))
