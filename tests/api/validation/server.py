"""A server in a process of its own: `server.py HOME LEZER` prints its port; settings come from the environment."""

from __future__ import annotations

import importlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import uvicorn

from api.app import create_app
from api.context import Uitgave
from verbanden.settings import Settings
from verbanden.store import EmbeddedStore

ROOT = Path(__file__).resolve().parents[3]
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Running:
    """A server that runs elsewhere."""

    url: str
    process: subprocess.Popen[str]

    def workers(self) -> list[int]:
        """Give the process ids of its workers."""
        return children(self.process.pid)


def children(parent: int) -> list[int]:
    """Give the processes whose parent this is."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return sorted(found)


def lives(process: int) -> bool:
    """Tell whether a process runs (one that waits to be buried does not)."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def resident(process: int) -> int:
    """Give how much memory a process holds, in bytes."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE


def eventually(what: object, seconds: float = 10.0) -> bool:
    """Wait until something is so; tell whether it became so."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


@contextmanager
def running(home: Path, lezer: str, settings: Mapping[str, object] | None = None) -> Iterator[Running]:
    """Run a server until the end of the block."""
    env = {f"VERBANDEN_VALIDATIE_{name.upper()}": str(value) for name, value in (settings or {}).items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.api.validation.server", str(home), lezer],
        cwd=ROOT,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        port = process.stdout.readline().strip()
        yield Running(f"http://127.0.0.1:{port}", process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)
        process.stdout.close()


def main() -> None:
    home, name = sys.argv[1:3]
    module, _, function = name.partition(":")
    inner = ox.Store()
    inner.bulk_load(path=str(ROOT / "tests" / "api" / "klein.trig"), format=ox.RdfFormat.TRIG)
    app = create_app(
        EmbeddedStore(inner),
        Uitgave("2026-05-16", date(2026, 5, 16)),
        replace(Settings.from_env(), home=Path(home)),
        lezer=getattr(importlib.import_module(module), function),
    )
    with socket.create_server(("127.0.0.1", 0)) as place:
        sys.stdout.write(f"{place.getsockname()[1]}\n")
        sys.stdout.flush()
        uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=5)).run(sockets=[place])


if __name__ == "__main__":
    main()
