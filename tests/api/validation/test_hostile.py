"""Hostile documents posted to a running server: refused with a reason, or checked; never a 500.

`make test` sends a thousand of them, of every family; `make check-shared` sends all, which is over a gigabyte.
Afterwards the server holds the memory that it held before, within MARGIN, and its workers what they may keep.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.problems import SOORTEN
from api.validation.task import name_of
from loaders.inzending import lees
from tests.api.validation.server import Running, eventually, resident, running
from tests.hostile.documents import documents
from tests.hostile.record import AANGENOMEN, Hostile
from verbanden.settings import Settings

PATH = "/v1/validaties"
AT_ONCE = 4
LARGE = 200_000
MOST = 75
MARGIN = 40_000_000
"""Bytes: what caches and the heap keep for good. The documents add up to over a gigabyte."""
GROWTH = Settings().validatie_worker_growth
STATUS = {"onbekende-vorm": 415, "te-groot": 413, "te-veel": 413}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    # Time enough for a machine that has more to do: what is tested is that each has its own reason.
    with running(tmp_path_factory.mktemp("home"), name_of(lees), {"max_seconds": 200}) as started:
        # A worker that is warming up sleeps only when it is ready for its first task.
        assert eventually(lambda: len(started.workers()) == 2 and asleep(started), 60)
        yield started


def asleep(server: Running) -> bool:
    """Tell whether no worker has used the processor for half a second."""
    used = [processor(worker) for worker in server.workers()]
    time.sleep(0.5)
    return used == [processor(worker) for worker in server.workers()] and min(used) > 0


def processor(process: int) -> int:
    """Give how long a process has used the processor, in ticks."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def outcome(http: httpx.Client, url: str, hostile: Hostile) -> tuple[str, str]:
    """Post a document; give its name, and what is wrong with the answer, "" for nothing."""
    headers = {"Content-Type": hostile.mediatype} if hostile.mediatype else {}
    response = http.post(url + PATH, content=hostile.data(), headers=headers)
    if response.status_code == 202:
        location = response.headers["location"]
        while (response := http.get(url + location)).status_code == 202:
            time.sleep(0.05)
    return hostile.naam, wrong(response.status_code, response.json(), hostile)


def wrong(status: int, body: dict[str, Any], hostile: Hostile) -> str:
    """Tell what is wrong with an answer, "" for nothing."""
    if body.get("toestand") == "gereed":
        return "" if AANGENOMEN in hostile.verwacht else "was accepted"
    problem = body.get("fout") or body
    kind = problem["type"].rpartition("/")[2]
    if SOORTEN[kind].status != problem["status"] or not problem["detail"]:
        return f"no reason: {problem}"
    if kind == "te-veel" and "verslag" in problem["detail"]:
        return ""  # what is wrong with it does not fit in a report: a limit too
    told = {error.get("soort", "?") for error in problem.get("errors", [])} or (
        {"te-groot"} if kind == "te-veel" else set()
    )
    if not told & hostile.verwacht:
        return f"{problem['status']}: {problem['detail'][:200]}"
    return "" if problem["status"] in {STATUS.get(reason, 400) for reason in told} else f"status {status}"


def chosen() -> Iterator[Hostile]:
    """Give all that are small, but few of the families that damage a good document in hundreds of places.

    Of what is large, only the largest of its family: the limit is the same for the others.
    """
    seen: Counter[str] = Counter()
    largest: dict[str, tuple[int, Hostile]] = {}
    for hostile in documents():
        family, size = hostile.naam.partition("/")[0], len(hostile.data())
        if size > LARGE:
            largest[family] = max(largest.get(family, (0, hostile)), (size, hostile), key=lambda one: one[0])
        elif seen[family] < MOST:
            seen[family] += 1
            yield hostile
    yield from (hostile for _, hostile in largest.values())


@pytest.mark.timeout(300)
def test_answers_hostile_documents_of_every_family(server: Running) -> None:
    picked = list(chosen())
    assert {one.naam.partition("/")[0] for one in picked} == {one.naam.partition("/")[0] for one in documents()}
    assert len(picked) >= 1000
    assert_answers(server, picked)


@pytest.mark.shared
@pytest.mark.timeout(900)
def test_answers_every_hostile_document(server: Running) -> None:
    assert_answers(server, documents())


def assert_answers(server: Running, sent: Iterable[Hostile]) -> None:
    """Assert that each gets a reason or a report, and that the server forgets it."""
    with httpx.Client(timeout=300) as http, ThreadPoolExecutor(AT_ONCE) as threads:

        def post(hostile: Hostile) -> tuple[str, str]:
            return outcome(http, server.url, hostile)

        fresh = max(resident(worker) for worker in server.workers())
        # The first ones fill the caches: patterns, templates, tables of names.
        list(threads.map(post, islice(documents(), 0, None, 50)))
        before = resident(server.process.pid)
        results = list(threads.map(post, sent))
    assert len(results) >= 1000
    assert [(name, what) for name, what in results if what] == []
    assert resident(server.process.pid) <= before + MARGIN
    assert len(server.workers()) == 2
    assert eventually(lambda: all(resident(worker) <= fresh + GROWTH for worker in server.workers()))
