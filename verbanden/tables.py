"""An answer written out for a terminal or a file: a table of text, or one of the standard formats."""

from __future__ import annotations

import pyoxigraph as ox

from verbanden.namespaces import DEF, PREFIXES, TOOI_ID, TOOI_TOP
from verbanden.store import Answer

_RESULTS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_WIDEST = 60


def written(answer: Answer, form: str) -> str:
    """Write an answer as table, csv, tsv, json or xml; a graph as Turtle, a yes or no for a table as JSON."""
    if isinstance(answer, ox.QueryTriples):
        body = ox.serialize(answer, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    elif form == "table" and isinstance(answer, ox.QuerySolutions):
        return as_text(answer)
    else:
        body = answer.serialize(format=_RESULTS.get(form, ox.QueryResultsFormat.JSON))
    return (body or b"").decode("utf-8").rstrip("\n")


def as_text(answer: ox.QuerySolutions) -> str:
    """Lay out rows in columns, long texts cut, IRIs as the keys people type, with the number of rows below."""
    names = [variable.value for variable in answer.variables]
    rows = [[_cell(solution[name]) for name in names] for solution in answer]
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    lines = [_line(names, widths), _line(["─" * width for width in widths], widths)]
    lines += [_line(row, widths) for row in rows]
    return "\n".join([*lines, f"({len(rows)})"])


def _line(cells: list[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cell(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return _key(term.value)
    text = term.value if isinstance(term, ox.Literal | ox.BlankNode) else ""
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _key(iri: str) -> str:
    """Shorten the IRIs that everybody here knows to their last part; others stay whole."""
    if iri.startswith((TOOI_ID, TOOI_TOP, DEF)) or "/id/" in iri:
        return iri.rsplit("/", 1)[-1]
    return iri
