"""What every rule shares: a room, a parsed file, and how a finding is written."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

DATA_ROOMS = frozenset({"ontology", "shapes", "queries", "data"})
CODE_ROOMS = frozenset({"verbanden", "loaders", "api", "web"})
OUTSIDE = frozenset({"tests", "bench"})
ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(__file__).resolve().parent / "samples"


def modules(*rooms: str) -> Iterator[tuple[Path, str]]:
    """Give each module of the rooms that exist, with its place in the project ("api/rest/lijsten.py")."""
    for room in sorted(rooms):
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path, path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    """Parse a source file, also a sample, whose name does not end in .py."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def finding(path: Path, node: ast.stmt | ast.expr, message: str) -> str:
    """Write a finding the way editors understand it."""
    return f"{path}:{node.lineno}: {message}"


def docstrings(tree: ast.Module) -> set[int]:
    """Give the ids of the strings that are text for readers: any string that is a statement by itself."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def texts(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """Give each text in the code but docstrings, pieces joined: f-strings and `"a" + "b"` are one text."""
    seen = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.expr) and id(node) not in seen:
            text = _text(node)
            if text is not None:
                seen.update(id(part) for part in ast.walk(node))
                yield node, text


def _text(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bytes):
            return node.value.decode("latin-1")
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "…" if isinstance(part, ast.expr) else "…" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        # A name in between stands for any text: "SELECT ?" + name + " {" is a query all the same.
        return None if left is None and right is None else (left or "…") + (right or "…")
    return None
