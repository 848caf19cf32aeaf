"""JSON-LD handed to the parser value by value, so that each triple bears its line and its JSON pointer.

The parser reads JSON-LD as a stream only where `@context`, `@type` and `@id` come first in each object. So the
document is written anew in that order, each value with its own place. Contexts of elsewhere are never fetched:
only what stands in the document itself, and our own context under its own name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from loaders.grenzen import gevaarlijk, onleesbaar
from loaders.json_boom import Knoop, Lezer
from loaders.lezen import VELD, afwijzing, kort
from loaders.rdf_stukken import Stuk
from verbanden.model import Afwijzing, Plaats
from verbanden.namespaces import DEF
from verbanden.submission import Limieten

CONTEXT = DEF + "context.jsonld"
"""The address of our own context; the file itself is answered."""

_VERZAMELT = {"@graph", "@reverse", "@included", "@set", "@list"}
_ZONDER_TRIPLE = (
    "dit gaf geen enkele uitspraak: de sleutel staat niet in de context, of een naam is geen geldige IRI",
    "this gave no statement at all: the key is not in the context, or a name is not a valid IRI",
)
_EERST = {"@context": 0, "@type": 1, "@id": 2}
_LATER = 3


class _Opdracht(NamedTuple):
    """A value still to be written: at which pointer, and after which signs."""

    knoop: Knoop
    pad: str
    voor: bytes


class Herschrijver:
    """Writes one document of JSON-LD anew, in pieces."""

    def __init__(self, naam: str, data: bytes, limieten: Limieten) -> None:
        self._naam = naam
        self._lezer = Lezer(naam, data, limieten)
        self._wortel = self._lezer.lees()
        self._rang = dict(_EERST)
        if self._wortel.soort == "waarde":
            raise onleesbaar(
                self._lezer.plaats(self._wortel.positie),
                "JSON-LD begint met een object of een lijst",
                "JSON-LD begins with an object or a list",
            )
        self._controleer()

    def stukken(self) -> Iterator[Stuk]:
        """Give the pieces, each with the line and the JSON pointer of its value."""
        wachten: list[Stuk | _Opdracht] = [_Opdracht(self._wortel, "", b"")]
        while wachten:
            ding = wachten.pop()
            if isinstance(ding, Stuk):
                yield ding
            elif ding.knoop.soort == "waarde":
                regel = self._lezer.regel(ding.knoop.positie)
                # The space ends a number: only then the parser knows it.
                yield Stuk(ding.voor + ding.knoop.ruw + b" ", regel, regel, ding.pad)
            else:
                schrijf = self._object if ding.knoop.soort == "object" else self._lijst
                wachten += reversed(schrijf(*ding))

    def verloren(self, geraakt: set[str]) -> Iterator[Afwijzing]:
        """Tell which keys gave no triple at all, given the pointers that did: readers skip those in silence."""
        onderweg: set[str] = set()
        for pad in geraakt:
            boven = pad.rpartition("/")[0]
            while boven and boven not in onderweg:
                onderweg.add(boven)
                boven = boven.rpartition("/")[0]
        wachten = [(self._wortel, "")]
        while wachten:
            knoop, pad = wachten.pop()
            wachten += [(deel, f"{pad}/{nummer}") for nummer, deel in enumerate(knoop.delen)]
            for sleutel, waarde in knoop.leden.items():
                hier = _onder(pad, sleutel)
                if sleutel in _VERZAMELT or hier in onderweg:
                    wachten.append((waarde, hier))
                elif sleutel.startswith("@") or sleutel in self._rang or hier in geraakt:
                    continue
                elif (toon := _eerste(waarde)) is not None:
                    plaats = Plaats(self._naam, hier, "", self._lezer.regel(waarde.positie))
                    yield afwijzing(VELD, plaats, sleutel, toon, _ZONDER_TRIPLE)

    def _controleer(self) -> None:
        """Refuse contexts of elsewhere, wherever they stand, and learn which keys are other names of keywords."""
        namen: dict[str, str] = {}
        wachten = [self._wortel]
        while wachten:
            knoop = wachten.pop()
            wachten += knoop.delen
            for sleutel, waarde in knoop.leden.items():
                if sleutel == "@context":
                    self._context(waarde, namen)
                elif sleutel == "@import":
                    raise self._elders(waarde)
                wachten.append(waarde)
        for naam in namen:
            doel = _eind(naam, namen)
            if doel in _EERST:
                self._rang[naam] = _EERST[doel]

    def _context(self, waarde: Knoop, namen: dict[str, str]) -> None:
        for deel in waarde.delen or [waarde]:
            if deel.soort == "object":
                namen |= dict(_namen(deel))
            elif deel.tekst == CONTEXT:
                deel.ruw, eigen = _eigen_context()
                namen |= eigen
            elif deel.ruw != b"null":
                raise self._elders(deel)

    def _elders(self, waarde: Knoop) -> Exception:
        adres = kort(waarde.tekst or waarde.ruw.decode() or "…")
        return gevaarlijk(
            self._lezer.plaats(waarde.positie),
            f"een @context van elders ('{adres}') wordt niet opgehaald; zet de context in het document, "
            f"of gebruik {CONTEXT}",
            f"a @context from elsewhere ('{adres}') is not fetched; put the context in the document, "
            f"or use {CONTEXT}",
        )

    def _lijst(self, knoop: Knoop, pad: str, voor: bytes) -> list[Stuk | _Opdracht]:
        regel = self._lezer.regel(knoop.positie)
        uit: list[Stuk | _Opdracht] = []
        voor += b"["
        for nummer, deel in enumerate(knoop.delen):
            uit.append(_Opdracht(deel, f"{pad}/{nummer}", voor))
            voor = b","
        uit.append(Stuk(b"]" if uit else voor + b"]", regel, regel, pad))
        return uit

    def _object(self, knoop: Knoop, pad: str, voor: bytes) -> list[Stuk | _Opdracht]:
        """Write an object: what comes out at its first key, its name or its end bears the place of the object."""
        regel, rang = self._lezer.regel(knoop.positie), self._rang
        uit: list[Stuk | _Opdracht] = []
        leden: Iterable[tuple[str, Knoop]] = knoop.leden.items()
        if any(sleutel in rang for sleutel in knoop.leden):
            leden = sorted(leden, key=lambda lid: rang.get(lid[0], _LATER))
        vorige = "@id"
        for sleutel, waarde in leden:
            naam = json.dumps(sleutel).encode() + b":"
            naam = (b"," if uit else voor + b"{") + naam
            if vorige in rang:
                # What was known of the object comes out here, before the first value that is its own.
                uit.append(Stuk(naam, regel, regel, pad))
                naam = b""
            vorige = sleutel
            if rang.get(sleutel) == _EERST["@id"] and waarde.soort == "waarde":
                uit.append(Stuk(naam + waarde.ruw + b" ", regel, regel, pad))
            else:
                uit.append(_Opdracht(waarde, _onder(pad, sleutel), naam))
        uit.append(Stuk(b"}" if uit else voor + b"{}", regel, regel, pad))
        return uit


def _onder(pad: str, sleutel: str) -> str:
    """Give the JSON pointer of a key (RFC 6901)."""
    return f"{pad}/{sleutel.replace('~', '~0').replace('/', '~1')}"


def _eerste(waarde: Knoop) -> str | None:
    """Give a first plain value, to show; None where there is nothing but null and empty lists."""
    wachten = [waarde]
    while wachten:
        knoop = wachten.pop()
        if knoop.soort == "waarde" and knoop.ruw != b"null":
            return knoop.tekst or knoop.ruw.decode()
        wachten += [*reversed(knoop.delen), *reversed(knoop.leden.values())]
    return None


def _namen(context: Knoop) -> Iterator[tuple[str, str]]:
    """Give the keys of a context and what each stands for."""
    for sleutel, waarde in context.leden.items():
        doel = waarde.leden.get("@id", waarde).tekst
        if doel is not None:
            yield sleutel, doel


def _eind(naam: str, namen: dict[str, str]) -> str:
    """Follow a name to what it stands for in the end; a circle ends where it began."""
    gezien: set[str] = set()
    while naam in namen and naam not in gezien:
        gezien.add(naam)
        naam = namen[naam]
    return naam


@cache
def _eigen_context() -> tuple[bytes, dict[str, str]]:
    ruw = resources.files("ontology").joinpath("context.jsonld").read_bytes()
    inhoud = json.loads(ruw)["@context"]
    namen = {sleutel: doel for sleutel, doel in inhoud.items() if isinstance(doel, str)}
    return json.dumps(inhoud).encode(), namen
