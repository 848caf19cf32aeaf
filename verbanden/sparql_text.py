"""What must be known of a SPARQL text before the engine sees it: SERVICE, and the dataset it asks for.

`calls_service` refuses on the raw text, whatever a lexer (ours or the engine's) would call a string or a comment:
the engine calls out for `SERVICEa:b{`, `1SERVICE<…>{` and `SERVICE#…⏎SILENT<…>{` alike. What it costs is that a
string with a whole SERVICE clause in it is refused too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<string>\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
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
    """Give the IRIs of FROM and FROM NAMED: what stands before the pattern, outside strings and comments."""
    found: list[str] = []
    prefixes: dict[str, str] = {}
    base = ""
    depth = 0
    previous: list[str] = ["", ""]
    for kind, woord in _tokens(text):
        upper = woord.upper() if kind == "name" else ""
        if kind == "other" and woord in "{}":
            depth += 1 if woord == "{" else -1
        elif kind in ("iri", "name") and depth == 0:
            value = urljoin(base, woord[1:-1]) if kind == "iri" else _expand(woord, prefixes)
            if previous[-1] == "BASE" and kind == "iri":
                base = value
            elif previous[-2] == "PREFIX" and kind == "iri":
                prefixes[previous[-1].lower()] = value
            elif (previous[-1] == "FROM" or previous[-2:] == ["FROM", "NAMED"]) and upper != "NAMED":
                found.append(value)
        previous = [previous[-1], upper]
    return found


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
        place += len(woord)
        if kind != "comment" and not woord.isspace():
            yield kind, woord
