"""RDF/XML cut at its tags; what XML could do beside holding elements is refused before the parser sees it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from xml.parsers import expat

from loaders.grenzen import gevaarlijk, onleesbaar, te_diep
from loaders.rdf_stukken import Stuk
from verbanden.submission import Limieten, Vindplaats

_CODERINGEN = {"utf-8", "utf8", "us-ascii", "ascii"}


class Tags:
    """Goes over the tags of one document: where each stands, and the line where its element begins.

    Expat reads it first, with a stop at the document type: no entity is ever declared, so none can unfold.
    """

    def __init__(self, naam: str, data: bytes, limieten: Limieten) -> None:
        self._naam = naam
        self._data = data
        self._diepte = limieten.diepte
        self._open: list[tuple[int, str]] = []
        self._sneden: list[tuple[int, int, str]] = [(0, 1, "")]
        self._expat = expat.ParserCreate("UTF-8")
        self._expat.buffer_text = True
        self._expat.XmlDeclHandler = self._verklaring
        self._expat.StartDoctypeDeclHandler = self._doctype
        self._expat.StartElementHandler = self._begin
        self._expat.EndElementHandler = self._einde

    def stukken(self) -> Iterator[Stuk]:
        """Give the pieces; raises InzendingError before the first one when the document is not fit to be read."""
        self.controleer()
        return self._knip()

    def controleer(self) -> None:
        """Go over the document once; raises InzendingError on what is malformed, too deep or dangerous."""
        try:
            self._expat.Parse(self._data, True)
        except expat.ExpatError as fout:
            uitleg = expat.ErrorString(fout.code)
            raise onleesbaar(
                Vindplaats(self._naam, fout.lineno),
                f"geen geldige XML of afgebroken: {uitleg}",
                f"not valid XML or cut off: {uitleg}",
            ) from None

    def _knip(self) -> Iterator[Stuk]:
        self._sneden.append((len(self._data), 0, ""))
        for (begin, regel, pad), (einde, _, _) in pairwise(self._sneden):
            if begin < einde:
                yield Stuk(self._data[begin:einde], regel, regel, pad)

    def _begin(self, tag: str, _attributen: dict[str, str]) -> None:
        regel = self._expat.CurrentLineNumber
        pad = f"{self._open[-1][1]}/{tag}" if self._open else f"/{tag}"
        self._open.append((regel, pad))
        if len(self._open) > self._diepte:
            raise te_diep(Vindplaats(self._naam, regel), self._diepte)
        self._sneden.append((self._expat.CurrentByteIndex, regel, pad))

    def _einde(self, _tag: str) -> None:
        # A property is complete at its end tag, but a reader looks for it where it begins.
        self._sneden.append((self._expat.CurrentByteIndex, *self._open.pop()))

    def _verklaring(self, _versie: str, codering: str | None, _alleen: int) -> None:
        if codering and codering.lower() not in _CODERINGEN:
            raise onleesbaar(
                Vindplaats(self._naam, 1),
                f"de tekencodering is {codering!a}; sla het document op als UTF-8",
                f"the character encoding is {codering!a}; save the document as UTF-8",
            )

    def _doctype(self, *_: Any) -> None:
        raise gevaarlijk(
            Vindplaats(self._naam, self._expat.CurrentLineNumber),
            "een documenttype (DOCTYPE, met entiteiten) wordt geweigerd",
            "a document type (DOCTYPE, with entities) is refused",
        )
