"""Results on disk: shared by processes, kept for a while, gone honestly; jobs of who is gone end as stopped."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.validation import kept, writing
from api.validation.kept import Bewaard, Stand
from api.validation.models import Validatie
from api.validation.task import name_of
from tests.api.helpers import assert_problem
from tests.api.validation.conftest import Open, dienst
from tests.api.validation.lezers import eerlijk, vijandig
from tests.api.validation.server import eventually, running
from tests.api.validation.test_posting import GOOD, PATH, TURTLE, post
from verbanden.settings import Settings

DONE = {"gereed": {"uitkomst": "onbekend", "peildatum": "2026-05-16"}}
Clock = Callable[[float], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Move the clock by so many seconds."""
    real, moved = time.time, [0.0]
    monkeypatch.setattr(kept.time, "time", lambda: real() + moved[0])
    return lambda seconds: moved.__setitem__(0, moved[0] + seconds)


@pytest.fixture
def bewaard(tmp_path: Path) -> Bewaard:
    return Bewaard(Settings(home=tmp_path, validatie_ttl_seconds=100.0))


def test_two_applications_share_results(opened: Open) -> None:
    one, other = opened(), opened()
    response = post(one)
    location, key = response.headers["location"], response.headers["verwijdersleutel"]
    assert other.get(location).json() == response.json()
    assert other.get(f"{location}/badge.svg").status_code == 200
    compared = post(other, query=f"?vergelijk={location[-32:]}")
    assert compared.json()["vergelijking"]["nieuw"] == []
    assert other.delete(location, params={"sleutel": key}).status_code == 204
    assert_problem(one.get(location), 404)


def test_an_application_sees_a_job_of_another(opened: Open) -> None:
    one, other = opened(vijandig), opened(vijandig)
    response = post(one, f"#! slaap 1\n{GOOD}", Prefer="respond-async")
    location = response.headers["location"]
    assert other.get(location).json()["toestand"] in ("wachtrij", "bezig")
    assert eventually(lambda: other.get(location).status_code == 200)
    assert other.get(location).json()["verslag"] == one.get(location).json()["verslag"]


def test_two_servers_share_results_over_http(tmp_path: Path) -> None:
    settings = {"workers": 1}
    with (
        running(tmp_path, name_of(eerlijk), settings) as one,
        running(tmp_path, name_of(eerlijk), settings) as other,
    ):
        made = httpx.post(one.url + PATH, content=GOOD, headers=TURTLE, timeout=30)
        assert httpx.get(other.url + made.headers["location"], timeout=30).json() == made.json()


def test_a_job_of_a_server_that_was_killed_is_told_as_stopped(tmp_path: Path, opened: Open) -> None:
    with running(tmp_path, name_of(vijandig), {"workers": 1}) as server:
        headers = {**TURTLE, "Prefer": "respond-async"}
        made = httpx.post(server.url + PATH, content="#! slaap 60\n", headers=headers, timeout=30)
        location = made.headers["location"]
        client = opened()
        assert eventually(lambda: client.get(location).json()["toestand"] == "bezig")
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
    body = client.get(location).json()
    assert body["toestand"] == "mislukt"
    assert body["fout"]["status"] == 503
    assert [path.name for path in dienst(client).bewaard.map(body["id"]).iterdir()] == ["stand.json"]
    dienst(client).bewaard.opruimen()
    assert len(list((tmp_path / "validaties").glob(".eigenaar-*"))) <= 1


def test_a_link_expires_and_says_since_when(opened: Open, clock: Clock, tmp_path: Path) -> None:
    client = opened(validatie_ttl_seconds=1000.0)
    made = post(client)
    location, until = made.headers["location"], made.json()["verlooptOp"]
    clock(990)
    assert client.get(location).json()["verlooptOp"] == until
    clock(20)
    for _ in range(2):  # before and after clearing up
        body = assert_problem(client.get(location), 410, "verlopen")
        assert until in body["detail"]
        assert_problem(client.get(location, params={"format": "csv"}), 410)
        assert_problem(client.delete(location, params={"sleutel": made.headers["verwijdersleutel"]}), 410)
        assert_problem(client.get(f"{location}/vergelijking", params={"met": location[-32:]}), 400)
        badge = client.get(f"{location}/badge.svg")
        assert badge.status_code == 200
        assert f"verlopen op {until[:10]}" in badge.text
        refused = assert_problem(post(client, query=f"?vergelijk={location[-32:]}"), 400)
        assert "verlopen" in refused["detail"]
        dienst(client).bewaard.opruimen()
    kept_ = json.loads((tmp_path / "validaties" / location[-32:] / "stand.json").read_text())
    assert kept_["criteria"] == kept_["sleutel"] == ""
    assert sorted(path.name for path in (tmp_path / "validaties" / location[-32:]).iterdir()) == ["stand.json"]


@pytest.mark.parametrize("gone", ["verlopen", "verwijderd"])
@pytest.mark.parametrize("large", [False, True])
def test_says_why_a_comparison_is_gone(
    opened: Open, clock: Clock, gone: str, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(writing, "SMALL", 0)
    client = opened(validatie_ttl_seconds=1000.0)
    earlier = post(client)
    clock(600)
    later = post(client, query=f"?vergelijk={earlier.json()['id']}")
    location = later.headers["location"]
    assert later.json()["vergelijking"]["ongewijzigd"]
    assert later.json()["vergelijkingWeg"] is None
    assert "ongewijzigd" in client.get(location, params={"format": "csv"}).text
    if gone == "verlopen":
        clock(600)
    else:
        key = earlier.headers["verwijdersleutel"]
        assert client.delete(earlier.headers["location"], params={"sleutel": key}).status_code == 204
    for _ in range(2):  # before and after clearing up
        body = client.get(location).json()
        Validatie.model_validate(body)
        assert body["vergelijking"] is None
        assert body["verslag"] == later.json()["verslag"]
        assert gone in body["vergelijkingWeg"]
        assert gone in client.get(location, params={"format": "tekst"}).text
        assert gone in client.get(location, params={"format": "html"}).text
        table = client.get(location, params={"format": "csv"})
        assert gone in table.headers["vergelijking-weg"]
        assert "ongewijzigd" not in table.text
        dienst(client).bewaard.opruimen()
    kept_ = {path.name for path in dienst(client).bewaard.map(body["id"]).iterdir()}
    assert not any(earlier.json()["id"] in name for name in kept_)
    assert ("vorm-csv.nl.alleen.gz" in kept_) is large


def test_a_job_that_was_never_counted_takes_nothing_off(bewaard: Bewaard) -> None:
    done = bewaard.klaar(bewaard.nieuw()[0], DONE)
    assert not bewaard.vol()
    room = Bewaard(replace(bewaard._settings, validatie_store_bytes=bewaard.opruimen()))
    assert room.vol()
    for _ in range(3):
        refused, _ = room.nieuw()
        (room.map(refused.id) / "document-1").write_bytes(b"x" * 50_000)
        room.weg(refused.id)
        assert room.vol()
    room.weg(done.id)
    assert not room.vol()


def test_a_folder_of_who_was_killed_is_cleared_up(bewaard: Bewaard, tmp_path: Path) -> None:
    mine = bewaard.tijdelijk()
    dead = mine.with_name(".lijst-vreemd00-abcdef")
    dead.mkdir()
    (dead / "document-1").write_text(GOOD)
    Bewaard(Settings(home=tmp_path)).opruimen()
    assert mine.exists()
    assert not dead.exists()
    bewaard.sluit()
    Bewaard(Settings(home=tmp_path)).opruimen()
    assert not mine.exists()


def test_a_tombstone_is_gone_after_a_year(bewaard: Bewaard, clock: Clock) -> None:
    stand, _ = bewaard.nieuw(criteria="kern")
    bewaard.klaar(stand, DONE)
    clock(101)
    bewaard.opruimen()
    clock(kept.TOMBSTONE_SECONDS - 10)
    bewaard.opruimen()
    assert bewaard.lees(stand.id) is not None
    clock(20)
    bewaard.opruimen()
    assert bewaard.lees(stand.id) is None
    assert not bewaard.map(stand.id).exists()


def test_clearing_up_leaves_what_lives(bewaard: Bewaard, clock: Clock) -> None:
    waiting, _ = bewaard.nieuw()
    done = bewaard.klaar(bewaard.nieuw()[0], DONE)
    (bewaard.map(waiting.id) / "document-1").write_text(GOOD)
    used = bewaard.opruimen()
    assert used > 0
    assert bewaard.lees(waiting.id) == waiting
    assert bewaard.lees(done.id) == done
    assert (bewaard.map(waiting.id) / "document-1").exists()


def test_clearing_up_takes_what_was_left_half_made(bewaard: Bewaard) -> None:
    bewaard.nieuw()
    half = bewaard.map("f" * 32)
    half.mkdir()
    bewaard.opruimen()
    assert half.exists()
    os.utime(half, (0, 0))
    bewaard.opruimen()
    assert not half.exists()


def test_what_was_deleted_while_it_ran_stays_deleted(bewaard: Bewaard) -> None:
    stand, _ = bewaard.nieuw()
    bewaard.weg(stand.id)
    bewaard.schrijf(stand)
    bewaard.klaar(stand, DONE)
    assert bewaard.lees(stand.id) is None
    assert not bewaard.map(stand.id).exists()


def test_what_is_deleted_while_it_is_written_stays_deleted(bewaard: Bewaard) -> None:
    for _ in range(20):
        stand, _ = bewaard.nieuw()
        writing = [threading.Thread(target=bewaard.klaar, args=(stand, DONE)) for _ in range(4)]
        for thread in writing:
            thread.start()
        bewaard.weg(stand.id)
        for thread in writing:
            thread.join()
        assert bewaard.lees(stand.id) is None
        assert not bewaard.map(stand.id).exists()
    bewaard.opruimen()
    assert [path for path in bewaard.map(stand.id).parent.iterdir() if path.is_dir()] == []


def test_deleting_a_job_of_another_application_ends_it(opened: Open, caplog: pytest.LogCaptureFixture) -> None:
    one, other = opened(vijandig), opened(vijandig)
    response = post(one, f"#! slaap 1.5\n{GOOD}", Prefer="respond-async")
    location = response.headers["location"]
    assert eventually(lambda: other.get(location).json()["toestand"] == "bezig")
    key = response.headers["verwijdersleutel"]
    assert other.delete(location, params={"sleutel": key}).status_code == 204
    assert post(one).status_code == 201
    assert_problem(one.get(location), 404)
    assert "unexpected" not in caplog.text


def test_a_state_that_cannot_be_read_is_no_state(bewaard: Bewaard) -> None:
    stand, _ = bewaard.nieuw()
    for text in ("", "{", "[]", '{"id": 1, "anders": 2}'):
        (bewaard.map(stand.id) / "stand.json").write_text(text)
        assert bewaard.lees(stand.id) is None
    bewaard.opruimen()


def test_a_reader_never_sees_half_a_state(bewaard: Bewaard) -> None:
    stand, _ = bewaard.nieuw()
    for number in range(200):
        bewaard.schrijf(Stand(**{**stand_fields(stand), "documenten": number, "criteria": "x" * number * 50}))
        found = bewaard.lees(stand.id)
        assert found is not None
        assert found.documenten == number
    assert [path.name for path in bewaard.map(stand.id).iterdir()] == ["stand.json"]


def stand_fields(stand: Stand) -> dict[str, object]:
    return {name: getattr(stand, name) for name in Stand.__dataclass_fields__}


def test_ids_and_keys_cannot_be_guessed(bewaard: Bewaard) -> None:
    made = [bewaard.nieuw() for _ in range(50)]
    assert len({stand.id for stand, _ in made} | {key for _, key in made}) == 100
    assert all(len(stand.id) == 32 and len(key) >= 22 for stand, key in made)
    stand, key = made[0]
    assert key not in (bewaard.map(stand.id) / "stand.json").read_text()
    assert bewaard.map(stand.id).stat().st_mode & 0o077 == 0
    assert bewaard.mag_weg(stand, key)
    assert not bewaard.mag_weg(stand, made[1][1])
