"""The files of a release that people download: N-Quads, Turtle, JSON-LD and CSV, gzipped, equal every time.

N-Quads hold everything: the consolidated view as default graph, and each named graph. Turtle and JSON-LD hold
the consolidated view. The CSV files are questions of `queries/uitvoer/`, one file each.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from verbanden.graph.terms import Graaf, Triple, ordered
from verbanden.namespaces import PREFIXES
from verbanden.query import load, names

NQUADS = "verbanden.nq.gz"
TURTLE = "verbanden.ttl.gz"
JSONLD = "verbanden.jsonld.gz"
_LEVEL = 6
_BATCH = 20_000


def write_gzip(path: Path, chunks: Iterable[bytes]) -> None:
    """Write bytes gzipped without a date or name in them, so that the same content gives the same file."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=_LEVEL, mtime=0) as out,
    ):
        for chunk in chunks:
            out.write(chunk)


def write_all(folder: Path, consolidated: Sequence[Triple], graven: Sequence[Graaf], store: ox.Store) -> None:
    """Write every dump of a release into a folder; `consolidated` is sorted and has no doubles.

    The claims of the sources are added to the store as named graphs, for the table of claims.
    """
    write_gzip(folder / NQUADS, nquads(consolidated, graven))
    body = _lines(consolidated, "")
    quads = list(ox.parse(input=b"".join(body), format=ox.RdfFormat.N_TRIPLES))
    triples = [quad.triple for quad in quads]
    for name, form in ((TURTLE, ox.RdfFormat.TURTLE), (JSONLD, ox.RdfFormat.JSON_LD)):
        written = ox.serialize(triples, format=form, prefixes=PREFIXES)
        write_gzip(folder / name, [cast(bytes, written)])
    for graaf in graven:
        claims = b"".join(_lines(graaf.alleen_hier, f" <{graaf.naam}>"))
        store.bulk_load(input=claims, format=ox.RdfFormat.N_QUADS)
    for name in names():
        if name.startswith("uitvoer/"):
            write_gzip(folder / f"{name.removeprefix('uitvoer/')}.csv.gz", [table(store, name)])


def nquads(consolidated: Sequence[Triple], graven: Iterable[Graaf]) -> Iterator[bytes]:
    """Give the N-Quads of a release in chunks: the consolidated view first, then each graph by name."""
    yield from _lines(consolidated, "")
    for graaf in sorted(graven, key=lambda g: g.naam):
        yield from _lines(ordered(graaf.feiten, graaf.alleen_hier), f" <{graaf.naam}>")


def _lines(triples: Sequence[Triple], graph: str) -> Iterator[bytes]:
    end = f"{graph} .\n"
    position = iter(triples)
    while batch := list(islice(position, _BATCH)):
        yield (end.join(batch) + end).encode("utf-8")


def table(store: ox.Store, name: str) -> bytes:
    """Answer a question without parameters as CSV; its own order makes it equal every time."""
    answer = store.query(load(name).tekst)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError(f"{name} is not a SELECT")
    return answer.serialize(format=ox.QueryResultsFormat.CSV) or b""
