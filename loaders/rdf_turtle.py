"""Turtle and TriG cut into pieces with their lines; how deep they nest is checked before the parser sees it.

Where the parser needs one word more than the triple has, the pieces make up for it: a text without language or
datatype goes together with the word after it, so that its triple bears the line of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grenzen import onleesbaar, te_diep
from loaders.rdf_stukken import Stuk
from verbanden.submission import Limieten, Vindplaats

_KORT = rb'"[^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*+"|' + rb"'[^'\\\r\n]*+(?:\\.[^'\\\r\n]*+)*+'"
_LANG = rb'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"""|' + rb"'''(?:[^'\\]++|\\.|'{1,2}(?!'))*+'''"
_TEKST = re.compile(_LANG + b"|" + _KORT, re.DOTALL)
_WOORD = re.compile(
    # The end of a line goes together with the empty lines and the lines of comment after it.
    rb"(?P<einde>(?:\r\n?|\n)(?:[ \t]*+(?:#[^\r\n]*+)?(?:\r\n?|\n))*+)"
    rb"|(?P<quote>[\"'])"
    rb"|(?P<ster><<)"
    rb"|<[^<>\"{}|^`\x00-\x20]*+>"
    rb"|#[^\r\n]*+"
    rb"|\\."
    rb"|(?P<open>[\[({])"
    rb"|(?P<dicht>[\])}])",
    re.DOTALL,
)
_ACHTERVOEGSEL = re.compile(
    rb"[ \t]*(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^[ \t]*(?:<[^<>\"{}|^`\x00-\x20]*+>|[^\s;,\])}\"'<]++))"
)
_RUIMTE = re.compile(rb"(?:[ \t\r\n]++|#[^\r\n]*+)*+")
_EINDE = re.compile(rb"\r\n?|\n")
_NAAM = re.compile(rb"<[^<>\"{}|^`\x00-\x20]*+>|[^\s;,.\[\](){}\"'<#][^\s;,\[\](){}\"'<#]*+|\.[0-9]++")
_GEWOON = re.compile(rb"(?:" + _KORT + rb")(?:@[A-Za-z0-9-]++|\^\^[^\s;,\])}\"'#]++)?[ \t]*+(?=[;,.\])}])")
_QUOTES = {b'"', b"'"}


class Snijder:
    """Cuts one document; the pieces come out while they are read, so that reading may stop at any limit."""

    def __init__(self, naam: str, data: bytes, limieten: Limieten) -> None:
        self._naam = naam
        self._data = data
        self._diepte = limieten.diepte
        self._open: list[int] = []
        self._begin = 0
        self._positie = 0
        self._regel = 1
        self._vanaf = 1
        self._tekst_op = (0, -1)

    def stukken(self) -> Iterator[Stuk]:
        """Give the pieces; raises InzendingError where brackets nest too deeply or RDF-star begins."""
        data, zoek = self._data, _WOORD.search
        while (woord := zoek(data, self._positie)) is not None:
            soort = woord.lastgroup
            self._positie = woord.end()
            if soort == "einde":
                einde = self._positie
                self._regel += 1 if einde - woord.start() == 1 else len(_EINDE.findall(data, woord.start(), einde))
                if woord.start() == self._begin:
                    self._vanaf = self._regel  # nothing stands before it: it goes with what follows
                else:
                    yield self._snij(einde)
            elif soort == "quote":
                yield from self._tekst(woord.start())
            elif soort == "open":
                self._dieper()
            elif soort == "dicht":
                yield from self._sluit(woord.start())
            elif soort == "ster":
                raise self._geen_ster()
        if self._begin < len(data):
            yield self._snij(len(data))

    def _snij(self, einde: int, anders: int | None = None, erbij: bytes = b"") -> Stuk:
        """Cut off what stands before a position, with its line; what follows bears the line reached by now."""
        stuk = Stuk(
            self._data[self._begin : einde] + erbij, self._vanaf, self._vanaf if anders is None else anders
        )
        self._begin = self._positie = einde
        self._vanaf = self._regel
        return stuk

    def _dieper(self) -> None:
        self._open.append(self._regel)
        if len(self._open) > self._diepte:
            raise te_diep(Vindplaats(self._naam, self._regel), self._diepte)

    def _sluit(self, positie: int) -> Iterator[Stuk]:
        """Close a bracket: a description over several lines bears the line where it opened."""
        opening = self._open.pop() if self._open else self._regel
        if opening == self._regel or self._data[positie : positie + 1] != b"]":
            return
        begin, einde = self._tekst_op
        voor = begin if einde == positie and begin >= self._begin else positie
        if self._begin < voor:
            # The space ends a word that stands against the bracket, before the bracket is read.
            yield self._snij(voor, erbij=b" ")
        yield self._snij(positie + 1, opening)

    def _tekst(self, positie: int) -> Iterator[Stuk]:
        """Pass a text; when it is not on one line with the word after it, cut so that its line is kept."""
        if (gewoon := _GEWOON.match(self._data, positie)) is not None:
            self._positie = gewoon.end()
            self._tekst_op = (positie, gewoon.end())
            return
        tekst = _TEKST.match(self._data, positie)
        while tekst is not None:
            if self._begin < tekst.start():
                yield self._snij(tekst.start())
            start = self._regel
            self._tel(tekst.start(), tekst.end())
            self._positie = tekst.end()
            achter = _ACHTERVOEGSEL.match(self._data, tekst.end())
            if achter is not None:
                if self._regel > start:
                    yield self._snij(achter.end(), erbij=b" ")
                return
            volgend = self._na_ruimte(tekst.end())
            self._tel(tekst.end(), volgend)
            if self._regel == start:
                return
            if self._data[volgend : volgend + 1] not in _QUOTES:
                yield from self._volgend_woord(volgend)
                return
            # In a list a text follows, which has a word after it in its turn.
            tekst = _TEKST.match(self._data, volgend)
            if tekst is not None:
                yield self._snij(tekst.end())
        # Not closed: the parser refuses it here, so what follows matters no more.
        self._positie = len(self._data)

    def _volgend_woord(self, positie: int) -> Iterator[Stuk]:
        """Cut after the word that follows a text on a later line: only then the triple of the text comes out."""
        teken = self._data[positie : positie + 1]
        if teken in {b"[", b"(", b"{"}:
            self._dieper()
            yield self._snij(positie + 1)
        elif teken in {b"]", b")", b"}"}:
            opening = self._open.pop() if self._open else self._regel
            yield self._snij(positie + 1, opening if teken == b"]" else self._regel)
        elif (woord := _NAAM.match(self._data, positie)) is not None:
            yield self._snij(woord.end(), self._regel, b" ")
        else:
            yield self._snij(positie + 1, erbij=b" ")

    def _na_ruimte(self, positie: int) -> int:
        ruimte = _RUIMTE.match(self._data, positie)
        return ruimte.end() if ruimte else positie

    def _tel(self, van: int, tot: int) -> None:
        self._regel += len(_EINDE.findall(self._data, van, tot))

    def _geen_ster(self) -> Exception:
        return onleesbaar(
            Vindplaats(self._naam, self._regel),
            "uitspraken over uitspraken ('<<', RDF-star) worden niet gelezen",
            "statements about statements ('<<', RDF-star) are not read",
        )
