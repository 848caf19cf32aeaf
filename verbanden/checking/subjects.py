"""What documents speak of: where each thing first stands, and words for those that have no name and no IRI."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from verbanden.checking.lexicon import lexicon
from verbanden.checking.verslag import Tekst
from verbanden.namespaces import GENID, RDF
from verbanden.shapebook import as_term
from verbanden.submission import Inzending, Vindplaats

_GENID = re.compile(re.escape(GENID) + r"[\w.-]+")
_SOMETHING = Tekst("iets zonder naam", "something without a name")


class Onderwerpen:
    """The things that the documents say something about."""

    def __init__(self, inzendingen: Iterable[Inzending]) -> None:
        self._places: dict[str, Vindplaats] = {}
        self._kinds: dict[str, Tekst] = {}
        for inzending in inzendingen:
            for triple, place in zip(inzending.triples, inzending.plaatsen, strict=True):
                thing = as_term(triple.subject).value
                self._places.setdefault(thing, place)
                if thing.startswith(GENID) and triple.predicate.value == RDF + "type":
                    self._kinds |= _unnamed(thing, triple.object)

    def plaats(self, iri: str) -> Vindplaats | None:
        """Give where the documents first say something about a thing; None when they do not."""
        return self._places.get(iri)

    def leesbaar(self, tekst: Tekst) -> Tekst:
        """Put words where a made-up IRI stands for a thing without a name; its place tells which one it is."""
        if GENID not in tekst.nl and GENID not in tekst.en:
            return tekst
        return Tekst(
            _GENID.sub(lambda found: self._kinds.get(found[0], _SOMETHING).nl, tekst.nl),
            _GENID.sub(lambda found: self._kinds.get(found[0], _SOMETHING).en, tekst.en),
        )


def _unnamed(thing: str, cls: object) -> dict[str, Tekst]:
    """Say what kind of thing it is, where its class has a name."""
    iri = cls.value if isinstance(cls, ox.NamedNode) else ""
    nl, en = lexicon().naam(iri, "nl"), lexicon().naam(iri, "en")
    return {thing: Tekst(f"naamloze {nl}", f"unnamed {en}")} if nl and en else {}
