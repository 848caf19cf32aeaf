"""The members in one cell: taken apart at the separators, without breaking names that hold one. Pure."""

from __future__ import annotations

import re

from loaders.lezen import schoon
from verbanden.submission import Herken

_STRONG = re.compile(r"[\n\r;|]+|\s+/\s+")
_BULLET = re.compile(r"(?:[•·*▪–]|-(?=\s)|[0-9]{1,3}[.)](?=\s))\s*")
_LAST = re.compile(r"\s+(?:en|and|&)\s+")
_WIDEST = 4
"""So many pieces between commas may one name have: "Nuenen, Gerwen en Nederwetten" has two."""


def leden(tekst: str, herken: Herken, scheiding: str | None = None) -> list[str]:
    """Take a cell apart into names, in order and each once.

    With a `scheiding` only that separates. Without, line ends, semicolons, bars and loose slashes always do;
    commas and the last "en" only where the names are not recognised as one: "Amstel, Gooi en Vecht" stays whole.
    """
    if scheiding is not None:
        parts = tekst.split(scheiding)
    else:
        parts = [name for piece in _STRONG.split(tekst) for name in _at_commas(piece, herken)]
    cleaned = (
        schoon(_BULLET.sub("", part.strip(), count=1) if _BULLET.match(part.strip()) else part) for part in parts
    )
    return list(dict.fromkeys(name for name in cleaned if name is not None))


def _at_commas(text: str, herken: Herken) -> list[str]:
    text = text.strip()
    if ("," not in text and not _LAST.search(text)) or herken(text) is not None:
        return [text]
    pieces = [piece.strip() for piece in text.split(",")]
    found: list[str] = []
    at = 0
    while at < len(pieces):
        width = _whole(pieces, at, herken)
        name = ", ".join(pieces[at : at + width])
        found += [name] if width > 1 else _at_last(name, herken)
        at += width
    return found


def _whole(pieces: list[str], at: int, herken: Herken) -> int:
    """Count the pieces that are one name together: one that is recognised, though its first piece alone is not."""
    if herken(pieces[at]) is not None:
        return 1
    for width in range(min(_WIDEST, len(pieces) - at), 1, -1):
        if herken(", ".join(pieces[at : at + width])) is not None:
            return width
    return 1


def _at_last(text: str, herken: Herken) -> list[str]:
    """Take "Tilburg en Waalwijk" apart when both are recognised; else it stays one name."""
    if herken(text) is None:
        for joint in _LAST.finditer(text):
            both = [text[: joint.start()], text[joint.end() :]]
            if all(herken(name) is not None for name in both):
                return both
    return [text]
