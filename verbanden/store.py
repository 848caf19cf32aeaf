"""One protocol for whatever answers queries, and the engine that ships inside: pyoxigraph, in memory.

Answers are pyoxigraph's own result objects for every engine, so that one piece of code serialises them.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Protocol

import pyoxigraph as ox

from verbanden.errors import QueryError, StoreError
from verbanden.sparql_text import calls_service, oversized

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Term = ox.NamedNode | ox.Literal


class Store(Protocol):
    """What answers SPARQL queries over a release; read-only."""

    def query(
        self,
        text: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] | None = None,
    ) -> Answer:
        """Answer a query.

        Without `default_graphs` the consolidated view is the default graph. Raises QueryError for a query that
        is not SPARQL 1.1, StoreError when the engine fails.
        """
        ...

    def named_graphs(self) -> list[str]:
        """Give the IRIs of the named graphs, sorted."""
        ...

    def __len__(self) -> int:
        """Count the quads."""
        ...


class EmbeddedStore:
    """A pyoxigraph store in memory, loaded once and then only read."""

    def __init__(self, inner: ox.Store) -> None:
        self.inner = inner

    @classmethod
    def load(cls, path: Path) -> EmbeddedStore:
        """Load N-Quads, gzipped or not; raises StoreError naming the file when it cannot be read."""
        inner = ox.Store()
        try:
            if path.suffix == ".gz":
                with gzip.open(path, "rb") as stream:
                    _read(inner, stream)
            else:
                with path.open("rb") as stream:
                    _read(inner, stream)
        except (OSError, SyntaxError, ValueError, EOFError, zlib.error) as error:
            raise StoreError(
                nl=f"{path} is niet te laden als N-Quads: {error}",
                en=f"{path} cannot be loaded as N-Quads: {error}",
            ) from error
        return cls(inner)

    @classmethod
    def from_lines(cls, chunks: Iterable[bytes]) -> EmbeddedStore:
        """Load N-Quads that are already in memory, chunk by chunk of whole lines."""
        inner = ox.Store()
        for chunk in chunks:
            inner.bulk_load(input=chunk, format=ox.RdfFormat.N_QUADS)
        return cls(inner)

    def query(
        self,
        text: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] | None = None,
    ) -> Answer:
        """Answer a query; see `Store.query`.

        SERVICE is refused: the engine would call out, and has no switch. So is a query that is nested or chained
        beyond what the engine bears: it would bring the process down.
        """
        _check(text)
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = []
        default += [ox.NamedNode(iri) for iri in default_graphs]
        named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in named_graphs or ()]
        # A dataset clause with only named graphs has an empty default graph (SPARQL 1.1, 13.2).
        consolidated = not default and named_graphs is None
        try:
            return self.inner.query(
                text,
                default_graph=None if consolidated else default,
                named_graphs=None if named_graphs is None else named,
            )
        except SyntaxError as error:
            raise QueryError(
                nl=f"geen geldige SPARQL-vraag: {error}", en=f"not a valid SPARQL query: {error}"
            ) from error
        except OSError as error:
            raise StoreError(nl=f"de opslag antwoordt niet: {error}", en=f"the store fails: {error}") from error

    def named_graphs(self) -> list[str]:
        """Give the IRIs of the named graphs, sorted."""
        return sorted(graph.value for graph in self.inner.named_graphs())

    def __len__(self) -> int:
        """Count the quads."""
        return len(self.inner)


def _check(text: str) -> None:
    if calls_service(text):
        raise QueryError(
            nl="SERVICE roept een ander adres aan; dat doet deze opslag niet",
            en="SERVICE calls another address; this store does not",
        )
    excess = oversized(text)
    if excess is not None:
        raise QueryError(
            nl=f"de vraag heeft te veel {excess.nl}; ten hoogste {excess.limit}",
            en=f"the query has too many {excess.en}; at most {excess.limit}",
        )


def _read(store: ox.Store, stream: IO[bytes] | gzip.GzipFile) -> None:
    # In memory a plain load takes less time and memory than a bulk load; IRIs were checked when they were written.
    store.load(input=stream, format=ox.RdfFormat.N_QUADS, lenient=True)  # type: ignore[arg-type]
