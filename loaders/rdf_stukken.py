"""A document handed to the parser piece by piece, so that what comes out is known to come from that piece.

The parser of RDF does not tell where a triple stands. It does read no further than it must: a triple comes out
as soon as its last word is in. So a document is cut at words that end a triple, each piece bears its place, and
the place of the piece that was handed out last is that of the triple.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Stuk(NamedTuple):
    """A piece of a document and its place.

    `regel` is the line of triples with a literal; `anders` that of the others, where that differs: a bracket
    that closes may complete both the literal before it and the description that it ends.
    """

    data: bytes
    regel: int
    anders: int
    element: str | None = None


class Stroom:
    """A reader over pieces: one read never goes past the end of a piece, nor gives more than was asked for.

    Giving more would bring the parser down, and the process with it.
    """

    def __init__(self, stukken: Iterator[Stuk]) -> None:
        self._stukken = stukken
        self._begin = 0
        self._rest = b""
        self.stuk = Stuk(b"", 1, 1)

    def read(self, size: int, /) -> bytes:
        """Read on in the piece, or start the next one."""
        rest = self._rest
        while not rest:
            volgend = next(self._stukken, None)
            if volgend is None:
                return b""
            self.stuk = volgend
            rest = volgend.data
        einde = self._begin + size
        deel = rest[self._begin : einde]
        self._rest, self._begin = (rest, einde) if einde < len(rest) else (b"", 0)
        return deel


def per_regel(data: bytes) -> Iterator[Stuk]:
    """Cut a document in which each statement has a line of its own: N-Triples and N-Quads."""
    for nummer, regel in enumerate(data.splitlines(keepends=True), start=1):
        yield Stuk(regel, nummer, nummer)
