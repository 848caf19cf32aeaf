"""A few worker processes and the queue before them.

Each has a thread that starts it, hands it tasks and replaces it: killed at the limit of time, lost, or grown.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from api.validation import refusals
from api.validation.process import Werkproces
from api.validation.task import Taak, Werkwijze
from verbanden.errors import StoreError
from verbanden.settings import Settings

if TYPE_CHECKING:  # the checker itself is loaded in the workers only
    from verbanden.checking.toetsing import Achtergrond

_LOOK_SECONDS = 2.0
"""How often an idle thread looks whether its worker still lives."""
_CLOSE_SECONDS = 5.0
_log = logging.getLogger(__name__)

Verder = Callable[[dict[str, str] | None], None]


@dataclass(slots=True)
class Beurt:
    """A task that waits or runs. `verder` is called when it begins (with None) and with each step.

    `uitslag` becomes `{"gereed": …}` or `{"fout": …}`; it never fails.
    """

    taak: Taak
    verder: Verder
    since: float = field(default_factory=time.monotonic)
    uitslag: Future[dict[str, Any]] = field(default_factory=Future)
    gestopt: bool = False
    proces: Werkproces | None = None


class Pool:
    """The workers and their queue; `start` is quick, warming up goes on beside."""

    def __init__(self, settings: Settings, wijze: Werkwijze, achtergrond: Achtergrond) -> None:
        self._settings = settings
        self._wijze = wijze
        self._achtergrond = achtergrond
        self._queue: SimpleQueue[Beurt | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._busy: dict[str, Beurt] = {}
        self._workers: dict[int, Werkproces] = {}
        self._closing = False

    def start(self) -> None:
        """Start the workers, once."""
        with self._lock:
            if self._threads or self._closing:
                return
            self._threads = [
                threading.Thread(target=self._serve, args=(number,), name=f"toetsing-{number}", daemon=True)
                for number in range(self._settings.validatie_workers)
            ]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop at once: whatever runs or waits ends as stopped, and no process is left."""
        with self._lock:
            self._closing = True
            for beurt in self._busy.values():
                beurt.gestopt = True
            workers = list(self._workers.values())
        for worker in workers:
            worker.kill()
        for _ in self._threads:
            self._queue.put(None)
        until = time.monotonic() + _CLOSE_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def submit(self, beurt: Beurt) -> None:
        """Put a task in the queue."""
        with self._lock:
            self._busy[beurt.taak.id] = beurt
            beurt.gestopt = self._closing
        self.start()
        self._queue.put(beurt)
        if beurt.gestopt:
            self._finish(beurt, {"fout": refusals.stopped()})

    def stop(self, taak: str) -> None:
        """Stop a task, waiting or running; nothing happens when it is not here."""
        with self._lock:
            beurt = self._busy.get(taak)
            if beurt is None:
                return
            beurt.gestopt = True
            if beurt.proces is not None:
                beurt.proces.kill()
        if beurt.proces is None:
            self._finish(beurt, {"fout": refusals.stopped()})

    def processes(self) -> list[int]:
        """Give the process ids of the workers that live."""
        with self._lock:
            return [worker.process.pid for worker in self._workers.values() if worker.alive]

    def warm(self) -> int:
        """Count the workers that are ready for a task."""
        with self._lock:
            return sum(worker.alive and worker.fresh > 0 for worker in self._workers.values())

    def _serve(self, number: int) -> None:
        """Keep one worker and give it tasks, until closed; the thread has to outlive the worker it starts."""
        while not self._closing:
            self._ready(number)
            try:
                beurt = self._queue.get(timeout=_LOOK_SECONDS)
            except Empty:
                continue
            if beurt is not None:
                self._turn(number, beurt)
        worker = self._workers.get(number)
        if worker is not None:
            worker.end()
        while True:  # what still waits is told
            try:
                left = self._queue.get_nowait()
            except Empty:
                return
            if left is not None:
                self._finish(left, {"fout": refusals.stopped()})

    def _ready(self, number: int) -> Werkproces | None:
        """Give a live, warm worker; None when it cannot be had."""
        worker = self._workers.get(number)
        if worker is not None and worker.alive:
            return worker
        if worker is not None:
            worker.end()
        try:
            worker = Werkproces(self._wijze, self._achtergrond)
            with self._lock:
                self._workers[number] = worker
                if self._closing:
                    worker.kill()
            worker.warm_up()
        except (StoreError, OSError) as error:
            if not self._closing:
                _log.error("no worker for validation: %s", error)
                time.sleep(0.5)  # one that cannot start may not keep the machine busy
            return None
        return worker

    def _turn(self, number: int, beurt: Beurt) -> None:
        settings = self._settings
        if beurt.gestopt:
            self._finish(beurt, {"fout": refusals.stopped()})
            return
        if time.monotonic() - beurt.since > settings.validatie_queue_seconds:
            self._finish(beurt, {"fout": refusals.waited_too_long(settings.validatie_queue_seconds)})
            return
        beurt.verder(None)
        worker, outcome = self._done(number, beurt)
        if outcome.get("opnieuw"):
            # Lost while it was idle, which nobody had seen yet.
            worker, outcome = self._done(number, beurt)
        if beurt.gestopt:
            outcome = {"fout": refusals.stopped()}
        if "onverwacht" in outcome:
            _log.error("unexpected error in a check: %s", outcome["onverwacht"])
            outcome = {"fout": refusals.unexpected()}
        self._finish(beurt, outcome)
        if worker is not None and worker.alive:
            held = worker.idle()
            if outcome.get("vervang") or held - worker.fresh > settings.validatie_worker_growth:
                worker.end()

    def _done(self, number: int, beurt: Beurt) -> tuple[Werkproces | None, dict[str, Any]]:
        """Have a task done by the worker of this thread; give the worker too, if it did anything."""
        worker = self._ready(number)
        with self._lock:
            beurt.proces = worker
        if worker is None or beurt.gestopt:
            return None, {"fout": refusals.unexpected()}
        return worker, worker.do(beurt.taak, beurt.verder)

    def _finish(self, beurt: Beurt, outcome: dict[str, Any]) -> None:
        with self._lock:
            mine = self._busy.pop(beurt.taak.id, None) is not None
        # Who waits for it is called from here, so without the lock.
        if mine:
            beurt.uitslag.set_result(outcome)
