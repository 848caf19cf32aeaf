"""What the system holds a worker process to: it dies with its parent, and has its memory, time and reach limited.

Where a system lacks one of these (they are Linux's), the parent's own clock and the closed pipe remain.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, prctl(2)
_MAX_SECONDS = 1_000_000
_REACHING_OUT = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.getaddrinfo",
        "socket.sendto",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
    }
)


def die_with(parent: int) -> None:
    """Let the system kill this process when its parent ends; let those who answer visitors go first."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before this was asked
        os._exit(1)
    # Ctrl-C goes to the whole group: the parent decides when we stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        os.nice(5)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def close_in(max_file: int) -> None:
    """Refuse from here on, for good, connections, other processes, and files larger than a report."""
    sys.addaudithook(_refuse)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (max_file, max_file))


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _REACHING_OUT:
        raise PermissionError(f"{event} is refused in a worker")


def limit_memory(more: int) -> None:
    """Limit the address space to what this process has now and so much more."""
    with contextlib.suppress(ValueError, OSError):
        limit = _pages(0) + more
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard < 0 else min(limit, hard), hard))


def limit_time(seconds: float) -> None:
    """Limit the processor time from now on: on all cores at once, so that the parent's clock is the first."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = min(seconds, _MAX_SECONDS) * (os.cpu_count() or 1) + 2
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime + allowed)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))


def resident(process: int | str = "self") -> int:
    """Give how many bytes of memory a process holds; 0 where the system does not tell."""
    return _pages(1, process)


def give_back() -> None:
    """Give memory that is free to the system (glibc keeps it otherwise)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _pages(column: int, process: int | str = "self") -> int:
    try:
        text = Path(f"/proc/{process}/statm").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(text.split()[column]) * resource.getpagesize()
