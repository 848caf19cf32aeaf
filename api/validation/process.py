"""A worker process as its parent sees it: started, asked, watched by a clock, and killed when it has to be.

Started anew by the interpreter, never forked: the fast engine hangs after a fork, and a copy of a process with
threads is not to be trusted. Not through `multiprocessing` either: that imports the caller's main module again.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.validation import refusals
from api.validation.task import MAX_ASKED, MAX_MESSAGE, MAX_NAME, Taak, Werkwijze
from verbanden.errors import StoreError, VerbandenError

if TYPE_CHECKING:  # the checker itself is loaded in the workers only
    from verbanden.checking.toetsing import Achtergrond

Tell = Callable[[dict[str, str]], None]
_START_SECONDS = 60.0
_KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "TZ", "VIRTUAL_ENV")
"""What of the environment a worker needs; settings and secrets of the service are not among it."""
_ASKED = frozenset({"over", "herken", "bijna"})
"""What a worker asks its parent while it is at work (see `asking`)."""
_log = logging.getLogger(__name__)


class Werkproces:
    """One worker process. All but `kill` is for the thread that started it: the worker dies with that thread."""

    def __init__(self, wijze: Werkwijze, achtergrond: Achtergrond) -> None:
        self.wijze = wijze
        self.achtergrond = achtergrond
        self.fresh = 0
        """How many bytes of memory it held when it was new."""
        self._late = False
        self._began = False
        self._failed: dict[str, Any] | None = None
        ours, theirs = Pipe()
        self.pipe: Connection = ours
        try:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", "api.validation.worker", str(theirs.fileno()), str(os.getpid())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=_environment(),
            )
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()

    def warm_up(self) -> None:
        """Wait until it is ready for its first task; raises StoreError when it does not get there."""
        told = self._guarded(_START_SECONDS, self._first_words)
        if told is None or "vrij" not in told:
            self.end()
            _log.error("a worker does not start: %s", (told or {}).get("kapot", self.process.returncode))
            raise StoreError("de toetsing start niet", "validation does not start")
        self.fresh = int(told["vrij"])

    def _first_words(self) -> dict[str, Any]:
        self.pipe.send_bytes(json.dumps(asdict(self.wijze)).encode())
        return self._hear()

    def do(self, taak: Taak, tell: Tell) -> dict[str, Any]:
        """Have a task done; give `{"gereed": …}`, or `{"fout": …}` with why not.

        With `"opnieuw"` the worker was lost before it began: another may try. After this either `idle` is to be
        called or, when that is not possible any more, the worker is dead.
        """
        self._began = False
        outcome = self._guarded(self.wijze.max_seconds, lambda: self._converse(taak, tell))
        if outcome is not None:
            return outcome
        self.end()
        if self._failed is not None:
            return {"fout": self._failed}
        if self._late or self.process.returncode == -signal.SIGXCPU:
            return {"fout": refusals.too_long(self.wijze.max_seconds)}
        return {
            "fout": refusals.lost(self.process.returncode, self.wijze.max_memory),
            "opnieuw": not self._began,
        }

    def idle(self) -> int:
        """Wait until it is tidy again; give how many bytes of memory it holds. It is dead when that fails."""
        told = self._guarded(_START_SECONDS, self._hear)
        if told is None or "vrij" not in told:
            self.end()
            return 0
        return int(told["vrij"])

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process.poll() is None

    def kill(self) -> None:
        """Kill it, from any thread; whoever waits for its answer hears of it."""
        if self.process.poll() is None:
            self.process.kill()

    def end(self) -> None:
        """Kill it and clear up."""
        self.kill()
        self.process.wait()
        self.pipe.close()

    def _guarded(self, seconds: float, talk: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
        # The clock kills, whatever this thread is doing: waiting, sending, or looking something up.
        clock = threading.Timer(min(seconds, threading.TIMEOUT_MAX), self._time_is_up)
        clock.daemon = True
        clock.start()
        try:
            return talk()
        except (EOFError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            if not isinstance(error, EOFError | ConnectionError):
                _log.warning("a worker said what makes no sense: %s", error)
            return None
        finally:
            clock.cancel()

    def _time_is_up(self) -> None:
        self._late = True
        self.kill()

    def _hear(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.pipe.recv_bytes(MAX_MESSAGE))
        return told

    def _converse(self, taak: Taak, tell: Tell) -> dict[str, Any]:
        self.pipe.send_bytes(json.dumps(taak.als_json()).encode())
        while True:
            told = self._hear()
            self._began = True
            if _ASKED & told.keys():
                self.pipe.send_bytes(self._known(told))
            elif "voortgang" in told:
                tell({"nl": str(told["voortgang"]["nl"]), "en": str(told["voortgang"]["en"])})
            else:
                return told

    def _known(self, asked: dict[str, Any]) -> bytes:
        """Look up what a worker asks; raises EOFError, which ends the talk, when the background fails."""
        iris, text = asked.get("over", []), asked.get("herken", asked.get("bijna", ""))
        if len(iris) > MAX_ASKED or any(len(name) > MAX_NAME for name in [*iris, text]):
            raise ValueError("more is asked than may be")
        try:
            if "over" in asked:
                return self.achtergrond.over(iris)
            if "bijna" in asked:
                # Not every background proposes names.
                propose = getattr(self.achtergrond, "bijna", None)
                return json.dumps(propose(text) if propose is not None else []).encode()
            return json.dumps(self.achtergrond.herken(text)).encode()
        except VerbandenError as error:
            self._failed = refusals.background(error)
        except Exception:  # noqa: BLE001 - it may not end the thread that watches the worker
            _log.exception("the background of a check fails")
            self._failed = refusals.unexpected()
        raise EOFError


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    here = str(Path.cwd())
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(part or here for part in sys.path),
        "PYTHONDONTWRITEBYTECODE": "1",
        # Few arenas: memory that is freed can be given back, and the limit on address space counts what is used.
        "MALLOC_ARENA_MAX": "2",
    }
