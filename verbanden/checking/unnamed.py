"""Things that documents have no name for: in a message a word for their kind stands for the IRI that we made."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from verbanden.checking.lexicon import lexicon
from verbanden.checking.verslag import Tekst
from verbanden.namespaces import GENID, RDF
from verbanden.submission import Inzending

_GENID = re.compile(re.escape(GENID) + r"[\w.-]+")
_SOMETHING = Tekst("iets zonder naam", "something without a name")


class Naamloos:
    """What kind of thing each thing without a name is, by what the documents say of it."""

    def __init__(self, inzendingen: Iterable[Inzending]) -> None:
        words = lexicon()
        self._kinds: dict[str, Tekst] = {}
        for triple in (triple for inzending in inzendingen for triple in inzending.triples):
            if triple.predicate.value == RDF + "type" and isinstance(triple.object, ox.NamedNode):
                node, cls = triple.subject, triple.object.value
                names = words.naam(cls, "nl"), words.naam(cls, "en")
                if isinstance(node, ox.NamedNode) and node.value.startswith(GENID) and names[0] and names[1]:
                    self._kinds[node.value] = Tekst(f"naamloze {names[0]}", f"unnamed {names[1]}")

    def leesbaar(self, tekst: Tekst) -> Tekst:
        """Put words where a made-up IRI stands for a thing without a name; its place tells which one it is."""
        if GENID not in tekst.nl and GENID not in tekst.en:
            return tekst
        return Tekst(
            _GENID.sub(lambda found: self._kinds.get(found[0], _SOMETHING).nl, tekst.nl),
            _GENID.sub(lambda found: self._kinds.get(found[0], _SOMETHING).en, tekst.en),
        )
