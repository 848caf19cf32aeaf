"""JSON read with the place of every value: what the standard reader does not keep.

Nothing here recurses, numbers stay as written, and a key that occurs twice in an object is refused: readers
differ in which of the two they take.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from loaders.grenzen import onleesbaar, te_diep, te_veel
from loaders.lezen import kort
from verbanden.submission import Limieten, Vindplaats

Soort = Literal["object", "lijst", "waarde"]

WAARDEN_PER_TRIPLE = 3
"""How many values a document may hold for each triple that it may give."""

_TEKEN = re.compile(
    rb"[ \t\r\n]*+(?:(?P<haak>[{}\[\]:,])"
    rb'|(?P<tekst>"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*+")'
    rb"|(?P<waarde>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null))"
)
_RUIMTE = re.compile(rb"[ \t\r\n]*+")
_REGEL = re.compile(rb"\r\n?|\n")
_LOS = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Knoop:
    """A value: where it stands, and either what is in it or, for a plain value, how it is written."""

    soort: Soort
    positie: int
    ruw: bytes
    leden: dict[str, Knoop]
    delen: list[Knoop]

    @property
    def tekst(self) -> str | None:
        """The text, when this is one."""
        return _tekst(self.ruw) if self.ruw.startswith(b'"') else None


# Shared by all that have no members, no parts: nobody writes in them.
_NIETS: dict[str, Knoop] = {}
_GEEN: list[Knoop] = []


class Lezer:
    """Reads one document of JSON."""

    def __init__(self, naam: str, data: bytes, limieten: Limieten) -> None:
        self._naam = naam
        self._data = data
        self._diepte = limieten.diepte
        self._waarden = WAARDEN_PER_TRIPLE * limieten.triples
        self._positie = 0
        self._regels = [m.end() for m in _REGEL.finditer(data)]

    def regel(self, positie: int) -> int:
        """Give the line in which a byte stands."""
        return bisect_right(self._regels, positie) + 1

    def plaats(self, positie: int) -> Vindplaats:
        """Give the place of a byte."""
        return Vindplaats(self._naam, self.regel(positie))

    def lees(self) -> Knoop:
        """Read the document; raises InzendingError when it is malformed, too deep or has too many values."""
        wortel, stapel = self._begin(), []
        if wortel.soort != "waarde":
            stapel.append(wortel)
        aantal = 1
        while stapel:
            boven = stapel[-1]
            sleutel = self._volgende_plek(boven)
            if sleutel is None:
                stapel.pop()
                continue
            kind = self._begin()
            aantal += 1
            if aantal > self._waarden:
                raise te_veel(self.plaats(kind.positie), "waarden", "values", self._waarden)
            self._hang(boven, sleutel, kind)
            if kind.soort != "waarde":
                stapel.append(kind)
                if len(stapel) > self._diepte:
                    raise te_diep(self.plaats(kind.positie), self._diepte)
        ruimte = _RUIMTE.match(self._data, self._positie)
        if ruimte is not None and ruimte.end() < len(self._data):
            raise self._fout(ruimte.end())
        return wortel

    def _begin(self) -> Knoop:
        """Read a plain value, or the bracket that opens another."""
        teken, soort, positie = self._teken()
        if soort == "haak":
            if teken == b"{":
                return Knoop("object", positie, b"", {}, _GEEN)
            if teken == b"[":
                return Knoop("lijst", positie, b"", _NIETS, [])
            raise self._fout(positie)
        if soort == "tekst" and b"\\u" in teken and _LOS.search(_tekst(teken)):
            raise onleesbaar(
                self.plaats(positie), "een half teken (\\uD800-\\uDFFF)", "half a character (\\uD800-\\uDFFF)"
            )
        return Knoop("waarde", positie, teken, _NIETS, _GEEN)

    def _volgende_plek(self, boven: Knoop) -> str | None:
        """Go to the next value in an object (giving its key) or a list (an empty key); None at its end."""
        leeg = not boven.leden and not boven.delen
        slot = b"}" if boven.soort == "object" else b"]"
        terug = self._positie
        teken, soort, positie = self._teken()
        if soort == "haak" and teken == slot:
            return None
        if not leeg:
            if teken != b",":
                raise self._fout(positie)
            terug = self._positie
        if boven.soort == "lijst":
            self._positie = terug
            return ""
        if not leeg:
            teken, soort, positie = self._teken()
        if soort != "tekst":
            raise self._fout(positie)
        sleutel = _tekst(teken)
        if sleutel in boven.leden:
            raise onleesbaar(
                self.plaats(positie),
                f"de sleutel '{kort(sleutel)}' komt twee keer voor in één object",
                f"the key '{kort(sleutel)}' occurs twice in one object",
            )
        teken, _, positie = self._teken()
        if teken != b":":
            raise self._fout(positie)
        return sleutel

    def _hang(self, boven: Knoop, sleutel: str, kind: Knoop) -> None:
        if boven.soort == "object":
            boven.leden[sleutel] = kind
        else:
            boven.delen.append(kind)

    def _teken(self) -> tuple[bytes, str, int]:
        treffer = _TEKEN.match(self._data, self._positie)
        if treffer is None or treffer.lastgroup is None:
            ruimte = _RUIMTE.match(self._data, self._positie)
            raise self._fout(ruimte.end() if ruimte else self._positie)
        self._positie = treffer.end()
        return treffer[treffer.lastgroup], treffer.lastgroup, treffer.start(treffer.lastgroup)

    def _fout(self, positie: int) -> Exception:
        rest = kort(self._data[positie : positie + 20].decode("utf-8", errors="replace"))
        nl, en = (f"onverwacht '{rest}'", f"unexpected '{rest}'") if rest else ("afgebroken", "cut off")
        return onleesbaar(self.plaats(positie), f"geen geldige JSON: {nl}", f"not valid JSON: {en}")


def _tekst(ruw: bytes) -> str:
    return str(json.loads(ruw)) if b"\\" in ruw else ruw[1:-1].decode("utf-8")
