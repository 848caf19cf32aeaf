"""An answer as a table of text, for a terminal."""

from __future__ import annotations

import pyoxigraph as ox

_WIDEST = 60


def as_text(answer: ox.QuerySolutions) -> str:
    """Lay out rows in columns, at most 60 wide, with the number of rows below."""
    names = [variable.value for variable in answer.variables]
    rows = [[_cell(solution[name]) for name in names] for solution in answer]
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    lines = [_line(names, widths), _line(["─" * width for width in widths], widths)]
    lines += [_line(row, widths) for row in rows]
    return "\n".join([*lines, f"({len(rows)})"])


def _line(cells: list[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cell(term: object) -> str:
    text = term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else ""
    return text if len(text) <= _WIDEST or isinstance(term, ox.NamedNode) else text[: _WIDEST - 1] + "…"
