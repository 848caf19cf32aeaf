"""Fetch the live file of a source: whole or not at all, within limits, and only when it changed.

A snapshot gets its day in its name; beside it stands a small JSON file with where it came from, its hash, and
what the server said of its version, for the next conditional request.
"""

from __future__ import annotations

import hashlib
import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import httpx

from loaders.lezen import kort
from loaders.source import SOURCES
from verbanden.errors import FetchError
from verbanden.model import Bron

_OMLEIDINGEN = 5
_KOP = 512
_AGENT = "verbanden"


@dataclass(frozen=True, slots=True)
class FetchLimieten:
    """How large a file may be, and how long the whole of fetching it may take."""

    bytes: int
    seconden: float


@dataclass(frozen=True, slots=True)
class Opgehaald:
    """What was fetched: the file, its hash, when and from where; `ongewijzigd` when we had it already."""

    pad: Path
    sha256: str
    tijd: datetime
    adres: str
    ongewijzigd: bool


@dataclass(frozen=True, slots=True)
class _Bijschrift:
    """What is kept beside a snapshot."""

    bestand: str
    adres: str
    tijd: str
    sha256: str
    etag: str | None
    gewijzigd: str | None


def fetch(bron: Bron, doel: Path, limieten: FetchLimieten, adres: str | None = None) -> Opgehaald:
    """Fetch a source into the folder `doel`; raises FetchError, and then keeps nothing of it."""
    return _Ophaler(bron, doel, limieten, adres or bron.adres).haal()


class _Ophaler:
    """One attempt to fetch one file, with one deadline for all of it."""

    def __init__(self, bron: Bron, doel: Path, limieten: FetchLimieten, adres: str) -> None:
        self.bron = bron
        self.doel = doel
        self.limieten = limieten
        self.adres = adres
        self.einde = time.monotonic() + limieten.seconden
        self.sokken: list[socket.socket] = []

    def haal(self) -> Opgehaald:
        """Ask, receive, check, keep."""
        wekker = threading.Timer(self.limieten.seconden, self._verbreek)
        wekker.daemon = True
        try:
            self.doel.mkdir(parents=True, exist_ok=True)
            vorige = _vorige(self.bron, self.doel, self.adres)
            wekker.start()
            with (
                httpx.Client(timeout=self.limieten.seconden, follow_redirects=False) as client,
                self._antwoord(client, _voorwaarden(vorige)) as antwoord,
            ):
                if antwoord.status_code == httpx.codes.NOT_MODIFIED and vorige is not None:
                    return self._ongewijzigd(vorige)
                if antwoord.status_code != httpx.codes.OK:
                    raise self._fout(f"antwoord {antwoord.status_code}", f"answer {antwoord.status_code}")
                return self._bewaar(antwoord, vorige)
        except (httpx.HTTPError, httpx.InvalidURL) as fout:
            if isinstance(fout, httpx.TimeoutException) or time.monotonic() >= self.einde:
                raise self._te_lang() from fout
            raise self._fout(
                f"ophalen mislukt of afgebroken: {fout}", f"fetching failed or was cut off: {fout}"
            ) from fout
        except OSError as fout:
            if time.monotonic() >= self.einde:
                raise self._te_lang() from fout
            raise self._fout(f"kan het niet bewaren: {fout}", f"cannot keep it: {fout}") from fout
        finally:
            wekker.cancel()

    @contextmanager
    def _antwoord(self, client: httpx.Client, koppen: dict[str, str]) -> Iterator[httpx.Response]:
        """Ask for the file, following only redirects that stay with the same server, never to less than https."""
        waar = httpx.URL(self.adres)
        for _ in range(_OMLEIDINGEN):
            with client.stream("GET", waar, headers=koppen, extensions={"trace": self._volg}) as antwoord:
                if not antwoord.has_redirect_location:
                    yield antwoord
                    return
                naar = waar.join(antwoord.headers["location"])
            zelfde = (naar.scheme, naar.host, naar.port) == (waar.scheme, waar.host, waar.port)
            veiliger = naar.host == waar.host and naar.scheme == "https" and naar.port is None
            if not zelfde and not veiliger:
                raise self._fout(
                    f"omgeleid naar een andere server, geweigerd: {naar}",
                    f"redirected to another server, refused: {naar}",
                )
            waar = naar
        raise self._fout("te veel omleidingen", "too many redirects")

    def _volg(self, gebeurtenis: str, info: Mapping[str, Any]) -> None:
        """Note the connections made: httpx limits each read, but a server may send a byte a second for ever."""
        if gebeurtenis in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            sok = info["return_value"].get_extra_info("socket")
            if isinstance(sok, socket.socket):
                self.sokken.append(sok)
        if time.monotonic() >= self.einde:
            self._verbreek()

    def _verbreek(self) -> None:
        for sok in self.sokken:
            with suppress(OSError):
                socket.socket.shutdown(sok, socket.SHUT_RDWR)  # below TLS: nothing is said or awaited

    def _bewaar(self, antwoord: httpx.Response, vorige: _Bijschrift | None) -> Opgehaald:
        """Write the body to a temporary file, and give it its name only when it is whole and looks right."""
        tijd = datetime.now(UTC)
        achtervoegsel = Path(httpx.URL(self.bron.adres).path).suffix or ".dat"
        pad = self.doel / f"{self.bron.code}-{tijd:%Y-%m-%d}{achtervoegsel}"
        voorlopig = pad.with_name(pad.name + ".tijdelijk")
        try:
            with voorlopig.open("wb") as bestand:
                sha256 = self._ontvang(antwoord, bestand)
            if vorige is not None and vorige.sha256 == sha256:
                return self._ongewijzigd(vorige)
            voorlopig.replace(pad)
        finally:
            with suppress(OSError):
                voorlopig.unlink(missing_ok=True)
        etag, gewijzigd = antwoord.headers.get("etag"), antwoord.headers.get("last-modified")
        toen = tijd.isoformat(timespec="seconds")
        _schrijf(self.doel / f"{pad.name}.json", _Bijschrift(pad.name, self.adres, toen, sha256, etag, gewijzigd))
        return Opgehaald(pad, sha256, tijd, self.adres, ongewijzigd=False)

    def _ongewijzigd(self, vorige: _Bijschrift) -> Opgehaald:
        pad = self.doel / vorige.bestand
        return Opgehaald(pad, vorige.sha256, datetime.now(UTC), self.adres, ongewijzigd=True)

    def _verwacht(self, antwoord: httpx.Response) -> int | None:
        """Tell how many bytes will come, when the server says so; what it announces may be refused already."""
        lengte = antwoord.headers.get("content-length", "")
        verwacht = int(lengte) if lengte.isdigit() else None
        if verwacht is not None and verwacht > self.limieten.bytes:
            raise self._te_groot()
        if antwoord.headers.get("content-encoding", "identity").lower() != "identity":
            # We ask for plain bytes: what unpacks to any size could pass the limit in one piece.
            raise self._fout("antwoord is ongevraagd ingepakt", "the answer is packed, which was not asked for")
        return verwacht

    def _ontvang(self, antwoord: httpx.Response, bestand: IO[bytes]) -> str:
        """Receive the body piece by piece, within the limits; gives its hash."""
        verwacht = self._verwacht(antwoord)
        som, aantal, kop, staart = hashlib.sha256(), 0, b"", b""
        for stuk in antwoord.iter_raw():
            if time.monotonic() >= self.einde:
                raise self._te_lang()
            aantal += len(stuk)
            if aantal > self.limieten.bytes:
                raise self._te_groot()
            if len(kop) < _KOP:
                kop = (kop + stuk)[:_KOP]
                if len(kop) == _KOP:
                    self._controleer_kop(kop)
            staart = (staart + stuk)[-_KOP:]
            som.update(stuk)
            bestand.write(stuk)
        if time.monotonic() >= self.einde:
            raise self._te_lang()  # the connection that we broke off ourselves looks like an end
        if verwacht not in (None, aantal):
            raise self._afgebroken(aantal)
        self._controleer_kop(kop)
        lezer = SOURCES.get(self.bron.code)
        if lezer is not None and not staart.rstrip().endswith(lezer.slot):
            raise self._afgebroken(aantal)
        return som.hexdigest()

    def _controleer_kop(self, kop: bytes) -> None:
        """Refuse what is no file of this source, such as a page that says that the file has moved."""
        begin = kop.removeprefix(b"\xef\xbb\xbf").lstrip()
        is_pagina = begin[:15].lower().startswith((b"<!doctype", b"<html"))
        lezer = SOURCES.get(self.bron.code)
        if not begin or is_pagina or (lezer is not None and not begin.startswith(lezer.vorm)):
            toon = kort(begin[:40].decode("utf-8", "replace"))
            raise self._fout(
                f"dit is geen bestand van de bron {self.bron.code}; het begint met '{toon}'",
                f"this is not a file of the source {self.bron.code}; it begins with '{toon}'",
            )

    def _fout(self, nl: str, en: str) -> FetchError:
        return FetchError(f"{self.adres}: {kort(nl)}", f"{self.adres}: {kort(en)}")

    def _afgebroken(self, aantal: int) -> FetchError:
        return self._fout(f"afgebroken na {aantal} bytes", f"cut off after {aantal} bytes")

    def _te_lang(self) -> FetchError:
        grens = f"{self.limieten.seconden:g}"
        return self._fout(f"duurde langer dan {grens} seconden", f"took longer than {grens} seconds")

    def _te_groot(self) -> FetchError:
        grens = self.limieten.bytes
        return self._fout(f"is groter dan {grens} bytes", f"is larger than {grens} bytes")


def _vorige(bron: Bron, doel: Path, adres: str) -> _Bijschrift | None:
    """Find the newest snapshot from this address that is still there, unharmed."""
    for pad in sorted(doel.glob(f"{bron.code}-????-??-??.*.json"), reverse=True):
        try:
            bijschrift = _Bijschrift(**json.loads(pad.read_text(encoding="utf-8")))
            with (doel / Path(bijschrift.bestand).name).open("rb") as bestand:
                heel = hashlib.file_digest(bestand, "sha256").hexdigest() == bijschrift.sha256
        except (OSError, ValueError, TypeError):
            continue
        if heel and bijschrift.adres == adres:
            return bijschrift
    return None


def _voorwaarden(vorige: _Bijschrift | None) -> dict[str, str]:
    koppen = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    if vorige is not None and vorige.etag:
        koppen["If-None-Match"] = vorige.etag
    elif vorige is not None and vorige.gewijzigd:
        koppen["If-Modified-Since"] = vorige.gewijzigd
    return koppen


def _schrijf(pad: Path, bijschrift: _Bijschrift) -> None:
    voorlopig = pad.with_name(pad.name + ".tijdelijk")
    voorlopig.write_text(json.dumps(asdict(bijschrift), indent=1) + "\n", encoding="utf-8")
    voorlopig.replace(pad)
