"""Rules about rooms: who may import whom, and what a data room may hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.findings import CODE_ROOMS, DATA_ROOMS, OUTSIDE, finding, parse

MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "verbanden": (),
    "loaders": ("verbanden",),
    "api": ("verbanden",),
    "web": ("verbanden", "api.negotiation", "api.problems"),
}
"""Room to what it may import of the other rooms."""

JOINER = "verbanden/cli/"
JOINED = ("loaders", "api", "web")


def forbidden_imports(path: Path, place: str) -> list[str]:
    """Report each import that the table does not allow to a module that stands at this place."""
    room = place.split("/", 1)[0]
    tree = parse(path)
    inside = _inside_functions(tree)
    found = []
    for node, names in _imports(tree, place):
        allowed = MAY_IMPORT[room]
        if place.startswith(JOINER) and id(node) in inside:
            allowed += JOINED
        found += [
            finding(path, node, f"{room} may not import {name} here")
            for name in names
            if not _allowed(name, room, allowed)
        ]
    return found


def more_than_a_docstring(path: Path) -> list[str]:
    """Report each statement of a data room's module that is not its docstring."""
    tree = parse(path)
    body = tree.body[1:] if ast.get_docstring(tree) else tree.body
    found = [finding(path, node, "a data room holds a docstring and files, no code") for node in body]
    return found if ast.get_docstring(tree) else [f"{path}:1: a data room says what it is", *found]


def _allowed(name: str, room: str, allowed: tuple[str, ...]) -> bool:
    top = name.split(".", 1)[0]
    if top not in CODE_ROOMS | DATA_ROOMS | OUTSIDE or top == room:
        return True
    return any(name == one or name.startswith(one + ".") for one in allowed)


def _imports(tree: ast.Module, place: str) -> Iterator[tuple[ast.stmt | ast.expr, list[str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield node, [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, place)
            # `from api import problems` imports api.problems, so the parts count, not the package.
            yield node, [f"{base}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__") and node.args:
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield node, [name.value]


def _absolute(node: ast.ImportFrom, place: str) -> str:
    package = place.split("/")[:-1]
    if node.level > len(package):
        return node.module or ""
    upper = package[: len(package) - node.level + 1] if node.level else []
    return ".".join([*upper, *([node.module] if node.module else [])])


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _inside_functions(tree: ast.Module) -> set[int]:
    return {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in outer.body
        for inner in ast.walk(statement)
    }
