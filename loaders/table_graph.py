"""The triples of a table while they are made, each with its cell; and who is meant by a name in it."""

from __future__ import annotations

import pyoxigraph as ox

from loaders.grenzen import te_veel
from loaders.table_report import Plek, Verslaglegging
from verbanden.namespaces import GENID, ORG, RDF, RDFS
from verbanden.submission import Herken, Limieten, Vindplaats

Term = ox.NamedNode | ox.Literal


class Schrijver:
    """Writes triples; `triples` and `plaatsen` run parallel. Nodes bear their document's name: none is shared."""

    def __init__(self, merk: str, verslag: Verslaglegging, herken: Herken, limieten: Limieten) -> None:
        self._merk = merk
        self._verslag = verslag
        self._herken = herken
        self._most = limieten.triples
        self._herkend: dict[str, str | None] = {}
        self._organisaties: dict[str, ox.NamedNode] = {}
        self.triples: list[ox.Triple] = []
        self.plaatsen: list[Vindplaats] = []

    def knoop(self, label: str) -> ox.NamedNode:
        """Name a node of this document."""
        return ox.NamedNode(f"{GENID}{self._merk}-{label}")

    def zeg(self, s: ox.NamedNode, eigenschap: str, o: Term, plek: Plek) -> None:
        """Write a triple; raises InzendingError ("te-veel") past the limit."""
        plaats = self._verslag.plaats(plek)
        if len(self.triples) >= self._most:
            raise te_veel(plaats, "triples", "triples", self._most)
        self.triples.append(ox.Triple(s, ox.NamedNode(eigenschap), o))
        self.plaatsen.append(plaats)

    def herken(self, tekst: str) -> str | None:
        """Recognise an organisation; each text is looked up once."""
        if tekst not in self._herkend:
            self._herkend[tekst] = self._herken(tekst)
        return self._herkend[tekst]

    def organisatie(self, naam: str, plek: Plek) -> ox.NamedNode:
        """Give the organisation that a name means; one that is not recognised gets a node without a kind."""
        iri = self.herken(naam)
        if iri is not None:
            return ox.NamedNode(iri)
        node = self._organisaties.get(naam.casefold())
        if node is None:
            node = self.knoop(f"organisatie-{len(self._organisaties) + 1}")
            self._organisaties[naam.casefold()] = node
            self.zeg(node, RDF + "type", ox.NamedNode(ORG + "Organization"), plek)
            self.zeg(node, RDFS + "label", ox.Literal(naam), plek)
        return node
