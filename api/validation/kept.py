"""Jobs and results on disk, shared by every process that serves the same home.

`<home>/validaties/<id>/` holds `stand.json`, the documents while they are checked, and after that the report.
What has expired leaves only its `stand.json`, so that a link can say since when. Each process that runs jobs holds
a lock while it lives: a job of a process that is gone is told as stopped, instead of running for ever.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import re
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from api.validation import refusals
from api.validation.task import REPORT, Motor
from verbanden.errors import Taal
from verbanden.settings import Settings

Toestand = Literal["wachtrij", "bezig", "gereed", "mislukt", "verlopen"]
STATE = "stand.json"
_OWNER = ".eigenaar-"
_GONE = ".weg-"
_LIST = ".lijst-"
FORM = "vorm-"
_ID = re.compile(r"[0-9a-f]{32}")
_BLOCK = 8_192
"""What a folder and a small file take up, whatever their size."""
TOMBSTONE_SECONDS = 365 * 86_400.0
"""How long an expired link tells that it has expired."""
_SWEEP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Stand:
    """The state of one job. Times are seconds since 1970; `sleutel` is the hash of the key that deletes it."""

    id: str
    toestand: Toestand
    aangemaakt: float
    verloopt: float
    eigenaar: str = ""
    sleutel: str = ""
    criteria: str = ""
    motor: Motor = "auto"
    peildatum: str | None = None
    vergelijk: str | None = None
    documenten: int = 0
    bytes: int = 0
    voortgang: Mapping[str, str] | None = None
    beeindigd: float | None = None
    uitkomst: str | None = None
    fout: Mapping[str, Any] | None = None

    @property
    def loopt(self) -> bool:
        """Whether it waits or runs."""
        return self.toestand in ("wachtrij", "bezig")


class Bewaard:
    """The jobs and results of one home."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._home = settings.home / "validaties"
        self._owner: tuple[int, Path] | None = None
        self._swept = 0.0
        self._sizes: dict[str, int] = {}
        self._lock = threading.Lock()

    def nieuw(self, **about: Any) -> tuple[Stand, str]:
        """Make a job that waits; give it with the key that deletes it."""
        name, key, now = secrets.token_hex(16), secrets.token_urlsafe(16), time.time()
        stand = Stand(
            id=name,
            toestand="wachtrij",
            aangemaakt=now,
            verloopt=now + self._settings.validatie_ttl_seconds,
            eigenaar=self._own(),
            sleutel=_hash(key),
            **about,
        )
        self.map(name).mkdir(mode=0o700)
        self.schrijf(stand)
        return stand, key

    def map(self, name: str) -> Path:
        """Give the folder of a job."""
        if not _ID.fullmatch(name):
            raise KeyError(name)
        return self._home / name

    def schrijf(self, stand: Stand) -> None:
        """Keep a state, in one step; a job that was deleted meanwhile stays deleted."""
        folder = self.map(stand.id)
        text = json.dumps(asdict(stand), ensure_ascii=False).encode(errors="replace")
        with suppress(FileNotFoundError):
            handle, half = tempfile.mkstemp(dir=folder, suffix=".half")
            with os.fdopen(handle, "wb") as stream:
                stream.write(text)
            Path(half).replace(folder / STATE)

    def lees(self, name: str) -> Stand | None:
        """Give the state of a job as it is now; None when there is no such job, or not any more."""
        stand = self._read(name)
        if stand is None:
            return None
        if stand.toestand != "verlopen" and time.time() >= stand.verloopt:
            return replace(stand, toestand="verlopen")
        if stand.loopt and not self._alive(stand.eigenaar):
            stand = self.klaar(stand, {"fout": refusals.stopped()})
        return stand

    def klaar(self, stand: Stand, outcome: Mapping[str, Any]) -> Stand:
        """Keep how a job ended, and throw its documents away."""
        done = outcome.get("gereed")
        ended = replace(
            stand,
            toestand="mislukt" if done is None else "gereed",
            voortgang=None,
            beeindigd=time.time(),
            uitkomst=None if done is None else done["uitkomst"],
            peildatum=stand.peildatum if done is None else done["peildatum"],
            fout=outcome.get("fout"),
        )
        self._empty(stand.id, keep=(STATE,) if done is None else (STATE, REPORT))
        self.schrijf(ended)
        self._tel(stand.id)
        return ended

    def weg(self, name: str) -> None:
        """Delete a job with all it has; moved away first, so that whoever still writes to it finds nothing."""
        folder, away = self.map(name), self._home / f"{_GONE}{name}"
        # Only what was counted is taken off: a job that was refused never was.
        self._sizes.pop(name, None)
        with suppress(OSError):
            folder.rename(away)
        shutil.rmtree(away, ignore_errors=True)

    def mag_weg(self, stand: Stand, key: str) -> bool:
        """Tell whether a key is the one that deletes this job."""
        return hmac.compare_digest(_hash(key), stand.sleutel)

    def vol(self) -> bool:
        """Tell whether there is no room for another result; clears up first, at most once a minute."""
        now = time.monotonic()
        if now - self._swept > _SWEEP_SECONDS or not self._swept:
            self._swept = now
            if self.opruimen() >= self._settings.validatie_store_bytes:
                self._drop_forms()
        return self._full()

    def tel_vorm(self, name: str, path: Path) -> None:
        """Count a form of a report that was written; where there is no room, it is not kept."""
        self._tel(name)
        if self._full():
            path.unlink(missing_ok=True)
            self._tel(name)

    def vergeet(self, name: str) -> None:
        """Throw away what compares a result with others that are gone."""
        with suppress(OSError):
            for path in self.map(name).glob(f"{FORM}*"):
                met = path.name.split(".")[-2]
                if _ID.fullmatch(met) and ((other := self.lees(met)) is None or other.toestand != "gereed"):
                    path.unlink(missing_ok=True)

    def opruimen(self) -> int:
        """Let expire what is due, end what was left behind; give how many bytes are in use."""
        sizes = {}
        for folder in self._folders():
            stand = self.lees(folder.name)
            if stand is None:
                self._leftover(folder)
            elif stand.toestand == "verlopen":
                self._bury(stand)
            else:
                self.vergeet(folder.name)
            with suppress(OSError):
                sizes[folder.name] = _size(folder)
        self._sizes = sizes
        for left in self._home.glob(f"{_LIST}*"):
            if not self._alive(_OWNER + left.name.removeprefix(_LIST).partition("-")[0]):
                shutil.rmtree(left, ignore_errors=True)
        for gone in self._home.glob(f"{_GONE}*"):
            shutil.rmtree(gone, ignore_errors=True)
        for lock in self._home.glob(f"{_OWNER}*"):
            if not self._alive(lock.name):
                lock.unlink(missing_ok=True)
        return sum(sizes.values())

    def tijdelijk(self) -> Path:
        """Make a folder for what is not kept; when this process is killed, another clears it up."""
        owner = self._own().removeprefix(_OWNER)
        return Path(tempfile.mkdtemp(prefix=f"{_LIST}{owner}-", dir=self._home))

    def eerste(self) -> float:
        """Give in how many seconds the first result expires, which makes room."""
        due = [s.verloopt for f in self._folders() if (s := self._read(f.name)) and s.toestand != "verlopen"]
        return max(0.0, min(due, default=0.0) - time.time())

    def sluit(self) -> None:
        """Give up the lock of this process."""
        if self._owner is not None:
            handle, path = self._owner
            self._owner = None
            path.unlink(missing_ok=True)
            os.close(handle)

    def _full(self) -> bool:
        return sum(list(self._sizes.values())) >= self._settings.validatie_store_bytes

    def _tel(self, name: str) -> None:
        """Count what a job takes up now."""
        with suppress(OSError):
            self._sizes[name] = _size(self.map(name))

    def _drop_forms(self) -> None:
        """Make room: what was written out can be written again."""
        for path in self._home.glob(f"*/{FORM}*"):
            path.unlink(missing_ok=True)
            self._tel(path.parent.name)

    def _read(self, name: str) -> Stand | None:
        if not _ID.fullmatch(name):
            return None
        try:
            return Stand(**json.loads((self._home / name / STATE).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def _folders(self) -> Iterator[Path]:
        with suppress(OSError):
            yield from sorted(path for path in self._home.iterdir() if _ID.fullmatch(path.name))

    def _leftover(self, folder: Path) -> None:
        # One that is being made right now has no state for a moment.
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _SWEEP_SECONDS:
                self.weg(folder.name)

    def _bury(self, stand: Stand) -> None:
        if time.time() - stand.verloopt > TOMBSTONE_SECONDS:
            self.weg(stand.id)
        elif (kept := self._read(stand.id)) is not None and kept.toestand != "verlopen":
            # What was checked is nobody's business any more: only when it was, and since when it is gone.
            self.schrijf(Stand(stand.id, "verlopen", stand.aangemaakt, stand.verloopt))
            self._empty(stand.id, keep=(STATE,))

    def _empty(self, name: str, keep: tuple[str, ...]) -> None:
        with suppress(OSError):
            for path in self.map(name).iterdir():
                if path.name not in keep:
                    path.unlink(missing_ok=True)

    def _own(self) -> str:
        """Give the name of this process's lock, and hold it."""
        with self._lock:
            while self._owner is None:
                self._home.mkdir(parents=True, exist_ok=True)
                handle, path = tempfile.mkstemp(prefix=_OWNER, dir=self._home)
                fcntl.flock(handle, fcntl.LOCK_EX)
                # Whoever clears up may have taken it for a leftover, in the moment before it was locked.
                if os.fstat(handle).st_nlink:
                    self._owner = handle, Path(path)
                else:
                    os.close(handle)
            return self._owner[1].name

    def _alive(self, owner: str) -> bool:
        """Tell whether the process that holds a lock lives."""
        if self._owner is not None and self._owner[1].name == owner:
            return True
        if not owner.startswith(_OWNER) or "/" in owner:
            return False
        try:
            handle = os.open(self._home / owner, os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        finally:
            os.close(handle)
        return False


def form_file(vorm: str, taal: Taal, met: str | None) -> str:
    """Name the file that holds a report in a form and language, compared with another."""
    return f"{FORM}{vorm}.{taal}.{met or 'alleen'}.gz"


def _size(folder: Path) -> int:
    return _BLOCK + sum(path.stat().st_size for path in folder.iterdir())


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
