"""One partnership posted to a warm server, from request to report: `python -m bench.posting`.

The server is `verbanden serve` in a process of its own, over the embedded register; the partnerships are its own,
as the release gives them.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.meten import ROOT, p95, save, table
from verbanden.checking.background import ReleaseAchtergrond
from verbanden.namespaces import RDF, VB
from verbanden.release import open_release

PARTNERSHIPS = 200
FORMS = ("application/json", "text/turtle", "text/html")
AT_ONCE = (1, 4)
WARM = 10
_IS_PARTNERSHIP = re.compile(rf"^<([^>]+)> <{re.escape(RDF)}type> <{re.escape(VB)}Samenwerkingsverband>", re.M)


@contextmanager
def server(home: Path) -> Iterator[tuple[str, float]]:
    """Serve the embedded register; give the address, and the seconds from start to the first answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "VERBANDEN_HOME": str(home)}
    command = [str(Path(sys.executable).with_name("verbanden")), "serve", "--port", str(port)]
    subprocess.run([*command[:1], "build"], cwd=ROOT, env=env, check=True, capture_output=True)
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=env, stderr=None)
    try:
        url = f"http://127.0.0.1:{port}"
        while not _ready(url):
            time.sleep(0.02)
        yield url, time.perf_counter() - begun
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def documents(home: Path, many: int) -> list[bytes]:
    """Give partnerships of a release, spread over it, each as the N-Triples that the release has of it."""
    found = open_release(home)
    known = ReleaseAchtergrond(found.store(), found.naam, found.datum)
    dump = subprocess.run(
        [str(Path(sys.executable).with_name("verbanden")), "export", "verbanden.nq"],
        cwd=ROOT,
        env={**os.environ, "VERBANDEN_HOME": str(home)},
        check=True,
        capture_output=True,
        text=True,
    )
    iris = sorted(set(_IS_PARTNERSHIP.findall(dump.stdout)))
    return [known.over([iri]) for iri in iris[:: max(1, len(iris) // many)][:many]]


def post(url: str, document: bytes, form: str) -> float:
    """Post a document; give the seconds until the whole report is there."""
    headers = {"Content-Type": "application/n-triples", "Accept": form}
    request = urllib.request.Request(f"{url}/v1/validaties", data=document, headers=headers)
    begun = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as answer:
        if answer.status != 201:
            raise RuntimeError(f"{answer.status}: {answer.read(500)!r}")
        answer.read()
    return time.perf_counter() - begun


def measure(many: int = PARTNERSHIPS) -> dict[str, Any]:
    """Post partnerships one after the other and some at once, in every form."""
    with TemporaryDirectory(prefix="verbanden-bench-") as name, server(Path(name)) as (url, started):
        sent = documents(Path(name), many)
        first = post(url, sent[0], FORMS[0])
        figures: dict[str, Any] = {"started": started, "first": first, "documents": len(sent), "times": {}}
        figures["bytes"] = statistics.median(map(len, sent))
        for document in sent[:WARM]:
            post(url, document, FORMS[0])
        for form in FORMS:
            for at_once in AT_ONCE:
                with ThreadPoolExecutor(at_once) as threads:
                    times = list(threads.map(lambda document, f=form: post(url, document, f), sent))
                told = {"median": statistics.median(times), "p95": p95(times), "worst": max(times)}
                figures["times"][f"{form} × {at_once}"] = told
    return figures


def report(figures: dict[str, Any]) -> str:
    """Write the table, in milliseconds."""
    rows = []
    for name, told in figures["times"].items():
        form, _, at_once = name.partition(" × ")
        rows.append([form, at_once, *(f"{1000 * told[step]:.0f}" for step in ("median", "p95", "worst"))])
    return table(["Report as", "Callers at once", "Median, ms", "p95, ms", "Slowest, ms"], rows)


def main() -> str:
    figures = measure()
    save("posting", figures)
    return report(figures)


if __name__ == "__main__":
    print(main())
