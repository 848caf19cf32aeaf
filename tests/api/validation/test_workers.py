"""Worker processes: what one document does to its worker costs nobody else an answer."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from api.validation.task import name_of
from tests.api.helpers import assert_problem
from tests.api.validation.conftest import Open, dienst
from tests.api.validation.lezers import vijandig
from tests.api.validation.server import children, eventually, lives, running
from verbanden.errors import SettingsError

PATH = "/v1/validaties"
GOOD = (
    "<https://w3id.org/verbanden/id/verband/x> a <https://w3id.org/verbanden/def#Samenwerkingsverband> ; "
    '<http://www.w3.org/2004/02/skos/core#prefLabel> "Proef"@nl .'
)
TURTLE = {"Content-Type": "text/turtle"}


def order(client: TestClient, what: str) -> httpx.Response:
    response: httpx.Response = client.post(PATH, content=f"#! {what}\n{GOOD}", headers=TURTLE)  # type: ignore[assignment]
    return response


def assert_serves(client: TestClient) -> None:
    assert client.post(PATH, content=GOOD, headers=TURTLE).status_code == 201


@pytest.mark.parametrize("what", ["slaap 60", "draai"])
def test_stops_at_the_limit_of_time(opened: Open, what: str) -> None:
    client = opened(vijandig, validatie_max_seconds=1.0)
    assert_serves(client)
    begun = time.monotonic()
    problem = assert_problem(order(client, what), 413, "te-veel")
    # Waking a process takes a moment on a busy machine; the work itself stops within half a second.
    assert 1.0 <= time.monotonic() - begun < 3.0
    assert "1 seconden" in problem["detail"]
    assert_serves(client)


def test_accepts_what_ends_just_within_the_limit_of_time(opened: Open) -> None:
    client = opened(vijandig, validatie_max_seconds=5.0)
    assert_serves(client)
    assert order(client, "slaap 2.5").status_code == 201


def test_stops_at_the_limit_of_memory(opened: Open) -> None:
    client = opened(vijandig, validatie_max_memory=200_000_000)
    assert order(client, "geheugen 100000000").status_code == 201
    problem = assert_problem(order(client, "geheugen 300000000"), 413, "te-veel")
    assert "200000000" in problem["detail"]
    assert_serves(client)


@pytest.mark.parametrize("signal_", ["SIGSEGV", "SIGABRT"])
def test_reports_a_worker_that_a_document_brought_down(opened: Open, signal_: str) -> None:
    client = opened(vijandig)
    assert_problem(order(client, f"sterf {signal_}"), 413, "te-veel")
    assert_serves(client)


def test_reports_a_document_that_recurses_for_ever(opened: Open) -> None:
    client = opened(vijandig)
    assert_problem(order(client, "diep"), 413, "te-veel")
    assert_serves(client)


def test_a_worker_killed_in_a_job_costs_nobody_else_an_answer(opened: Open) -> None:
    client = opened(vijandig, validatie_workers=2)
    pool = dienst(client).pool
    assert eventually(lambda: pool.warm() == 2)
    answers: dict[str, httpx.Response] = {}
    asked = [
        threading.Thread(target=lambda w=what: answers.update({w: order(client, w)}))  # type: ignore[misc]
        for what in ("slaap 1.2", "slaap 1.3")
    ]
    for thread in asked:
        thread.start()
    time.sleep(0.6)
    before = pool.processes()
    os.kill(before[0], signal.SIGKILL)
    for thread in asked:
        thread.join()
    assert sorted(answer.status_code for answer in answers.values()) == [201, 503]
    lost = next(answer for answer in answers.values() if answer.status_code == 503)
    assert_problem(lost, 503, "toetsing-afgebroken")
    assert int(lost.headers["retry-after"]) > 0
    assert_serves(client)
    assert eventually(lambda: len(pool.processes()) == 2)
    assert before[0] not in pool.processes()
    assert before[1] in pool.processes()


def test_replaces_a_worker_that_died_while_idle(opened: Open) -> None:
    client = opened(vijandig)
    assert_serves(client)
    (worker,) = dienst(client).pool.processes()
    os.kill(worker, signal.SIGKILL)
    assert_serves(client)
    assert dienst(client).pool.processes() != [worker]


def test_replaces_a_worker_whose_memory_grew(opened: Open) -> None:
    client = opened(vijandig, validatie_worker_growth=50_000_000)
    assert order(client, "lek 30000000").status_code == 201
    (worker,) = dienst(client).pool.processes()
    assert_serves(client)
    assert dienst(client).pool.processes() == [worker]
    assert order(client, "lek 30000000").status_code == 201
    assert eventually(lambda: worker not in dienst(client).pool.processes())
    assert_serves(client)


@pytest.mark.parametrize("what", ["bel 127.0.0.1:9", "start true", "fout"])
def test_a_worker_reaches_nothing_outside(opened: Open, what: str, caplog: pytest.LogCaptureFixture) -> None:
    client = opened(vijandig)
    response = order(client, what)
    assert_problem(response, 500, "interne-fout")
    assert "secret" not in response.text
    assert ("ZeroDivisionError" if what == "fout" else "is refused in a worker") in caplog.text


def test_does_not_believe_a_worker_that_babbles(opened: Open) -> None:
    client = opened(vijandig)
    assert_problem(order(client, "brabbel"), 503, "toetsing-afgebroken")
    assert_serves(client)


def test_looks_names_up_in_the_release(opened: Open) -> None:
    client = opened(vijandig)
    assert order(client, "herken gemeente Aadorp").status_code == 201
    assert_problem(order(client, "herken gemeente Nergenshuizen"), 400, "document-geweigerd")


def test_an_application_that_ends_leaves_no_process(opened: Open) -> None:
    client = opened(vijandig, validatie_workers=2)
    assert_serves(client)
    before = dienst(client).pool.processes()
    begun = time.monotonic()
    dienst(client).close()
    assert time.monotonic() - begun < 5
    assert before
    assert not [worker for worker in before if lives(worker)]


@pytest.mark.parametrize("busy", [False, True])
def test_a_server_that_is_killed_leaves_no_process(tmp_path: Path, busy: bool) -> None:
    with running(tmp_path, name_of(vijandig)) as server:
        httpx.post(server.url + PATH, content=GOOD, headers=TURTLE, timeout=30).raise_for_status()
        assert eventually(lambda: len(server.workers()) == 2)
        if busy:
            headers = {**TURTLE, "Prefer": "respond-async"}
            for _ in range(2):
                httpx.post(server.url + PATH, content="#! draai\n", headers=headers, timeout=30)
        workers = children(server.process.pid)
        server.process.kill()
        server.process.wait()
        assert eventually(lambda: not any(lives(worker) for worker in workers), 5)


def test_a_server_that_is_stopped_leaves_no_process(tmp_path: Path) -> None:
    with running(tmp_path, name_of(vijandig)) as server:
        headers = {**TURTLE, "Prefer": "respond-async"}
        assert httpx.post(server.url + PATH, content="#! draai\n", headers=headers, timeout=30).status_code == 202
        assert eventually(lambda: len(server.workers()) == 2)
        workers = server.workers()
        begun = time.monotonic()
        server.process.terminate()
        server.process.wait(timeout=10)
        assert time.monotonic() - begun < 5
        assert not any(lives(worker) for worker in workers)


def test_rejects_a_reader_that_another_process_cannot_find() -> None:
    with pytest.raises(SettingsError):
        name_of(lambda *_, **__: None)  # type: ignore[arg-type, return-value]
