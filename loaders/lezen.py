"""What every loader needs: the input being read, and values cleaned, checked, or rejected with their place."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from verbanden.errors import IdentifierError, SourceError
from verbanden.identifiers import tooi_key
from verbanden.model import Afwijzing, Plaats, Record
from verbanden.namespaces import OWMS, TOOI_ID, WETTEN

if TYPE_CHECKING:
    from typing_extensions import Buffer

VELD = "veld"
"""The `rij` of an Afwijzing of one field: the row itself was accepted."""

_DATUM = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?")
# The seconds are optional: TOOI writes some times without them, against XML Schema.
_TIJDSTIP = re.compile(r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?")
_VERWIJZING = re.compile(r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?(/[^\s<>\"{}|\\^`]*)?")
_SLEUTEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PLAATSHOUDER = re.compile(r"X{3,}")
_ONZICHTBAAR = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LANG = 200


class Hasher(io.RawIOBase):
    """A byte stream that hashes what passes, so that a file is read once only."""

    def __init__(self, onder: IO[bytes]) -> None:
        super().__init__()
        self._onder = onder
        self._hash = hashlib.sha256()

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Read bytes into a buffer; all other ways of reading end here."""
        doel = memoryview(buffer).cast("B")
        stuk = self._onder.read(len(doel))
        doel[: len(stuk)] = stuk
        self._hash.update(stuk)
        return len(stuk)

    def sha256(self) -> str:
        """Give the hash of all bytes that passed."""
        return self._hash.hexdigest()


@dataclass
class Invoer:
    """One source file while it is read: the parser counts rows here, and notes the state date."""

    bestand: str
    stroom: Hasher
    gelezen: Counter[str] = field(default_factory=Counter)
    datum: date | None = None


Parser = Callable[[Invoer], Iterator[Record | Afwijzing]]


def kort(waarde: str) -> str:
    """Show a value on one line, cut when it is very long."""
    regel = " ".join("".join(c if c.isprintable() else " " for c in waarde).split())
    return regel if len(regel) <= _LANG else regel[: _LANG - 1] + "…"


def afwijzing(rij: str, plaats: Plaats, veld: str, waarde: str | None, reden: tuple[str, str]) -> Afwijzing:
    """Reject a row or a field: both messages name the place, the field and the value."""
    toon = kort(waarde or "")
    nl, en = reden
    return Afwijzing(
        rij, plaats, veld, toon, f"{plaats} {veld} = '{toon}': {nl}", f"{plaats} {veld} = '{toon}': {en}"
    )


class Meldingen:
    """Collects the rejected fields of one record, for the loader to hand on before the record itself."""

    def __init__(self, plaats: Plaats) -> None:
        self.plaats = plaats
        self.lijst: list[Afwijzing] = []

    def veld(self, naam: str, waarde: str | None, reden: tuple[str, str]) -> None:
        """Reject one field."""
        self.lijst.append(afwijzing(VELD, self.plaats, naam, waarde, reden))

    def op(self, plaats: Plaats) -> Meldingen:
        """Collect into the same list, for another place in the record."""
        ander = Meldingen(plaats)
        ander.lijst = self.lijst
        return ander


GEEN_SLEUTEL = ("geen leesbare sleutel", "not a readable key")
DUBBEL = ("deze sleutel kwam al eerder voor", "this key occurred before")
GEEN_NAAM = ("er is geen naam", "there is no name")
GEEN_DATUM = ("geen leesbare datum", "not a readable date")
GEEN_VERWIJZING = ("geen leesbare verwijzing", "not a readable reference")
PLAATSHOUDER = ("plaatshouder in plaats van een OWMS-term", "a placeholder instead of an OWMS term")


def schoon(tekst: str | None) -> str | None:
    """Normalise a name or title: no invisible characters, single spaces; None when nothing is left."""
    if not tekst:
        return None
    return " ".join(unicodedata.normalize("NFC", tekst.translate(_ONZICHTBAAR)).split()) or None


def sleutel(tekst: str | None) -> str | None:
    """Give the key when it is plain ASCII, fit for an IRI; else None."""
    return tekst.strip() if tekst and _SLEUTEL.fullmatch(tekst.strip()) else None


def lees_datum(tekst: str) -> date:
    """Read an xsd:date, or the date part of an xsd:dateTime as written; raises ValueError.

    >>> lees_datum("2021-01-01T00:00+01:00")
    datetime.date(2021, 1, 1)
    """
    treffer = _DATUM.fullmatch(tekst.strip()) or _TIJDSTIP.fullmatch(tekst.strip())
    if treffer is None:
        raise ValueError(f"not a date: {tekst!r}")
    return date.fromisoformat(treffer[1])


def datum(tekst: str | None, veld: str, meldingen: Meldingen) -> date | None:
    """Read an optional date; an unreadable one is rejected as a field."""
    if tekst is None or not tekst.strip():
        return None
    try:
        return lees_datum(tekst)
    except ValueError:
        meldingen.veld(veld, tekst, GEEN_DATUM)
        return None


def verwijzing(tekst: str | None, veld: str, meldingen: Meldingen) -> str | None:
    """Read an optional http(s) reference; a malformed one is rejected as a field."""
    kaal = (tekst or "").strip()
    if not kaal:
        return None
    if not _VERWIJZING.fullmatch(kaal) or not _is_iri(kaal):
        meldingen.veld(veld, tekst, GEEN_VERWIJZING)
        return None
    return kaal


def _is_iri(tekst: str) -> bool:
    """Tell whether a strict reader of RDF takes this for an IRI: what it refuses would stop the whole build."""
    try:
        ox.NamedNode(tekst)
    except ValueError:
        return False
    return True


def wet(tekst: str | None, veld: str, meldingen: Meldingen) -> str | None:
    """Read a legal reference; Juriconnect ones always get http, so that one law has one IRI."""
    iri = verwijzing(tekst, veld, meldingen)
    jci = WETTEN.replace("http:", "https:", 1) + "jci"
    return "http:" + iri.removeprefix("https:") if iri and iri.startswith(jci) else iri


def owms(tekst: str | None, meldingen: Meldingen, veld: str = "resourceIdentifierOWMS") -> str | None:
    """Read an optional OWMS term, always as http; a placeholder or another address is rejected."""
    iri = verwijzing(tekst, veld, meldingen)
    if iri is None:
        return None
    iri = "http:" + iri.split(":", 1)[1]
    if not iri.startswith(OWMS) or iri == OWMS:
        meldingen.veld(veld, tekst, GEEN_VERWIJZING)
        return None
    if _PLAATSHOUDER.fullmatch(iri.removeprefix(OWMS)):
        meldingen.veld(veld, tekst, PLAATSHOUDER)
        return None
    return iri


def tooi(tekst: str | None, meldingen: Meldingen, veld: str = "resourceIdentifierTOOI") -> str | None:
    """Read an optional TOOI identifier: `…/tooi/id/<register>/<code>`."""
    iri = verwijzing(tekst, veld, meldingen)
    if iri is not None and not re.fullmatch(re.escape(TOOI_ID) + r"[a-z_]+/[a-z]+[A-Za-z0-9_]+", iri):
        meldingen.veld(veld, tekst, GEEN_VERWIJZING)
        return None
    return iri


def tooi_organisatie(tekst: str | None, meldingen: Meldingen, veld: str = "resourceIdentifierTOOI") -> str | None:
    """Read an optional TOOI identifier of an organisation: its code must be one that TOOI gives out."""
    iri = tooi(tekst, meldingen, veld)
    if iri is None:
        return None
    try:
        tooi_key(iri)
    except IdentifierError as fout:
        meldingen.veld(veld, tekst, (fout.nl.rstrip("."), fout.en.rstrip(".")))
        return None
    return iri


def onleesbaar(bestand: str, nl: str, en: str) -> SourceError:
    """Make the error of a file that cannot be read at all, naming the file."""
    return SourceError(f"{bestand}: {kort(nl)}", f"{bestand}: {kort(en)}")
