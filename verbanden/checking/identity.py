"""Names for findings that stay: the same rule, thing, path and value give the same id, whatever a document's
order of lines and whatever names its blank nodes bear.

A blank node is known by what it hangs on and what it points at. Texts and dates count only to tell two apart that
are else the same, so that correcting a date does not make a finding look like a new one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from verbanden.namespaces import GENID
from verbanden.shapebook import Term

_ROUNDS = 3
_LENGTH = 16
Key = tuple[str, str, Term, str, Term | None]
"""What a finding is known by: shape, component, focus, path, value."""


class Identiteiten:
    """What the blank nodes of the documents are known by."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        links: list[tuple[str, str, str]] = []
        texts: list[tuple[str, str, str]] = []
        for triple in triples:
            subject, value = str(triple.subject), str(triple.object)
            if not (_anonymous(subject) or _anonymous(value)):
                continue
            kept = texts if isinstance(triple.object, ox.Literal) else links
            kept.append((subject, triple.predicate.value, value))
        named = _coloured(links, {})
        # The second colouring starts from the first: it splits what the first held equal, and nothing else.
        self._by_links = named
        self._by_all = _coloured([*links, *texts], named)

    def ids(self, keys: Sequence[Key]) -> list[str]:
        """Give each finding its id; findings that are the same in everything are numbered."""
        short = [_digest(*self._parts(key, self._by_links)) for key in keys]
        full = [_digest(*self._parts(key, self._by_all)) for key in keys]
        order = sorted(range(len(keys)), key=lambda i: (short[i], full[i]))
        seen: Counter[str] = Counter()
        given = [""] * len(keys)
        for i in order:
            seen[short[i]] += 1
            given[i] = short[i] if seen[short[i]] == 1 else f"{short[i]}-{seen[short[i]]}"
        return given

    def _parts(self, key: Key, names: dict[str, str]) -> tuple[str, ...]:
        shape, component, focus, path, value = key
        shown = [str(term) if term is not None else "" for term in (focus, value)]
        return (shape, component, path, *(names.get(text, text) for text in shown))


def _coloured(triples: list[tuple[str, str, str]], start: dict[str, str]) -> dict[str, str]:
    """Name each anonymous node by its surroundings, wider with every round (colour refinement)."""
    nodes = {node for s, _, o in triples for node in (s, o) if _anonymous(node)}
    colours = {node: start.get(node, "") for node in nodes}
    for _ in range(_ROUNDS):
        around: dict[str, list[str]] = {node: [colours[node]] for node in nodes}
        for s, p, o in triples:
            if s in around:
                around[s].append(f"> {p} {colours.get(o, o)}")
            if o in around:
                around[o].append(f"< {p} {colours.get(s, s)}")
        colours = {node: _digest(*sorted(seen)) for node, seen in around.items()}
    return {**start, **colours}


def _anonymous(text: str) -> bool:
    return text.startswith((f"<{GENID}", "_:"))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:_LENGTH]
