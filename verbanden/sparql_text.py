"""What must be known of a SPARQL text before the engine sees it: SERVICE, the dataset, the size of its parts.

`calls_service` refuses on the raw text, whatever a lexer (ours or the engine's) would call a string or a comment:
the engine calls out for `SERVICEa:b{`, `1SERVICE<…>{` and `SERVICE#…⏎SILENT<…>{` alike. What it costs is that a
string with a whole SERVICE clause in it is refused too.

`oversized` holds back what the engine cannot bear: it parses by recursion, so that nesting and chains of operators
use up the stack, and it plans joins in a time that grows with the third power of their number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

# Between tokens: white space (more kinds than SPARQL has, to be safe) or a comment to the end of its line.
_GAP = r"(?:[\s\ufeff\x00]|\#[^\n\r]*+(?:[\n\r]|\Z))*+"
# A token of a prefixed name or variable; only real SPARQL white space ends it, since names may hold odd letters.
_NAME = r"(?=[?$]|[^ \t\r\n{<>:]*+:)(?:[^ \t\r\n{<>\#\\]++|\\.)++"
_SERVICE = re.compile(
    rf"SERVICE{_GAP}(?:SILENT{_GAP})?(?:<[^<>]*+>|{_NAME}){_GAP}\{{",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"[\w:?$@-]*\Z", re.ASCII)
_LITERAL_END = re.compile(r"(?:[0-9]|true|false)\Z", re.IGNORECASE | re.ASCII)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LONGEST_NAME = 400

MAX_SERVICE_WORDS = 100
"""How often the word SERVICE is looked at; a text that has it more often is taken to call one."""
MAX_BASES = 20
"""How many BASE clauses the dataset is read through."""
MAX_BASE_CHARS = 2000
"""How long a base may be before the dataset is read no further."""
MAX_DEPTH = 100
"""How deep brackets may be nested."""
MAX_OPERATORS = 1000
"""How many signs of operators a query may have: `+ - * / ! ^ | & = < >`."""
MAX_STEPS = 300
"""How many `/` a query may have, as in a path."""
MAX_PARTS = 150
"""How many parts a query may have that the engine may have to join; see `_Measure`."""
_OPERATORS = frozenset("+-*/!^|&=<>")
_OPEN = {"(": ")", "{": "}", "[": "]"}
_DATA, _EXPRESSION = "data", "expression"
_FUNCTION = re.compile(r"(?!(?:a|true|false)\Z)[a-z_][a-z0-9_]*\Z", re.IGNORECASE | re.ASCII)

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<string>\"{3}(?:\"{0,2}+(?:[^\"\\]|\\.))*+\"{3} | '{3}(?:'{0,2}+(?:[^'\\]|\\.))*+'{3}
                 | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+')
      | (?P<open>["'])
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<name>[?$@]?[\w.-]*(?::(?:[\w.:%-]|\\.)*)?)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


def decoded(text: str) -> str:
    r"""Decode the codepoint escapes `\uXXXX` and `\UXXXXXXXX`, wherever they stand."""

    def char(found: re.Match[str]) -> str:
        code = int(found.group(1) or found.group(2), 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else found.group(0)

    return _ESCAPE.sub(char, text)


def calls_service(text: str) -> bool:
    """Tell whether a text could make an engine call another service; see the module's docstring."""
    return _has_service(text) or ("\\" in text and _has_service(decoded(text)))


def _has_service(text: str) -> bool:
    # The case of SERVICE has odd forms: the long s folds to s.
    if text.casefold().count("service") > MAX_SERVICE_WORDS:
        return True
    place = 0
    while found := _SERVICE.search(text, place):
        if _is_keyword(text, found.start()):
            return True
        place = found.start() + 1
    return False


def _is_keyword(text: str, start: int) -> bool:
    """Tell whether SERVICE at this place can be a keyword: not the end of a variable, a name or a language tag.

    The engine needs no space between tokens: a number or a boolean may stand right before it, also right after
    something else, as in `ex:-1SERVICE`, `?s?p true` or `[]a1e3SERVICE`.
    """
    before = _BEFORE.search(text, max(0, start - _LONGEST_NAME), start)
    run = before.group() if before else ""
    parts = re.split(r"[:?$@]", run)
    return len(parts) == 1 or _LITERAL_END.search(parts[-1]) is not None


def dataset(text: str) -> list[str]:
    """Give the IRIs of FROM and FROM NAMED: what stands before the pattern, outside strings and comments.

    Reading stops at a base that is too long or the last of too many. What is missed then is a graph that the
    engine looks for in the store only.
    """
    found: list[str] = []
    prefixes: dict[str, str] = {}
    base = ""
    bases = depth = 0
    before: list[str] = ["", ""]
    for kind, woord in _tokens(text):
        upper = woord.upper() if kind == "name" else ""
        if kind == "other" and woord in "{}":
            depth += 1 if woord == "{" else -1
        elif kind == "iri" and depth == 0 and before[-1] == "BASE":
            base, bases = urljoin(base, woord[1:-1]), bases + 1
            if bases > MAX_BASES or len(base) > MAX_BASE_CHARS:
                break
        elif kind == "iri" and depth == 0 and before[-2] == "PREFIX":
            prefixes[before[-1].lower()] = urljoin(base, woord[1:-1])
        elif kind in ("iri", "name") and depth == 0 and _names_graph(before) and upper != "NAMED":
            found.append(urljoin(base, woord[1:-1]) if kind == "iri" else _expand(woord, prefixes))
        before = [before[-1], upper]
    return found


def _names_graph(before: list[str]) -> bool:
    return before[-1] == "FROM" or before == ["FROM", "NAMED"]


def _expand(name: str, prefixes: dict[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    known = prefixes.get(f"{prefix}:".lower())
    return f"{known}{local}" if colon and known is not None else name


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        woord = found.group() if found else ""
        kind = (found.lastgroup or "other") if found else "other"
        if not woord:
            # An empty name: whatever stands here is a woord of one character.
            kind, woord = "other", text[place]
        if kind == "open":
            # A string that is not closed: no query, and looking for its end again would take quadratic time.
            return
        place += len(woord)
        if kind != "comment" and not woord.isspace():
            yield kind, woord


class Excess(NamedTuple):
    """What a query has too much of, in two languages, and how much it may have."""

    nl: str
    en: str
    limit: int


def too_deep(text: str) -> bool:
    """Tell whether the engine would need too much stack or planning for a text; see `oversized`."""
    return oversized(text) is not None


def oversized(text: str) -> Excess | None:
    """Say what a text has too much of for the engine, in time linear in its length; None when it may pass."""
    text = decoded(text) if "\\" in text else text
    depth = Excess("geneste haakjes", "levels of nested brackets", MAX_DEPTH)
    # Also as if there were no strings or comments: the engine may see fewer of them than we do.
    if _raw_depth(text) > MAX_DEPTH:
        return depth
    measure = _Measure()
    for kind, woord in _tokens(text):
        measure.add(kind, woord)
    if measure.deepest > MAX_DEPTH:
        return depth
    if measure.signs["/"] > MAX_STEPS:
        return Excess("schuine strepen", "slashes", MAX_STEPS)
    if measure.signs.total() > MAX_OPERATORS:
        return Excess("tekens van operatoren", "signs of operators", MAX_OPERATORS)
    if measure.parts > MAX_PARTS:
        return Excess("onderdelen (groepen, tripels, lijsten)", "parts (groups, triples, lists)", MAX_PARTS)
    return None


def _raw_depth(text: str) -> int:
    deepest = depth = 0
    for found in re.finditer(r"[(){}\[\]]", text):
        depth = depth + 1 if found.group() in _OPEN else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


class _Measure:
    """Counts nesting, operators and parts of a query, token by token.

    A part is a bracket that opens; a dot, semicolon or comma between triples; or an item of a list. The rows of
    VALUES and the arguments of functions are no parts: the engine takes thousands of them.
    """

    def __init__(self) -> None:
        self.signs: Counter[str] = Counter()
        self.parts = 0
        self.deepest = 0
        self._open: list[str] = []
        self._values = False
        self._after_term = False
        self._before = ""

    def add(self, kind: str, woord: str) -> None:
        """Count one token."""
        inside = self._open[-1] if self._open else ""
        if kind == "other":
            self._sign(woord, inside)
        elif inside != _DATA:
            self._term(kind, woord, inside)
        self._after_term = kind != "other" or woord in ")]"
        self._before = woord

    def _sign(self, sign: str, inside: str) -> None:
        if sign in _OPEN:
            self._opens(sign, inside)
        elif sign in ")}]":
            del self._open[-1:]
        elif sign in _OPERATORS:
            self.signs[sign] += 1
            # Triples in triples, of RDF 1.2, are made with << and >>.
            self.parts += sign == "<"
        elif sign in ";," and inside not in ("(", _DATA, _EXPRESSION):
            self.parts += 1

    def _opens(self, sign: str, inside: str) -> None:
        kind = sign
        if inside == _DATA or (sign == "{" and self._values):
            kind = _DATA
        elif sign == "(" and (inside == _EXPRESSION or _FUNCTION.match(self._before)):
            kind = _EXPRESSION
        self._values = self._values and sign != "{"
        self.parts += inside != _DATA and kind != _EXPRESSION
        self._open.append(kind)
        self.deepest = max(self.deepest, len(self._open))

    def _term(self, kind: str, woord: str, inside: str) -> None:
        if kind == "name":
            # Our names swallow what the engine takes for a sign, except after the colon, where it does as we do.
            head = woord.partition(":")[0]
            self.signs["-"] += head.count("-")
            if inside not in ("(", _EXPRESSION):
                self.parts += head.count(".") + (head != woord and woord.endswith("."))
            self._values = self._values or woord.upper() == "VALUES"
        if inside == "(" and self._after_term:
            self.parts += 1
