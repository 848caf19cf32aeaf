"""Rules about what stands in a module: SPARQL, IRIs, size, work at import, printing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.findings import finding, parse, texts

MAX_MODULE_LINES = 350
MAX_FUNCTION_LINES = 60

NAMESPACES = "verbanden/namespaces.py"
PRINTER = "verbanden/cli/"

_SPARQL = re.compile(
    r"""\b select \s+ (?:distinct\s+|reduced\s+)? [?$(*]
      | \b (?:select|construct|ask|describe|insert|delete) \b [^{}]{0,400}? \b where \s* \{
      | \b (?:construct|ask|insert|delete|(?:insert|delete)\s+data) \s* \{ (?= \s | [?$<{] | $ )
      | \b describe \s+ (?: [?$] \w | < | \w*:\w )
      | \b prefix \s+ [\w-]* : \s* <
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""How SPARQL looks. Single words do not count: a message may say "select" or "describe"."""

IRI_HOSTS = (
    "w3id.org",
    "www.w3.org",
    "purl.org",
    "xmlns.com",
    "rdfs.org",
    "spdx.org",
    "schema.org",
    "data.europa.eu",
    "publications.europa.eu",
    "identifier.overheid.nl",
    "standaarden.overheid.nl",
    "wetten.overheid.nl",
    "creativecommons.org",
)
"""Hosts whose addresses name things. Where a source is fetched from is an address, not a name."""

_IRI = re.compile(rf"https?\??://(?:{'|'.join(map(re.escape, IRI_HOSTS))})(?![\w.-])")

MADE_AT_IMPORT = frozenset(
    {
        "Settings",
        "from_env",
        "Graph",
        "ConjunctiveGraph",
        "Dataset",
        "Store",
        "EmbeddedStore",
        "FastAPI",
        "create_app",
        "open_release",
        "getenv",
    }
)
"""What must not be called, nor the environment read, while a module is imported."""


def sparql(path: Path) -> list[str]:
    """Report texts that look like SPARQL: questions and rules are files in queries/."""
    return [
        finding(path, node, "SPARQL stands in queries/ only")
        for node, text in texts(parse(path))
        if _SPARQL.search(text)
    ]


def iris(path: Path) -> list[str]:
    """Report texts with an IRI of a vocabulary or a register: those stand in namespaces.py."""
    return [
        finding(path, node, f"this IRI belongs in {NAMESPACES}")
        for node, text in texts(parse(path))
        if _IRI.search(text.replace("\\", ""))
    ]


def long_module(path: Path) -> list[str]:
    """Report a module that is longer than the house allows."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    return [f"{path}:1: {lines} lines; at most {MAX_MODULE_LINES}"] if lines > MAX_MODULE_LINES else []


def long_functions(path: Path) -> list[str]:
    """Report functions that do not fit a screen."""
    return [
        finding(path, node, f"{node.name} has {lines} lines; at most {MAX_FUNCTION_LINES}")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_FUNCTION_LINES
    ]


def work_at_import(path: Path) -> list[str]:
    """Report settings, graphs, stores and applications that importing the module would make."""
    found = []
    for node in _run_at_import(parse(path).body):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MADE_AT_IMPORT:
                found.append(finding(path, node, f"{name}(…) runs when the module is imported"))
        elif isinstance(node, ast.Attribute) and node.attr == "environ":
            found.append(finding(path, node, "the environment is read when the module is imported"))
    return found


def printing(path: Path) -> list[str]:
    """Report calls of print, and writing to the standard streams by hand."""
    found = []
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name == "print" or name.endswith(("stdout.write", "stderr.write")):
                found.append(finding(path, node, f"only {PRINTER} speaks to the terminal"))
    return found


def _run_at_import(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Walk what runs at import: everything but the bodies of functions; their defaults and decorators do."""
    queue: list[ast.AST] = list(body)
    while queue:
        node = queue.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            queue += [*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)]
        elif isinstance(node, ast.Lambda):
            queue += [*node.args.defaults, *(d for d in node.args.kw_defaults if d)]
        else:
            queue += ast.iter_child_nodes(node)
