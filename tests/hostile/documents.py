"""All hostile documents, the same ones each time: over a thousand, made one by one."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile import tabellen
from tests.hostile.broken import broken
from tests.hostile.excessive import excessive
from tests.hostile.harmless import harmless
from tests.hostile.record import Hostile
from tests.hostile.tricky import tricky


def documents() -> Iterator[Hostile]:
    """Give every hostile document, each with a name of its own."""
    yield from broken()
    yield from tricky()
    yield from harmless()
    yield from tabellen.documents()
    yield from excessive()
