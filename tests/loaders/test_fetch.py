"""Fetching, against a server of our own that misbehaves in every way that we know of."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from loaders.fetch import FetchLimieten, Opgehaald, fetch
from loaders.source import SOURCES
from tests.loaders.hulp import HIER, lees
from verbanden.errors import FetchError

BRON = SOURCES["roo"].bron
INHOUD = (HIER / "roo/goed/volledig.xml").read_bytes()
RUIM = FetchLimieten(bytes=1_000_000, seconden=20)
Antwoord = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Answers each path as told, and remembers what was asked."""

    def __init__(self) -> None:
        self.antwoorden: dict[str, Antwoord] = {}
        self.gevraagd: list[tuple[str, dict[str, str]]] = []
        zelf = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                zelf.gevraagd.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                self.close_connection = True
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    zelf.antwoorden[self.path](self)

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.adres = f"http://127.0.0.1:{self.http.server_port}"

    def geef(self, pad: str, antwoord: Antwoord) -> str:
        self.antwoorden[pad] = antwoord
        return self.adres + pad


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = Server()
    draad = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    draad.start()
    yield server
    server.http.shutdown()
    server.http.server_close()
    draad.join()


def stuur(inhoud: bytes, code: int = 200, **koppen: str) -> Antwoord:
    def antwoord(h: BaseHTTPRequestHandler) -> None:
        h.send_response(code)
        for naam, waarde in ({"Content-Length": str(len(inhoud))} | koppen).items():
            if waarde:
                h.send_header(naam.replace("_", "-"), waarde)
        h.end_headers()
        h.wfile.write(inhoud)

    return antwoord


def haal(server: Server, pad: str, doel: Path, limieten: FetchLimieten = RUIM) -> Opgehaald:
    return fetch(BRON, doel, limieten, server.adres + pad)


def weigert(server: Server, antwoord: Antwoord, doel: Path, wat: str, limieten: FetchLimieten = RUIM) -> None:
    adres = server.geef("/bron.xml", antwoord)
    with pytest.raises(FetchError, match=wat) as fout:
        haal(server, "/bron.xml", doel, limieten)
    assert fout.value.en.startswith(adres)
    assert fout.value.nl != fout.value.en
    assert list(doel.iterdir()) == []


def test_accepts_a_file_and_keeps_it_with_hash_time_and_address(server: Server, tmp_path: Path) -> None:
    adres = server.geef("/bron.xml", stuur(INHOUD, ETag='"1"'))
    gehaald = haal(server, "/bron.xml", tmp_path / "nieuw")
    assert gehaald.pad.read_bytes() == INHOUD
    assert gehaald.pad.name == f"roo-{gehaald.tijd:%Y-%m-%d}.xml"
    assert (gehaald.sha256, gehaald.adres) == (hashlib.sha256(INHOUD).hexdigest(), adres)
    assert not gehaald.ongewijzigd
    bijschrift = json.loads((tmp_path / "nieuw" / f"{gehaald.pad.name}.json").read_text())
    assert (bijschrift["adres"], bijschrift["sha256"], bijschrift["etag"]) == (adres, gehaald.sha256, '"1"')
    assert lees("roo", gehaald.pad).tellingen["deelname"] == (6, 0)


def test_accepts_that_nothing_changed_since_the_last_time(server: Server, tmp_path: Path) -> None:
    def antwoord(h: BaseHTTPRequestHandler) -> None:
        al = h.headers.get("If-None-Match") == '"1"'
        stuur(b"" if al else INHOUD, 304 if al else 200, ETag='"1"')(h)

    server.geef("/bron.xml", antwoord)
    eerst, later = haal(server, "/bron.xml", tmp_path), haal(server, "/bron.xml", tmp_path)
    assert later.ongewijzigd
    assert (later.pad, later.sha256) == (eerst.pad, eerst.sha256)
    assert "if-none-match" not in server.gevraagd[0][1]


def test_accepts_a_server_that_knows_dates_only(server: Server, tmp_path: Path) -> None:
    dag = "Sat, 16 May 2026 03:00:00 GMT"

    def antwoord(h: BaseHTTPRequestHandler) -> None:
        al = h.headers.get("If-Modified-Since") == dag
        stuur(b"" if al else INHOUD, 304 if al else 200, Last_Modified=dag)(h)

    server.geef("/bron.xml", antwoord)
    haal(server, "/bron.xml", tmp_path)
    assert haal(server, "/bron.xml", tmp_path).ongewijzigd


def test_accepts_the_same_bytes_again_as_unchanged(server: Server, tmp_path: Path) -> None:
    server.geef("/bron.xml", stuur(INHOUD))
    haal(server, "/bron.xml", tmp_path)
    assert haal(server, "/bron.xml", tmp_path).ongewijzigd


def test_accepts_a_new_file_when_the_kept_one_was_damaged_or_came_from_elsewhere(
    server: Server, tmp_path: Path
) -> None:
    server.geef("/bron.xml", stuur(INHOUD, ETag='"1"'))
    server.geef("/ander.xml", stuur(INHOUD, ETag='"1"'))
    eerst = haal(server, "/bron.xml", tmp_path)
    assert not haal(server, "/ander.xml", tmp_path).ongewijzigd
    eerst.pad.write_bytes(b"beschadigd")
    assert not haal(server, "/bron.xml", tmp_path).ongewijzigd
    assert eerst.pad.read_bytes() == INHOUD
    assert all("if-none-match" not in koppen for _, koppen in server.gevraagd)


def test_accepts_a_redirect_within_the_server(server: Server, tmp_path: Path) -> None:
    server.geef("/bron.xml", stuur(b"", 302, Location="/echt.xml"))
    server.geef("/echt.xml", stuur(INHOUD))
    assert haal(server, "/bron.xml", tmp_path).pad.read_bytes() == INHOUD


@pytest.mark.parametrize(
    "naar", ["http://example.org/x.xml", "//127.0.0.2/x.xml", "ftp://127.0.0.1/x", "http://127.0.0.1:1/x"]
)
def test_rejects_a_redirect_to_another_server(naar: str, server: Server, tmp_path: Path) -> None:
    weigert(server, stuur(b"", 301, Location=naar), tmp_path, "redirected to another server, refused")


def test_rejects_redirects_without_end(server: Server, tmp_path: Path) -> None:
    weigert(server, stuur(b"", 302, Location="/bron.xml"), tmp_path, "too many redirects")


def test_rejects_a_file_that_says_it_is_too_large(server: Server, tmp_path: Path) -> None:
    weigert(server, stuur(INHOUD), tmp_path, "larger than 1000 bytes", FetchLimieten(1000, 20))


def test_rejects_a_file_that_turns_out_too_large(server: Server, tmp_path: Path) -> None:
    def eindeloos(h: BaseHTTPRequestHandler) -> None:
        h.send_response(200)
        h.end_headers()
        h.wfile.write(INHOUD)
        for _ in range(1000):
            h.wfile.write(b" " * 10_000)

    weigert(server, eindeloos, tmp_path, "larger than 100000 bytes", FetchLimieten(100_000, 20))


def test_accepts_a_file_of_exactly_the_limit(server: Server, tmp_path: Path) -> None:
    server.geef("/bron.xml", stuur(INHOUD))
    assert haal(server, "/bron.xml", tmp_path, FetchLimieten(len(INHOUD), 20)).pad.exists()


def test_rejects_a_server_that_is_cut_off(server: Server, tmp_path: Path) -> None:
    weigert(server, stuur(INHOUD[:-50], Content_Length=str(len(INHOUD))), tmp_path, "cut off")


def test_rejects_a_file_without_its_end_though_no_length_was_told(server: Server, tmp_path: Path) -> None:
    weigert(server, stuur(INHOUD[:-50], Content_Length=""), tmp_path, "cut off after")


@pytest.mark.parametrize(
    "inhoud", [b"<!DOCTYPE html><html><body>Verhuisd</body></html>", b"[]", b"", b"\n\n<html lang='nl'></html>"]
)
def test_rejects_what_is_no_file_of_the_source(inhoud: bytes, server: Server, tmp_path: Path) -> None:
    weigert(server, stuur(inhoud), tmp_path, "not a file of the source roo")


@pytest.mark.parametrize("code", [304, 404, 500, 503])
def test_rejects_other_answers(code: int, server: Server, tmp_path: Path) -> None:
    weigert(server, stuur(b"", code), tmp_path, f"answer {code}")


def test_rejects_an_answer_that_is_packed(server: Server, tmp_path: Path) -> None:
    weigert(server, stuur(INHOUD, Content_Encoding="gzip"), tmp_path, "packed")
    assert server.gevraagd[0][1]["accept-encoding"] == "identity"


def druppel(kop: bytes) -> Antwoord:
    def antwoord(h: BaseHTTPRequestHandler) -> None:
        h.wfile.write(kop)
        for _ in range(200):
            h.wfile.write(b"x")
            time.sleep(0.05)

    return antwoord


@pytest.mark.parametrize(
    "kop",
    [
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n<",
        b"HTTP/1.1 200 OK\r\n\r\n<",
    ],
    ids=["in the headers", "in the body", "without length"],
)
def test_rejects_a_server_that_sends_a_byte_now_and_then(kop: bytes, server: Server, tmp_path: Path) -> None:
    begin = time.monotonic()
    weigert(server, druppel(kop), tmp_path, "took longer than 0.5 seconds", FetchLimieten(100_000, 0.5))
    assert time.monotonic() - begin < 3


def test_rejects_a_server_that_says_nothing(server: Server, tmp_path: Path) -> None:
    weigert(server, lambda _: time.sleep(2), tmp_path, "took longer than", FetchLimieten(100_000, 0.3))


def test_rejects_a_server_that_is_not_there_and_addresses_that_are_none(server: Server, tmp_path: Path) -> None:
    for adres in ("http://127.0.0.1:1/x.xml", "file:///etc/hostname", "ftp://127.0.0.1/x", "http://[", "x.xml"):
        with pytest.raises(FetchError):
            fetch(BRON, tmp_path, RUIM, adres)
    assert list(tmp_path.iterdir()) == []


def test_rejects_without_harming_what_was_fetched_before(server: Server, tmp_path: Path) -> None:
    server.geef("/bron.xml", stuur(INHOUD))
    eerst = haal(server, "/bron.xml", tmp_path)
    server.geef("/bron.xml", stuur(INHOUD[:-50], Content_Length=str(len(INHOUD))))
    with pytest.raises(FetchError):
        haal(server, "/bron.xml", tmp_path)
    assert eerst.pad.read_bytes() == INHOUD
    assert len(list(tmp_path.iterdir())) == 2


def test_rejects_a_folder_that_cannot_be_written(server: Server, tmp_path: Path) -> None:
    server.geef("/bron.xml", stuur(INHOUD))
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(FetchError, match="cannot keep it"):
        haal(server, "/bron.xml", tmp_path / "bestand")
