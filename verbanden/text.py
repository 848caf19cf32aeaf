"""Text of strangers, made fit to stand in a message."""

from __future__ import annotations


def printable(text: str, limit: int = 200) -> str:
    """Show a text on one line: what cannot be seen is written as its code, what is too long is cut with a mark.

    >>> printable("Avri\\u200b GR")
    'Avri\\\\u200b GR'
    """
    # Nearly all text is printable as it is, and reports hold tens of thousands of them.
    seen = (
        text
        if text.isprintable()
        else "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
    )
    return seen if len(seen) <= limit else seen[: limit - 1] + "…"
