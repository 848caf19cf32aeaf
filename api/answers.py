"""From a query to bytes in the chosen format, within the limits, or an honest refusal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, cast

import pyoxigraph as ox

from api.context import Context
from api.negotiation import negotiate
from api.problems import ProblemError
from verbanden.errors import StoreError, VerbandenError
from verbanden.namespaces import PREFIXES
from verbanden.store import Answer


@dataclass(frozen=True, slots=True)
class Formaat:
    """A format that an answer can be given in: media type, names for `?format=`, suffix of a file."""

    media_type: str
    namen: tuple[str, ...]
    vorm: ox.QueryResultsFormat | ox.RdfFormat
    charset: bool = False
    ook: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The Content-Type of an answer."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


RESULTS: tuple[Formaat, ...] = (
    Formaat("application/sparql-results+json", ("json",), ox.QueryResultsFormat.JSON, ook=("application/json",)),
    Formaat(
        "application/sparql-results+xml", ("xml",), ox.QueryResultsFormat.XML, ook=("application/xml", "text/xml")
    ),
    Formaat("text/csv", ("csv",), ox.QueryResultsFormat.CSV, charset=True),
    Formaat("text/tab-separated-values", ("tsv",), ox.QueryResultsFormat.TSV, charset=True),
)
"""Formats of rows and of yes or no, in our order of preference."""

GRAPHS: tuple[Formaat, ...] = (
    Formaat("text/turtle", ("turtle", "ttl"), ox.RdfFormat.TURTLE, charset=True, ook=("application/x-turtle",)),
    Formaat("application/n-triples", ("ntriples", "n-triples", "nt"), ox.RdfFormat.N_TRIPLES, ook=("text/plain",)),
    Formaat(
        "application/ld+json",
        ("jsonld", "json-ld", "json"),
        ox.RdfFormat.JSON_LD,
        ook=("application/json",),
    ),
    Formaat(
        "application/rdf+xml",
        ("rdf", "rdfxml", "rdf+xml", "xml"),
        ox.RdfFormat.RDF_XML,
        ook=("application/xml", "text/xml"),
    ),
)
"""Formats of graphs, in our order of preference."""

FORMAT_NAMES = tuple(dict.fromkeys(naam for f in (*RESULTS, *GRAPHS) for naam in f.namen))


def choose(accept: str | None, formats: Sequence[Formaat], naam: str | None = None) -> Formaat:
    """Choose a format by the name asked for, else by Accept; raises ProblemError 406 when there is none."""
    if naam:
        for formaat in formats:
            if naam.lower() in (*formaat.namen, formaat.media_type, *formaat.ook):
                return formaat
    else:
        by_type = {formaat.media_type: formaat for formaat in formats}
        for formaat in formats:
            by_type.update({alias: formaat for alias in formaat.ook if alias not in by_type})
        chosen = negotiate(accept, list(by_type))
        if chosen:
            return by_type[chosen]
    known = ", ".join(formaat.media_type for formaat in formats)
    raise ProblemError(
        "niet-leverbaar",
        f"Dit antwoord is er als {known}; gevraagd werd {naam or accept}.",
        f"This answer comes as {known}; asked for was {naam or accept}.",
    )


def ask(
    ctx: Context,
    text: str,
    wish: tuple[str | None, str | None],
    dataset: tuple[Sequence[str], Sequence[str] | None] = ((), None),
) -> tuple[bytes, Formaat]:
    """Run a query and write its whole answer in the format wished for: an Accept header, or a name.

    Raises QueryError, StoreError, or ProblemError when the answer goes over a limit: a part is never given.
    """
    outcome = _outcome(ctx, text, wish, dataset)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _outcome(
    ctx: Context,
    text: str,
    wish: tuple[str | None, str | None],
    dataset: tuple[Sequence[str], Sequence[str] | None],
) -> tuple[bytes, Formaat] | Exception:
    # The engine's answers may not be dropped by another thread. An exception that travels to the event loop takes
    # its frames along, and the answer with them: so what goes wrong is returned, bare, and raised from outside.
    try:
        answer = ctx.store.query(text, default_graphs=dataset[0], named_graphs=dataset[1])
        accept, naam = wish
        formaat = choose(accept, GRAPHS if isinstance(answer, ox.QueryTriples) else RESULTS, naam)
        return _written_answer(ctx, answer, formaat), formaat
    except (ProblemError, VerbandenError) as error:
        error.__traceback__ = error.__context__ = error.__cause__ = None
        return error


def _written_answer(ctx: Context, answer: Answer, formaat: Formaat) -> bytes:
    sink = _Sink(ctx.settings.query_max_bytes)
    try:
        if isinstance(answer, ox.QueryTriples):
            _graph(answer, formaat, sink, ctx.settings.query_max_rows)
        elif isinstance(formaat.vorm, ox.QueryResultsFormat):
            answer.serialize(cast(IO[bytes], sink), formaat.vorm)
    except _TooLargeError:
        raise _too_large(f"{ctx.settings.query_max_bytes} bytes") from None
    except (RuntimeError, OSError) as error:
        raise StoreError(nl=f"de vraag liep vast: {error}", en=f"the query failed: {error}") from error
    data = sink.data.getvalue()
    if isinstance(answer, ox.QuerySolutions) and rows_exceed(data, formaat, ctx.settings.query_max_rows):
        raise _too_large(f"{ctx.settings.query_max_rows} rijen/rows")
    return data


def written(triples: Iterable[ox.Triple], formaat: Formaat) -> bytes:
    """Write triples of our own in one of the formats of graphs."""
    assert isinstance(formaat.vorm, ox.RdfFormat)  # noqa: S101 - chosen from GRAPHS
    data = ox.serialize(triples, format=formaat.vorm, prefixes=PREFIXES)
    assert data is not None  # noqa: S101 - None is for writing to a file
    return data


def rows_exceed(data: bytes, formaat: Formaat, limit: int) -> bool:
    """Tell whether a serialised answer has more rows than the limit; exact, and cheap when it is far below.

    The engine writes without telling how many rows. A mark between rows that may also stand inside a value gives
    an upper bound; only when that is too high the answer is read back.
    """
    vorm = formaat.vorm
    if vorm == ox.QueryResultsFormat.XML:
        return data.count(b"<result>") > limit
    if vorm == ox.QueryResultsFormat.TSV:
        return data.count(b"\n") - 1 > limit
    if vorm == ox.QueryResultsFormat.CSV:
        if data.count(b"\n") - 1 <= limit:
            return False
        return sum(1 for _ in csv.reader(io.StringIO(data.decode(), newline=""))) - 1 > limit
    if data.count(b"},{") + 1 <= limit:
        return False
    parsed = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    return isinstance(parsed, ox.QuerySolutions) and sum(1 for _ in parsed) > limit


class _TooLargeError(Exception):
    """More bytes than allowed."""


class _Sink(io.RawIOBase):
    """A buffer that refuses to grow over a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.data = io.BytesIO()
        self.limit = limit

    def write(self, data: object) -> int:
        """Keep what is written; raises _TooLargeError over the limit."""
        written = self.data.write(bytes(data))  # type: ignore[call-overload]
        if self.data.tell() > self.limit:
            raise _TooLargeError
        return int(written)


def _graph(triples: ox.QueryTriples, formaat: Formaat, sink: _Sink, limit: int) -> None:
    def counted() -> Iterator[ox.Triple]:
        for number, triple in enumerate(triples, start=1):
            if number > limit:
                raise _too_large(f"{limit} triples")
            yield triple

    assert isinstance(formaat.vorm, ox.RdfFormat)  # noqa: S101 - chosen from GRAPHS
    ox.serialize(counted(), sink, formaat.vorm, prefixes=PREFIXES)  # type: ignore[arg-type]


def _too_large(limit: str) -> ProblemError:
    return ProblemError(
        "antwoord-te-groot",
        f"Het antwoord is groter dan {limit}; er is niets van gegeven. Beperk de vraag, bijvoorbeeld met LIMIT en "
        "OFFSET, of haal de hele uitgave op bij /downloads.",
        f"The answer is larger than {limit}; nothing of it was given. Narrow the query, for example with LIMIT "
        "and OFFSET, or get the whole release at /downloads.",
    )
