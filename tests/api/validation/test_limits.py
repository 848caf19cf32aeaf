"""Every limit of checking, at it and over it; those of a worker's time and memory are in `test_workers`."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from api.problems import ProblemError
from api.validation import upload, writing
from api.validation.task import name_of
from tests.api.helpers import assert_problem
from tests.api.validation.conftest import Open, dienst
from tests.api.validation.lezers import eerlijk, turtle, vijandig
from tests.api.validation.server import Running, eventually, resident, running
from tests.api.validation.test_posting import GOOD, PATH, TURTLE, parts, post

ALL_FORMS = ("json", "turtle", "jsonld", "csv", "html", "tekst")
SIZE = len(GOOD.encode())


def test_bytes(opened: Open) -> None:
    client = opened(validatie_max_bytes=SIZE)
    assert post(client).status_code == 201
    body = assert_problem(post(client, GOOD + "\n"), 413, "te-veel")
    assert str(SIZE) in body["detail"]


def test_bytes_of_parts(opened: Open) -> None:
    body = f'--x\r\nContent-Disposition: form-data; name="document"\r\n\r\n{GOOD}\r\n--x--\r\n'
    client = opened(validatie_max_bytes=len(body))
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post(PATH, content=body, headers=headers).status_code == 201
    assert_problem(client.post(PATH, content=body + "\r\n", headers=headers), 413, "te-veel")


def test_documents(opened: Open) -> None:
    client = opened(validatie_max_documents=2)
    files = [("document", (f"{number}.ttl", GOOD, "text/turtle")) for number in range(3)]
    assert parts(client, *files[:2]).status_code == 201
    body = assert_problem(parts(client, *files), 413, "te-veel")
    assert "2 documenten" in body["detail"]


def test_size_of_a_mapping(opened: Open) -> None:
    client = opened()
    document = ("document", ("a.ttl", GOOD, "text/turtle"))
    mapping = "{" + " " * 99_998 + "}"
    assert parts(client, document, ("mapping", (None, mapping))).status_code == 201
    assert_problem(parts(client, document, ("mapping", (None, mapping + " "))), 413, "te-veel")


def test_triples_of_all_documents_together(opened: Open) -> None:
    client = opened(validatie_max_triples=4)
    files = [("document", (f"{number}.ttl", GOOD, "text/turtle")) for number in range(3)]
    assert parts(client, *files[:2]).status_code == 201
    body = assert_problem(parts(client, *files), 413, "te-veel")
    assert "6 triples" in body["detail"]


def test_depth(opened: Open) -> None:
    client = opened(turtle, validatie_max_depth=5)
    inner = "[] "
    nested = [f"{GOOD} <https://example.org/a> vb:doel {'[ vb:doel ' * n}{inner}{'] ' * n}." for n in (4, 5)]
    assert post(client, nested[0]).status_code == 201
    body = assert_problem(post(client, nested[1]), 400, "document-geweigerd")
    assert [error["soort"] for error in body["errors"]] == ["te-diep"]


def test_size_of_a_report(opened: Open, tmp_path: Path) -> None:
    first = opened()
    name = post(first).json()["id"]
    size = len(gzip.decompress((tmp_path / "validaties" / name / "verslag.json.gz").read_bytes()))
    assert post(opened(validatie_max_report=size)).status_code == 201
    assert_problem(post(opened(validatie_max_report=size - 1)), 413, "te-veel")


@contextlib.contextmanager
def asking(client: Any, texts: list[str]) -> Iterator[list[Any]]:
    """Send documents at once, each from a thread of its own; the answers are there at the end."""
    answers: list[Any] = []
    threads = [threading.Thread(target=lambda t=text: answers.append(post(client, t))) for text in texts]  # type: ignore[misc]
    for thread in threads:
        thread.start()
        time.sleep(0.1)
    yield answers
    for thread in threads:
        thread.join()


def test_concurrent_runs_and_length_of_the_queue(opened: Open) -> None:
    client = opened(vijandig, validatie_workers=1, validatie_queue=2)
    assert post(client).status_code == 201
    with asking(client, ["#! slaap 1.5\n", GOOD, GOOD]) as answers:
        states = sorted(
            path.read_text() for path in dienst(client).bewaard.map("0" * 32).parent.glob("*/stand.json")
        )
        assert sorted(json.loads(state)["toestand"] for state in states) == [
            "bezig",
            "gereed",
            "wachtrij",
            "wachtrij",
        ]
        refused = post(client)
        assert_problem(refused, 503, "te-druk")
        assert int(refused.headers["retry-after"]) > 0
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert post(client).status_code == 201


def test_a_refused_document_gives_its_place_back(opened: Open) -> None:
    client = opened(validatie_workers=1, validatie_queue=1, validatie_max_bytes=1000)
    for _ in range(4):
        assert_problem(post(client, "<a"), 400)
        assert_problem(post(client, "x" * 1001), 413)
        assert_problem(parts(client, ("anders", ("a", b"x"))), 400)
    assert post(client).status_code == 201


def test_time_in_the_queue(opened: Open) -> None:
    client = opened(vijandig, validatie_workers=1, validatie_queue_seconds=0.8)
    assert eventually(dienst(client).pool.warm)
    with asking(client, ["#! slaap 0.4\n", GOOD]) as answers:
        pass
    assert [answer.status_code for answer in answers] == [201, 201]
    with asking(client, ["#! slaap 1.6\n", GOOD]) as answers:
        pass
    assert sorted(answer.status_code for answer in answers) == [201, 503]
    assert_problem(next(answer for answer in answers if answer.status_code == 503), 503, "te-druk")


def test_what_is_answered_at_once(opened: Open) -> None:
    client = opened(validatie_direct_bytes=2 * SIZE, validatie_direct_documents=2)
    assert post(client, GOOD + " " * SIZE).status_code == 201
    assert post(client, GOOD + " " * (SIZE + 1)).status_code == 202
    files = [("document", (f"{number}.ttl", "", "text/turtle")) for number in range(3)]
    assert parts(client, *files[:2]).status_code == 201
    assert parts(client, *files).status_code == 202


def test_room_for_results(opened: Open, tmp_path: Path) -> None:
    client = opened()
    post(client)
    used = dienst(client).bewaard.opruimen()
    assert post(opened(validatie_store_bytes=used + 1)).status_code == 201
    used = dienst(client).bewaard.opruimen()
    full = opened(validatie_store_bytes=used)
    response = post(full)
    assert_problem(response, 503, "opslag-vol")
    assert 60 <= int(response.headers["retry-after"]) <= 86_400


def test_room_comes_back_when_a_result_is_deleted(opened: Open) -> None:
    client = opened(validatie_store_bytes=1)
    first = post(client)
    assert_problem(post(client), 503, "opslag-vol")
    client.delete(first.headers["location"], params={"sleutel": first.headers["verwijdersleutel"]})
    assert post(client).status_code == 201


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    settings = {"upload_seconds": 1, "uploads": 40, "max_bytes": 5_000_000}
    with tempfile.TemporaryDirectory() as home, running(Path(home), name_of(eerlijk), settings) as started:
        httpx.post(started.url + PATH, content=GOOD, headers=TURTLE, timeout=30).raise_for_status()
        yield started


def big(size: int) -> Iterator[bytes]:
    for _ in range(size // 100_000):
        yield b"# " + b"x" * 99_997 + b"\n"


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("kind", ["text/turtle", "multipart/form-data; boundary=x"])
def test_refuses_100_mb_at_the_limit_without_holding_it(server: Running, announced: bool, kind: str) -> None:
    before = resident(server.process.pid)
    headers = {"Content-Type": kind} | ({"Content-Length": "100000000"} if announced else {})
    head = b'--x\r\nContent-Disposition: form-data; name="document"\r\n\r\n' if "x" in kind[-1:] else b""

    def body() -> Iterator[bytes]:
        yield head
        yield from big(100_000_000 - (100_000 if announced else 0))
        yield b"#" * (100_000 - len(head) if announced else 0)

    response = httpx.post(server.url + PATH, content=body(), headers=headers, timeout=60)
    assert_problem(response, 413, "te-veel")
    assert resident(server.process.pid) - before < 15_000_000
    assert httpx.post(server.url + PATH, content=GOOD, headers=TURTLE, timeout=30).status_code == 201


def test_time_of_an_upload(server: Running) -> None:
    def slowly(pause: float) -> Iterator[bytes]:
        yield GOOD.encode()
        time.sleep(pause)
        yield b"\n"

    quick = httpx.post(server.url + PATH, content=slowly(0.5), headers=TURTLE, timeout=30)
    assert quick.status_code == 201
    assert_problem(
        httpx.post(server.url + PATH, content=slowly(1.6), headers=TURTLE, timeout=30), 408, "te-langzaam"
    )


def idle(url: str, count: int) -> list[socket.socket]:
    """Begin uploads of which only the first byte comes."""
    where = (httpx.URL(url).host, httpx.URL(url).port or 0)
    found = []
    for _ in range(count):
        found.append(socket.create_connection(where))
        found[-1].sendall(
            f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: text/turtle\r\n"
            "Content-Length: 100000\r\n\r\n#".encode()
        )
    return found


def test_uploads_that_do_not_come_take_no_place_in_the_queue(server: Running) -> None:
    waiting = idle(server.url, 30)  # more than the queue has places
    time.sleep(0.3)
    assert httpx.post(server.url + PATH, content=GOOD, headers=TURTLE, timeout=30).status_code == 201
    waiting += idle(server.url, 15)  # more than may come in at once
    time.sleep(0.3)
    refused = httpx.post(server.url + PATH, content=GOOD, headers=TURTLE, timeout=30)
    assert_problem(refused, 503, "te-druk")
    assert int(refused.headers["retry-after"]) > 0
    assert eventually(
        lambda: httpx.post(server.url + PATH, content=GOOD, headers=TURTLE, timeout=30).status_code == 201, 5
    )
    for one in waiting:
        one.close()


def test_an_upload_that_drips_is_refused_before_its_time_is_up(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "GRACE_SECONDS", 0.3)
    client = opened()

    async def received(*pieces: bytes) -> int:
        waiting = list(pieces)

        async def receive() -> dict[str, object]:
            await asyncio.sleep(0.2)
            return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

        headers = [(b"content-type", b"text/turtle")]
        request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
        with tempfile.TemporaryDirectory() as folder:
            (stuk,), _ = await upload.receive(request, Path(folder), dienst(client).settings)
        return stuk.bytes

    assert asyncio.run(received(*[b"x" * 2_000] * 6)) == 12_000
    with pytest.raises(ProblemError) as refused:
        asyncio.run(received(*[b"x"] * 6))
    assert refused.value.soort == "te-langzaam"


def test_a_large_report_is_written_once_and_kept(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    client = opened()
    small = post(client)
    forms_ = {form: client.get(small.headers["location"], params={"format": form}) for form in ALL_FORMS}
    folder = dienst(client).bewaard.map(small.json()["id"])
    assert sorted(path.name for path in folder.iterdir()) == ["stand.json", "verslag.json.gz"]
    monkeypatch.setattr(writing, "SMALL", 0)
    for _ in range(2):
        for form in ALL_FORMS:
            answer = client.get(small.headers["location"], params={"format": form})
            assert answer.content == forms_[form].content
            assert answer.headers["content-type"] == forms_[form].headers["content-type"]
    assert len(list(folder.glob("vorm-*"))) == len(ALL_FORMS) - 1
    monkeypatch.setattr(dienst(client).pool, "submit", None)  # nothing is written again
    assert client.get(small.headers["location"], params={"format": "turtle"}).status_code == 200


def test_written_reports_count_and_make_way(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SMALL", 0)
    client = opened()
    made = post(client)
    used = dienst(client).bewaard.opruimen()
    client.get(made.headers["location"], params={"format": "html"})
    assert dienst(client).bewaard.opruimen() > used
    tight = opened(validatie_store_bytes=used + 1)
    assert post(tight).status_code == 201  # the page was thrown away for it
    assert tight.get(made.headers["location"], params={"format": "csv"}).status_code == 200
    assert list(dienst(tight).bewaard.map(made.json()["id"]).glob("vorm-*")) == []


def test_refuses_to_write_more_large_reports_than_may_wait(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    client = opened()
    location = post(client).headers["location"]
    with contextlib.ExitStack() as held:
        for _ in range(writing.WAITING):
            held.enter_context(dienst(client).schrijver._places.held())
        assert client.get(location, params={"format": "turtle"}).status_code == 200  # a small one needs none
        monkeypatch.setattr(writing, "SMALL", 0)
        refused = client.get(location, params={"format": "turtle"})
        assert_problem(refused, 503, "te-druk")
        assert int(refused.headers["retry-after"]) > 0
        later = post(client)  # checked all the same, and told where
        assert (later.status_code, later.json()["toestand"]) == (202, "gereed")
    assert client.get(later.headers["location"]).json()["verslag"]


def test_an_upload_that_breaks_off_leaves_nothing(server: Running) -> None:
    def broken() -> Iterator[bytes]:
        yield b"<a> "
        raise RuntimeError

    with contextlib.suppress(RuntimeError):
        httpx.post(server.url + PATH, content=broken(), headers=TURTLE, timeout=30)
    assert eventually(lambda: httpx.post(server.url + PATH, content=GOOD, headers=TURTLE).status_code == 201)
